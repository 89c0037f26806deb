package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How what the stack has left is deleted. The order of the rows is that in which it can be: what
 * uses another resource goes before that, and keys go last, since nothing that they encrypt can be
 * read without them.
 */
final class Kept {

  private static final String ANY_TYPE = "";

  // spotless:off
  private static final List<Row> TABLE = List.of(
      row("AWS::RDS::DBInstance", "The database stays, with its data, and costs as before.",
          Commands.UNPROTECT_DATABASE,
          "aws rds delete-db-instance --final-db-snapshot-identifier <name> --db-instance-identifier \"$id\"",
          "aws rds wait db-instance-deleted --db-instance-identifier \"$id\""),
      row("AWS::RDS::DBCluster", "The database cluster stays, with its data, and costs as before.",
          "aws rds modify-db-cluster --no-deletion-protection --apply-immediately --db-cluster-identifier \"$id\"",
          "aws rds delete-db-cluster --final-db-snapshot-identifier <name> --db-cluster-identifier \"$id\"",
          "aws rds wait db-cluster-deleted --db-cluster-identifier \"$id\""),
      row(ANY_TYPE, "Its deletion policy keeps it.",
          "aws cloudcontrol delete-resource --type-name <type> --identifier \"$id\""),
      row("AWS::SecretsManager::SecretTargetAttachment", "It is nothing by itself: it goes with the secret."),
      row("AWS::EC2::SubnetRouteTableAssociation", "It is nothing by itself: it goes with the subnet."),
      row("AWS::RDS::DBSubnetGroup", "The database that stays uses it.",
          "aws rds delete-db-subnet-group --db-subnet-group-name \"$id\""),
      row("AWS::RDS::DBParameterGroup", "The database that stays uses it.",
          "aws rds delete-db-parameter-group --db-parameter-group-name \"$id\""),
      row("AWS::EC2::SecurityGroup", "What stays uses it.",
          "aws ec2 delete-security-group --group-id \"$id\""),
      row("AWS::EC2::Subnet", "What stays is in it.",
          "aws ec2 delete-subnet --subnet-id \"$id\""),
      row("AWS::EC2::RouteTable", "A subnet that stays uses it.",
          "aws ec2 delete-route-table --route-table-id \"$id\""),
      row("AWS::EC2::VPC", "What stays is in it.",
          "aws ec2 delete-vpc --vpc-id \"$id\""),
      row("AWS::SecretsManager::Secret", "What stays can be used only with it; a secret that you delete can be restored for 30 days.",
          "aws secretsmanager delete-secret --secret-id \"$id\""),
      row("AWS::Logs::LogGroup", "Its logs stay until they are older than its retention.",
          "aws logs delete-log-group --log-group-name \"$id\""),
      row("AWS::S3::Bucket", "It stays, with what is in it.",
          "aws s3 rb \"s3://$id\" --force"),
      row("AWS::ECR::Repository", "It stays, with its images.",
          "aws ecr delete-repository --force --repository-name \"$id\""),
      row("AWS::Backup::BackupVault", "It stays, with its recovery points, which go by their age.",
          Commands.EMPTY_VAULT,
          "aws backup delete-backup-vault --backup-vault-name \"$id\""),
      row("AWS::IAM::Role", "What stays works with its permissions.",
          "aws iam list-attached-role-policies --role-name \"$id\" --query 'AttachedPolicies[].[PolicyArn]' --output text"
              + " | while read -r policy; do aws iam detach-role-policy --role-name \"$id\" --policy-arn \"$policy\"; done",
          "aws iam list-role-policies --role-name \"$id\" --query 'PolicyNames[].[@]' --output text"
              + " | while read -r policy; do aws iam delete-role-policy --role-name \"$id\" --policy-name \"$policy\"; done",
          "aws iam delete-role --role-name \"$id\""),
      row("AWS::KMS::Key", "What stays is encrypted with it, and cannot be read without it.",
          "aws kms schedule-key-deletion --key-id \"$id\""));
  // spotless:on

  private Kept() {}

  /** {@return how a resource is deleted that the stack has left} */
  static Row of(Resource it) {
    Row row = TABLE.get(rank(it.type()));
    return new Row(
        it.type(),
        row.what(),
        row.reason(),
        row.commands().stream()
            .map(command -> command.replace("<type>", Shell.word(it.type(), "type")))
            .toList());
  }

  /** {@return where a type stands in the order in which what is left can be deleted} */
  static int rank(String type) {
    return IntStream.range(0, TABLE.size())
        .filter(i -> TABLE.get(i).key().equals(type))
        .findFirst()
        .orElseGet(() -> rank(ANY_TYPE));
  }

  private static Row row(String type, String reason, String... commands) {
    return Row.of(type, "The resource itself", reason, commands);
  }
}
