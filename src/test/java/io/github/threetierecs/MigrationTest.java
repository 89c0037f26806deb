package io.github.threetierecs;

import static io.github.threetierecs.SidecarsTest.sidecar;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.template.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.RepositoryImageProps;
import software.amazon.awscdk.services.ecs.Secret;

/** The database is migrated before the backend starts, and the backend starts only then. */
class MigrationTest {
  private static final List<String> COMMAND = List.of("migrate");
  private static final String OWN = "ContainerDefinitions.0";

  private static final Anatomy APP =
      with(
          it ->
              it.environment(Map.of("LEVEL", "info"))
                  .secrets(Map.of("API_KEY", SidecarsTest.SECRET)));

  @Test
  void theBackendStartsOnceTheMigrationHasSucceeded() {
    Resource task = APP.backend().taskDefinition();

    assertThat(migration(APP, "Essential")).isEqualTo("false");
    assertThat(migration(APP, "Command.0")).isEqualTo("migrate");
    assertThat(waitsFor(task, OWN)).containsExactly(Map.entry("migration", "SUCCESS"));
    assertThat(waitsFor(task, container(APP, "migration"))).isEmpty();
    assertThat(APP.backend().service().text("DeploymentConfiguration.DeploymentCircuitBreaker"))
        .as("a task that does not start rolls the deployment back")
        .hasValueSatisfying(it -> assertThat(it).contains("Enable: true", "Rollback: true"));
  }

  /** ECS itself would wait for a migration that hangs for as long as CloudFormation does. */
  @Test
  void aMigrationThatHangsIsStopped() {
    assertThat(migration(APP, "StartTimeout")).isEqualTo("1800");
    assertThat(APP.backend().container("StartTimeout")).isEqualTo("not set");
  }

  @Test
  void itHasWhatTheBackendHas() {
    assertThat(migration(APP, "Image")).isEqualTo(Templates.BACKEND_IMAGE);
    assertThat(pairs(APP, "migration", "Environment", "Value"))
        .containsKeys("AWS_REGION", "DB_HOST", "DB_PORT", "DB_NAME", "DB_SECRET_ARN")
        .isEqualTo(APP.backend().environment());
    assertThat(pairs(APP, "migration", "Secrets", "ValueFrom"))
        .containsOnlyKeys("DB_USER", "DB_PASSWORD", "API_KEY")
        .isEqualTo(APP.backend().secrets());
    assertThat(migration(APP, "PortMappings.0.ContainerPort")).isEqualTo("not set");
  }

  @Test
  void itsLogIsWithTheBackends() {
    assertThat(migration(APP, "LogConfiguration.Options.awslogs-group"))
        .isEqualTo(APP.backend().container("LogConfiguration.Options.awslogs-group"));
    assertThat(migration(APP, "LogConfiguration.Options.awslogs-stream-prefix"))
        .isEqualTo("migration");
  }

  @Test
  void itIsThereToo() {
    Anatomy app = with(it -> it.logging(LogDrivers.fluentd()));

    assertThat(app.backend().container("LogConfiguration.LogDriver")).isEqualTo("fluentd");
    assertThat(migration(app, "LogConfiguration.LogDriver")).isEqualTo("awslogs");
  }

  /** The backend's own container does not run yet, and its share is free. */
  @Test
  void itSharesTheMemoryOfTheBackend() {
    Anatomy app = with(it -> it.memoryMiB(2_000));

    assertThat(migration(app, "Memory")).isEqualTo("2000");
    assertThat(migration(app, "MemoryReservation")).isEqualTo("6");
    assertThat(migration(app, "Cpu")).isEqualTo("not set");
  }

  /** ECS asks for a limit above the reservation. */
  @Test
  void theLeastMemoryIsReservedWhole() {
    Anatomy app = with(it -> it.memoryMiB(6));

    assertThat(migration(app, "Memory")).isEqualTo("6");
    assertThat(migration(app, "MemoryReservation")).isEqualTo("not set");
  }

