package io.github.threetierecs.internal.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template together with those of stacks that use it, as if all were one: what they import of it
 * is its own, and what is theirs has their name in front, such as {@code Jobs/Nightly}.
 */
public final class Neighbours {

  private static final char OF_ANOTHER = '/';

  private final Map<String, Object> resources;

  /** What the CDK calls an output that another stack reads without an export. */
  private static final String PUBLISHED = "PublishOutput";

  private final Map<String, Object> exports = new LinkedHashMap<>();
  private final Map<String, Object> outputs = new LinkedHashMap<>();
  private final Map<String, Object> json;
  private String stackName = "";

  /**
   * Begins with a single template.
   *
   * @param json the template, as a JSON parser reads it
   */
  public Neighbours(Map<String, Object> json) {
    this.json = Json.mapOf(Json.copyOf(json));
    resources = new LinkedHashMap<>(section(this.json, "Resources"));
    section(this.json, "Outputs")
        .forEach(
            (id, output) ->
                Json.at(output, "Value")
                    .ifPresent(
                        value -> {
                          outputs.put(id, value);
                          Json.at(output, "Export.Name")
                              .ifPresent(name -> exports.put(Text.of(name), value));
                        }));
  }

  /**
   * Says what CloudFormation calls the template's stack, by which others may read its outputs.
   *
   * @param name the name of the stack
   */
  public void setStackName(String name) {
    stackName = name;
  }

  /**
   * Whether a resource is of another stack than the template's.
   *
   * @param logicalId its logical id in {@link #together}
   * @return whether it has the name of another in front
   */
  public static boolean isOfOne(String logicalId) {
    return logicalId.indexOf(OF_ANOTHER) >= 0;
  }

  /**
   * Whether others can import something of the template.
   *
   * @return whether it exports anything
   */
  public boolean exportsSomething() {
    return !exports.isEmpty();
  }

  /**
   * Whether the CDK made an output for others that read it without an export.
   *
   * @return whether there is any
   */
  public boolean publishesSomething() {
    return outputs.keySet().stream().anyMatch(it -> it.startsWith(PUBLISHED));
  }

  /**
   * The stacks that are nested in the template.
   *
   * @return the hashes of their templates, by logical id
   */
  public Map<String, String> nested() {
    Map<String, String> hashes = new LinkedHashMap<>();
    resources.forEach(
        (id, resource) ->
            RenamedStack.hashOfNested(resource).ifPresent(hash -> hashes.put(id, hash)));
    return hashes;
  }

  /**
   * Adds a stack that may import what the template exports.
   *
   * @param name what its resources have in front
   * @param template its template
   */
  public void add(String name, Map<String, Object> template) {
    add(name, template, Map.of());
  }

  /**
   * Adds a stack that is nested in the template.
   *
   * @param logicalId the logical id of the nested stack, which its resources have in front
   * @param template its template
   */
  public void addNested(String logicalId, Map<String, Object> template) {
    Object stack = Optional.ofNullable(resources.get(logicalId)).orElse(Map.of());
    add(logicalId, template, RenamedStack.parametersOfNested(stack));
  }

  private void add(String name, Map<String, Object> template, Map<String, Object> parameters) {
    String before = name + OF_ANOTHER;
    RenamedStack renamed = new RenamedStack(before, parameters);
    section(Json.mapOf(Json.copyOf(template)), "Resources")
        .forEach(
            (id, resource) -> resources.put(before + id, imported(renamed.resource(resource))));
  }

  /**
   * All in one.
   *
   * @return the template with all that was added
   */
  public StackTemplate together() {
    Map<String, Object> all = new LinkedHashMap<>(json);
    all.put("Resources", resources);
    return StackTemplate.of(all);
  }

  /** With what the template exports in the place of what imports it. */
  private Object imported(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::imported).toList();
    }
    Map<String, Object> map = Json.mapOf(value);
    if (map.isEmpty()) {
      return value;
    }
    Object exported = exports.get(Text.of(map.getOrDefault("Fn::ImportValue", "")));
    if (exported != null) {
      return exported;
    }
    Optional<Object> output =
        OutputReference.of(map)
            .filter(it -> it.stack().equals(stackName))
            .flatMap(it -> Optional.ofNullable(outputs.get(it.output())));
    if (output.isPresent()) {
      return output.get();
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, nested) -> copy.put(key, imported(nested)));
    return copy;
  }

  private static Map<String, Object> section(Map<String, Object> json, String name) {
    return Json.mapOf(json.getOrDefault(name, Map.of()));
  }
}
