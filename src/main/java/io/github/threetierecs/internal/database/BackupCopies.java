package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.Places;
import io.github.threetierecs.internal.shared.Statements;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupPlanCopyActionProps;
import software.amazon.awscdk.services.backup.IBackupVault;

/**
 * Where snapshots are copied to, which is a vault in another Region, and what the role of backups
 * needs there and nowhere else.
 */
final class BackupCopies {
  private final IBackupVault vault;
  private final String arn;

  /** The Region of the vault. */
  final String region;

  BackupCopies(Stack stack, IBackupVault vault) {
    this.vault = vault;
    arn = vault.getBackupVaultArn();
    region = vault.getEnv().getRegion();
    Problems problems = new Problems("backup");
    if (region.equals(stack.getRegion())) {
      problems.add(
          "copyTo",
          new Problems.Words(vault.getNode().getPath()),
          "is in the Region of the stack",
          "use a vault in another Region, which does not fail together with this one");
    }
    new Places(problems, stack)
        .sameAccount(
            "copyTo",
            vault,
            arn,
            "use a vault of the stack's account: only its account may use the database's key");
    problems.refuse();
  }

  /** {@return the copy of a rule, which is kept as long as what it is of} */
  BackupPlanCopyActionProps keptFor(Duration retention) {
    return BackupPlanCopyActionProps.builder()
        .destinationBackupVault(vault)
        .deleteAfter(retention)
        .build();
  }

  /**
   * {@return what the role needs: in the vault, and of RDS and KMS in its Region}
   *
   * @param snapshot {@code Snapshot} or {@code ClusterSnapshot}, as RDS's actions end
   * @param resource as its ARNs begin
   */
  List<Map<String, Object>> statements(String snapshot, String resource) {
    String keys = Arns.of("kms", region, "key/*");
    return List.of(
        Statements.allow(arn, "backup:DescribeBackupVault", "backup:CopyIntoBackupVault"),
        Statements.allow(
            Arns.of("rds", region, resource + ":awsbackup:*"),
            "rds:AddTagsToResource",
            "rds:CopyDB" + snapshot,
            "rds:DeleteDB" + snapshot,
            "rds:DescribeDB" + snapshot + "s",
            "rds:ModifyDB" + snapshot + "Attribute"),
        Statements.allow(keys, "kms:DescribeKey"),
        Statements.only(
            "Bool",
            Map.of("kms:GrantIsForAWSResource", "true"),
            Statements.allow(keys, "kms:CreateGrant")));
  }
}
