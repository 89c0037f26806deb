package io.github.threetierecs.internal.options;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paths of requests, as rules of an Application Load Balancer compare them. */
public final class BackendPaths {
  /**
   * A load balancer can have 100 rules. Those of the paths may be there twice, with a listener for
   * tests, and leave some for others.
   */
  private static final int MOST_RULES = 40;

  private BackendPaths() {}

  static void check(Problems problems, String option, List<String> paths) {
    if (paths.isEmpty()) {
      problems.add(
          option,
          paths,
          "leads nothing to the backend",
          "name a path such as \"/api/*\", or leave the option out");
    }
    Set<String> before = new LinkedHashSet<>();
    for (int place = 0; place < paths.size(); place++) {
      checkPath(problems, option + "[" + place + "]", paths.get(place), before);
    }
    int rules = inRules(paths).size();
    if (rules > MOST_RULES) {
      problems.add(
          option,
          new Problems.Words(Problems.grouped(paths.size()) + " paths"),
          "are " + rules + " rules of the listener, and at most " + MOST_RULES + " are allowed",
          "name what they begin with, such as \"/api/*\"");
    }
  }

  private static void checkPath(
      Problems problems, String option, @Nullable String path, Set<String> before) {
    if (path == null) {
      problems.add(option, null, "is not a path", "leave it out");
    } else if (!Tokens.isToken(path)) {
      checkText(problems, option, path);
      if (!before.add(path)) {
        problems.add(option, path, "is named twice", "name it once");
      }
    }
  }

  private static void checkText(Problems problems, String option, String path) {
    if (!path.startsWith("/")) {
      problems.add(option, path, "does not begin with /", "write \"/" + path + "\"");
    } else if (path.length() > RoutePatterns.LONGEST) {
      problems.add(
          option,
          path,
          "has "
              + path.length()
              + " characters, and a rule of the load balancer allows "
              + RoutePatterns.LONGEST,
          "name what it begins with, and * behind it");
    } else if (!RoutePatterns.isPath(path)) {
      problems.add(
          option,
          path,
          "has characters that a rule of the load balancer does not allow in a path",
          "write ? for each, or * for any number of them");
    } else if (RoutePatterns.takesAny(path)) {
      problems.add(
          option,
          path,
          "takes all requests, and leaves the frontend none",
          "name the paths of the backend, such as \"/api/*\"");
    } else if (RoutePatterns.wildcards(path) > RoutePatterns.MOST_WILDCARDS) {
      problems.add(
          option,
          path,
          "has "
              + RoutePatterns.wildcards(path)
              + " wildcards, and a rule of the load balancer allows "
              + RoutePatterns.MOST_WILDCARDS,
          "write fewer of * and ?");
    }
  }

  /** {@return the paths in the same order, as many together as a rule can have} */
  public static List<List<String>> inRules(List<String> paths) {
    List<List<String>> rules = new ArrayList<>();
    List<String> rule = new ArrayList<>();
    long wildcards = 0;
    for (String path : paths) {
      if (path == null) {
        continue;
      }
      long more = RoutePatterns.wildcards(path);
      if (rule.size() == RoutePatterns.MOST_VALUES
          || wildcards + more > RoutePatterns.MOST_WILDCARDS) {
        rules.add(List.copyOf(rule));
        rule.clear();
        wildcards = 0;
      }
      rule.add(path);
      wildcards += more;
    }
    if (!rule.isEmpty()) {
      rules.add(List.copyOf(rule));
    }
    return rules;
  }
}
