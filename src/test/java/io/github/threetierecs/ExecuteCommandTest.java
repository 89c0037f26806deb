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
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

/** Shells in containers. */
class ExecuteCommandTest {
  private static final String CONFIGURATION = "Configuration.ExecuteCommandConfiguration.";
  private static final Set<String> ANYWHERE =
      Set.of(
          "logs:DescribeLogGroups",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel");

  private static final Anatomy PRODUCTION = Templates.with(ExecuteCommandTest::inTheFrontend);
  private static final Anatomy DEVELOPMENT =
      Templates.with(props -> inTheFrontend(props).profile(Profile.DEVELOPMENT));

  @Test
  void sessionsAreLoggedEncryptedAndKeptAsOtherLogsAre() {
    Resource log = log(PRODUCTION);

    assertThat(PRODUCTION.cluster().text(CONFIGURATION + "Logging")).hasValue("OVERRIDE");
    assertThat(
            PRODUCTION
                .cluster()
                .isTrue(CONFIGURATION + "LogConfiguration.CloudWatchEncryptionEnabled"))
        .isTrue();
    assertThat(log.text("RetentionInDays")).hasValue("90");
    assertThat(deletionPolicy(log)).isEqualTo("Retain");
    assertThat(log).isNotEqualTo(PRODUCTION.frontend().logGroup());
    assertThat(PRODUCTION.referent(log, "KmsKeyId"))
        .isEqualTo(PRODUCTION.referent(PRODUCTION.cluster(), CONFIGURATION + "KmsKeyId"))
        .isEqualTo(theOnly(PRODUCTION.template, "AWS::KMS::Key"));
  }

  @Test
  void withoutAKeySessionsAreLoggedAllTheSame() {
    assertThat(log(DEVELOPMENT).text("RetentionInDays")).hasValue("7");
    assertThat(deletionPolicy(log(DEVELOPMENT))).isEqualTo("Delete");
    assertThat(DEVELOPMENT.cluster().has(CONFIGURATION + "KmsKeyId")).isFalse();
    assertThat(
            DEVELOPMENT
                .cluster()
                .isTrue(CONFIGURATION + "LogConfiguration.CloudWatchEncryptionEnabled"))
        .isFalse();
  }

  @Test
  void theTaskMayDoWhatASessionNeedsAndNoMore() {
    assertThat(PRODUCTION.grantsOf(PRODUCTION.frontend().taskRole()))
        .containsEntry("*", ANYWHERE)
        .hasSize(3)
        .containsValue(
            Set.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"))
        .containsValue(Set.of("kms:Decrypt"));
    assertThat(DEVELOPMENT.grantsOf(DEVELOPMENT.frontend().taskRole()))
        .containsEntry("*", ANYWHERE)
        .hasSize(2);
  }

  /** The key may be the one that encrypts everything else. */
  @Test
  void theKeyOpensSessionsOfTheClusterAndNothingElse() {
    for (Map.Entry<String, KeyStrategy> keys :
        Map.of("one key", KeyStrategy.ONE_KEY, "a key per use", KeyStrategy.ONE_PER_USE)
            .entrySet()) {
      Anatomy app = Templates.with(props -> inTheFrontend(props).keys(keys.getValue()));

      assertThat(
              app.permissions.role(app.frontend().taskRole().logicalId()).statements().stream()
                  .filter(statement -> statement.isAbout("kms:Decrypt"))
                  .map(statement -> Text.of(statement.conditions())))
          .as("when the task may decrypt, with " + keys.getKey())
          .containsExactly(
              "{StringLike: {kms:EncryptionContext:aws:ssm:TargetId: ecs:${%s}_*}}"
                  .formatted(app.cluster().logicalId()));
    }
  }

  @Test
  void theOtherTierIsAsItWas() {
    Anatomy without = Templates.of(Profile.PRODUCTION);

    assertThat(PRODUCTION.grantsOf(PRODUCTION.backend().taskRole()))
        .isEqualTo(without.grantsOf(without.backend().taskRole()));
    assertThat(PRODUCTION.backend().service().text("EnableExecuteCommand")).contains("false");
    assertThat(PRODUCTION.frontend().service().isTrue("EnableExecuteCommand")).isTrue();
  }

  /** E4: as ECS has it of itself, so that a cluster forgets the log group that is deleted. */
  @Test
  void aClusterWithoutSessionsHasNoConfigurationOfThem() {
    assertThat(
            theOnly(Templates.of(Profile.PRODUCTION).template, "AWS::ECS::Cluster")
                .property("Configuration.ExecuteCommandConfiguration"))
        .contains(Map.of("Logging", "DEFAULT"));
  }

  @Test
  void withoutNatTheAgentReachesSystemsManagerAndTheKey() {
    assertThat(endpoints(KeyStrategy.ONE_KEY)).contains("ssmmessages", "kms");
    assertThat(endpoints(KeyStrategy.AWS_MANAGED)).contains("ssmmessages").doesNotContain("kms");
  }

  @Test
  void theTemplateDoesNotDependOnFeatureFlags() {
    assertThat(policies(FeatureFlags.RECOMMENDED))
        .as("what the frontend's task may do, statement by statement")
        .isEqualTo(policies(FeatureFlags.NONE));
  }

  @Test
  void aReadOnlyFileSystemIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ContainerProps.builder().readonlyRootFilesystem(true).executeCommand(true).build())
        .withMessage(
            "container.executeCommand: true needs a writable root file system, and this one is"
                + " read-only; leave out container.readonlyRootFilesystem or"
                + " container.executeCommand");
    ContainerProps.builder().readonlyRootFilesystem(true).executeCommand(false).build();
  }

  @Test
  void withoutSessionsThereIsNoLogOfThem() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());

    assertThatIllegalStateException()
        .isThrownBy(app.getCapacity()::getExecuteCommandLogGroup)
        .withMessage(
            "There is a log group for sessions only with container.executeCommand; set"
                + " frontend.container or backend.container to"
                + " ContainerProps.builder().executeCommand(true).build()");
  }

  private static Resource log(Anatomy app) {
    return app.referent(app.cluster(), CONFIGURATION + "LogConfiguration.CloudWatchLogGroupName");
  }

  private static Set<String> endpoints(KeyStrategy keys) {
    Stack stack = new Stack();
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            inTheFrontend(Templates.props())
                .keys(keys)
                .network(NetworkProps.builder().interfaceEndpoints(true).build())
                .build());
    return app.getNetwork().getInterfaceEndpoints().keySet();
  }

  private static List<Object> policies(FeatureFlags flags) {
    Stack stack = Templates.stackIn(Templates.app(flags), "Shop", Configuration.Place.ANYWHERE);
    new ThreeTierEcsApp(stack, "App", inTheFrontend(Templates.props()).build());
    Anatomy app = Templates.of(stack);
    String role = app.frontend().taskRole().logicalId();
    return app.template.resourcesOfType("AWS::IAM::Policy").stream()
        .filter(policy -> policy.references().contains(role))
        .flatMap(policy -> policy.list("PolicyDocument.Statement").stream())
        .toList();
  }

  private static ThreeTierEcsAppProps.Builder inTheFrontend(ThreeTierEcsAppProps.Builder props) {
    return props.frontend(
        Templates.frontend()
            .container(ContainerProps.builder().executeCommand(true).build())
            .build());
  }
}
