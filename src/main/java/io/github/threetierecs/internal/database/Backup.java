package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.options.BackupOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Keys;
import io.github.threetierecs.internal.shared.Statements;
import io.github.threetierecs.internal.shared.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupPlanRule;
import software.amazon.awscdk.services.backup.BackupPlanRuleProps;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.backup.BackupSelection;
import software.amazon.awscdk.services.backup.BackupSelectionOptions;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * Snapshots of the database, and of nothing else, by AWS Backup. None of them is continuous: AWS
 * Backup would take the retention and the window of RDS's own backups away from the template.
 */
public final class Backup extends Construct {
  public final BackupVault vault;
  public final BackupPlan plan;
  public final BackupSelection selection;

  public Backup(
      Construct scope, Values options, Keys keys, ConsoleWords words, MySqlDataTier data) {
    super(scope, "Backup");
    RemovalPolicy removal = options.get(BackupOptions.REMOVAL);
    // A vault needs a name, and no two plans may have the same one.
    String name = UniqueName.of(this);
    vault =
        BackupVault.Builder.create(this, "Vault")
            .backupVaultName(name)
            .encryptionKey(keys.of(Keys.Use.BACKUPS))
            .removalPolicy(removal)
            .build();
    plan = BackupPlan.Builder.create(this, "Plan").backupPlanName(name).backupVault(vault).build();
    // Where two rules meet, AWS Backup creates the one snapshot that is kept longer.
    IBackupVault copyTo = options.find(BackupOptions.COPY_TO);
    BackupCopies copies = copyTo == null ? null : new BackupCopies(Stack.of(this), copyTo);
    plan.addRule(rule("Daily", "*", options.get(BackupOptions.DAILY_RETENTION), copies));
    plan.addRule(rule("Monthly", "1", options.get(BackupOptions.MONTHLY_RETENTION), copies));
    String database = data.database.arn();
    boolean isCluster = data.database.isCluster();
    List<Map<String, Object>> statements =
        isCluster
            ? clusterStatements(database)
            : instanceStatements(keys.of(Keys.Use.DATABASE), database);
    if (copies != null) {
      statements.addAll(
          isCluster
              ? copies.statements("ClusterSnapshot", "cluster-snapshot")
              : copies.statements("Snapshot", "snapshot"));
    }
    Role role = role(statements, words, removal);
    if (copies != null) {
      AcceptedRisks.acknowledge(
          AcceptedRisks.COPIES, role.getNode(), Map.of("<Region>", findable(copies.region)));
    }
    selection =
        plan.addSelection(
            "Database",
            BackupSelectionOptions.builder()
                .resources(List.of(BackupResource.fromArn(database)))
                .role(role)
                .disableDefaultBackupPolicy(true)
                .build());
  }

  /** The Region as a finding names it. */
  private static String findable(String region) {
    return Tokens.isToken(region) ? "<AWS::Region>" : region;
  }

  private static BackupPlanRule rule(
      String name, String day, Duration retention, @Nullable BackupCopies copies) {
    return new BackupPlanRule(
        BackupPlanRuleProps.builder()
            .ruleName(name)
            .scheduleExpression(
                Schedule.cron(CronOptions.builder().day(day).hour("5").minute("0").build()))
            .deleteAfter(retention)
            .copyActions(copies == null ? null : List.of(copies.keptFor(retention)))
            .build());
  }

  /**
   * What AWS's own policy for backups allows for an instance of RDS, but changes are to the
   * snapshots of AWS Backup only. A snapshot has the key of the database, not that of the vault.
   */
  private List<Map<String, Object>> instanceStatements(@Nullable IKey key, String database) {
    String snapshots = Arns.here("rds", "snapshot:awsbackup:*");
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(
        Statements.allow(
            List.of(database, snapshots),
            "rds:CreateDBSnapshot",
            "rds:AddTagsToResource",
            "rds:ListTagsForResource"));
    statements.add(
        Statements.allow(
            snapshots,
            "rds:CopyDBSnapshot",
            "rds:DeleteDBSnapshot",
            "rds:ModifyDBSnapshotAttribute"));
    statements.add(
        Statements.allow(
            List.of(Arns.here("rds", "db:*"), Arns.here("rds", "snapshot:*")),
            "rds:DescribeDBInstances",
            "rds:DescribeDBSnapshots"));
    statements.addAll(vaultStatements());
    if (key != null) {
      statements.addAll(keyStatements(key.getKeyArn()));
    }
    return statements;
  }

  /** Does the same for an Aurora cluster, whose key is its owner's and not known here. */
  private List<Map<String, Object>> clusterStatements(String database) {
    String snapshots = Arns.here("rds", "cluster-snapshot:awsbackup:*");
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(
        Statements.allow(
            List.of(database, snapshots),
            "rds:CreateDBClusterSnapshot",
            "rds:AddTagsToResource",
            "rds:ListTagsForResource"));
    statements.add(
        Statements.allow(
            snapshots,
            "rds:CopyDBClusterSnapshot",
            "rds:DeleteDBClusterSnapshot",
            "rds:ModifyDBClusterSnapshotAttribute"));
    statements.add(
        Statements.allow(
            List.of(Arns.here("rds", "cluster:*"), Arns.here("rds", "cluster-snapshot:*")),
            "rds:DescribeDBClusters",
            "rds:DescribeDBClusterSnapshots"));
    statements.addAll(vaultStatements());
    statements.addAll(keyStatements(Arns.here("kms", "key/*")));
    return statements;
  }

  private List<Map<String, Object>> vaultStatements() {
    return List.of(
        Statements.allow(
            vault.getBackupVaultArn(), "backup:DescribeBackupVault", "backup:CopyIntoBackupVault"),
        Statements.allow("*", "tag:GetResources"));
  }

  private static List<Map<String, Object>> keyStatements(String key) {
    return List.of(
        Statements.allow(key, "kms:DescribeKey"),
        Statements.only(
            "Bool",
            Map.of("kms:GrantIsForAWSResource", "true"),
            Statements.allow(key, "kms:CreateGrant")));
  }

  private Role role(
      List<Map<String, Object>> statements, ConsoleWords words, RemovalPolicy removal) {
    Role role =
        Role.Builder.create(this, "Role")
            .description(words.describe("Lets AWS Backup back up the database"))
            .assumedBy(new ServicePrincipal("backup.amazonaws.com"))
            .inlinePolicies(Map.of("Backup", Statements.document(statements)))
            .build();
    // AWS Backup uses the role that created a snapshot to delete it at the end of its retention.
    role.applyRemovalPolicy(removal);
    AcceptedRisks.acknowledge(AcceptedRisks.BACKUP_ROLE, role.getNode());
    return role;
  }
}
