package io.github.threetierecs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Every object, method and getter of the CDK costs a message to its Node process and an answer.
 * They are what the time of a construction consists of, and unlike a time they are exact.
 */
class RoundTripsTest {
  /**
   * With two messages for each constant of every enum-like class of the CDK that is used. What it
   * takes, without room: a change that needs more says here what for. The trusts of three roles for
   * this account, and the policy of S3's endpoint, are 28 of each.
   */
  private static final int FIRST_STACK = 630;

  private static final int FURTHER_STACK = 322;

  /** With what is looked at in the finished templates, of an app with a single stack. */
  private static final int SYNTHESIS = 90;

  @Test
  void theOneLineKeepsToItsBudgetOfCallsIntoTheCdk() throws IOException, InterruptedException {
    CdkProcess.Counts counts = CdkProcess.counts(Variant.CONSTRUCT, 2);

    assertThat(counts.sumOf(0)).as("%s", counts).isLessThanOrEqualTo(FIRST_STACK);
    assertThat(counts.sumOf(1)).as("%s", counts).isLessThanOrEqualTo(FURTHER_STACK);
  }

  @Test
  void theSynthesisOfTheOneLineKeepsToItsBudgetOfCallsIntoTheCdk()
      throws IOException, InterruptedException {
    CdkProcess.Counts counts = CdkProcess.counts(Variant.CONSTRUCT, 1);

    assertThat(counts.sumOfSynthesis()).as("%s", counts).isLessThanOrEqualTo(SYNTHESIS);
  }
}
