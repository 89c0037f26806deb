package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.blueprint.ResourceCommand;

/**
 * How a stack is deleted.
 *
 * @param stack the stack's id in the assembly
 * @param note the command that notes the stack's ARN in a variable: of a stack that is deleted,
 *     CloudFormation names resources only by that, and for 90 days (AWS CloudFormation API
 *     Reference, DescribeStackResource)
 * @param delete the command that deletes the stack
 * @param awaited the command that waits until it is gone
 */
public record StackDelete(String stack, String note, String delete, String awaited) {

  static StackDelete of(String stack, String name) {
    String variable = variable(stack);
    return new StackDelete(
        stack,
        variable
            + "=$(aws cloudformation describe-stacks --stack-name "
            + Shell.word(name, "stack")
            + " --query 'Stacks[0].StackId' --output text)",
        "aws cloudformation delete-stack --stack-name \"$" + variable + "\"",
        "aws cloudformation wait stack-delete-complete --stack-name \"$" + variable + "\"");
  }

  /** With a prefix, since a stack may be called PATH. */
  private static String variable(String stack) {
    return "stack_" + stack.replaceAll("[^A-Za-z0-9]", "_");
  }

  /**
   * The command that notes the physical id of a resource.
   *
   * @param id stack and logical id, with the logical ids of nested stacks in between
   */
  static String physicalId(String id) {
    return "id=" + ResourceCommand.physicalId(id, stack -> "\"$" + variable(stack) + "\"");
  }
}
