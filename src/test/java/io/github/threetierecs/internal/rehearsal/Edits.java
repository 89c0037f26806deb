package io.github.threetierecs.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.files.OwnFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates with another value somewhere, as tables of changes name it. */
final class Edits {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Edits() {}

  /**
   * Changes a template.
   *
   * @param resource the beginning of a logical id, or the whole of one that is added; {@code -} for
   *     the template
   * @param path below it; {@code -} for all of it
   * @param value what it will be, in JSON; {@code -} for nothing
   */
  static Map<String, Object> of(
      Map<String, Object> template, String resource, String path, String value) {
    List<String> steps = new ArrayList<>();
    if (!resource.equals(OwnFiles.NONE)) {
      steps.add("Resources");
      steps.add(id(map(template.get("Resources")), resource));
    }
    if (!path.equals(OwnFiles.NONE)) {
      steps.addAll(List.of(path.split("/", -1)));
    }
    Map<String, Object> changed = map(with(template, steps, read(value)));
    assertThat(changed.equals(template)).as(resource + " " + path + " is as it was").isFalse();
    return changed;
  }

  private static String id(Map<String, Object> resources, String beginning) {
    List<String> ids = resources.keySet().stream().filter(it -> it.startsWith(beginning)).toList();
    assertThat(ids).as(beginning).hasSizeLessThan(2);
    return ids.isEmpty() ? beginning : ids.get(0);
  }

  private static @Nullable Object read(String value) {
    try {
      return value.equals(OwnFiles.NONE) ? null : JSON.readValue(value, Object.class);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(value, wrong);
    }
  }

  private static @Nullable Object with(
      @Nullable Object there, List<String> steps, @Nullable Object value) {
    if (steps.isEmpty()) {
      return value;
    }
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    if (there instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      if (step.equals("-")) {
        copy.add(value);
      } else {
        int index = Integer.parseInt(step);
        copy.set(index, with(copy.get(index), rest, value));
      }
      return copy;
    }
    Map<String, Object> copy = map(there);
    Object below = with(copy.get(step), rest, value);
    if (below == null) {
      assertThat(copy.remove(step)).as(step).isNotNull();
    } else {
      copy.put(step, below);
    }
    return copy;
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> copy.put(String.valueOf(key), below));
    }
    return copy;
  }
}