  @Test
  void aParameterMayBeTheWholeCommand() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.backend(
                    Templates.backend()
                        .migration(
                            CfnParameter.Builder.create(stack, "Words")
                                .type("CommaDelimitedList")
                                .defaultValue("migrate,up")
                                .build()
                                .getValueAsList())
                        .build()));

    assertThat(migration(app, "Command")).isEqualTo("${Words}");
  }

  /** The CDK takes the placeholder of a token for a number below every reservation. */
  @Test
  void aTokenIsReservedWhole() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.backend(
                    Templates.backend()
                        .migration(COMMAND)
                        .memoryMiB(
                            CfnParameter.Builder.create(stack, "Memory")
                                .type("Number")
                                .defaultValue(512)
                                .build()
                                .getValueAsNumber())
                        .build()));

    assertThat(migration(app, "Memory")).isEqualTo("${Memory}");
    assertThat(migration(app, "MemoryReservation")).isEqualTo("not set");
  }

  @Test
  void sixMebibytesCount() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.props()
                    .capacity(
                        CapacityProps.builder().instanceType(new InstanceType("m6i.large")).build())
                    .backend(Templates.backend().migration(COMMAND).memoryMiB(9_000).build())
                    .build())
        .withMessageStartingWith("backend.memoryMiB: 9000 and 6 for the other containers");
  }

  @Test
  void itRunsAsTheBackendDoes() {
    Anatomy app =
        with(
            it ->
                it.container(
                    ContainerProps.builder()
                        .readonlyRootFilesystem(true)
                        .writablePaths(List.of("/tmp"))
                        .user("1000")
                        .initProcess(true)
                        .entryPoint(List.of("/bin/sh", "-c"))
                        .command(List.of("exec serve"))
                        .workingDirectory("/srv")
                        .build()));

    for (String property :
        List.of(
            "ReadonlyRootFilesystem",
            "User",
            "WorkingDirectory",
            "LinuxParameters.InitProcessEnabled",
            "LinuxParameters.Capabilities.Drop.0",
            "EntryPoint.1",
            "MountPoints.0.ContainerPath")) {
      assertThat(migration(app, property))
          .as(property)
          .isNotEqualTo("not set")
          .isEqualTo(app.backend().container(property));
    }
    assertThat(migration(app, "Command.0")).isEqualTo("migrate");
    assertThat(app.backend().container("Command.0")).isEqualTo("exec serve");
    assertThat(migration(app, "MountPoints.0.SourceVolume"))
        .as("what it leaves behind is not the application's")
        .isEqualTo("migration-writable-1");
    assertThat(app.backend().taskDefinition().list("Volumes")).hasSize(2);
  }

  /** They are told of an image: its own has others. */
  @Test
  void anImageOfItsOwnHasItsOwnEntryPoint() {
    Anatomy app =
        with(
            it ->
                it.migrationImage(ContainerImage.fromRegistry("example/flyway:1"))
                    .container(
                        ContainerProps.builder()
                            .user("1000")
                            .entryPoint(List.of("/bin/sh"))
                            .workingDirectory("/srv")
                            .dropCapabilities(
                                List.of(software.amazon.awscdk.services.ecs.Capability.ALL))
                            .build()));

    assertThat(migration(app, "Image")).isEqualTo("example/flyway:1");
    for (String property : List.of("User", "EntryPoint.0", "WorkingDirectory")) {
      assertThat(migration(app, property)).as(property).isEqualTo("not set");
    }
    assertThat(migration(app, "LinuxParameters.Capabilities.Drop.0")).isEqualTo("ALL");
  }

  @Test
  void itsOwnSecretsAreItsOwn() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.backend(
                    Templates.backend()
                        .migration(COMMAND)
                        .secrets(Map.of("API_KEY", SidecarsTest.SECRET))
                        .migrationSecrets(
                            Map.of("DB_PASSWORD", theirs(stack), "DB_USER", SidecarsTest.SECRET))
                        .build()));

    assertThat(pairs(app, "migration", "Secrets", "ValueFrom"))
        .containsOnlyKeys("DB_USER", "DB_PASSWORD", "API_KEY")
        .containsEntry("DB_PASSWORD", Rotated.USER_ARN);
    assertThat(app.backend().secrets())
        .containsOnlyKeys("DB_USER", "DB_PASSWORD", "API_KEY")
        .doesNotContainValue(Rotated.USER_ARN);
    assertThat(app.grantsOf(app.backend().executionRole()))
        .hasEntrySatisfying(
            Rotated.USER_ARN, it -> assertThat(it).contains("secretsmanager:GetSecretValue"))
        .hasEntrySatisfying(
            "arn:${AWS::Partition}:kms:eu-central-1:*:key/*",
            it -> assertThat(it).contains("kms:Decrypt"));
    assertThat(app.grantsOf(app.backend().taskRole())).doesNotContainKey(Rotated.USER_ARN);
  }

  @Test
  void theCredentialsOfItsImageAreRead() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.backend(
                    Templates.backend()
                        .migration(COMMAND)
                        .migrationImage(
                            ContainerImage.fromRegistry(
                                "registry.example/flyway:1",
                                RepositoryImageProps.builder()
                                    .credentials(Rotated.user(stack))
                                    .build()))
                        .build()));

    assertThat(app.grantsOf(app.backend().executionRole())).containsKey(Rotated.USER_ARN);
  }

  @Test
  void theApplicationsUserIsThereBefore() {
    Anatomy app = database(it -> it.applicationUser(ApplicationUserProps.builder().build()));
    Resource task = app.backend().taskDefinition();

    assertThat(waitsFor(task, container(app, "migration")))
        .containsExactly(Map.entry("database-user", "SUCCESS"));
    assertThat(waitsFor(task, container(app, "database-user"))).isEmpty();
    assertThat(waitsFor(task, OWN))
        .containsOnly(Map.entry("database-user", "SUCCESS"), Map.entry("migration", "SUCCESS"));
    assertThat(pairs(app, "migration", "Secrets", "ValueFrom"))
        .as("it signs in as the application, which may change its tables")
        .isEqualTo(app.backend().secrets())
        .containsEntry(
            "DB_USER",
            "${%s}:username::"
                .formatted(app.attachmentOf(app.applicationUserSecret()).logicalId()));
  }

  @Test
  void itWaitsForWhatTheBackendWaitsFor() {
    Anatomy app =
        with(
            it ->
                it.sidecars(
                        Map.of(
                            "tunnel",
                            sidecar()
                                .healthCheck(
                                    HealthCheck.builder()
                                        .command(List.of("CMD-SHELL", "true"))
                                        .build())
                                .build()))
                    .startAfter(Map.of("tunnel", ContainerDependencyCondition.HEALTHY)));

    assertThat(waitsFor(app.backend().taskDefinition(), container(app, "migration")))
        .containsExactly(Map.entry("tunnel", "HEALTHY"));
  }

  @Test
  void byIamItSignsInWithTheRoleOfTheTask() {
    Anatomy app = database(it -> it.iamAuthentication(true).iamUser("shop"));

    assertThat(pairs(app, "migration", "Environment", "Value"))
        .containsEntry("DB_IAM_USER", "shop");
    assertThat(app.grantsOf(app.backend().taskRole()).keySet())
        .anyMatch(it -> it.endsWith("/shop"));
  }

  @Test
  void withAProxyItGoesThroughTheProxy() {
    Anatomy app = database(it -> it.proxy(true));

    assertThat(pairs(app, "migration", "Environment", "Value"))
        .containsEntry(
            "DB_HOST",
            "${%s.Endpoint}".formatted(theOnly(app.template, "AWS::RDS::DBProxy").logicalId()));
  }

  @Test
  void ofReadReplicasItIsToldToo() {
    Anatomy app = database(it -> it.readReplicas(1));

    assertThat(pairs(app, "migration", "Environment", "Value"))
        .isEqualTo(app.backend().environment())
        .containsKey("DB_READ_HOSTS");
  }

  @Test
  void aDatabaseThatIsThereIsMigratedAsItsSecretSays() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .backend(Templates.backend().migration(COMMAND).build())
                    .database(
                        DatabaseProps.builder()
                            .existing(
                                (software.amazon.awscdk.services.rds.IDatabaseInstance)
                                    Objects.requireNonNull(OptionChanges.THEIR_DATABASE.maker())
                                        .apply(stack))
                            .existingSecret(Rotated.user(stack))
                            .build()));

    assertThat(pairs(app, "migration", "Secrets", "ValueFrom"))
        .containsEntry("DB_PASSWORD", Rotated.USER_ARN + ":password::");
  }

  /** Its total has to hold all limits. */
  @Test
  void withServiceConnectTheTaskHasRoomForBoth() {
    Anatomy app = with(it -> it.serviceConnect(true));

    assertThat(app.backend().taskDefinition().text("Cpu")).contains("512");
    assertThat(app.backend().taskDefinition().text("Memory")).contains("1088");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BRIDGE", "AWSVPC"})
  void itRunsBeforeATaskInEitherNetworkMode(TaskNetworking networking) {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .capacity(CapacityProps.builder().taskNetworking(networking).build())
                    .backend(Templates.backend().migration(COMMAND).build()));

    assertThat(waitsFor(app.backend().taskDefinition(), OWN)).containsKey("migration");
  }

  @Test
  void itDoesSoWithAllThatADatabaseCanHave() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
                    .backend(
                        Templates.backend()
                            .migration(COMMAND)
                            .migrationImage(ContainerImage.fromRegistry("example/flyway:1"))
                            .migrationSecrets(Map.of("LICENCE", theirs(stack)))
                            .migrationTimeout(Duration.minutes(5))
                            .deployment(
                                DeploymentProps.builder()
                                    .strategy(DeploymentStrategy.BLUE_GREEN)
                                    .build())
                            .build())
                    .database(
                        DatabaseProps.builder()
                            .proxy(true)
                            .readReplicas(1)
                            .applicationUser(ApplicationUserProps.builder().build())
                            .rotation(RotationProps.builder().build())
                            .build()));

    assertAll(app);
  }

  @Test
  void itDoesSoByIamBesideServiceConnect() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .backend(
                        Templates.backend()
                            .serviceConnect(true)
                            .migration(COMMAND)
                            .migrationSecrets(Map.of("LICENCE", theirs(stack)))
                            .build())
                    .database(
                        DatabaseProps.builder()
                            .iamAuthentication(true)
                            .applicationUser(ApplicationUserProps.builder().build())
                            .rotation(RotationProps.builder().build())
                            .build()));

    assertAll(app);
    assertThat(app.backend().taskDefinition().text("Memory"))
        .as("512 for each of the two, and 64 each for the user's container and the proxy")
        .contains("1152");
  }

  private static void assertAll(Anatomy app) {
    Resource task = app.backend().taskDefinition();
    assertThat(waitsFor(task, container(app, "migration"))).containsOnlyKeys("database-user");
    assertThat(waitsFor(task, OWN)).containsOnlyKeys("database-user", "migration");
    assertThat(pairs(app, "migration", "Environment", "Value"))
        .isEqualTo(app.backend().environment());
    Map<String, String> secrets = pairs(app, "migration", "Secrets", "ValueFrom");
    assertThat(secrets.remove("LICENCE")).isEqualTo(Rotated.USER_ARN);
    assertThat(secrets).isEqualTo(app.backend().secrets());
  }

  /** It has nothing to migrate with, and the first deployment would fail. */
  @Test
  void untilAnImageIsPushedNothingIsMigrated() {
    assertThat(
            with(it -> it.image(Placeholder.image()))
                .backend()
                .taskDefinition()
                .list("ContainerDefinitions"))
        .hasSize(1);
    assertThat(
            with(it ->
                    it.image(Placeholder.image())
                        .migrationImage(ContainerImage.fromRegistry("example/flyway:1")))
                .backend()
                .taskDefinition()
                .list("ContainerDefinitions"))
        .hasSize(2);
  }

  @Test
  void aTimeoutIsAtMostWhatCloudFormationWaits() {
    for (Duration timeout :
        List.of(Duration.seconds(0), Duration.millis(1_500), Duration.hours(4))) {
      refused(
          Templates.backend().migration(COMMAND).migrationTimeout(timeout),
          "backend.migrationTimeout: %s is not a whole number from 2 to 10 800 seconds; set one that is longer than the slowest migration, such as Duration.minutes(30), and run what takes hours outside of a deployment"
              .formatted(shown(timeout)));
    }
    assertThat(Templates.backend().migration(COMMAND).migrationTimeout(Duration.hours(3)).build())
        .isNotNull();
  }

  private static String shown(Duration timeout) {
    return String.valueOf(
        timeout.toSeconds(
            software.amazon.awscdk.TimeConversionOptions.builder().integral(false).build()));
  }

  @Test
  void variablesOfTheConstructAreRefused() {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    secrets.put("", SidecarsTest.SECRET);
    secrets.put("DB_HOST", SidecarsTest.SECRET);
    secrets.put("LEVEL", SidecarsTest.SECRET);
    secrets.put("NONE", null);

    refused(
        Templates.backend()
            .migration(COMMAND)
            .environment(Map.of("LEVEL", "info"))
            .migrationSecrets(secrets),
        """
        4 problems:
          - backend.migrationSecrets: "" is not the name of a variable; give it a name
          - backend.migrationSecrets: "DB_HOST" is a variable that the construct itself sets; use another name
          - backend.migrationSecrets.NONE: null is not a value; leave the variable out
          - backend.migrationSecrets: "LEVEL" is in backend.environment too; keep one of the two\
        """);
  }

  @Test
  void aUserWithoutItsPasswordIsRefused() {
    refused(
        Templates.backend()
            .migration(COMMAND)
            .migrationSecrets(Map.of("DB_USER", SidecarsTest.SECRET)),
        "backend.migrationSecrets: \"DB_USER\" is of another user than DB_PASSWORD, which stays"
            + " that of the application; set both, from one secret, or neither");
    refused(
        Templates.backend()
            .migration(COMMAND)
            .migrationSecrets(Map.of("DB_PASSWORD", SidecarsTest.SECRET)),
        "backend.migrationSecrets: \"DB_PASSWORD\" is of another user than DB_USER, which stays"
            + " that of the application; set both, from one secret, or neither");
  }

  @Test
  void aSidecarOfThatNameIsRefused() {
    refusedTogether(
        Map.of("migration", sidecar().build()),
        DatabaseProps.builder().build(),
        "backend.sidecars: \"migration\" is the name of the container that runs"
            + " backend.migration; use another");
  }

  @Test
  void aTaskHasRoomForTheContainers() {
    refusedTogether(
        sidecars(9),
        DatabaseProps.builder().build(),
        "backend.sidecars: 9 sidecars with the backend's own container and that of"
            + " backend.migration are more than the 10 that a task definition can have; keep at"
            + " most 8");
    refusedTogether(
        sidecars(8),
        DatabaseProps.builder().applicationUser(ApplicationUserProps.builder().build()).build(),
        "backend.sidecars: 8 sidecars with the backend's own container and those of"
            + " database.applicationUser and backend.migration are more than the 10 that a task"
            + " definition can have; keep at most 7");
  }

  @Test
  void aSidecarOfThatNameIsTheUsersOwnWithoutOne() {
    assertThat(
            Templates.props()
                .backend(
                    Templates.backend().sidecars(Map.of("migration", sidecar().build())).build())
                .build())
        .isNotNull();
  }

  @Test
  void aLongCommandIsRefusedByItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(it -> it.migration(List.of("x".repeat(70_000)))))
        .withMessageStartingWith("backend.migration: 70 00")
        .withMessageContaining("are the largest part of a task definition");
  }

  /** What the backend's own image cannot is said once. */
  @Test
  void anImageThatIsOutOfReachIsRefusedByItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withoutNat(it -> it.image(ContainerImage.fromRegistry("example/a:1"))))
        .withMessageStartingWith("backend.image: \"example/a:1\" cannot be pulled");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> withoutNat(it -> it.migrationImage(ContainerImage.fromRegistry("example/b:1"))))
        .withMessageStartingWith("backend.migrationImage: \"example/b:1\" cannot be pulled");
  }

  private static void withoutNat(UnaryOperator<BackendProps.Builder> backend) {
    Templates.with(
        props ->
            props
                .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                .frontend(FrontendProps.builder().image(Templates.ecrImage("frontend")).build())
                .backend(
                    backend
                        .apply(
                            BackendProps.builder()
                                .image(Templates.ecrImage("backend"))
                                .migration(COMMAND))
                        .build()));
  }

  private static void refused(BackendProps.Builder backend, String message) {
    assertThatIllegalArgumentException().isThrownBy(backend::build).withMessage(message);
  }

  private static void refusedTogether(
      Map<String, ContainerDefinitionOptions> sidecars, DatabaseProps database, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.props()
                    .backend(Templates.backend().migration(COMMAND).sidecars(sidecars).build())
                    .database(database)
                    .build())
        .withMessage(message);
  }

  private static Map<String, ContainerDefinitionOptions> sidecars(int number) {
    return IntStream.range(0, number)
        .boxed()
        .collect(Collectors.toMap(it -> "sidecar" + it, it -> sidecar().build()));
  }

  private static Secret theirs(Stack stack) {
    return Secret.fromSecretsManager(Rotated.user(stack));
  }

  private static Anatomy with(UnaryOperator<BackendProps.Builder> backend) {
    return Templates.with(
        props -> props.backend(backend.apply(Templates.backend().migration(COMMAND)).build()));
  }

  private static Anatomy database(UnaryOperator<DatabaseProps.Builder> database) {
    return Templates.with(
        props ->
            props
                .backend(Templates.backend().migration(COMMAND).build())
                .database(database.apply(DatabaseProps.builder()).build()));
  }

  private static String migration(Anatomy app, String property) {
    return app.backend()
        .taskDefinition()
        .text(container(app, "migration") + "." + property)
        .orElse("not set");
  }

  private static String container(Anatomy app, String name) {
    Resource task = app.backend().taskDefinition();
    return IntStream.range(0, task.list("ContainerDefinitions").size())
        .mapToObj(it -> "ContainerDefinitions." + it)
        .filter(it -> task.text(it + ".Name").filter(name::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no container " + name));
  }

  private static Map<String, String> waitsFor(Resource task, String container) {
    return pairs(task, container + ".DependsOn", "ContainerName", "Condition");
  }

  private static Map<String, String> pairs(Anatomy app, String name, String list, String value) {
    return pairs(app.backend().taskDefinition(), container(app, name) + "." + list, "Name", value);
  }

  private static Map<String, String> pairs(Resource task, String list, String key, String value) {
    Map<String, String> pairs = new TreeMap<>();
    Set<Integer> indices =
        IntStream.range(0, task.list(list).size()).boxed().collect(Collectors.toSet());
    indices.forEach(
        it ->
            pairs.put(
                task.text(list + "." + it + "." + key).orElseThrow(),
                task.text(list + "." + it + "." + value).orElseThrow()));
    return pairs;
  }
}
