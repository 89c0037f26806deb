package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.Construct;

/** The stack tells where the frontend answers, and what the commands of docs/guides take. */
class OutputsTest {
  private static final ContainerImage IMAGE = ContainerImage.fromRegistry("example/added:1");

  private static final String[] KEYS = {
    "AppAddedBackendsSearchLogGroupName55C80994",
    "AppAddedBackendsSearchServiceName2400790D",
    "AppApplicationUserSecretArnE6E2AD34",
    "AppBackendLogGroupName52C34AB4",
    "AppBackendServiceNameA13E10D2",
    "AppBackupVaultNameCCED9BF9",
    "AppClusterName585D0E73",
    "AppDatabaseIdentifier43ED6421",
    "AppDatabasePortForwardAAB4D4CB",
    "AppDatabaseProxyNameF3F13BBC",
    "AppDatabaseSecretArn730A23A9",
    "AppDatabaseSecurityGroupId1109CAB2",
    "AppDatabaseSubnetGroupName6A48B8E9",
    "AppFrontendLogGroupName291B9838",
    "AppFrontendServiceNameF8436EE0",
    "AppScheduledTasksNightlyRunCommandC9B45886",
    "AppUrlC89C55C1",
    "AppWorkersMailerLogGroupName918A7471",
    "AppWorkersMailerServiceName452EAB82",
  };

  /** Everything that has an output of its own. */
  private static final Anatomy ALL =
      Templates.in(
          stack -> {
            ThreeTierEcsApp app = new ThreeTierEcsApp(stack, "App", everything());
            app.addWorker("Mailer", WorkerProps.builder().image(IMAGE).build());
            app.addBackend(
                "Search",
                AddedBackendProps.builder().image(IMAGE).pathPatterns(List.of("/search")).build());
            app.addScheduledTask(
                "Nightly",
                ScheduledTaskProps.builder()
                    .schedule(ScheduleExpression.expression("rate(1 day)"))
                    .command(List.of("tidy"))
                    .build());
          });

  private static ThreeTierEcsAppProps everything() {
    return Templates.props()
        .backend(
            Templates.backend()
                .container(ContainerProps.builder().executeCommand(true).build())
                .build())
        .database(
            DatabaseProps.builder()
                .proxy(true)
                .portForward(true)
                .applicationUser(ApplicationUserProps.builder().build())
                .build())
        .backup(BackupProps.builder().build())
        .build();
  }

  /** As docs/guides/commands.md has it: {@code cluster=$(output ClusterName)}. */
  private static final Pattern ASKED_FOR = Pattern.compile("\\$\\(output (\\w+)\\)");

  /** What is asked for, without the application's id and the CDK's hash. */
  static Map<String, String> outputs(Anatomy app) {
    Map<String, String> outputs = new TreeMap<>();
    app.template
        .outputs()
        .forEach(
            (key, value) -> outputs.put(key.replaceAll("^App|[0-9A-F]{8}$", ""), Text.of(value)));
    return outputs;
  }

  /** Scripts ask for them: a key that changes breaks them. */
  @Test
  void theirKeysAreAContract() {
    assertThat(ALL.template.outputs().keySet()).containsExactlyInAnyOrder(KEYS);
  }

  /** As docs/guides/commands.md has it, of what is not directly in its stack. */
  @Test
  void theirKeysBeginWithThePathInTheStackThatHasThem() {
    for (boolean nested : new boolean[] {false, true}) {
      Stack outermost = new Stack(Templates.app(FeatureFlags.NONE), "Shop");
      Stack stack = nested ? new NestedStack(outermost, "Nested") : outermost;
      new ThreeTierEcsApp(new Construct(stack, "Web"), "App", Templates.props().build());

      assertThat(Templates.of(stack).template.outputs().keySet())
          .filteredOn(it -> it.matches(".*(Url|ClusterName)[0-9A-F]{8}"))
          .hasSize(2)
          .allMatch(it -> it.startsWith("WebApp"));
      if (nested) {
        assertThat(Templates.of(outermost).template.outputs().keySet()).isEmpty();
      }
    }
  }

