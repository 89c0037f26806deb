package io.github.threetierecs.internal.deletion;

/** Words of a command for a POSIX shell. */
final class Shell {
  private Shell() {}

  /**
   * A value of a template as one word: nothing in it is executed.
   *
   * @param value the value
   * @param name what the reader fills in where the template does not know the value
   */
  static String word(String value, String name) {
    if (value.isEmpty() || value.contains("${")) {
      return "<" + name + ">";
    }
    return value.matches("[A-Za-z0-9_./:@-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
