package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Optional;

/**
 * What is switched on in a template so that AWS refuses to delete a resource. From each property's
 * page in the AWS CloudFormation Template Reference Guide.
 */
final class Protections {

  private static final String LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";

  /** A property, the value that protects, and the commands that take the protection off. */
  private record Protection(String type, String path, String value, Row row) {}

  // spotless:off
  private static final List<Protection> TABLE = List.of(
      protection("AWS::RDS::DBInstance", "DeletionProtection", "true", "RDS",
          Commands.UNPROTECT_DATABASE),
      protection("AWS::RDS::DBCluster", "DeletionProtection", "true", "RDS",
          "aws rds modify-db-cluster --no-deletion-protection --apply-immediately --db-cluster-identifier \"$id\""),
      protection("AWS::Neptune::DBCluster", "DeletionProtection", "true", "Neptune",
          "aws neptune modify-db-cluster --no-deletion-protection --apply-immediately --db-cluster-identifier \"$id\""),
      protection("AWS::DocDB::DBCluster", "DeletionProtection", "true", "Amazon DocumentDB",
          "aws docdb modify-db-cluster --no-deletion-protection --apply-immediately --db-cluster-identifier \"$id\""),
      protection("AWS::DynamoDB::Table", "DeletionProtectionEnabled", "true", "DynamoDB",
          "aws dynamodb update-table --no-deletion-protection-enabled --table-name \"$id\""),
      protection("AWS::Cognito::UserPool", "DeletionProtection", "ACTIVE", "Amazon Cognito",
          "aws cognito-idp update-user-pool --deletion-protection INACTIVE --user-pool-id \"$id\""),
      protection("AWS::EC2::Instance", "DisableApiTermination", "true", "Amazon EC2",
          "aws ec2 modify-instance-attribute --no-disable-api-termination --instance-id \"$id\""));
  // spotless:on

  /** aws-cdk#18179, #14732, #19275: CloudFormation waits for instances that it may not stop. */
  private static final Row SCALE_IN =
      Row.of(
          "AWS::AutoScaling::AutoScalingGroup",
          "Protection from scale-in",
          "New instances are protected from scale-in, and the delete of the stack waits for them"
              + " until it fails.",
          "aws autoscaling update-auto-scaling-group --no-new-instances-protected-from-scale-in"
              + " --auto-scaling-group-name \"$id\"",
          "aws autoscaling set-instance-protection --no-protected-from-scale-in"
              + " --auto-scaling-group-name \"$id\" --instance-ids $(aws autoscaling"
              + " describe-auto-scaling-groups --auto-scaling-group-names \"$id\""
              + " --query 'AutoScalingGroups[0].Instances[].InstanceId' --output text)");

  private static final Row BALANCER =
      row(
          LOAD_BALANCER,
          "Elastic Load Balancing",
          "aws elbv2 modify-load-balancer-attributes --load-balancer-arn \"$id\""
              + " --attributes Key=deletion_protection.enabled,Value=false");

  private Protections() {}

  /** {@return what protects a resource} */
  static Optional<Row> of(Resource it) {
    if (it.isTrue("NewInstancesProtectedFromScaleIn")) {
      return Optional.of(SCALE_IN);
    }
    if (it.type().equals(LOAD_BALANCER)) {
      return Optional.of(BALANCER).filter(row -> isProtectedBalancer(it));
    }
    return TABLE.stream()
        .filter(protection -> protection.type().equals(it.type()))
        .filter(protection -> it.text(protection.path()).equals(Optional.of(protection.value())))
        .map(Protection::row)
        .findFirst();
  }

  private static boolean isProtectedBalancer(Resource balancer) {
    return balancer.list("LoadBalancerAttributes").stream()
        .map(Text::of)
        .anyMatch(
            it -> it.contains("Key: deletion_protection.enabled") && it.contains("Value: true"));
  }

  private static Protection protection(
      String type, String path, String value, String service, String command) {
    return new Protection(type, path, value, row(type, service, command));
  }

  private static Row row(String type, String service, String command) {
    return Row.of(
        type,
        "Deletion protection",
        service + " refuses to delete it while its deletion protection is on.",
        command);
  }
}