  @Test
  void whatIsNotThereHasNoOutput() {
    Set<String> withOptions = new TreeSet<>(outputs(ALL).keySet());
    withOptions.removeAll(outputs(Templates.of(Profile.PRODUCTION)).keySet());

    assertThat(withOptions)
        .containsExactly(
            "AddedBackendsSearchLogGroupName",
            "AddedBackendsSearchServiceName",
            "ApplicationUserSecretArn",
            "BackupVaultName",
            "DatabasePortForward",
            "DatabaseProxyName",
            "ScheduledTasksNightlyRunCommand",
            "WorkersMailerLogGroupName",
            "WorkersMailerServiceName");
    assertThat(outputs(Templates.of(Profile.DEVELOPMENT)).keySet())
        .isEqualTo(outputs(Templates.of(Profile.PRODUCTION)).keySet());
  }

  @Test
  void theyLeadToWhatTheySay() {
    Map<String, String> outputs = outputs(Templates.of(Profile.PRODUCTION));
    Anatomy app = Templates.of(Profile.PRODUCTION);

    assertThat(outputs)
        .containsEntry("ClusterName", "${%s}".formatted(app.cluster().logicalId()))
        .containsEntry(
            "FrontendServiceName", "${%s.Name}".formatted(app.frontend().service().logicalId()))
        .containsEntry(
            "BackendServiceName", "${%s.Name}".formatted(app.backend().service().logicalId()))
        .containsEntry(
            "FrontendLogGroupName", "${%s}".formatted(app.frontend().logGroup().logicalId()))
        .containsEntry(
            "BackendLogGroupName", "${%s}".formatted(app.backend().logGroup().logicalId()))
        .containsEntry("DatabaseIdentifier", "${%s}".formatted(app.database().logicalId()))
        .containsEntry(
            "DatabaseSubnetGroupName",
            "${%s}".formatted(app.referent(app.database(), "DBSubnetGroupName").logicalId()))
        .containsEntry(
            "DatabaseSecurityGroupId",
            "${%s.GroupId}"
                .formatted(app.referent(app.database(), "VPCSecurityGroups.0").logicalId()));
    assertThat(outputs.get("DatabaseSecretArn"))
        .isEqualTo(
            "${%s}"
                .formatted(
                    theOnly(app.template, "AWS::SecretsManager::SecretTargetAttachment")
                        .logicalId()));
  }

  @Test
  void eachSaysWhatItIs() {
    assertThat(((Map<?, ?>) Objects.requireNonNull(ALL.json.get("Outputs"))).values())
        .allSatisfy(
            output ->
                assertThat(String.valueOf(((Map<?, ?>) output).get("Description")))
                    .hasSizeGreaterThan(8));
  }

  /** The commands find an output by how its key begins. */
  @Test
  void noKeyBeginsAsAnother() {
    Set<String> names = outputs(ALL).keySet();

    assertThat(names)
        .allSatisfy(
            name -> assertThat(names).filteredOn(it -> it.startsWith(name)).containsExactly(name));
  }

  @Test
  void theCommandsOfTheDocumentsAskForOutputsThatThereAre() throws IOException {
    Set<String> asked = new TreeSet<>();
    for (Path page : Documents.pages("docs")) {
      ASKED_FOR
          .matcher(Files.readString(page))
          .results()
          .map(it -> it.group(1))
          .forEach(asked::add);
    }

    assertThat(outputs(ALL).keySet()).containsAll(asked);
    assertThat(asked)
        .contains("ClusterName", "BackendServiceName", "DatabaseIdentifier", "DatabaseSecretArn");
  }

  @Test
  void twoApplicationsInOneStackHaveOutputsOfTheirOwn() {
    Anatomy both =
        Templates.in(
            stack -> {
              new ThreeTierEcsApp(stack, "Shop", Templates.props().build());
              new ThreeTierEcsApp(stack, "Blog", Templates.props().build());
            });
    int ofOne = outputs(Templates.of(Profile.PRODUCTION)).size();

    assertThat(both.template.outputs().keySet())
        .hasSize(2 * ofOne)
        .filteredOn(it -> it.startsWith("ShopClusterName"))
        .hasSize(1);
    assertThat(List.copyOf(both.template.outputs().keySet()))
        .filteredOn(it -> it.startsWith("Blog"))
        .hasSize(ofOne);
  }
}
