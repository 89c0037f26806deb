package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threetierecs.internal.template.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.RepositoryImageProps;
import software.amazon.awscdk.services.ecs.Secret;

/** A user of the database that is not the master user, and the container that makes it. */
class ApplicationUserTest {
  private static final String CONTAINER = "ContainerDefinitions.1";

  private static final String ONLY_THE_MASTER_USER_SIGNS_IN = "[ $user = dbadmin ] || exit 1\n";
  private static final String REFUSE_CREATE = "[[ $asked != CREATE* ]] || exit 1\n";

  private static final Anatomy APP = with(it -> it);
  private static final Anatomy BY_IAM = with(it -> it.readReplicas(1).iamAuthentication(true));
  private static final Anatomy PROXIED = with(it -> it.proxy(true));
  private static final Anatomy ROTATED = with(it -> it.rotation(RotationProps.builder().build()));

  @ParameterizedTest
  @EnumSource(Profile.class)
  void thereIsNoneUnasked(Profile profile) {
    Anatomy app = Templates.of(profile);

    assertThat(app.backend().taskDefinition().has(CONTAINER)).isFalse();
    assertThat(app.template.resourcesOfType("AWS::SecretsManager::Secret")).hasSize(1);
  }

  @Test
  void theBackendIsThatUserAndNotTheMasterUser() {
    String secret = ref(APP, ofUser(APP));

    assertThat(APP.backend().secrets())
        .containsEntry("DB_USER", secret + ":username::")
        .containsEntry("DB_PASSWORD", secret + ":password::");
    assertThat(APP.backend().environment()).containsEntry("DB_SECRET_ARN", secret);
    assertThat(mayRead(APP, APP.backend().taskRole())).containsExactly(secret);
  }

  @Test
  void theContainerAloneHasTheMasterUser() {
    String master = ref(APP, ofMaster(APP));

    assertThat(secretsOf(APP, CONTAINER))
        .containsEntry("MASTER_USER", master + ":username::")
        .containsEntry("MASTER_PASSWORD", master + ":password::");
    assertThat(secretsOf(APP, "ContainerDefinitions.0").values())
        .noneMatch(it -> it.startsWith(master));
    assertThat(mayRead(APP, APP.backend().executionRole()))
        .containsExactlyInAnyOrder(master, ref(APP, ofUser(APP)));
    assertThat(APP.grantsOf(APP.backend().executionRole()).keySet())
        .as("keys of others")
        .noneMatch(it -> it.contains(":key/"));
  }

  @Test
  void theBackendStartsWhenTheContainerHasEndedWell() {
    Resource task = APP.backend().taskDefinition();

    assertThat(task.text(CONTAINER + ".Name")).contains("database-user");
    assertThat(task.text(CONTAINER + ".Essential")).contains("false");
    assertThat(task.text("ContainerDefinitions.0.DependsOn.0.ContainerName"))
        .contains("database-user");
    assertThat(task.text("ContainerDefinitions.0.DependsOn.0.Condition")).contains("SUCCESS");
  }

  @Test
  void theContainerHasNoRightsOfItsOwn() {
    Resource task = APP.backend().taskDefinition();

    assertThat(task.text(CONTAINER + ".ReadonlyRootFilesystem")).contains("true");
    assertThat(task.text(CONTAINER + ".User")).contains("65534");
    assertThat(task.text(CONTAINER + ".LinuxParameters.Capabilities.Drop.0")).contains("ALL");
    assertThat(task.text(CONTAINER + ".Image"))
        .hasValueSatisfying(
            it -> assertThat(it).matches(".*/mysql:8\\.4\\.\\d+@sha256:[0-9a-f]{64}"));
    assertThat(task.text(CONTAINER + ".Memory")).contains("64");
  }

  @Test
  void theSecretNamesTheMasterUsersForTheFunctionThatRotates() {
    assertThat(ofUser(APP).text("GenerateSecretString.SecretStringTemplate"))
        .contains("{\"username\":\"app\",\"masterarn\":\"%s\"}".formatted(ref(APP, ofMaster(APP))));
    assertThat(APP.referent(ofUser(APP), "KmsKeyId"))
        .isEqualTo(APP.referent(ofMaster(APP), "KmsKeyId"));
  }

  /** A secret that stays would get another password, and lose its host. */
  @Test
  void anotherNameIsAnotherSecret() {
    assertThat(ofUser(with(user -> user.name("shop"), it -> it)).logicalId())
        .isNotEqualTo(ofUser(APP).logicalId());
  }

