package io.github.threetierecs.internal.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files with the events of stacks. A file has what {@code aws cloudformation describe-stack-events}
 * prints: of one stack, of several in a list, or page after page, one behind the other.
 */
final class EventFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENTS = "StackEvents";
  private static final String COMMAND =
      "aws cloudformation describe-stack-events --stack-name <stack> --output json";

  private final Path file;
  private final Map<String, StackEvent> events;
  private boolean hasSome;

  private EventFile(Path file, Map<String, StackEvent> events) {
    this.file = file;
    this.events = events;
  }

  /** The events of all files, the oldest first, each once. */
  static List<StackEvent> read(List<Path> files) {
    Map<String, StackEvent> byId = new LinkedHashMap<>();
    files.forEach(file -> new EventFile(file, byId).read());
    List<StackEvent> events = new ArrayList<>(byId.values());
    Collections.reverse(events); // the newest come first, also among those of the same instant
    events.sort(Comparator.comparing(StackEvent::at));
    return events;
  }

  private void read() {
    if (!Files.isRegularFile(file)) {
      throw wrong("There is no file " + file + ". Write what %s prints into one.");
    }
    try (MappingIterator<JsonNode> documents =
        JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (documents.hasNextValue()) {
        add(documents.nextValue());
      }
      if (!hasSome) {
        throw wrong(file + " has no events. It should have what %s prints.");
      }
    } catch (JsonProcessingException wrong) {
      throw wrong(file + " is no JSON: " + wrong.getOriginalMessage() + ". It is what %s prints.");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  private void add(JsonNode json) {
    if (json.isArray()) {
      json.forEach(this::add);
    } else if (json.path(EVENTS).isArray()) {
      json.path(EVENTS).forEach(this::add);
    } else if (json.has("EventId") && json.has("StackId")) {
      hasSome = true;
      events.putIfAbsent(text(json, "EventId"), event(json));
    } else {
      throw wrong(
          file
              + " has "
              + (json.isObject() ? "an object without " + EVENTS : "a value")
              + " where events should be. It should have what %s prints.");
    }
  }

  private StackEvent event(JsonNode json) {
    return new StackEvent(
        text(json, "StackId"),
        text(json, "StackName"),
        text(json, "LogicalResourceId"),
        json.path("PhysicalResourceId").asText(),
        text(json, "ResourceType"),
        text(json, "ResourceStatus"),
        json.path("DetailedStatus").asText().equals("CONFIGURATION_COMPLETE"),
        json.path("ResourceStatusReason").asText(),
        time(text(json, "Timestamp")),
        json.path("ClientRequestToken").asText());
  }

  private String text(JsonNode event, String name) {
    if (!event.path(name).isTextual()) {
      throw wrong(
          file
              + " has an event "
              + event.path("EventId").asText()
              + " without "
              + name
              + ". It should have what %s prints.");
    }
    return event.path(name).asText();
  }

  private Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException wrong) {
      throw wrong(file + " has a Timestamp " + text + ", which is no time. Leave it as %s prints.");
    }
  }

  private static IllegalArgumentException wrong(String words) {
    return new IllegalArgumentException(words.replace("%s", "`" + COMMAND + "`"));
  }
}
