package io.github.threetierecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupPlanRule;
import software.amazon.awscdk.services.backup.BackupPlanRuleProps;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.backup.BackupSelection;
import software.amazon.awscdk.services.backup.BackupSelectionOptions;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * Snapshots of the database, and of nothing else, by AWS Backup. None of them is continuous: AWS
 * Backup would take the retention and the window of RDS's own backups away from the template.
 */
final class Backup extends Construct {
  final BackupVault vault;
  final BackupPlan plan;
  final BackupSelection selection;

  Backup(Construct scope, BackupProps props, Profile profile, Keys keys, MySqlDataTier data) {
    super(scope, "Backup");
    RemovalPolicy removal = Defaults.BACKUP_REMOVAL.in(profile);
    String name = name();
    vault =
        BackupVault.Builder.create(this, "Vault")
            .backupVaultName(name)
            .encryptionKey(keys.of(Keys.Use.BACKUPS))
            .removalPolicy(removal)
            .build();
    plan = BackupPlan.Builder.create(this, "Plan").backupPlanName(name).backupVault(vault).build();
    // Where two rules meet, AWS Backup makes the one snapshot that is kept longer.
    plan.addRule(
        rule("Daily", "*", daysOf(props.dailyRetention, Defaults.DAILY_BACKUP_DAYS, profile)));
    plan.addRule(
        rule(
            "Monthly", "1", daysOf(props.monthlyRetention, Defaults.MONTHLY_BACKUP_DAYS, profile)));
    String database = data.database.getInstanceArn();
    selection =
        plan.addSelection(
            "Database",
            BackupSelectionOptions.builder()
                .resources(List.of(BackupResource.fromArn(database)))
                .role(role(keys.of(Keys.Use.DATABASE), database, removal))
                .disableDefaultBackupPolicy(true)
                .build());
  }

  /**
   * A vault has to have a name, and no two plans may be the same. With the stack's id in it, the
   * next stack of the same name does not collide with the vault that the last one has left; with
   * the path, two in one stack do not.
   */
  private String name() {
    String path = getNode().getAddr().substring(2, 12);
    return Fn.join("-", List.of(path, Fn.select(2, Fn.split("/", Aws.STACK_ID))));
  }

  private static Duration daysOf(
      @Nullable Duration chosen, Default<Number> otherwise, Profile profile) {
    return chosen != null ? chosen : Duration.days(otherwise.in(profile));
  }

  private static BackupPlanRule rule(String name, String day, Duration retention) {
    return new BackupPlanRule(
        BackupPlanRuleProps.builder()
            .ruleName(name)
            .scheduleExpression(
                Schedule.cron(CronOptions.builder().day(day).hour("5").minute("0").build()))
            .deleteAfter(retention)
            .build());
  }

  /**
   * What AWS's own policy for backups allows for an instance of RDS, but changes are to the
   * snapshots of AWS Backup alone. A snapshot has the key of the database, not that of the vault.
   */
  private Role role(@Nullable IKey key, String database, RemovalPolicy removal) {
    String snapshots = arn("snapshot:awsbackup:*");
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(
        allow(
            List.of("rds:CreateDBSnapshot", "rds:AddTagsToResource", "rds:ListTagsForResource"),
            List.of(database, snapshots)));
    statements.add(
        allow(
            List.of("rds:CopyDBSnapshot", "rds:DeleteDBSnapshot", "rds:ModifyDBSnapshotAttribute"),
            List.of(snapshots)));
    statements.add(
        allow(
            List.of("rds:DescribeDBInstances", "rds:DescribeDBSnapshots"),
            List.of(arn("db:*"), arn("snapshot:*"))));
    statements.add(
        allow(
            List.of("backup:DescribeBackupVault", "backup:CopyIntoBackupVault"),
            List.of(vault.getBackupVaultArn())));
    statements.add(allow(List.of("tag:GetResources"), List.of("*")));
    if (key != null) {
      String keyArn = key.getKeyArn();
      statements.add(allow(List.of("kms:DescribeKey"), List.of(keyArn)));
      statements.add(
          PolicyStatement.Builder.create()
              .actions(List.of("kms:CreateGrant"))
              .resources(List.of(keyArn))
              .conditions(Map.of("Bool", Map.of("kms:GrantIsForAWSResource", "true")))
              .build());
    }
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("backup.amazonaws.com"))
            .inlinePolicies(
                Map.of("Backup", PolicyDocument.Builder.create().statements(statements).build()))
            .build();
    // AWS Backup deletes a snapshot whose time is over with the role that made it.
    role.applyRemovalPolicy(removal);
    AcceptedRisks.acknowledge(AcceptedRisks.BACKUP_ROLE, role.getNode());
    return role;
  }

  private static PolicyStatement allow(List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create().actions(actions).resources(resources).build();
  }

  private static String arn(String resource) {
    return String.join(":", "arn", Aws.PARTITION, "rds", Aws.REGION, Aws.ACCOUNT_ID, resource);
  }
}
