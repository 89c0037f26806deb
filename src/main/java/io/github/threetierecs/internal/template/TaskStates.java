package io.github.threetierecs.internal.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The states of a state machine that run a task of Amazon ECS. What they do is mostly a text. */
final class TaskStates {

  private static final String RUN_TASK = "ecs:runTask";
  private static final Pattern LAUNCH_TYPE =
      Pattern.compile("\"LaunchType(\\.\\$)?\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern STRATEGY = Pattern.compile("\"CapacityProviderStrategy(\\.\\$)?\"");

  private TaskStates() {}

  /**
   * Where the tasks run, as a service says it.
   *
   * @param cluster the logical id of the cluster; tasks that are known to run on another are left
   *     out
   */
  static Stream<Map<String, Object>> of(Resource stateMachine, String cluster) {
    List<Map<String, Object>> found = new ArrayList<>();
    String text = stateMachine.text("DefinitionString").orElse("").replace("\\\"", "\"");
    for (int at = text.indexOf(RUN_TASK); at >= 0; at = text.indexOf(RUN_TASK, at + 1)) {
      String state = objectAround(text, at);
      if (state.contains(cluster) || state.contains("\"Cluster.$\"")) {
        found.add(placeIn(state));
      }
    }
    stateMachine.property("Definition").ifPresent(it -> collect(it, cluster, found));
    return found.stream();
  }

  private static String objectAround(String text, int at) {
    int start = at;
    for (int depth = 0; start >= 0; start--) {
      char c = text.charAt(start);
      if (c == '}') {
        depth++;
      } else if (c == '{' && depth-- == 0) {
        break;
      }
    }
    int end = at;
    for (int depth = 0; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '{') {
        depth++;
      } else if (c == '}' && depth-- == 0) {
        break;
      }
    }
    return text.substring(Math.max(start, 0), end);
  }

  /** What is computed while it runs is known by its presence only. */
  private static Map<String, Object> placeIn(String state) {
    Map<String, Object> place = new LinkedHashMap<>();
    Matcher launchType = LAUNCH_TYPE.matcher(state);
    if (launchType.find()) {
      place.put("LaunchType", launchType.group(2));
    }
    if (STRATEGY.matcher(state).find()) {
      place.put("CapacityProviderStrategy", List.of("given"));
    }
    return place;
  }

  private static void collect(Object definition, String cluster, List<Map<String, Object>> found) {
    if (definition instanceof List<?>) {
      Json.listOf(definition).forEach(it -> collect(it, cluster, found));
      return;
    }
    Map<String, Object> map = Json.mapOf(definition);
    if (Text.of(map.getOrDefault("Resource", "")).contains(RUN_TASK)
        && Text.of(map).contains(cluster)) {
      Map<String, Object> place = new LinkedHashMap<>();
      Stream.of("Parameters", "Arguments")
          .flatMap(it -> Json.mapOf(map.getOrDefault(it, Map.of())).entrySet().stream())
          .forEach(it -> place.put(it.getKey().replace(".$", ""), it.getValue()));
      found.add(place);
    }
    map.values().forEach(it -> collect(it, cluster, found));
  }
}
