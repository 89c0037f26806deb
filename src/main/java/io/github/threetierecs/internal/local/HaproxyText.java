package io.github.threetierecs.internal.local;

/** Values as HAProxy's configuration language writes them. */
final class HaproxyText {

  private HaproxyText() {}

  /** What may stand where HAProxy expects the name of a section, a server or a variable's value. */
  static String name(String text) {
    return text.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  /** One argument, whatever is in it; nothing of it is replaced by an environment variable. */
  static String quoted(String text) {
    if (!text.contains("'") && text.chars().noneMatch(Character::isISOControl)) {
      return "'" + text + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\', '$' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return quoted.append('"').toString();
  }

  /** What stands for itself in a format, in which HAProxy looks for {@code %}. */
  static String literal(String text) {
    return text.replace("%", "%%");
  }

  /**
   * A pattern of Elastic Load Balancing as a regular expression, without anchors: {@code *} is any
   * number of characters, {@code ?} is one, and a backslash before either takes it literally.
   *
   * @param any what one of the characters is that a wildcard stands for, such as {@code .}
   */
  static String expression(String pattern, String any) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length() && "*?\\".indexOf(pattern.charAt(i + 1)) >= 0) {
        i++;
        expression.append('\\').append(pattern.charAt(i));
      } else if (c == '*') {
        expression.append(any).append('*');
      } else if (c == '?') {
        expression.append(any);
      } else if ("\\^$.|+()[]{}".indexOf(c) >= 0) {
        expression.append('\\').append(c);
      } else {
        expression.append(c);
      }
    }
    return expression.toString();
  }
}
