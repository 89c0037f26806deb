package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueAttributes;

/**
 * Who may do what, in each configuration, to the last statement: {@code
 * src/test/resources/permissions/expected.txt}. A statement that appears, vanishes or widens fails
 * here, and is to be thought over before its row is changed.
 */
class PermissionsMatrixTest {
  private static final Path EXPECTED = Path.of("src/test/resources/permissions/expected.txt");
  private static final Map<String, Consumer<Stack>> CONFIGURATIONS = new LinkedHashMap<>();
  private static final Map<String, Anatomy> MADE = new LinkedHashMap<>();

  static {
    app("production", it -> it);
    app("development", it -> it.profile(Profile.DEVELOPMENT));
    app("aws keys", it -> it.keys(KeyStrategy.AWS_MANAGED));
    app("a key per use", it -> it.keys(KeyStrategy.ONE_PER_USE));
    app(
        "bridge",
        it -> it.capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()));
    app("spot", it -> it.capacity(CapacityProps.builder().spotPercentage(50).build()));
    app(
        "bottlerocket",
        it ->
            it.capacity(CapacityProps.builder().operatingSystem(InstanceOs.BOTTLEROCKET).build()));
    app(
        "session manager and trunking",
        it -> it.capacity(CapacityProps.builder().sessionManager(true).eniTrunking(true).build()));
    app("exec", PermissionsMatrixTest::exec);
    app("exec, a key per use", it -> exec(it).keys(KeyStrategy.ONE_PER_USE));
    app("rotation", it -> it.database(Rotated.database(rotation -> rotation)));
    CONFIGURATIONS.put(
        "rotation of alternating users",
        stack ->
            new ThreeTierEcsApp(
                stack,
                "App",
                Templates.props()
                    .database(Rotated.database(r -> r.alternatingUsers(Rotated.user(stack))))
                    .build()));
    CONFIGURATIONS.put(
        "rotation by a function of one's own",
        stack -> {
          Role role =
              Role.Builder.create(stack, "TheirRole")
                  .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                  .build();
          new ThreeTierEcsApp(
              stack,
              "App",
              Templates.props()
                  .database(Rotated.database(it -> it.function(Rotated.function(stack, role))))
                  .build());
        });
    app(
        "sign-in by iam",
        it -> it.database(DatabaseProps.builder().iamAuthentication(true).build()));
    app("replicas", it -> it.database(DatabaseProps.builder().readReplicas(1).build()));
    app("proxy", it -> it.database(DatabaseProps.builder().proxy(true).build()));
    app(
        "proxy and replicas",
        it -> it.database(DatabaseProps.builder().proxy(true).readReplicas(1).build()));
    app(
        "exec and port forward",
        it -> exec(it).database(DatabaseProps.builder().portForward(true).build()));
    app("service connect", it -> it.backend(Templates.backend().serviceConnect(true).build()));
    app("observability", it -> it.observability(ObservabilityProps.builder().build()));
    CONFIGURATIONS.put(
        "worker with the database and an encrypted queue",
        stack ->
            new ThreeTierEcsApp(stack, "App", Templates.props().build())
                .addWorker(
                    "Mailer",
                    WorkerProps.builder()
                        .image(Options.IMAGE)
                        .database(true)
                        .callsBackend(true)
                        .queue(
                            Queue.fromQueueAttributes(
                                stack,
                                "Jobs",
                                QueueAttributes.builder()
                                    .queueArn("arn:aws:sqs:eu-central-1:111111111111:jobs")
                                    .keyArn("arn:aws:kms:eu-central-1:111111111111:key/jobs")
                                    .build()))
                        .build()));
    CONFIGURATIONS.put(
        "added backend with the database",
        stack ->
            new ThreeTierEcsApp(stack, "App", Templates.props().build())
                .addBackend(
                    "Search",
                    AddedBackendProps.builder()
                        .image(Options.IMAGE)
                        .pathPatterns(List.of("/search/*"))
                        .database(true)
                        .callsBackend(true)
                        .build()));
    CONFIGURATIONS.put(
        "scheduled task with an encrypted dead-letter queue",
        stack ->
            new ThreeTierEcsApp(stack, "App", Templates.props().build())
                .addScheduledTask(
                    "Nightly",
                    ScheduledTaskProps.builder()
                        .schedule(ScheduleExpression.expression("rate(1 day)"))
                        .command(List.of("trim"))
                        .deadLetterQueue(
                            Queue.fromQueueAttributes(
                                stack,
                                "Letters",
                                QueueAttributes.builder()
                                    .queueArn("arn:aws:sqs:eu-central-1:111111111111:letters")
                                    .keyArn("arn:aws:kms:eu-central-1:111111111111:key/letters")
                                    .build()))
                        .build()));
    app("backup", it -> it.backup(BackupProps.builder().build()));
    CONFIGURATIONS.put(
        "backup, copies",
        stack ->
            new ThreeTierEcsApp(
                stack,
                "App",
                Templates.props()
                    .backup(
                        BackupProps.builder()
                            .copyTo(
                                BackupVault.fromBackupVaultArn(
                                    stack,
                                    "Copies",
                                    "arn:aws:backup:eu-west-1:111111111111:backup-vault:copies"))
                            .build())
                    .build()));
    CONFIGURATIONS.put(
        "existing cluster, backup",
        stack ->
            new ThreeTierEcsApp(
                stack,
                "App",
                Templates.props()
                    .database(ExistingClusterTest.database(stack).build())
                    .backup(BackupProps.builder().build())
                    .build()));
    app(
        "no flow logs, no guard of the default security group",
        it ->
            it.network(
                NetworkProps.builder()
                    .flowLogs(false)
                    .restrictDefaultSecurityGroup(false)
                    .build()));
    app(
        "no logs of load balancers",
        it ->
            it.frontend(
                    Templates.frontend()
                        .loadBalancer(LoadBalancerProps.builder().accessLogs(false).build())
                        .build())
                .backend(
                    Templates.backend()
                        .loadBalancer(LoadBalancerProps.builder().accessLogs(false).build())
                        .build()));
    app(
        "blue/green",
        it ->
            it.backend(
                Templates.backend()
                    .deployment(Strategies.deployment(DeploymentStrategy.BLUE_GREEN))
                    .build()));
    app(
        "blue/green with a port for tests",
        it ->
            it.backend(
                Templates.backend()
                    .deployment(
                        Strategies.builder(DeploymentStrategy.BLUE_GREEN).testPort(8080).build())
                    .build()));
    CONFIGURATIONS.put(
        "repositories",
        stack -> {
          ImageRepositories repositories =
              new ImageRepositories(stack, "AppImages", ImageRepositoriesProps.builder().build());
          new ThreeTierEcsApp(
              stack,
              "App",
              ThreeTierEcsAppProps.of(
                  repositories.frontendImage("1"), repositories.backendImage("1")));
        });
  }

  private static ThreeTierEcsAppProps.Builder exec(ThreeTierEcsAppProps.Builder props) {
    return props.backend(
        Templates.backend()
            .container(ContainerProps.builder().executeCommand(true).build())
            .build());
  }

  private static void app(String name, UnaryOperator<ThreeTierEcsAppProps.Builder> choices) {
    CONFIGURATIONS.put(
        name, stack -> new ThreeTierEcsApp(stack, "App", choices.apply(Templates.props()).build()));
  }

  static Set<String> configurations() {
    return CONFIGURATIONS.keySet();
  }

  private static Anatomy made(String configuration) {
    return MADE.computeIfAbsent(
        configuration, it -> Templates.in(CONFIGURATIONS.getOrDefault(it, stack -> {})));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void nobodyMayDoMoreOrLessThanExpected(String configuration) {
    assertThat(PermissionRows.of(made(configuration).template))
        .as("who may do what, with %s; see %s", configuration, EXPECTED)
        .containsExactlyInAnyOrderElementsOf(expected(configuration));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void theLawsHold(String configuration) {
    assertThat(PermissionChecks.problemsOf(made(configuration).template)).isEmpty();
  }

  @Test
  void everyExpectationIsOfAConfiguration() {
    assertThat(lines().filter(it -> it.startsWith("= ")).map(PermissionsMatrixTest::nameIn))
        .containsExactlyElementsOf(configurations());
  }

  /** As in the configuration that it differs from, but for rows that go ({@code -}) and come. */
  private static Set<String> expected(String configuration) {
    Set<String> rows = new TreeSet<>();
    String section = "";
    for (String line : (Iterable<String>) lines()::iterator) {
      String row = line.substring(2);
      if (line.startsWith("= ")) {
        section = nameIn(line);
        if (section.equals(configuration) && line.contains(" < ")) {
          rows.addAll(expected(line.substring(line.indexOf(" < ") + 3)));
        }
      } else if (section.equals(configuration)) {
        assertThat(line.startsWith("-") ? rows.remove(row) : rows.add(row))
            .as("whether a row of %s makes a difference: %s", configuration, line)
            .isTrue();
      }
    }
    return rows;
  }

  private static String nameIn(String heading) {
    return heading.substring(2).replaceFirst(" < .*", "");
  }

  private static Stream<String> lines() {
    try {
      return Files.readAllLines(EXPECTED).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
