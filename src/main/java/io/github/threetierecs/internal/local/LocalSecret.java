package io.github.threetierecs.internal.local;

import java.util.Map;

/**
 * A secret of Secrets Manager or a parameter of Parameter Store, which is a file here.
 *
 * @param name its name
 * @param values its keys with what they say, or {@link #RANDOM}; empty if it is no JSON
 */
record LocalSecret(String name, Map<String, String> values) {
  /** A value that the script chooses once. */
  static final String RANDOM = "?";

  boolean isJson() {
    return !values.isEmpty();
  }

  String fileName() {
    return name + (isJson() ? ".json" : ".txt");
  }

  /** Where a container finds it. */
  String uri() {
    return "file:///run/secrets/" + fileName();
  }
}
