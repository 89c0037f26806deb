package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One resource of a template.
 *
 * <p>Paths are dotted and may go through lists by index: {@code
 * LaunchTemplateData.MetadataOptions.HttpTokens}, {@code Listeners.0.Port}.
 *
 * @param logicalId its name in the template
 * @param type its type, such as {@code AWS::EC2::Subnet}
 * @param body all that the template says of it: {@code Properties}, {@code DependsOn}, {@code
 *     UpdatePolicy} and so on
 */
public record Resource(String logicalId, String type, Map<String, Object> body) {

  /**
   * Copies the body, so that the resource never changes.
   *
   * @param logicalId its name in the template
   * @param type its type
   * @param body all that the template says of it
   */
  public Resource {
    Objects.requireNonNull(logicalId, "logicalId");
    Objects.requireNonNull(type, "type");
    body = Json.mapOf(Json.copyOf(body));
  }

  /**
   * All properties.
   *
   * @return the properties, by name
   */
  public Map<String, Object> properties() {
    return Json.mapOf(body.getOrDefault("Properties", Map.of()));
  }

  /**
   * A property as it stands in the template.
   *
   * @param path the path below {@code Properties}
   * @return a map, list, string, number or boolean, or nothing if there is no such property
   */
  public Optional<Object> property(String path) {
    return Json.at(properties(), path);
  }

  /**
   * A property as a person would write it.
   *
   * @param path the path below {@code Properties}
   * @return the text of the property as {@link Text} renders it, or nothing if there is none
   */
  public Optional<String> text(String path) {
    return property(path).map(Text::of);
  }

  /**
   * A property that is a list.
   *
   * @param path the path below {@code Properties}
   * @return the elements; one if the property is a single value; none if there is no such property
   */
  public List<Object> list(String path) {
    return property(path).map(Json::listOf).orElse(List.of());
  }

  /**
   * The elements of a property that is a list.
   *
   * @param path the path below {@code Properties}
   * @return the path of each element, such as {@code Listeners.0}; none if there is no such
   *     property
   */
  public Stream<String> elements(String path) {
    return IntStream.range(0, list(path).size()).mapToObj(i -> path + "." + i);
  }

  /**
   * Whether a property is set.
   *
   * @param path the path below {@code Properties}
   * @return whether the template has a value there
   */
  public boolean has(String path) {
    return property(path).isPresent();
  }

  /**
   * Whether a property is set to true.
   *
   * @param path the path below {@code Properties}
   * @return whether the value there is {@code true} or {@code "true"}
   */
  public boolean isTrue(String path) {
    return text(path).filter("true"::equals).isPresent();
  }

  /**
   * What the template says of the resource beside its properties.
   *
   * @param path the path below the resource, such as {@code
   *     UpdatePolicy.AutoScalingRollingUpdate.MinInstancesInService}
   * @return a map, list, string, number or boolean, or nothing if there is none
   */
  public Optional<Object> attribute(String path) {
    return Json.at(body, path);
  }

  /**
   * The resources that this one explicitly depends on.
   *
   * @return the logical ids under {@code DependsOn}
   */
  public List<String> dependsOn() {
    return attribute("DependsOn").map(Json::listOf).orElse(List.of()).stream()
        .map(Text::of)
        .toList();
  }

  /**
   * Everything that this resource refers to.
   *
   * @return the sorted logical ids in any {@code Ref}, {@code Fn::GetAtt}, {@code Fn::Sub} or
   *     {@code DependsOn} of it, of resources as well as of parameters
   */
  public Set<String> references() {
    Set<String> ids = Reference.idsIn(body);
    ids.addAll(dependsOn());
    return ids;
  }

  /**
   * Whether this resource refers to another.
   *
   * @param logicalId the other's logical id
   * @return whether it is among the {@link #references()}
   */
  public boolean refersTo(String logicalId) {
    return references().contains(logicalId);
  }

  /**
   * The resource's name for a reader.
   *
   * @return its logical id and type
   */
  @Override
  public String toString() {
    return logicalId + " (" + type + ")";
  }
}
