package io.github.threetierecs.internal.options;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes CDK's unresolved tokens by the marks of their encoding, without asking the CDK: that
 * would cost a call into its Node process for every option.
 */
public final class Tokens {
  private static final long NUMBER_MARK = 0xFBFFL;

  private Tokens() {}

  public static boolean isToken(Object value) {
    if (value instanceof Number number) {
      return Double.doubleToRawLongBits(number.doubleValue()) >>> 48 == NUMBER_MARK;
    }
    if (value instanceof String text) {
      return text.contains("${Token[") || text.contains("#{Token[");
    }
    return false;
  }

  /** {@return a number, or 0 if it is left out, or if only CloudFormation will know it} */
  public static long orZero(@Nullable Number number) {
    return number == null || isToken(number) ? 0 : number.longValue();
  }

  /** Whether a text is the only element by which the CDK passes on a list that is a token. */
  public static boolean isListToken(String element) {
    return element.contains("#{Token[");
  }
}
