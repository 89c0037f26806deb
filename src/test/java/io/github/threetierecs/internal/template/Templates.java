package io.github.threetierecs.internal.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Templates written down in tests. */
final class Templates {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Templates() {}

  /** A template with these resources: pairs of a logical id and a body, between commas. */
  static StackTemplate withResources(String... resources) {
    return template("{\"Resources\": {%s}}".formatted(String.join(",", resources)));
  }

  static StackTemplate template(String json) {
    return StackTemplate.of(json(json));
  }

  static Map<String, Object> json(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException("This test's JSON is wrong:\n" + json, wrong);
    }
  }
}
