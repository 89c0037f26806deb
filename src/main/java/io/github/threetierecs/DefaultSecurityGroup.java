package io.github.threetierecs;

import java.util.List;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;
import software.constructs.Node;

/**
 * What the CDK adds to a stack to close the default security groups of its VPCs: one Lambda
 * function and its role. It writes them; we see to it that the role may do just that.
 */
final class DefaultSecurityGroup {
  private static final String PROVIDER = "Custom::VpcRestrictDefaultSGCustomResourceProvider";

  private final Node stack;
  private final boolean first;

  /** Looks at the stack before its VPC is made. */
  DefaultSecurityGroup(Construct scope) {
    stack = Stack.of(scope).getNode();
    first = stack.tryFindChild(PROVIDER) == null;
  }

  /** Narrows the role once the VPC is made, and with it the function. */
  void narrow(Vpc vpc) {
    Node provider = stack.findChild(PROVIDER).getNode();
    AcceptedRisks.acknowledge(AcceptedRisks.FUNCTION, provider);
    CfnResource role = (CfnResource) provider.findChild("Role");
    // It would let the function make a log group that nobody encrypts, empties or deletes. What
    // fails is told to CloudFormation all the same.
    role.addPropertyDeletionOverride("ManagedPolicyArns");
    if (first) {
      // A feature flag writes the partition out (enablePartitionLiterals).
      role.addPropertyOverride(
          "Policies.0.PolicyDocument.Statement.0.Resource",
          List.of(Arns.here("ec2", "security-group/" + vpc.getVpcDefaultSecurityGroup())));
    }
  }
}
