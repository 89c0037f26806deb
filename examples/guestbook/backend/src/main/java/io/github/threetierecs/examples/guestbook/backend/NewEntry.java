package io.github.threetierecs.examples.guestbook.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/** An entry that somebody wants to write: {@code {"name": "Ada", "message": "Hello"}}. */
record NewEntry(String name, String message) {
  static final int LONGEST_NAME = 80;
  static final int LONGEST_MESSAGE = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads JSON, or says what is wrong with it, field by field. */
  static NewEntry parse(String json) {
    JsonNode entry;
    try {
      entry = JSON.readTree(json);
    } catch (JsonProcessingException invalid) {
      throw new Problem(400, "The body is not JSON", Map.of());
    }
    if (!entry.isObject()) {
      throw new Problem(400, "The body is not a JSON object", Map.of());
    }
    Map<String, String> errors = new TreeMap<>();
    entry
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!field.equals("name") && !field.equals("message")) {
                errors.put(field, "is not known");
              }
            });
    NewEntry read =
        new NewEntry(
            text(entry, "name", LONGEST_NAME, "\\P{Cntrl}*", errors),
            text(entry, "message", LONGEST_MESSAGE, "[\\P{Cntrl}\n\t]*", errors));
    if (!errors.isEmpty()) {
      throw new Problem(422, "The entry cannot be written like that", errors);
    }
    return read;
  }

  private static String text(
      JsonNode entry, String field, int most, String allowed, Map<String, String> errors) {
    JsonNode value = entry.path(field);
    String text = value.asText().replace("\r\n", "\n").strip();
    int length = text.codePointCount(0, text.length());
    if (!value.isTextual()) {
      errors.put(field, "has to be a text");
    } else if (length == 0) {
      errors.put(field, "is empty");
    } else if (length > most) {
      errors.put(field, "has " + length + " characters, and " + most + " is the most");
    } else if (!text.matches(allowed)) {
      errors.put(field, "has control characters");
    }
    return text;
  }
}
