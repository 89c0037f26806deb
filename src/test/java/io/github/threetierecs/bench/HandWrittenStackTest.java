package io.github.threetierecs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.Construct;

/**
 * The benchmark compares like with like: the stack written by hand deploys what the construct does.
 *
 * <p>Everything is compared but the names that the CDK derives from the place of a construct in the
 * tree: logical ids, and with them policy names and task families, {@code Name} tags, and the
 * descriptions of the security groups that it makes by itself.
 */
class HandWrittenStackTest {
  private static final String STACK = "Compared";

  /** Lists whose order says nothing. The CDK sorts dependencies by logical id. */
  private static final Set<Object> UNORDERED = Set.of("DependsOn", "Environment", "Secrets");

  /** No two resources are further apart. */
  private static final int DEPTH = 6;

  /** Names that end in the CDK's hash of a path, and paths. */
  private static final Pattern DERIVED_NAME =
      Pattern.compile(STACK + "\\w+[0-9A-F]{8}|" + STACK + "/\\S+");

  private static Map<String, Map<String, Object>> construct = Map.of();
  private static Map<String, Map<String, Object>> handWritten = Map.of();

  @BeforeAll
  static void synthesize() {
    construct = resources(QuickstartStack::new);
    handWritten = resources(HandWrittenStack::new);
  }

  @Test
  void hasTheSameResourcesByType() {
    assertThat(types(handWritten)).isEqualTo(types(construct));
  }

  @Test
  void hasTheSameProperties() {
    assertSame(1);
  }

  @Test
  void hasTheSameReferences() {
    assertSame(DEPTH);
  }

  private static void assertSame(int depth) {
    List<String> expected = described(construct, depth);
    List<String> actual = described(handWritten, depth);
    assertThat(without(expected, actual)).as("only in the construct").isEmpty();
    assertThat(without(actual, expected)).as("only in what is written by hand").isEmpty();
  }

  /** What is left of a list when each element of another one has taken one of its own away. */
  private static List<String> without(List<String> list, List<String> others) {
    List<String> left = new ArrayList<>(list);
    others.forEach(left::remove);
    return left;
  }

  private interface StackFactory {
    Stack make(Construct scope, String id);
  }

  @SuppressWarnings("unchecked") // a map of a template has strings for keys
  private static Map<String, Map<String, Object>> resources(StackFactory factory) {
    App app = new App(AppProps.builder().context(HandWrittenStack.CONTEXT).build());
    Map<String, Object> template = Template.fromStack(factory.make(app, STACK)).toJSON();
    return (Map<String, Map<String, Object>>)
        Objects.requireNonNull(template.get("Resources"), "no resources");
  }

  private static Map<Object, Long> types(Map<String, Map<String, Object>> resources) {
    return resources.values().stream()
        .collect(
            Collectors.groupingBy(
                resource -> resource.get("Type"), TreeMap::new, Collectors.counting()));
  }

  /**
   * Each resource as a text in which a reference is the type of what it leads to and, at a depth
   * above 1, a digest of that one's own text at the depth below.
   */
  private static List<String> described(Map<String, Map<String, Object>> resources, int depth) {
    Map<String, String> names = new HashMap<>();
    resources.forEach((id, resource) -> names.put(id, "a " + resource.get("Type")));
    for (int level = 1; level < depth; level++) {
      Map<String, String> below = Map.copyOf(names);
      resources.forEach(
          (id, resource) ->
              names.put(
                  id,
                  resource.get("Type")
                      + "#"
                      + Integer.toHexString(plain(resource, below).toString().hashCode())));
    }
    return resources.values().stream().map(resource -> plain(resource, names).toString()).toList();
  }

  private static Object plain(Object value, Map<String, String> names) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach(
          (key, member) -> {
            Object plain = plain(member, names);
            sorted.put(key.toString(), UNORDERED.contains(key) ? inOrder(plain) : plain);
          });
      return sorted;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(member -> plain(member, names)).toList();
    }
    if (value instanceof String text) {
      return names.getOrDefault(text, DERIVED_NAME.matcher(text).replaceAll("a derived name"));
    }
    return value;
  }

  private static List<String> inOrder(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).sorted().toList()
        : List.of(value.toString());
  }
}
