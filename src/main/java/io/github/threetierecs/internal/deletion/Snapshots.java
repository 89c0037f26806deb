package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Whether CloudFormation takes a last snapshot of a resource, and how that is deleted. From the AWS
 * CloudFormation Template Reference Guide, DeletionPolicy attribute.
 */
final class Snapshots {

  static final String WHAT = "Last snapshot";

  private static final String REASON =
      "CloudFormation deletes it, and a last snapshot of it stays until you delete that.";

  // spotless:off
  private static final List<Row> TABLE = List.of(
      row("AWS::RDS::DBInstance",
          "aws rds describe-db-snapshots --snapshot-type manual --db-instance-identifier \"$id\" --query 'DBSnapshots[].DBSnapshotIdentifier' --output text",
          "aws rds delete-db-snapshot --db-snapshot-identifier <snapshot>"),
      row("AWS::RDS::DBCluster",
          "aws rds describe-db-cluster-snapshots --snapshot-type manual --db-cluster-identifier \"$id\" --query 'DBClusterSnapshots[].DBClusterSnapshotIdentifier' --output text",
          "aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier <snapshot>"),
      row("AWS::Neptune::DBCluster",
          "aws neptune describe-db-cluster-snapshots --snapshot-type manual --db-cluster-identifier \"$id\" --query 'DBClusterSnapshots[].DBClusterSnapshotIdentifier' --output text",
          "aws neptune delete-db-cluster-snapshot --db-cluster-snapshot-identifier <snapshot>"),
      row("AWS::DocDB::DBCluster",
          "aws docdb describe-db-cluster-snapshots --snapshot-type manual --db-cluster-identifier \"$id\" --query 'DBClusterSnapshots[].DBClusterSnapshotIdentifier' --output text",
          "aws docdb delete-db-cluster-snapshot --db-cluster-snapshot-identifier <snapshot>"),
      row("AWS::EC2::Volume",
          "aws ec2 describe-snapshots --owner-ids self --filters \"Name=volume-id,Values=$id\" --query 'Snapshots[].SnapshotId' --output text",
          "aws ec2 delete-snapshot --snapshot-id <snapshot>"),
      row("AWS::ElastiCache::ReplicationGroup",
          "aws elasticache describe-snapshots --replication-group-id \"$id\" --query 'Snapshots[].SnapshotName' --output text",
          "aws elasticache delete-snapshot --snapshot-name <snapshot>"),
      row("AWS::ElastiCache::CacheCluster",
          "aws elasticache describe-snapshots --cache-cluster-id \"$id\" --query 'Snapshots[].SnapshotName' --output text",
          "aws elasticache delete-snapshot --snapshot-name <snapshot>"),
      row("AWS::Redshift::Cluster",
          "aws redshift describe-cluster-snapshots --snapshot-type manual --cluster-identifier \"$id\" --query 'Snapshots[].SnapshotIdentifier' --output text",
          "aws redshift delete-cluster-snapshot --snapshot-identifier <snapshot>"));
  // spotless:on

  private Snapshots() {}

  /** {@return the last snapshot of a resource, if there will be one} */
  static Optional<Row> of(Resource it) {
    return DeletePolicy.takesSnapshot(it)
        ? TABLE.stream().filter(row -> row.key().equals(it.type())).findFirst()
        : Optional.empty();
  }

  private static Row row(String type, String... commands) {
    return Row.of(type, WHAT, REASON, commands);
  }
}
