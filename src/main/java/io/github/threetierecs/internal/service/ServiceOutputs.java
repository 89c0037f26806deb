package io.github.threetierecs.internal.service;

import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/** Outputs of the stack that commands about a service take: its name, and that of its log group. */
public final class ServiceOutputs {
  private ServiceOutputs() {}

  /**
   * Adds them.
   *
   * @param prefix what their ids begin with
   * @param whose for people: {@code the backend}
   */
  public static void add(
      Construct scope, String prefix, String whose, String serviceName, TierTask task) {
    add(scope, prefix + "ServiceName", "The ECS service of " + whose, serviceName);
    add(
        scope,
        prefix + "LogGroupName",
        "What the containers of " + whose + " print",
        task.logGroup.getLogGroupName());
  }

  private static void add(Construct scope, String id, String description, String value) {
    CfnOutput.Builder.create(scope, id).description(description).value(value).build();
  }
}
