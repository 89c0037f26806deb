package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import software.amazon.awscdk.Aws;

/** ARNs, and the places that they name. */
public final class Arns {
  /** How the names of the Regions of partition aws-cn begin. */
  public static final String CHINA = "cn-";

  private static final int REGION = 3;

  private Arns() {}

  /** {@return the ARN of something in the stack's own account and Region} */
  public static String here(String service, String resource) {
    return of(service, Aws.REGION, resource);
  }

  /** {@return the ARN of something in the stack's own account, and in a Region} */
  public static String of(String service, String region, String resource) {
    return String.join(":", "arn", Aws.PARTITION, service, region, Aws.ACCOUNT_ID, resource);
  }

  /**
   * {@return the name that a service has in the stack's Region, such as {@code
   * logs.eu-central-1.amazonaws.com}} Its end follows the partition: it is {@code amazonaws.com.cn}
   * in China.
   */
  public static String regionalName(String service) {
    return String.join(".", service, Aws.REGION, Aws.URL_SUFFIX);
  }

  /** Refuses an ARN of another Region, if both are known. */
  public static void checkRegion(
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
