package io.github.threetierecs.internal.blueprint;

import java.util.function.UnaryOperator;

/** The commands by which CloudFormation tells of a resource. */
public final class ResourceCommand {

  private ResourceCommand() {}

  /**
   * What CloudFormation knows of a resource.
   *
   * @param id its stack and its logical id, with the logical ids of nested stacks in between
   * @param outermost the word of the shell for the stack with an id
   * @return the command
   */
  public static String describe(String id, UnaryOperator<String> outermost) {
    int last = id.lastIndexOf('/');
    String holder = id.substring(0, last);
    String stack =
        holder.contains("/")
            ? "\"" + physicalId(holder, outermost) + "\""
            : outermost.apply(holder);
    return "aws cloudformation describe-stack-resource --stack-name %s --logical-resource-id %s"
        .formatted(stack, id.substring(last + 1));
  }

  /**
   * What AWS calls a resource.
   *
   * @param id as there
   * @param outermost as there
   * @return the word of the shell for it
   */
  public static String physicalId(String id, UnaryOperator<String> outermost) {
    return "$("
        + describe(id, outermost)
        + " --query StackResourceDetail.PhysicalResourceId --output text)";
  }
}
