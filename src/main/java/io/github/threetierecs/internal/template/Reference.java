package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value in a template points to: {@code Ref}, {@code Fn::GetAtt} in both of its forms, and
 * the variables of {@code Fn::Sub}.
 *
 * <p>Pseudo parameters such as {@code AWS::Region} are no references; template parameters are.
 */
public final class Reference {

  private static final Pattern SUB_VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  private Reference() {}

  /**
   * The logical id that a value as a whole points to.
   *
   * @param value any value of a template, such as {@code {"Ref": "X"}} or {@code {"Fn::GetAtt":
   *     ["X", "GroupId"]}}
   * @return the logical id, or nothing if the value is not one single reference
   */
  public static Optional<String> idOf(Object value) {
    Map<String, Object> map = Json.mapOf(value);
    if (map.size() != 1) {
      return Optional.empty();
    }
    if (map.get("Ref") instanceof String id) {
      return Optional.of(id).filter(Reference::isLogicalId);
    }
    return attributeOf(value).map(Attribute::logicalId);
  }

  /**
   * The logical ids that a value refers to anywhere within it.
   *
   * @param value any value of a template
   * @return the logical ids, sorted
   */
  public static Set<String> idsIn(Object value) {
    Set<String> ids = new TreeSet<>();
    collect(value, ids);
    return ids;
  }

  /**
   * The logical id that a value points to, or the text of a value that points to none.
   *
   * @param value any value of a template
   * @return what tells this value from others
   */
  public static String keyOf(Object value) {
    return idOf(value).orElseGet(() -> Text.of(value));
  }

  /** The resource and the attribute that an {@code Fn::GetAtt} names. */
  record Attribute(String logicalId, String name) {}

  static Optional<Attribute> attributeOf(Object value) {
    Object target = Json.mapOf(value).get("Fn::GetAtt");
    if (target instanceof String dotted && dotted.indexOf('.') > 0) {
      int dot = dotted.indexOf('.');
      return Optional.of(new Attribute(dotted.substring(0, dot), dotted.substring(dot + 1)));
    }
    if (target instanceof List<?> pair
        && pair.size() == 2
        && pair.get(0) instanceof String logicalId) {
      return Optional.of(new Attribute(logicalId, Text.of(Json.copyOf(pair.get(1)))));
    }
    return Optional.empty();
  }

  private static void collect(Object value, Set<String> ids) {
    idOf(value).ifPresent(ids::add);
    Json.mapOf(value)
        .forEach(
            (key, nested) -> {
              if (key.equals("Fn::Sub")) {
                collectVariables(Json.listOf(nested), ids);
              }
              collect(nested, ids);
            });
    if (value instanceof List<?> list) {
      list.forEach(nested -> collect(nested, ids));
    }
  }

  private static void collectVariables(List<Object> sub, Set<String> ids) {
    Map<String, Object> ownVariables = sub.size() > 1 ? Json.mapOf(sub.get(1)) : Map.of();
    Matcher variables = SUB_VARIABLE.matcher(sub.isEmpty() ? "" : String.valueOf(sub.get(0)));
    while (variables.find()) {
      String name = variables.group(1);
      if (!ownVariables.containsKey(name) && isLogicalId(name)) {
        ids.add(name.split("\\.", 2)[0]);
      }
    }
  }

  private static boolean isLogicalId(String name) {
    return !name.contains("::");
  }
}
