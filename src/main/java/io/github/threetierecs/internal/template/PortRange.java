package io.github.threetierecs.internal.template;

import java.util.regex.Pattern;

/**
 * The ports of a rule.
 *
 * <p>A port that only the deployment will know is its text, such as {@code ${Db.Endpoint.Port}},
 * and then is the same as nothing but itself.
 *
 * @param from the first port
 * @param to the last port
 */
public record PortRange(String from, String to) {

  /** Every port there is. */
  public static final PortRange ALL = new PortRange("0", "65535");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  /**
   * Whether a port is one of these.
   *
   * @param port the port, or the text of one that only the deployment will know
   * @return whether it is in the range
   */
  public boolean contains(String port) {
    if (isAll() || from.equals(port) || to.equals(port)) {
      return true;
    }
    return isNumber(from)
        && isNumber(to)
        && isNumber(port)
        && Integer.parseInt(from) <= Integer.parseInt(port)
        && Integer.parseInt(port) <= Integer.parseInt(to);
  }

  /** Whether the template says which ports these are. */
  boolean isNumeric() {
    return isNumber(from) && isNumber(to);
  }

  int first() {
    return Integer.parseInt(from);
  }

  int last() {
    return Integer.parseInt(to);
  }

  private boolean isAll() {
    return from.equals(ALL.from) && to.equals(ALL.to);
  }

  private static boolean isNumber(String port) {
    return NUMBER.matcher(port).matches();
  }

  /**
   * The ports for a reader.
   *
   * @return {@code all}, one port, or the first and the last
   */
  @Override
  public String toString() {
    return isAll() ? "all" : from.equals(to) ? from : from + "-" + to;
  }
}