  @Test
  void byIamThereIsNoPassword() {
    assertThat(BY_IAM.backend().secrets()).isEmpty();
    assertThat(BY_IAM.backend().environment())
        .containsEntry("DB_IAM_USER", "app_iam")
        .doesNotContainKey("DB_SECRET_ARN");
    assertThat(mayRead(BY_IAM, BY_IAM.backend().taskRole())).isEmpty();
    assertThat(BY_IAM.template.resourcesOfType("AWS::SecretsManager::Secret")).hasSize(1);
    assertThat(BY_IAM.grantsOf(BY_IAM.backend().taskRole()).keySet())
        .filteredOn(it -> it.contains("rds-db"))
        .hasSize(2)
        .allMatch(it -> it.endsWith("/app_iam"));
    assertThat(secretsOf(BY_IAM, CONTAINER)).containsOnlyKeys("MASTER_USER", "MASTER_PASSWORD");
  }

  /** The master user is there too, by whom the container makes the other one. */
  @Test
  void theProxyKnowsBothUsers() {
    Resource proxy = theOnly(PROXIED.template, "AWS::RDS::DBProxy");

    assertThat(proxy.list("Auth")).hasSize(2);
    assertThat(proxy.text("Auth.0.SecretArn")).contains(ref(PROXIED, ofMaster(PROXIED)));
    assertThat(proxy.text("Auth.1.SecretArn")).contains(ref(PROXIED, ofUser(PROXIED)));
    assertThat(mayRead(PROXIED, PROXIED.referent(proxy, "RoleArn"))).hasSize(2);
    assertThat(PROXIED.backend().taskDefinition().text(CONTAINER + ".Environment.0.Value"))
        .isEqualTo(
            PROXIED.backend().taskDefinition().text("ContainerDefinitions.0.Environment.1.Value"))
        .contains("${%s.Endpoint}".formatted(proxy.logicalId()));
  }

  @Test
  void rotationAlternatesTheUserAndChangesTheMasterUsersPassword() {
    assertThat(rotations(ROTATED))
        .containsOnly(
            Map.entry(ref(ROTATED, ofUser(ROTATED)), "MySQLMultiUser"),
            Map.entry(ref(ROTATED, ofMaster(ROTATED)), "MySQLSingleUser"));
    assertThat(theOnly(ROTATED.template, "AWS::Events::Rule").text("EventPattern.resources.0"))
        .contains(ref(ROTATED, ofUser(ROTATED)));
  }

  /** It would refuse whichever of the two its secret does not name. */
  @Test
  void behindAProxyRotationKeepsTheUser() {
    Anatomy app = with(it -> it.proxy(true).rotation(RotationProps.builder().build()));

    assertThat(rotations(app))
        .containsOnly(
            Map.entry(ref(app, ofUser(app)), "MySQLSingleUser"),
            Map.entry(ref(app, ofMaster(app)), "MySQLSingleUser"));
  }

  @Test
  void byIamRotationConcernsNoTask() {
    Anatomy app = with(it -> it.iamAuthentication(true).rotation(RotationProps.builder().build()));

    assertThat(rotations(app)).containsOnlyKeys(ref(app, ofMaster(app)));
    assertThat(app.template.resourcesOfType("AWS::StepFunctions::StateMachine")).isEmpty();
  }

