package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.HIPAASecurityChecks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import io.github.cdklabs.cdknag.NagPack;
import io.github.cdklabs.cdknag.PCIDSS321Checks;
import io.github.threetierecs.internal.guard.RisksByOption;
import io.github.threetierecs.internal.shared.AcceptedRisk;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.cloudformation.include.CfnInclude;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.Construct;

/**
 * What the packs of cdk-nag find in PRODUCTION is acknowledged, and nothing else is. {@code
 * .ci/checks} says the same of the rules of AWS Control Tower.
 *
 * <p>{@code mvn test -Dtest=AcceptedRisksTest -Dregenerate=true} writes the table of {@code
 * docs/security/accepted.md} anew.
 */
@Tag("generated")
class AcceptedRisksTest {
  private static final ContainerImage IMAGE =
      ContainerImage.fromRegistry("public.ecr.aws/nginx/nginx:1.29-alpine");

  private enum Pack {
    AWS_SOLUTIONS(AwsSolutionsChecks::new),
    NIST_800_53_R5(NIST80053R5Checks::new),
    HIPAA(HIPAASecurityChecks::new),
    PCI_DSS(PCIDSS321Checks::new);

    @SuppressWarnings("ImmutableEnumChecker") // constructors alone
    private final Function<App, NagPack> rules;

    Pack(Function<App, NagPack> rules) {
      this.rules = rules;
    }

