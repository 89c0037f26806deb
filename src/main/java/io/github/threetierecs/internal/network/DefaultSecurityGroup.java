package io.github.threetierecs.internal.network;

import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.Arns;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Node;

/**
 * What the CDK adds to a stack to close the default security groups of its VPCs: one Lambda
 * function and its role. It writes them; we see to it that the role may do just that.
 */
public final class DefaultSecurityGroup {
  private static final String PROVIDER = "Custom::VpcRestrictDefaultSGCustomResourceProvider";

  private final Node node;
  private final boolean first;

  /** Looks at the stack before its VPC is created. */
  DefaultSecurityGroup(Stack stack) {
    node = stack.getNode();
    first = node.tryFindChild(PROVIDER) == null;
  }

  /**
   * Says which option it comes from if the VPC could not be created for want of assets: the code of
   * the function is one, and the stack's synthesizer may take none.
   *
   * @return what to throw
   */
  static RuntimeException orOf(RuntimeException refusal, Values options) {
    String reason = Problems.reasonOf(refusal);
    if (!reason.toLowerCase(Locale.ROOT).contains("asset")) {
      return refusal;
    }
    return new IllegalArgumentException(
        Problems.sentence(
            NetworkOptions.RESTRICT_DEFAULT_SECURITY_GROUP.path(),
            new Problems.Words(
                "true" + options.origin(NetworkOptions.RESTRICT_DEFAULT_SECURITY_GROUP)),
            "needs a Lambda function whose code is an asset, and the stack supports none: "
                + reason,
            "set it to false, or give the stack a synthesizer or a bucket for assets"),
        refusal);
  }

  /** Narrows the role after the VPC and its function were created. */
  void narrow(Vpc vpc) {
    Node provider = node.findChild(PROVIDER).getNode();
    AcceptedRisks.acknowledge(AcceptedRisks.FUNCTION, provider);
    CfnResource role = (CfnResource) provider.findChild("Role");
    // This policy would let the function create a log group that nobody encrypts, empties or
    // deletes. Failures are reported to CloudFormation anyway.
    role.addPropertyDeletionOverride("ManagedPolicyArns");
    if (first) {
      // The resource is written without a literal partition, which a feature flag would put there
      // (enablePartitionLiterals).
      role.addPropertyOverride(
          "Policies.0.PolicyDocument.Statement.0.Resource",
          List.of(Arns.here("ec2", "security-group/" + vpc.getVpcDefaultSecurityGroup())));
    }
  }
}
