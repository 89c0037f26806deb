package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.backup.IBackupVault;

/** Snapshots of the database that last longer than those of RDS, and outlive it. */
class BackupTest {
  private static final BackupProps ALL = BackupProps.builder().build();

  static final String COPIES = "arn:aws:backup:eu-west-1:111111111111:backup-vault:shop-copies";

  static final Anatomy COPIED =
      Templates.with((stack, props) -> props.backup(copiedTo(stack, COPIES)));

  private static final Anatomy PRODUCTION = Templates.with(props -> props.backup(ALL));
  private static final Anatomy DEVELOPMENT =
      Templates.with(props -> props.profile(Profile.DEVELOPMENT).backup(ALL));

  @ParameterizedTest
  @EnumSource(Profile.class)
  void nothingIsMadeUnasked(Profile profile) {
    assertThat(Templates.of(profile).template.resources())
        .extracting(Resource::type)
        .noneMatch(type -> type.startsWith("AWS::Backup"));
  }

  @Test
  void aSnapshotADayIsKeptFor35DaysAndOneAMonthForAYear() {
    for (Anatomy app : List.of(PRODUCTION, DEVELOPMENT)) {
      Resource plan = theOnly(app.template, "AWS::Backup::BackupPlan");
      assertThat(retention(app, 0)).isEqualTo("35");
      assertThat(retention(app, 1)).isEqualTo("365");
      assertThat(plan.text("BackupPlan.BackupPlanRule.0.ScheduleExpression"))
          .contains("cron(0 5 * * ? *)");
      assertThat(plan.text("BackupPlan.BackupPlanRule.1.ScheduleExpression"))
          .contains("cron(0 5 1 * ? *)");
    }
  }

  @Test
  void theDatabaseAloneIsBackedUp() {
    Resource selection = theOnly(PRODUCTION.template, "AWS::Backup::BackupSelection");

    assertThat(selection.list("BackupSelection.Resources"))
        .extracting(Text::of)
        .containsExactly(
            "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:${%s}"
                .formatted(PRODUCTION.database().logicalId()));
    assertThat(selection.list("BackupSelection.ListOfTags")).isEmpty();
  }

  @Test
  void rdsKeepsItsOwnBackups() {
    assertThat(Text.of(theOnly(PRODUCTION.template, "AWS::Backup::BackupPlan").properties()))
        .as("AWS Backup would take their retention and window over")
        .doesNotContain("EnableContinuousBackup");
    assertThat(PRODUCTION.database().properties())
        .isEqualTo(Templates.of(Profile.PRODUCTION).database().properties());
  }

  @Test
  void productionKeepsTheVaultWhenTheStackIsDeleted() {
    assertThat(deletionPolicy(vault(PRODUCTION))).isEqualTo("Retain");
    assertThat(deletionPolicy(vault(DEVELOPMENT))).isEqualTo("Delete");
  }

  @Test
  void theRoleStaysWithTheVaultToDeleteWhatIsTooOld() {
    assertThat(deletionPolicy(role(PRODUCTION))).isEqualTo("Retain");
    assertThat(deletionPolicy(role(DEVELOPMENT))).isEqualTo("Delete");
  }

  @Test
  void theVaultIsEncryptedByTheStacksKey() {
    assertThat(vault(PRODUCTION).text("EncryptionKeyArn"))
        .contains("${%s.Arn}".formatted(theOnly(PRODUCTION.template, "AWS::KMS::Key").logicalId()));
    assertThat(vault(DEVELOPMENT).has("EncryptionKeyArn")).isFalse();
  }

  @Test
  void theNextStackOfTheSameNameDoesNotCollideWithTheVaultThatIsLeft() {
    assertThat(vault(PRODUCTION).text("BackupVaultName").orElse("")).contains("${AWS::StackId}");
  }

