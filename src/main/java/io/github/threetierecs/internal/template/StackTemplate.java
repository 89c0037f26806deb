package io.github.threetierecs.internal.template;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A template, to be asked for its resources. Lists of resources are in logical-id order. */
public final class StackTemplate {

  private final SortedMap<String, Resource> resources;
  private final SortedMap<String, Object> outputs;

  private StackTemplate(SortedMap<String, Resource> resources, SortedMap<String, Object> outputs) {
    this.resources = resources;
    this.outputs = outputs;
  }

  /**
   * Reads a template.
   *
   * @param json what {@code Template.toJSON()} of the CDK returns, or a JSON parser makes of a
   *     template file
   * @return the template
   * @throws IllegalArgumentException if a resource has no type
   */
  public static StackTemplate of(Map<String, Object> json) {
    SortedMap<String, Resource> resources = new TreeMap<>();
    section(json, "Resources")
        .forEach(
            (logicalId, body) -> resources.put(logicalId, resource(logicalId, Json.mapOf(body))));
    SortedMap<String, Object> outputs = new TreeMap<>();
    section(json, "Outputs")
        .forEach(
            (name, output) -> {
              Object value = Json.mapOf(output).get("Value");
              if (value != null) {
                outputs.put(name, value);
              }
            });
    return new StackTemplate(
        Collections.unmodifiableSortedMap(resources), Collections.unmodifiableSortedMap(outputs));
  }

  /**
   * A template of resources.
   *
   * @param resources the resources
   * @return a template of them, without outputs
   */
  public static StackTemplate with(Collection<Resource> resources) {
    SortedMap<String, Resource> all = new TreeMap<>();
    resources.forEach(it -> all.put(it.logicalId(), it));
    return new StackTemplate(Collections.unmodifiableSortedMap(all), new TreeMap<>());
  }

  /**
   * A part of the template.
   *
   * @param ids which logical ids
   * @return those resources, and no outputs
   */
  public StackTemplate only(Predicate<String> ids) {
    SortedMap<String, Resource> some = new TreeMap<>(resources);
    some.keySet().removeIf(ids.negate());
    return new StackTemplate(Collections.unmodifiableSortedMap(some), new TreeMap<>());
  }

  private static Map<String, Object> section(Map<String, Object> json, String name) {
    return Json.mapOf(Json.copyOf(json.getOrDefault(name, Map.of())));
  }

  private static Resource resource(String logicalId, Map<String, Object> body) {
    if (body.get("Type") instanceof String type) {
      return new Resource(logicalId, type, body);
    }
    throw new IllegalArgumentException(
        "Resources." + logicalId + " has no Type: this is not a CloudFormation template.");
  }

  /**
   * All resources.
   *
   * @return the resources
   */
  public Collection<Resource> resources() {
    return resources.values();
  }

  /**
   * The resources of a type.
   *
   * @param type the type, such as {@code AWS::EC2::Subnet}
   * @return the resources of it; empty if there are none
   */
  public List<Resource> resourcesOfType(String type) {
    return resources.values().stream().filter(it -> it.type().equals(type)).toList();
  }

  /**
   * A resource that has to be there.
   *
   * @param logicalId its logical id
   * @return the resource
   * @throws IllegalArgumentException if there is none; names those that there are
   */
  public Resource resource(String logicalId) {
    return find(logicalId)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The template has no resource "
                        + logicalId
                        + ". "
                        + "It has "
                        + ids(resources.values())
                        + "."));
  }

  /**
   * A resource that may be missing.
   *
   * @param logicalId its logical id
   * @return the resource, or nothing if there is none
   */
  public Optional<Resource> find(String logicalId) {
    return Optional.ofNullable(resources.get(logicalId));
  }

  /**
   * The resource that a value refers to.
   *
   * @param value any value of the template
   * @return the resource, or nothing if the value is not one single reference to a resource of this
   *     template
   */
  public Optional<Resource> referent(Object value) {
    return Reference.idOf(value).flatMap(this::find);
  }

  /**
   * The outputs.
   *
   * @return the value of each output as it stands in the template, by name
   */
  public SortedMap<String, Object> outputs() {
    return outputs;
  }

  private static String ids(Collection<Resource> resources) {
    return resources.isEmpty()
        ? "no resources at all"
        : resources.stream().map(Resource::logicalId).collect(Collectors.joining(", "));
  }
}
