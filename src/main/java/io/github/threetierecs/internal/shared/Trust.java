package io.github.threetierecs.internal.shared;

import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.IConstruct;

/**
 * A service may take a role only on behalf of this account, where the service's documentation says
 * that it names the account when it takes one: Amazon ECS for a task role, VPC flow logs, RDS for
 * enhanced monitoring, Step Functions and EventBridge. A service that does not name it could not
 * take the role at all. So the roles that EC2, Lambda, AWS Backup, RDS Proxy and ECS's traffic
 * shifts take have no such condition, nor have execution roles: only the page on task roles has it.
 */
public final class Trust {
  private static final String TEST = "StringEquals";
  private static final Map<String, String> VALUES = Map.of("aws:SourceAccount", Aws.ACCOUNT_ID);

  private Trust() {}

  /** {@return the service, acting for this account} */
  public static IPrincipal of(String service) {
    return ServicePrincipal.Builder.create(service).conditions(Map.of(TEST, VALUES)).build();
  }

  /** Does so for a role that the CDK has created, in its first and only statement. */
  public static void narrow(IRole role) {
    narrow((CfnRole) Objects.requireNonNull(role.getNode().getDefaultChild()));
  }

  /** Does so for the role that is a child of a construct, if the CDK has created one. */
  public static void narrowChild(IConstruct parent, String id) {
    if (parent.getNode().tryFindChild(id) instanceof IRole role) {
      narrow(role);
    }
  }

  private static void narrow(CfnRole role) {
    role.addPropertyOverride(
        "AssumeRolePolicyDocument.Statement.0.Condition", Map.of(TEST, VALUES));
  }
}
