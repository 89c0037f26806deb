package io.github.threetierecs.internal.local;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * YAML of maps, lists, texts, numbers and booleans: maps and lists in blocks, in the order that
 * they have, and every text that could be read as something else in quotes.
 */
final class Yaml {

  /** What no parser, of YAML 1.1 or 1.2, takes for anything but a text. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*|\\.+[A-Za-z/-][A-Za-z0-9_./-]*");

  private static final Pattern WORD_WITH_A_MEANING =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|~|\\.inf|\\.nan|\\.+");

  private final StringBuilder text = new StringBuilder();

  private Yaml() {}

  static String of(Map<String, ?> map) {
    Yaml yaml = new Yaml();
    yaml.map(map, "");
    return yaml.text.toString();
  }

  private void map(Map<?, ?> map, String indent) {
    map.forEach(
        (key, value) -> {
          text.append(indent).append(scalar(String.valueOf(key))).append(':');
          value(value, indent + "  ");
        });
  }

  private void list(List<?> list, String indent) {
    for (Object item : list) {
      text.append(indent).append('-');
      if (item instanceof Map<?, ?> map && !map.isEmpty()) {
        int start = text.length();
        map(map, indent + "  ");
        // The first key is beside the dash.
        text.delete(start, start + indent.length() + 1);
      } else {
        value(item, indent + "  ");
      }
    }
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      text.append('\n');
      map(map, indent);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      text.append('\n');
      list(list, indent);
    } else {
      text.append(' ').append(inline(value)).append('\n');
    }
  }

  private static String inline(Object value) {
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof List) {
      return "[]";
    }
    return value instanceof String string ? scalar(string) : String.valueOf(value);
  }

  private static String scalar(String value) {
    return PLAIN.matcher(value).matches() && !WORD_WITH_A_MEANING.matcher(value).matches()
        ? value
        : quoted(value);
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            it -> {
              switch (it) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                  if (isEscaped(it)) {
                    String hex = Integer.toHexString(it);
                    quoted.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
                  } else {
                    quoted.appendCodePoint(it);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  /** What parsers read as the end of a line, or refuse; a half of a surrogate pair among it. */
  private static boolean isEscaped(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.SURROGATE
        || List.of(0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff).contains(character);
  }
}
