package io.github.threetierecs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Controls of AWS Foundational Security Best Practices that ask for the same, and how a template
 * answers them.
 *
 * @param ids such as {@code EC2.8, EC2.170}
 * @param asks what they ask for
 * @param reason why a finding stays, or what the user does where a template shows nothing; empty if
 *     the controls pass
 * @param check what a template shows of it, or null
 * @param planted a change that turns the result of these controls over, or null
 * @param also other controls that the change turns over too
 * @param where the logical ids of resources that a finding may stay at
 */
record FoundationalControl(
    String ids,
    String severity,
    String asks,
    String reason,
    @Nullable Check check,
    @Nullable Planted planted,
    List<String> also,
    Pattern where) {

  static FoundationalControl passed(
      String ids, String severity, String asks, Check check, Planted planted) {
    return new FoundationalControl(
        ids, severity, asks, "", check, planted, List.of(), Pattern.compile("(?!)"));
  }

  static FoundationalControl acknowledged(
      String ids, String severity, String asks, String reason, Check check, Planted planted) {
    return new FoundationalControl(
        ids, severity, asks, reason, check, planted, List.of(), Pattern.compile(""));
  }

  static FoundationalControl documented(String ids, String severity, String asks, String toDo) {
    return new FoundationalControl(
        ids, severity, asks, toDo, null, null, List.of(), Pattern.compile("(?!)"));
  }

  FoundationalControl also(String... others) {
    return new FoundationalControl(
        ids, severity, asks, reason, check, planted, List.of(others), where);
  }

  FoundationalControl at(String logicalIds) {
    return new FoundationalControl(
        ids, severity, asks, reason, check, planted, also, Pattern.compile(logicalIds));
  }

  /** The logical ids of what fails. */
  List<String> findingsIn(StackTemplate template) {
    return check == null ? List.of() : check.failing(template);
  }

  /** The findings that nobody has accepted. */
  List<String> openIn(StackTemplate template) {
    return findingsIn(template).stream()
        .filter(id -> !where.matcher(id).find())
        .map(id -> ids + " at " + id)
        .toList();
  }

  String result() {
    return check == null ? "documented" : reason.isEmpty() ? "passed" : "acknowledged";
  }

  @Override
  public String toString() {
    return ids;
  }

  /** What a template shows. */
  record Check(String words, BiFunction<StackTemplate, Resource, Boolean> passes, String type) {

    List<String> failing(StackTemplate template) {
      return template.resourcesOfType(type).stream()
          .filter(it -> !passes.apply(template, it))
          .map(Resource::logicalId)
          .toList();
    }
  }

  /** Every resource of the type has one of these values there. */
  static Check is(String type, String path, String... values) {
    return that(
        type,
        "`%s` is %s".formatted(path, quoted(values)),
        it -> it.text(path).filter(List.of(values)::contains).isPresent());
  }

  /** No resource of the type has any of these values there. */
  static Check isNot(String type, String path, String... values) {
    return that(
        type,
        "`%s` is not %s".formatted(path, quoted(values)),
        it -> it.text(path).filter(List.of(values)::contains).isEmpty());
  }

  static Check that(String type, String words, Predicate<Resource> passes) {
    return within(type, words, (template, it) -> passes.test(it));
  }

  static Check within(
      String type, String words, BiFunction<StackTemplate, Resource, Boolean> passes) {
    return new Check("`%s`: %s".formatted(type, words), passes, type);
  }

  private static String quoted(String... values) {
    return Arrays.stream(values).map(it -> "`" + it + "`").collect(Collectors.joining(" or "));
  }

  /** The elements of a list, each with its own properties. */
  static Stream<Resource> parts(Resource resource, String path) {
    return resource.list(path).stream()
        .map(it -> new Resource(resource.logicalId(), path, Map.of("Properties", it)));
  }

  /** A change of a parsed template. */
  interface Planted {
    void in(Map<String, Object> resources);

    default Planted and(Planted other) {
      return resources -> {
        in(resources);
        other.in(resources);
      };
    }
  }

  /** Sets a property of every resource of the type; a star is every element of a list. */
  static Planted set(String type, String path, Object value) {
    return resources ->
        bodiesOf(type, resources)
            .forEach(body -> set(body.computeIfAbsent("Properties", it -> map()), path, value));
  }

  static Planted unset(String type, String path) {
    return set(type, path, "");
  }

  static Planted remove(String type) {
    return resources -> resources.values().removeIf(it -> type.equals(mapOf(it).get("Type")));
  }

  static Planted add(String type, Map<String, Object> properties) {
    return resources ->
        resources.put("Planted" + resources.size(), Map.of("Type", type, "Properties", properties));
  }

  /** The template's JSON, to be changed. */
  static Map<String, Object> copyOf(Map<String, Object> json) {
    return mapOf(new ObjectMapper().convertValue(json, LinkedHashMap.class));
  }

  static Map<String, Object> resourcesOf(Map<String, Object> json) {
    return mapOf(json.get("Resources"));
  }

  static List<Map<String, Object>> bodiesOf(String type, Map<String, Object> resources) {
    return resources.values().stream()
        .map(FoundationalControl::mapOf)
        .filter(it -> type.equals(it.get("Type")))
        .toList();
  }

  private static void set(Object here, String path, Object value) {
    String step = path.split("\\.", -1)[0];
    String rest = path.substring(Math.min(path.length(), step.length() + 1));
    if (here instanceof List<?>) {
      List<Object> list = listOf(here);
      for (int i = 0; i < list.size(); i++) {
        if (step.equals("*") || step.equals(Integer.toString(i))) {
          if (rest.isEmpty()) {
            list.set(i, value);
          } else {
            set(list.get(i), rest, value);
          }
        }
      }
    } else if (rest.isEmpty()) {
      if (value.equals("")) {
        mapOf(here).remove(step);
      } else {
        mapOf(here).put(step, value);
      }
    } else {
      set(mapOf(here).computeIfAbsent(step, it -> map()), rest, value);
    }
  }

  private static Map<String, Object> map() {
    return new LinkedHashMap<>();
  }

  @SuppressWarnings("unchecked") // parsed JSON
  private static Map<String, Object> mapOf(@Nullable Object value) {
    return value instanceof Map ? (Map<String, Object>) value : map();
  }

  @SuppressWarnings("unchecked") // parsed JSON
  private static List<Object> listOf(Object value) {
    return value instanceof List ? (List<Object>) value : new ArrayList<>();
  }
}