  @Test
  void twoInOneStackDoNotCollide() {
    Anatomy app =
        Templates.in(
            stack -> {
              for (String id : List.of("One", "Two")) {
                new ThreeTierEcsApp(stack, id, Templates.props().backup(ALL).build());
              }
            });

    assertThat(app.template.resourcesOfType("AWS::Backup::BackupVault"))
        .extracting(it -> it.text("BackupVaultName").orElse(""))
        .doesNotHaveDuplicates();
  }

  @Test
  void theRoleMayChangeSnapshotsOfAwsBackupAndNothingElse() {
    Resource role = role(PRODUCTION);
    String rds = "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:";
    String key = "${%s.Arn}".formatted(theOnly(PRODUCTION.template, "AWS::KMS::Key").logicalId());
    Set<String> snapshots =
        Set.of(
            "rds:AddTagsToResource",
            "rds:CopyDBSnapshot",
            "rds:CreateDBSnapshot",
            "rds:DeleteDBSnapshot",
            "rds:ListTagsForResource",
            "rds:ModifyDBSnapshotAttribute");
    Set<String> look = Set.of("rds:DescribeDBInstances", "rds:DescribeDBSnapshots");

    assertThat(role.list("ManagedPolicyArns")).isEmpty();
    Map<String, Set<String>> grants = new TreeMap<>(PRODUCTION.grantsOf(role));
    assertThat(grants.remove(rds + "snapshot:awsbackup:*")).isEqualTo(snapshots);
    assertThat(grants.remove(rds + "snapshot:*")).isEqualTo(look);
    assertThat(grants.remove(rds + "db:*")).isEqualTo(look);
    assertThat(grants.remove(key)).containsExactlyInAnyOrder("kms:CreateGrant", "kms:DescribeKey");
    assertThat(grants.remove("*")).containsExactly("tag:GetResources");
    assertThat(grants.values())
        .containsExactlyInAnyOrder(
            Set.of("backup:DescribeBackupVault", "backup:CopyIntoBackupVault"),
            Set.of("rds:AddTagsToResource", "rds:CreateDBSnapshot", "rds:ListTagsForResource"));
  }

  @Test
  void everySnapshotIsCopiedAndTheCopyKeptAsLong() {
    Resource plan = theOnly(COPIED.template, "AWS::Backup::BackupPlan");

    assertThat(copies(COPIED, 0)).isEqualTo(COPIES);
    assertThat(copies(COPIED, 1)).isEqualTo(COPIES);
    String after = ".CopyActions.0.Lifecycle.DeleteAfterDays";
    assertThat(plan.text("BackupPlan.BackupPlanRule.0" + after)).contains("35");
    assertThat(plan.text("BackupPlan.BackupPlanRule.1" + after)).contains("365");
  }

  @Test
  void theRoleMayCopyToThatVaultAndNeedsNothingMore() {
    Map<String, Set<String>> grants = new TreeMap<>(COPIED.grantsOf(role(COPIED)));
    PRODUCTION.grantsOf(role(PRODUCTION)).keySet().forEach(grants::remove);

    assertThat(grants)
        .isEqualTo(
            Map.of(
                COPIES,
                Set.of("backup:CopyIntoBackupVault", "backup:DescribeBackupVault"),
                "arn:${AWS::Partition}:rds:eu-west-1:${AWS::AccountId}:snapshot:awsbackup:*",
                Set.of(
                    "rds:AddTagsToResource",
                    "rds:CopyDBSnapshot",
                    "rds:DeleteDBSnapshot",
                    "rds:DescribeDBSnapshots",
                    "rds:ModifyDBSnapshotAttribute"),
                "arn:${AWS::Partition}:kms:eu-west-1:${AWS::AccountId}:key/*",
                Set.of("kms:CreateGrant", "kms:DescribeKey")));
    assertThat(COPIED.permissions.role(role(COPIED).logicalId()).statements())
        .filteredOn(it -> it.actions().contains("kms:CreateGrant"))
        .isNotEmpty()
        .allMatch(it -> Text.of(it.conditions()).contains("kms:GrantIsForAWSResource"));
  }