    Set<String> findingsIn(App app) {
      return rules.apply(app).validateScope(app).getViolations().stream()
          .map(PolicyViolation::getRuleName)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftOpenInProduction(Pack pack) {
    App app = new App();
    production(app);

    assertThat(pack.findingsIn(app)).as("what %s finds in PRODUCTION", pack).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void norWhereTrafficIsShifted(Pack pack) {
    App app = new App();
    Strategies.app(new Stack(app, "Shop"), DeploymentStrategy.BLUE_GREEN);

    assertThat(pack.findingsIn(app)).as("what %s finds with BLUE_GREEN", pack).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void norWhereThereIsAPortForTests(Pack pack) {
    App app = new App();
    Strategies.tested(new Stack(app, "Shop"));

    assertThat(pack.findingsIn(app)).as("what %s finds with testPort", pack).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void norWithServiceConnect(Pack pack) {
    App app = new App();
    new ThreeTierEcsApp(
        new Stack(app, "Shop"),
        "Anything",
        ServiceConnectTest.connected(Templates.props()).build());

    assertThat(pack.findingsIn(app)).as("what %s finds with serviceConnect", pack).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void norWithImagesThatNeedAToken(Pack pack) {
    App app = new App();
    Stack stack = new Stack(app, "Shop");
    new ThreeTierEcsApp(
        stack,
        "App",
        ThreeTierEcsAppProps.of(
            ContainerImage.fromAsset("examples/guestbook/frontend"),
            ContainerImage.fromEcrRepository(
                Repository.fromRepositoryName(stack, "Images", "backend"))));

    assertThat(pack.findingsIn(app)).as("what %s finds with images in ECR", pack).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void norWithAlarmsABackupPlanAndAScheduledTask(Pack pack) {
    App app = new App();
    backedUp(app);

    assertThat(pack.findingsIn(app)).as("what %s finds with all of them", pack).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aBackupPlanIsFoundByTheRuleThatWantsOne(Pack pack) {
    App app = new App();
    backedUp(app);

    assertThat(pack.findingsIn(bare(app, "BackedUp")))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(AcceptedRisk.NO_BACKUP_PLAN.findings);
  }

  @Test
  void everythingThatIsAcknowledgedIsFound() {
    App app = new App();
    production(app);
    backedUp(app);
    App bare = bare(app, "Production", "Rotated", "BackedUp");

    assertThat(
            Arrays.stream(Pack.values())
                .flatMap(pack -> pack.findingsIn(bare).stream())
                .map(finding -> finding.replaceAll("<AppCapacityCluster\\w+>", "<cluster>"))
                .map(finding -> finding.replace(":eu-west-1:", ":<Region>:"))
                .map(finding -> finding.replaceAll("BackedUpAppScheduledTasks\\w+", "<family>")))
        .as("a risk that is no longer found must leave the table")
        .containsExactlyInAnyOrderElementsOf(
            acknowledged().filter(finding -> !finding.startsWith("CT.")).distinct().toList());
  }

  @Test
  void everyRiskIsAcknowledgedSomewhere() {
    assertThat(
            Stream.of(
                    RisksByOption.APP,
                    AcceptedRisks.BACKUP_ROLE,
                    AcceptedRisks.COPIES,
                    AcceptedRisks.FRONTEND_LOAD_BALANCER,
                    AcceptedRisks.DATABASE_MONITORING_ROLE,
                    AcceptedRisks.INSTANCE_ROLE,
                    AcceptedRisks.SERVICE_CONNECT,
                    AcceptedRisks.FUNCTION,
                    AcceptedRisks.REPLICA,
                    AcceptedRisks.EXECUTE_COMMAND,
                    AcceptedRisks.REDEPLOYMENT,
                    AcceptedRisks.SCHEDULER_ROLE,
                    AcceptedRisks.DEAD_LETTER_QUEUE)
                .flatMap(List::stream))
        .containsExactlyInAnyOrder(AcceptedRisk.values());
  }

  /** Or the rules would stay silent when the option is taken back by hand. */
  @Test
  void whatAnOptionMendsIsNotAcknowledged() {
    ThreeTierEcsAppProps mended =
        Templates.props()
            .frontend(Templates.frontend().container(hardened()).build())
            .backend(Templates.backend().container(hardened()).build())
            .capacity(
                CapacityProps.builder()
                    .instanceType(new InstanceType("m6i.large"))
                    .otherInstanceTypes(List.of(new InstanceType("m6a.large")))
                    .build())
            .database(
                DatabaseProps.builder()
                    .rotation(RotationProps.builder().build())
                    .iamAuthentication(true)
                    .build())
            .backup(BackupProps.builder().build())
            .build();

    assertThat(RisksByOption.of(mended.values))
        .doesNotContain(
            AcceptedRisk.USER_OF_THE_IMAGE,
            AcceptedRisk.WRITABLE_ROOT,
            AcceptedRisk.ONE_INSTANCE_TYPE,
            AcceptedRisk.NO_ROTATION,
            AcceptedRisk.PASSWORDS_FROM_THE_SECRET,
            AcceptedRisk.NO_BACKUP_PLAN)
        .contains(AcceptedRisk.DEFAULT_PORT);
    assertThat(RisksByOption.of(Templates.props().build().values)).isEqualTo(RisksByOption.APP);
  }

  private static ContainerProps hardened() {
    return ContainerProps.builder().user("1000").readonlyRootFilesystem(true).build();
  }

  @Test
  void securityPageRepeatsTheTable() {
    String expected =
        Arrays.stream(AcceptedRisk.values())
            .map(
                risk ->
                    "| "
                        + risk.findings.stream()
                            .map(finding -> "`" + finding + "`")
                            .collect(Collectors.joining("<br>"))
                        + " | "
                        + risk.reason
                        + " |\n")
            .collect(Collectors.joining("", "| Finding | Why it stays |\n| --- | --- |\n", ""));

    assertThat(new DocPage("security/accepted.md").block("accepted-risks", expected))
        .isEqualTo(expected);
  }

  private static Stream<String> acknowledged() {
    return Arrays.stream(AcceptedRisk.values()).flatMap(risk -> risk.findings.stream()).distinct();
  }

  /** A template knows nothing of acknowledgments. */
  private static App bare(App app, String... stacks) {
    CloudAssembly synthesized = app.synth();
    App bare = new App();
    for (String stack : stacks) {
      CfnInclude.Builder.create(new Stack(bare, stack), "Template")
          .templateFile(synthesized.getStackByName(stack).getTemplateFullPath())
          .build();
    }
    return bare;
  }

  /** With nothing set, and with an option that adds risks of its own. */
  private static void production(Construct app) {
    new ThreeTierEcsApp(new Stack(app, "Production"), "App", ThreeTierEcsAppProps.of(IMAGE, IMAGE));
    new ThreeTierEcsApp(
        new Stack(app, "Rotated"),
        "App",
        Templates.props()
            .backend(
                Templates.backend()
                    .serviceConnect(true)
                    .container(ContainerProps.builder().executeCommand(true).build())
                    .build())
            .database(
                DatabaseProps.builder()
                    .readReplicas(1)
                    .rotation(RotationProps.builder().build())
                    .build())
            .observability(ObservabilityProps.builder().build())
            .build());
  }

  private static void backedUp(Construct app) {
    Stack stack = new Stack(app, "BackedUp");
    new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props()
                .observability(ObservabilityProps.builder().build())
                .backup(
                    BackupProps.builder()
                        .copyTo(
                            BackupVault.fromBackupVaultArn(
                                stack,
                                "Copies",
                                "arn:aws:backup:eu-west-1:111111111111:backup-vault:copies"))
                        .build())
                .build())
        .addScheduledTask(
            "Nightly",
            ScheduledTaskProps.builder()
                .schedule(ScheduleExpression.expression("rate(1 day)"))
                .command(List.of("trim"))
                .build());
  }
}