  @Test
  void aSidecarOfThatNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withSidecars(Map.of("database-user", sidecar())))
        .withMessage(
            "backend.sidecars: \"database-user\" is the name of the container that creates"
                + " database.applicationUser; use another");
  }

  @Test
  void aTaskHasRoomForTheContainer() {
    Map<String, ContainerDefinitionOptions> nine =
        IntStream.range(0, 9)
            .boxed()
            .collect(Collectors.toMap(it -> "sidecar" + it, it -> sidecar()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> withSidecars(nine))
        .withMessageContaining("backend.sidecars: 9 sidecars with the backend's own container and")
        .withMessageContaining("; keep at most 8");
  }

  @Test
  void theMasterUserIsNotTheOneByIam() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(user -> user, it -> it.username("app_iam")))
        .withMessage(
            "database.applicationUser.name: \"app\" with _iam appended, for signing in by IAM, is"
                + " the name of the master user; set another name for one of them");
  }

  @Test
  void theMasterUserIsNotTheApplications() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(user -> user.name("shop"), it -> it.username("shop")))
        .withMessage(
            "database.applicationUser.name: \"shop\" is the name of the master user; set another"
                + " name for one of them");
  }

  @ParameterizedTest
  @CsvSource({"app, app_clone", "shop_clone, shop"})
  void rotationTakesTheMasterUserForNoClone(String name, String master) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(user -> user.name(name), it -> it.username(master)))
        .withMessage(
            ("database.applicationUser.name: \"%s\" and database.username \"%s\" are the names that"
                    + " rotation uses for a user and its clone; set another name for one of them")
                .formatted(name, master));
  }

  @ParameterizedTest
  @CsvSource({"read_only, 1", "partial_revokes, on"})
  void parametersThatTheUserDoesNotBearAreRefused(String parameter, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database(user -> user, it -> it.parameters(Map.of(parameter, value))))
        .withMessage(
            ("database.applicationUser: a user cannot be created as it should be with"
                    + " database.parameters.%s %s; leave out one of the two")
                .formatted(parameter, value));
  }

  /** It is a name like any other where nobody has asked for the user. */
  @Test
  void aSidecarOfThatNameIsTheUsersOwnElsewhere() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.frontend(
                    Templates.frontend()
                        .sidecars(
                            Map.of(
                                "database-user",
                                ContainerDefinitionOptions.builder()
                                    .image(Options.IMAGE)
                                    .memoryLimitMiB(64)
                                    .secrets(
                                        Map.of(
                                            "KEY", Secret.fromSecretsManager(Rotated.user(stack))))
                                    .build()))
                        .build()));

    assertThat(app.grantsOf(app.frontend().executionRole()).values())
        .anyMatch(it -> it.contains("kms:Decrypt"));
  }

  @Test
  void theCredentialsOfItsImageAreRead() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.database(
                    database(
                        user ->
                            user.image(
                                ContainerImage.fromRegistry(
                                    "registry.example/mysql:8.4",
                                    RepositoryImageProps.builder()
                                        .credentials(Rotated.user(stack))
                                        .build())),
                        it -> it)));

    assertThat(app.grantsOf(app.backend().executionRole()))
        .hasEntrySatisfying(
            "arn:${AWS::Partition}:kms:eu-central-1:*:key/*",
            it -> assertThat(it).contains("kms:Decrypt"));
  }

  @Test
  void theSecretIsThereToBeRead() {
    Templates.in(
        stack -> {
          ThreeTierEcsApp without =
              new ThreeTierEcsApp(stack, "Without", Templates.props().build());
          assertThatThrownBy(without.getData()::getApplicationUserSecret)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageStartingWith("The application has its own database user only with");
          ThreeTierEcsApp app =
              new ThreeTierEcsApp(
                  stack, "App", Templates.props().database(database(it -> it, it -> it)).build());
          assertThat(app.getData().getApplicationUserSecret())
              .isNotEqualTo(app.getDatabaseSecret());
        });
  }

  /** What the container runs, with a client that only says what it was asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          DB_USER=shop,DB_PASSWORD=plain             | 'shop'@'%' IDENTIFIED BY 'plain'
          DB_USER=shop,DB_PASSWORD=a'b\\c"$d`e       | 'shop'@'%' IDENTIFIED BY 'a''b\\\\c"$d`e'
          DB_IAM_USER=shop_iam                       | 'shop_iam'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL
          """)
  void theUserMayUseItsDatabaseAndNoOther(String given, String identified, @TempDir Path bin)
      throws IOException, InterruptedException {
    String user = identified.substring(0, identified.indexOf(' '));

    assertThat(said(bin, given, ONLY_THE_MASTER_USER_SIGNS_IN))
        .isEqualTo(
            """
            dbadmin secret: CREATE USER %1$s
            dbadmin secret: GRANT ALL PRIVILEGES ON `my\\_app`.* TO %2$s
            %2$s may use the database my_app
            """
                .formatted(identified, user));
  }

  @Test
  void aUserThatIsThereGetsThePassword(@TempDir Path bin) throws IOException, InterruptedException {
    assertThat(
            said(
                bin, "DB_USER=shop,DB_PASSWORD=new", ONLY_THE_MASTER_USER_SIGNS_IN + REFUSE_CREATE))
        .startsWith("dbadmin secret: ALTER USER 'shop'@'%' IDENTIFIED BY 'new'\n");
  }

  /** A parameter of MySQL may refuse a password that was there before. */
  @Test
  void aPasswordThatWorksStays(@TempDir Path bin) throws IOException, InterruptedException {
    assertThat(said(bin, "DB_USER=shop,DB_PASSWORD=known", ""))
        .startsWith("dbadmin secret: GRANT ALL PRIVILEGES");
  }

  /** {@return what the script of the template asks for and says} */
  private static String said(Path bin, String given, String refusals)
      throws IOException, InterruptedException {
    Path client = bin.resolve("mysql");
    String options = "'--host=db --port=3306 --user='*' --ssl-mode=REQUIRED --connect-timeout=10'";
    Files.writeString(
        client,
        String.join(
            "\n",
            "#!/bin/bash",
            "[[ $* == " + options + " ]] || exit 9",
            "user=${3#--user=}; asked=$(cat)",
            refusals,
            "[ -z \"$asked\" ] || echo \"$user $MYSQL_PWD: $asked\"",
            ""));
    assertThat(client.toFile().setExecutable(true)).isTrue();
    ProcessBuilder task =
        new ProcessBuilder(
            "bash",
            "-euc",
            APP.backend().taskDefinition().text(CONTAINER + ".Command.0").orElseThrow());
    Map<String, String> variables = task.environment();
    variables.put("PATH", bin + ":" + variables.get("PATH"));
    variables.putAll(
        Map.of(
            "DB_HOST",
            "db",
            "DB_PORT",
            "3306",
            "DB_NAME",
            "my_app",
            "MASTER_USER",
            "dbadmin",
            "MASTER_PASSWORD",
            "secret"));
    Stream.of(given.split(","))
        .map(it -> it.split("=", 2))
        .forEach(it -> variables.put(it[0], it[1]));

    Process process = task.redirectErrorStream(true).start();
    String said;
    try (InputStream output = process.getInputStream()) {
      said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  static Anatomy with(
      UnaryOperator<ApplicationUserProps.Builder> user,
      UnaryOperator<DatabaseProps.Builder> database) {
    return Templates.with(props -> props.database(database(user, database)));
  }

  private static Anatomy with(UnaryOperator<DatabaseProps.Builder> database) {
    return with(it -> it, database);
  }

  private static DatabaseProps database(
      UnaryOperator<ApplicationUserProps.Builder> user,
      UnaryOperator<DatabaseProps.Builder> database) {
    return database
        .apply(
            DatabaseProps.builder()
                .applicationUser(user.apply(ApplicationUserProps.builder()).build()))
        .build();
  }

  private static void withSidecars(Map<String, ContainerDefinitionOptions> sidecars) {
    Templates.props()
        .database(database(it -> it, it -> it))
        .backend(Templates.backend().sidecars(sidecars).build())
        .build();
  }

  private static ContainerDefinitionOptions sidecar() {
    return ContainerDefinitionOptions.builder().image(Options.IMAGE).memoryLimitMiB(64).build();
  }

  private static Resource ofMaster(Anatomy app) {
    return app.databaseSecret();
  }

  private static Resource ofUser(Anatomy app) {
    return app.applicationUserSecret();
  }

  private static String ref(Anatomy app, Resource secret) {
    return "${%s}".formatted(app.attachmentOf(secret).logicalId());
  }

  private static Set<String> mayRead(Anatomy app, Resource role) {
    return app.grantsOf(role).entrySet().stream()
        .filter(it -> it.getValue().contains("secretsmanager:GetSecretValue"))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> secretsOf(Anatomy app, String container) {
    List<Object> secrets = app.backend().taskDefinition().list(container + ".Secrets");
    return IntStream.range(0, secrets.size())
        .mapToObj(it -> container + ".Secrets." + it)
        .collect(
            Collectors.toMap(
                it -> app.backend().taskDefinition().text(it + ".Name").orElseThrow(),
                it -> app.backend().taskDefinition().text(it + ".ValueFrom").orElseThrow()));
  }

  private static Map<String, String> rotations(Anatomy app) {
    return app.template.resourcesOfType("AWS::SecretsManager::RotationSchedule").stream()
        .collect(
            Collectors.toMap(
                it -> it.text("SecretId").orElseThrow(),
                it -> it.text("HostedRotationLambda.RotationType").orElseThrow()));
  }
}
