package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.options.Problems;
import java.util.regex.Pattern;

/**
 * What the CDK refuses although our own checks let it through, in words of ours: which group of
 * options it was created from, and the CDK's reason. It is there for what nobody has thought of.
 */
public final class Refusals {
  private static final Pattern OF_ANOTHER_ACCOUNT =
      Pattern.compile("cross[- ](account|environment)");
  private static final Pattern WITHOUT_ASSETS = Pattern.compile("assets?\\b.*[Ss]ynthesizer");

  private String group = "ThreeTierEcsApp";

  /** The exception for what the CDK refuses about a known option, with a remedy. */
  public static IllegalArgumentException of(String option, RuntimeException refusal) {
    String reason = Problems.reasonOf(refusal);
    return new IllegalArgumentException(
        option + ": " + reason + "; " + remedyOf(option, reason), refusal);
  }

  private static String remedyOf(String option, String reason) {
    if (OF_ANOTHER_ACCOUNT.matcher(reason).find()) {
      return GivenValues.SAME_ENVIRONMENT;
    }
    if (WITHOUT_ASSETS.matcher(reason).find()) {
      return "push the image, and give ContainerImage.fromEcrRepository or fromRegistry, or give"
          + " the stack a synthesizer that publishes assets";
    }
    if (option.endsWith(".image")) {
      return "fix the image's source";
    }
    return option.endsWith(".logging")
        ? "fix the log driver, or leave it out"
        : "fix what this refers to in the options of the container";
  }

  /** From here on, the application is created from another group of options. */
  public void from(String options) {
    group = options;
  }

  /** {@return what to throw: our own refusals as they are} */
  public RuntimeException of(RuntimeException refusal) {
    if (refusal instanceof IllegalArgumentException
        || refusal.getClass() == IllegalStateException.class) {
      return refusal;
    }
    return new IllegalArgumentException(
        group
            + ": what is created from it is refused: "
            + Problems.reasonOf(refusal)
            + "; change the option that this refers to",
        refusal);
  }
}
