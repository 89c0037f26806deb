package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The attributes of a load balancer, listener or target group: pairs of a key and a value. */
final class Attributes {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final Map<String, String> values = new TreeMap<>();

  /**
   * Reads a list of attributes.
   *
   * @param resource whose attributes
   * @param property the property that lists them, such as {@code LoadBalancerAttributes}
   */
  Attributes(Resource resource, String property) {
    resource
        .elements(property)
        .forEach(
            it ->
                resource
                    .text(it + ".Key")
                    .ifPresent(key -> values.put(key, resource.text(it + ".Value").orElse(""))));
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  boolean isTrue(String key) {
    return is(key, "true");
  }

  boolean is(String key, String value) {
    return value.equals(values.get(key));
  }

  /** The number that is set, or the default of Elastic Load Balancing. */
  int number(String key, int otherwise) {
    return text(key)
        .filter(it -> NUMBER.matcher(it).matches())
        .map(Integer::parseInt)
        .orElse(otherwise);
  }
}
