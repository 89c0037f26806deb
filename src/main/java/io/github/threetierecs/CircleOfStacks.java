package io.github.threetierecs;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Says what is wrong where the CDK only says {@code DependencyCycle}: a rule of this stack that
 * lets in something of another stack, which is in the VPC of this one (aws-cdk#3689).
 *
 * <p>An aspect, since that is the last that is asked before the CDK looks at what stacks have of
 * each other. It is put on a construct without children, so that it is asked once.
 */
final class CircleOfStacks implements IAspect {
  private final Construct app;

  private CircleOfStacks(Construct app) {
    this.app = app;
  }

  /**
   * Has the stack of an application looked at before every synthesis.
   *
   * @param leaf a construct of it that has no children
   */
  static void watch(Construct app, IConstruct leaf) {
    Aspects.of(leaf).add(new CircleOfStacks(app));
  }

  @Override
  public void visit(IConstruct leaf) {
    Stack stack = Stack.of(app);
    for (IConstruct construct : stack.getNode().findAll()) {
      if (construct instanceof CfnSecurityGroupIngress rule) {
        IConstruct client = referent(rule.getSourceSecurityGroupId());
        if (client instanceof CfnSecurityGroup group && isOfAnotherIn(stack, group)) {
          throw new IllegalStateException(sentence(stack, rule, group));
        }
      }
    }
  }

  private static boolean isOfAnotherIn(Stack stack, CfnSecurityGroup group) {
    Stack theirs = Stack.of(group);
    // Of a nested stack only the parent's resources wait, one by one.
    if (theirs == stack || theirs.getNestedStackParent() != null) {
      return false;
    }
    IConstruct vpc = referent(group.getVpcId());
    return vpc != null && Stack.of(vpc) == stack;
  }

  private static @Nullable IConstruct referent(@Nullable String value) {
    if (value == null || !Tokens.isToken(value)) {
      return null;
    }
    for (IResolvable token : Tokenization.reverseString(value).getTokens()) {
      if (token instanceof Reference reference) {
        return reference.getTarget();
      }
    }
    return null;
  }

  private static String sentence(
      Stack stack, CfnSecurityGroupIngress rule, CfnSecurityGroup client) {
    String theirs = Stack.of(client).getStackName();
    return rule.getNode().getPath()
        + " lets in "
        + client.getNode().getPath()
        + ", which is in the VPC of stack "
        + stack.getStackName()
        + ": the rule has this stack wait for "
        + theirs
        + ", and "
        + theirs
        + " waits for this one; begin with the other side, so that the rule is in "
        + theirs
        + ", such as function.getConnections().allowToDefaultPort(app.getDatabase()) in place of"
        + " app.getDatabase().getConnections().allowDefaultPortFrom(function)";
  }
}
