package io.github.threetierecs;

/** What an ARN says of where something is. */
final class Arns {
  private static final int REGION = 3;

  private Arns() {}

  /** Refuses an ARN of another Region, as far as both are known. */
  static void checkRegion(
      Problems problems, String option, String arn, String region, String remedy) {
    String[] parts = arn.split(":", -1);
    if (Tokens.isToken(arn) || Tokens.isToken(region) || parts.length <= REGION) {
      return;
    }
    if (!parts[REGION].isEmpty() && !parts[REGION].equals(region)) {
      problems.add(
          option, arn, "is in " + parts[REGION] + ", and the stack is in " + region, remedy);
    }
  }
}