  @Test
  void copiesOfAClusterAreSnapshotsOfClusters() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .database(ExistingClusterTest.database(stack).build())
                    .backup(copiedTo(stack, COPIES)));

    assertThat(app.grantsOf(role(app)))
        .containsEntry(
            "arn:${AWS::Partition}:rds:eu-west-1:${AWS::AccountId}:cluster-snapshot:awsbackup:*",
            Set.of(
                "rds:AddTagsToResource",
                "rds:CopyDBClusterSnapshot",
                "rds:DeleteDBClusterSnapshot",
                "rds:DescribeDBClusterSnapshots",
                "rds:ModifyDBClusterSnapshotAttribute"));
  }

  @Test
  void aVaultOfTheSameRegionOrOfAnotherAccountIsRefused() {
    Stack stack =
        new Stack(
            new App(),
            "Shop",
            StackProps.builder()
                .env(Environment.builder().account("111111111111").region("eu-central-1").build())
                .build());

    refused(
        stack,
        BackupVault.fromBackupVaultName(stack, "Here", "here"),
        "backup.copyTo: Shop/Here is in the Region of the stack; use a vault in another Region,"
            + " which does not fail together with this one");
    refused(
        stack,
        BackupVault.fromBackupVaultArn(
            stack, "Theirs", "arn:aws:backup:eu-west-1:123456789012:backup-vault:theirs"),
        "backup.copyTo: \"arn:aws:backup:eu-west-1:123456789012:backup-vault:theirs\" is of account"
            + " 123456789012, and the stack is of 111111111111; use a vault of the stack's account:"
            + " only its account may use the database's key");
    Stack anywhere = new Stack();
    refused(
        anywhere,
        new BackupVault(anywhere, "Vault"),
        "backup.copyTo: Default/Vault is in the Region of the stack; use a vault in another Region,"
            + " which does not fail together with this one");
  }

  private static void refused(Stack stack, IBackupVault vault, String message) {
    ThreeTierEcsAppProps props =
        Templates.props().backup(BackupProps.builder().copyTo(vault).build()).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(stack, "App" + vault.getNode().getId(), props))
        .withMessage(message);
  }

  static BackupProps copiedTo(Stack stack, String arn) {
    return BackupProps.builder()
        .copyTo(BackupVault.fromBackupVaultArn(stack, "Copies", arn))
        .build();
  }

  static String copies(Anatomy app, int rule) {
    return app.template.resourcesOfType("AWS::Backup::BackupPlan").stream()
        .findFirst()
        .flatMap(
            it ->
                it.text(
                    "BackupPlan.BackupPlanRule."
                        + rule
                        + ".CopyActions.0.DestinationBackupVaultArn"))
        .orElse("not set");
  }

  @Test
  void withoutTheOptionGettersNameIt() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());

    for (Consumer<ThreeTierEcsApp> getter :
        List.<Consumer<ThreeTierEcsApp>>of(
            it -> it.getOperations().getBackupPlan(),
            it -> it.getOperations().getBackupVault(),
            it -> it.getOperations().getBackupSelection())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> getter.accept(app))
          .withMessageContaining("set ThreeTierEcsAppProps.backup(BackupProps.builder().build())");
    }
  }

  private static Resource role(Anatomy app) {
    return app.referent(
        theOnly(app.template, "AWS::Backup::BackupSelection"), "BackupSelection.IamRoleArn");
  }

  private static Resource vault(Anatomy app) {
    return theOnly(app.template, "AWS::Backup::BackupVault");
  }

  static String retention(Anatomy app, int rule) {
    return app.template.resourcesOfType("AWS::Backup::BackupPlan").stream()
        .map(plan -> retention(plan, rule))
        .findFirst()
        .orElse("not set");
  }

  private static String retention(Resource plan, int rule) {
    return plan.text("BackupPlan.BackupPlanRule." + rule + ".Lifecycle.DeleteAfterDays")
        .orElse("not set");
  }
}
