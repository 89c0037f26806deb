package io.github.threetierecs.internal.options;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of paths and hosts in the rules of an Application Load Balancer: {@code *} for any
 * number of characters, {@code ?} for one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html">Condition
 *     types</a>
 */
public final class RoutePatterns {
  /** The most characters of a pattern. */
  static final int LONGEST = 128;

  /** Elastic Load Balancing allows no more values in all conditions of a rule. */
  static final int MOST_VALUES = 5;

  /** Of a rule as well. By the API of Elastic Load Balancing, five; by its guide, six. */
  static final int MOST_WILDCARDS = 5;

  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_\\-.$/~\"'@:+&*?]+");

  /** One {@code ?} or {@code /} among them is met by the first character of any path. */
  private static final Pattern ANY_PATH = Pattern.compile("\\**[/?]?\\*+|\\*+\\?");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9\\-.*?]+");
  private static final Pattern ENDS_WITH_A_DOMAIN = Pattern.compile(".*\\.[A-Za-z]+");

  /** Any character, in an example of what two patterns have in common. */
  private static final char ANY = 'x';

  /** How far two patterns have come, and what has brought them there. */
  private record Step(int one, int other, String text) {}

  private RoutePatterns() {}

  static void checkPaths(Problems problems, String option, List<String> patterns) {
    checkAll(problems, option, patterns, RoutePatterns::checkPath);
    checkTwice(problems, option, patterns);
  }

  static void checkHosts(Problems problems, String option, List<String> patterns) {
    checkAll(problems, option, patterns, RoutePatterns::checkHost);
    checkTwice(problems, option, lowered(patterns));
  }

  /** Hosts are the same in either case, and paths are not. */
  public static List<String> lowered(List<String> hosts) {
    return hosts.stream()
        .map(it -> it == null || Tokens.isToken(it) ? it : it.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /**
   * {@return a path that two patterns match; empty if there is none, or if one of them is a token}
   */
  public static Optional<String> commonPath(String one, String other) {
    return Tokens.isToken(one) || Tokens.isToken(other)
        ? Optional.empty()
        : common(one, other, '/');
  }

  /**
   * {@return a host that two patterns match; empty if there is none, or if one of them is a token}
   */
  public static Optional<String> commonHost(String one, String other) {
    return Tokens.isToken(one) || Tokens.isToken(other)
        ? Optional.empty()
        : common(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT), null);
  }

  /** {@return whether a pattern matches every path} */
  public static boolean takesAny(String path) {
    return ANY_PATH.matcher(path).matches();
  }

  /** {@return whether a path has only characters that are allowed in one, and at least one} */
  static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  /** {@return how many wildcards a pattern has; none if it is a token} */
  static long wildcards(@Nullable String pattern) {
    return pattern == null || Tokens.isToken(pattern)
        ? 0
        : pattern.chars().filter(it -> isWild((char) it)).count();
  }

  /** Goes through both patterns at once, the shortest text first. */
  private static Optional<String> common(String one, String other, @Nullable Character first) {
    Deque<Step> open = new ArrayDeque<>(List.of(new Step(0, 0, "")));
    Set<List<Integer>> seen = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Step at = open.removeFirst();
      boolean isFirst = at.text.isEmpty();
      if (!seen.add(List.of(at.one, at.other, isFirst ? 0 : 1))) {
        continue;
      }
      boolean oneEnds = at.one == one.length();
      boolean otherEnds = at.other == other.length();
      if (oneEnds && otherEnds && !isFirst) {
        return Optional.of(at.text);
      }
      if (!oneEnds && one.charAt(at.one) == '*') {
        open.addFirst(new Step(at.one + 1, at.other, at.text));
      }
      if (!otherEnds && other.charAt(at.other) == '*') {
        open.addFirst(new Step(at.one, at.other + 1, at.text));
      }
      if (!oneEnds && !otherEnds) {
        Character both = both(one.charAt(at.one), other.charAt(at.other));
        Character taken = isFirst && first != null && both != null ? both(both, first) : both;
        if (taken != null) {
          open.addLast(
              new Step(
                  one.charAt(at.one) == '*' ? at.one : at.one + 1,
                  other.charAt(at.other) == '*' ? at.other : at.other + 1,
                  at.text + (isWild(taken) ? ANY : taken)));
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Character both(char one, char other) {
    if (isWild(one)) {
      return other;
    }
    return isWild(other) || one == other ? (Character) one : null;
  }

  private static boolean isWild(char character) {
    return character == '*' || character == '?';
  }

  private static void checkAll(
      Problems problems, String option, List<String> patterns, Option.Rule<String> rule) {
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      if (pattern == null || pattern.isEmpty()) {
        problems.add(option, pattern, "is at index " + i + " and is not a pattern", "leave it out");
      } else if (!Tokens.isToken(pattern)) {
        if (pattern.length() > LONGEST) {
          problems.add(
              option,
              pattern,
              "has "
                  + pattern.length()
                  + " characters, and Elastic Load Balancing allows "
                  + LONGEST,
              "end it earlier, with *");
        }
        rule.check(problems, option, pattern);
      }
    }
  }

  private static void checkPath(Problems problems, String option, String pattern) {
    if (!isPath(pattern)) {
      problems.add(
          option,
          pattern,
          "has characters that Elastic Load Balancing does not allow in a path pattern",
          "use letters, digits and _-.$/~\"'@:+& with the wildcards * and ?; query strings are not"
              + " compared");
    } else if (pattern.charAt(0) != '/' && !isWild(pattern.charAt(0))) {
      problems.add(
          option,
          pattern,
          "does not begin with /, and every path does",
          "write \"/" + pattern + "\"");
    }
  }

  private static void checkHost(Problems problems, String option, String pattern) {
    if (!HOST.matcher(pattern).matches()) {
      problems.add(
          option,
          pattern,
          "has characters that Elastic Load Balancing does not allow in a host",
          "use letters, digits, - and . with the wildcards * and ?, and no port");
    } else if (!ENDS_WITH_A_DOMAIN.matcher(pattern).matches()) {
      problems.add(
          option,
          pattern,
          "does not end with a dot and letters, which Elastic Load Balancing asks of a host",
          "write a whole name, such as \"search.example.com\" or \"*.example.com\"");
    }
  }

  private static void checkTwice(Problems problems, String option, List<String> patterns) {
    Set<String> seen = new LinkedHashSet<>();
    for (String pattern : patterns) {
      if (pattern != null && !seen.add(pattern)) {
        problems.add(option, pattern, "is there twice", "leave one of them out");
      }
    }
  }
}
