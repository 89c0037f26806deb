package io.github.threetierecs.rehearsal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a change comes to, the best first. */
public enum Verdict {
  /** Nobody notices. */
  SAFE("safe"),

  /** ECS replaces tasks, or instances are replaced, one after the other: nobody notices. */
  DEPLOYMENT("new deployment, nobody notices"),

  /** The templates do not tell, or AWS says it nowhere. */
  NOT_KNOWN("not known"),

  /** Some callers notice, or some things work no more. */
  DEGRADED("noticed"),

  /** A service or the database is away for a while. */
  OUTAGE("outage"),

  /** The way back is another one than a deployment of the old template. */
  NO_WAY_BACK("cannot go back"),

  /** The deployment or its rollback may need somebody's hands. */
  MAY_GET_STUCK("may get stuck"),

  /** AWS refuses it, and the deployment rolls back. */
  FAILS("fails"),

  /** What holds data is replaced or removed. */
  DATA("data");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** {@return the verdict in a few words} */
  public String words() {
    return words;
  }

  /** {@return the verdict as an argument, such as {@code may-get-stuck}} */
  public String argument() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads an argument.
   *
   * @param argument such as {@code may-get-stuck}
   * @return the verdict, or nothing if there is none of this name
   */
  public static Optional<Verdict> of(String argument) {
    return Arrays.stream(values()).filter(it -> it.argument().equals(argument)).findFirst();
  }

  static String arguments() {
    return Arrays.stream(values()).map(Verdict::argument).collect(Collectors.joining(", "));
  }
}
