package io.github.threetierecs.internal.network;

import io.github.threetierecs.internal.options.EndpointService;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.Statements;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.VpcEndpoint;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Who may do what through the VPC endpoints. AWS's default policy admits credentials of every
 * account, so that whoever has taken over a container carries data to an account of their own,
 * without any route to the internet. These policies admit the principals of this account only. They
 * grant nothing: callers still need their own permissions.
 *
 * <p>A statement that users add to an endpoint with {@code addToPolicy} widens them, or narrows
 * them if it denies.
 */
public final class EndpointPolicies {
  /** The actions that pull an image. Pushing is allowed only to the account's own repositories. */
  private static final String[] PULL = {
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetAuthorizationToken",
    "ecr:GetDownloadUrlForLayer"
  };

  /** The actions that read a bucket, such as another account's with an environment file. */
  private static final String[] READ = {
    "s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"
  };

  /**
   * Buckets of AWS in the Region, which are read without credentials of this account: the layers of
   * images in Amazon ECR by URLs that ECR has signed, and what the ECS agent, Systems Manager's
   * agent and Amazon Linux are updated from.
   */
  private static final List<String> BUCKETS_OF_AWS =
      List.of(
          "prod-%s-starport-layer-bucket",
          "amazon-ecs-agent-%s",
          "al2023-%s",
          "al2023-repos-%s-de612dc2",
          "amazon-ssm-%s",
          "amazon-ssm-packages-%s",
          "aws-ssm-%s");

  private EndpointPolicies() {}

  /**
   * Keeps other accounts' credentials away from an interface endpoint, if its service supports
   * that.
   */
  static void close(VpcEndpoint endpoint, EndpointService service) {
    switch (service) {
      case ECS_AGENT, ECS_TELEMETRY -> {
        // AWS documents no policies for them, and EC2 refuses one on an endpoint without support:
        // "only supports the full-access endpoint policy" (landing-zone-accelerator-on-aws#224).
      }
      case ECR_API, ECR_DOCKER -> {
        add(endpoint, withinThisAccount());
        add(endpoint, fromThisAccount(PULL));
      }
      // Secrets, parameters, keys and queues may belong to other accounts, whose own policies
      // decide about
      // access.
      case ECS, LOGS, SECRETS_MANAGER, SSM, SSM_MESSAGES, KMS, SQS ->
          add(endpoint, fromThisAccount("*"));
    }
  }

  /** Keeps other accounts' credentials away from S3's gateway endpoint too. */
  static void closeS3(GatewayVpcEndpoint endpoint) {
    add(endpoint, withinThisAccount());
    add(endpoint, fromThisAccount(READ));
    add(endpoint, allow(objectsOfAws(), "s3:GetObject"));
  }

  /**
   * With NAT, S3's endpoint keeps AWS's default: there are other routes to the internet, and
   * registries other than Amazon ECR redirect to layers in their own buckets. The default is
   * written out, for it is not documented that what a template leaves out is reset.
   */
  static void writeDefaultOfS3(GatewayVpcEndpoint endpoint) {
    add(endpoint, allow(List.of("*"), "*"));
  }

  private static List<String> objectsOfAws() {
    return BUCKETS_OF_AWS.stream()
        .map(it -> "arn:" + Aws.PARTITION + ":s3:::" + it.formatted(Aws.REGION) + "/*")
        .toList();
  }

  /** Allows this account's principals everything on this account's resources. */
  private static Map<String, Object> withinThisAccount() {
    return allow(
        Ordered.map("aws:PrincipalAccount", Aws.ACCOUNT_ID, "aws:ResourceAccount", Aws.ACCOUNT_ID),
        "*");
  }

  /** Allows this account's principals these actions on anybody's resources. */
  private static Map<String, Object> fromThisAccount(String... actions) {
    return allow(Map.of("aws:PrincipalAccount", Aws.ACCOUNT_ID), actions);
  }

  private static Map<String, Object> allow(Map<String, String> values, String... actions) {
    return Statements.only("StringEquals", values, allow(List.of("*"), actions));
  }

  /**
   * Names every principal and narrows by condition: on a gateway endpoint, an ARN as the principal
   * would stand for that account's root user.
   */
  private static Map<String, Object> allow(List<String> resources, String... actions) {
    return Ordered.map(
        "Effect", "Allow", "Principal", "*", "Action", List.of(actions), "Resource", resources);
  }

  private static void add(VpcEndpoint endpoint, Map<String, Object> statement) {
    endpoint.addToPolicy(PolicyStatement.fromJson(statement));
  }
}
