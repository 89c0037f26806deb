package io.github.threetierecs;

/**
 * What the CDK refuses although our own checks let it through, in words of ours: which group of
 * options it was made from, and the CDK's reason. It is there for what nobody has thought of.
 */
final class Refusals {
  private String group = "ThreeTierEcsApp";

  /** From here on it is made from another group of options. */
  void from(String options) {
    group = options;
  }

  /** {@return what to throw: our own refusals as they are} */
  RuntimeException of(RuntimeException refusal) {
    if (refusal instanceof IllegalArgumentException
        || refusal.getClass() == IllegalStateException.class) {
      return refusal;
    }
    return new IllegalArgumentException(
        group
            + ": what is made of it is refused: "
            + Problems.reasonOf(refusal)
            + "; change the option that this speaks of",
        refusal);
  }
}
