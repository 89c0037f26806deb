package io.github.threetierecs.internal.rehearsal;

import java.time.Instant;

/**
 * An event of a stack, as {@code aws cloudformation describe-stack-events} prints it.
 *
 * @param stackId the ARN of the stack
 * @param stackName what CloudFormation calls the stack
 * @param logicalId the resource, or the stack itself
 * @param physicalId what AWS calls it; empty before it is created
 * @param type its type
 * @param status such as {@code UPDATE_IN_PROGRESS}
 * @param isConfigured whether what refers to it may begin, although it is not stable yet
 * @param reason what CloudFormation says beside; empty if nothing
 * @param at when
 * @param token the same for all events of a deployment; empty if it was given none
 */
record StackEvent(
    String stackId,
    String stackName,
    String logicalId,
    String physicalId,
    String type,
    String status,
    boolean isConfigured,
    String reason,
    Instant at,
    String token) {

  private static final String STACK = "AWS::CloudFormation::Stack";

  /** Whether it is about the stack as a whole. */
  boolean isOfStack() {
    return isStack() && physicalId.equals(stackId);
  }

  /** Whether it is about a stack that is nested in this one. */
  boolean isOfNested() {
    return isStack() && !physicalId.equals(stackId);
  }

  boolean isFailure() {
    return status.endsWith("_FAILED");
  }

  /** Whether it did not fail by itself, but because something else did. */
  boolean isCancelled() {
    return reason.matches("Resource \\w+ cancelled");
  }

  /** Whether CloudFormation says that it creates another one. */
  boolean isReplacement() {
    return reason.contains("creation of a new physical resource");
  }

  private boolean isStack() {
    return type.equals(STACK);
  }
}
