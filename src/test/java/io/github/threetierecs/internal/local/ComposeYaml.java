package io.github.threetierecs.internal.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the YAML that {@link Yaml} writes, and nothing else: a line that it does not know is an
 * error.
 */
public final class ComposeYaml {
  private final List<String> lines;
  private int next;

  private ComposeYaml(String text) {
    lines = new ArrayList<>(text.lines().filter(it -> !it.startsWith("#")).toList());
  }

  @SuppressWarnings("unchecked") // The file is a map.
  public static Map<String, Object> read(String text) {
    ComposeYaml yaml = new ComposeYaml(text);
    Object read = yaml.block(0);
    if (yaml.next != yaml.lines.size()) {
      throw new IllegalArgumentException("not read: " + yaml.lines.get(yaml.next));
    }
    return (Map<String, Object>) read;
  }

  private Object block(int indent) {
    return lines.get(next).startsWith(" ".repeat(indent) + "-") ? list(indent) : map(indent);
  }

  private List<Object> list(int indent) {
    List<Object> list = new ArrayList<>();
    String dash = " ".repeat(indent) + "- ";
    while (next < lines.size() && lines.get(next).startsWith(dash)) {
      String item = lines.get(next).substring(indent + 2);
      if (!item.startsWith("\"") && item.contains(":")) {
        lines.set(next, " ".repeat(indent + 2) + item);
        list.add(map(indent + 2));
      } else {
        next++;
        list.add(scalar(item));
      }
    }
    return list;
  }

  private Map<String, Object> map(int indent) {
    Map<String, Object> map = new LinkedHashMap<>();
    while (next < lines.size() && isKey(lines.get(next), indent)) {
      String line = lines.get(next++).substring(indent);
      int colon = endOfKey(line);
      String key = (String) scalar(line.substring(0, colon));
      Object value =
          line.length() == colon + 1 ? block(indent + 2) : scalar(line.substring(colon + 2));
      if (map.put(key, value) != null) {
        throw new IllegalArgumentException("twice: " + key);
      }
    }
    return map;
  }

  private static boolean isKey(String line, int indent) {
    return line.length() > indent
        && line.substring(0, indent).isBlank()
        && line.charAt(indent) != ' '
        && line.charAt(indent) != '-';
  }

  private static int endOfKey(String line) {
    int from = line.startsWith("\"") ? line.indexOf('"', 1) : 0;
    return line.indexOf(':', from);
  }

  private static Object scalar(String text) {
    if (text.equals("{}")) {
      return Map.of();
    }
    if (text.equals("[]")) {
      return List.of();
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (text.matches("-?\\d+")) {
      return Integer.valueOf(text);
    }
    return text.startsWith("\"") ? unquoted(text) : text;
  }

  private static String unquoted(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r' -> plain.append('\r');
        case 'u' -> {
          plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
          i += 4;
        }
        default -> plain.append(escaped);
      }
    }
    return plain.toString();
  }
}
