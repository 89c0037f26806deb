package io.github.threetierecs.internal.local;

import java.util.Locale;
import java.util.Map;

/** What a text in a compose file may say to Compose. */
final class Compose {

  private Compose() {}

  /** A text that Compose takes as it is. */
  static String literal(String text) {
    return text.replace("$", "$$");
  }

  /** What the variable says, in the shell or in {@code .env}; else the text. */
  static String variable(String name, String otherwise) {
    return "${" + name + ":-" + literal(otherwise) + "}";
  }

  /** What the variable says, which has to be set. */
  static String required(String name, String hint) {
    return "${" + name + ":?" + hint + "}";
  }

  /** What {@code depends_on} says of a service. */
  static Map<String, Object> condition(String condition) {
    return Map.of("condition", condition);
  }

  /** Such as {@code MAILER_IMAGE} of {@code mailer} and {@code IMAGE}. */
  static String variableName(String service, String what) {
    String name = (service + "_" + what).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }
}
