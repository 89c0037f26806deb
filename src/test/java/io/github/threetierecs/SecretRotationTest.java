package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.SubnetKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretAttributes;

/** The password changes, and the tasks get the new one. */
class SecretRotationTest {
  private static final String SCHEDULE = "AWS::SecretsManager::RotationSchedule";

  private static final Anatomy SINGLE = Rotated.app(it -> it);
  private static final Anatomy ALTERNATING =
      Rotated.app((stack, it) -> it.alternatingUsers(Rotated.user(stack)));

  @ParameterizedTest
  @EnumSource(NatStrategy.class)
  @Answers(Complaint.ROTATION_CANNOT_REACH)
  void theFunctionReachesTheDatabaseAndSecretsManager(NatStrategy nat) {
    Anatomy app = with(nat, it -> it);
    Resource schedule = theOnly(app.template, SCHEDULE);

    assertThat(canReach(app.reachability, schedule.logicalId(), app.database().logicalId(), 3306))
        .as("whether the function reaches the database")
        .isTrue();
    if (nat == NatStrategy.NONE) {
      assertThat(
              canReach(
                  app.reachability,
                  schedule.logicalId(),
                  endpointOf(app, "secretsmanager").logicalId(),
                  443))
          .as("whether the function reaches the VPC endpoint of Secrets Manager")
          .isTrue();
    } else {
      assertThat(canReach(app.reachability, schedule.logicalId(), Reachability.INTERNET, 443))
          .as("whether the function reaches Secrets Manager by NAT")
          .isTrue();
    }
    assertThat(app.routes.subnetsOf(schedule.logicalId()))
        .as("the subnets of the function")
        .hasSize(2)
        .isEqualTo(app.routes.subnetsOf(app.backend().service().logicalId()))
        .allMatch(
            it ->
                it.kind() == (nat == NatStrategy.NONE ? SubnetKind.ISOLATED : SubnetKind.PRIVATE));
  }

  @Test
  void theFunctionIsLetInNowhereElseAndLetsNobodyIn() {
    String function = theOnly(SINGLE.template, SCHEDULE).logicalId();

    assertThat(SINGLE.reachability.ingressOf(function)).as("what the function lets in").isEmpty();
    assertThat(canReach(SINGLE.reachability, function, Reachability.INTERNET, 80)).isFalse();
    assertThat(
            canReach(
                SINGLE.reachability, function, SINGLE.backend().loadBalancer().logicalId(), 80))
        .as("whether the function reaches the backend's load balancer")
        .isFalse();
    assertThat(SINGLE.admittedTo(SINGLE.database()))
        .as("what the database lets in")
        .containsExactlyInAnyOrder(
            SINGLE.from(SINGLE.backend().service(), 3306),
            SINGLE.from(theOnly(SINGLE.template, SCHEDULE), 3306));
  }

  @Test
  void cloudFormationAddsTheFunctionAndItsMacroIsNamed() {
    assertThat(SINGLE.json.get("Transform")).isEqualTo("AWS::SecretsManager-2024-09-16");
    assertThat(ALTERNATING.json.get("Transform")).isEqualTo("AWS::SecretsManager-2024-09-16");
    assertThat(SINGLE.template.resourcesOfType("AWS::Lambda::Function"))
        .as("functions in the template, which without rotation are there as well")
        .isEqualTo(
            Templates.of(Profile.PRODUCTION).template.resourcesOfType("AWS::Lambda::Function"));
    assertThat(theOnly(SINGLE.template, SCHEDULE).has("HostedRotationLambda.Runtime"))
        .as("whether the function's runtime is pinned; CloudFormation then cannot raise it")
        .isFalse();
  }

  @Test
  void theNewPasswordIsMadeAsTheFirstOneWas() {
    assertThat(theOnly(SINGLE.template, SCHEDULE).text("HostedRotationLambda.ExcludeCharacters"))
        .isPresent()
        .isEqualTo(SINGLE.databaseSecret().text("GenerateSecretString.ExcludeCharacters"));
  }

  @Test
  void theFunctionMayUseTheKeyOfTheSecret() {
    assertThat(
            SINGLE.referent(theOnly(SINGLE.template, SCHEDULE), "HostedRotationLambda.KmsKeyArn"))
        .isEqualTo(SINGLE.referent(SINGLE.databaseSecret(), "KmsKeyId"));
    assertThat(
            theOnly(
                    Templates.with(
                            props ->
                                props
                                    .profile(Profile.DEVELOPMENT)
                                    .database(Rotated.database(it -> it)))
                        .template,
                    SCHEDULE)
                .has("HostedRotationLambda.KmsKeyArn"))
        .as("whether DEVELOPMENT, without a key of its own, names one")
        .isFalse();
  }

  @Test
  void aSecretIsRotatedOnlyWhenAllThatFollowsIsThere() {
    Set<String> before = SINGLE.madeBefore(theOnly(SINGLE.template, SCHEDULE));

    assertThat(before)
        .as("what is made before the first rotation")
        .contains(
            SINGLE.backend().service().logicalId(),
            SINGLE.database().logicalId(),
            theOnly(SINGLE.template, "AWS::SecretsManager::SecretTargetAttachment").logicalId(),
            theOnly(SINGLE.template, "AWS::Events::Rule").logicalId(),
            theOnly(SINGLE.template, "AWS::StepFunctions::StateMachine").logicalId());
    for (Resource rule : SINGLE.template.resourcesOfType("AWS::EC2::SecurityGroupIngress")) {
      if (rule.refersTo(Anatomy.theOnly(groupsOf(SINGLE)))) {
        assertThat(before).as("rules of the function").contains(rule.logicalId());
      }
    }
  }

  @Test
  void aDeploymentDoesNotChangeThePasswordUnasked() {
    assertThat(theOnly(SINGLE.template, SCHEDULE).text("RotateImmediatelyOnUpdate"))
        .contains("false");
    assertThat(theOnly(SINGLE.template, SCHEDULE).text("RotationRules"))
        .contains("{ScheduleExpression: rate(30 days)}");
  }

  @Test
  void anIntervalOfOneDayOrOfHoursIsReadByAws() {
    assertThat(expression(Duration.hours(24))).isEqualTo("rate(1 day)");
    assertThat(expression(Duration.hours(4))).isEqualTo("rate(4 hours)");
    assertThat(expression(Duration.days(1_000))).isEqualTo("rate(1000 days)");
  }

  @Test
  @Answers(Complaint.CREDENTIALS_REPLACE_THE_DATABASE)
  void rotationKeepsTheDatabaseAndItsSecretWhereTheyAre() {
    Anatomy without = Templates.of(Profile.PRODUCTION);

    for (Anatomy with : List.of(SINGLE, ALTERNATING)) {
      assertThat(with.database().body()).isEqualTo(without.database().body());
      assertThat(with.databaseSecret().body()).isEqualTo(without.databaseSecret().body());
      assertThat(with.template.resources().stream().map(Resource::logicalId))
          .containsAll(without.template.resources().stream().map(Resource::logicalId).toList());
    }
  }

  @Test
  @Answers(Complaint.ROTATION_LEAVES_TASKS_BEHIND)
  void theBackendIsRedeployedWhenTheSecretHasANewValue() throws JsonProcessingException {
    Resource rule = theOnly(SINGLE.template, "AWS::Events::Rule");
    Resource machine = theOnly(SINGLE.template, "AWS::StepFunctions::StateMachine");
    JsonNode step =
        new ObjectMapper()
            .readTree(machine.text("DefinitionString").orElseThrow())
            .at("/States/Redeploy");

    assertThat(rule.text("EventPattern.source")).contains("[aws.secretsmanager]");
    assertThat(rule.text("EventPattern.detail-type"))
        .as("an event that needs no trail")
        .contains("[Secret Label Updated]");
    assertThat(rule.text("EventPattern.detail.labelUpdated")).contains("[AWSCURRENT]");
    assertThat(Reference.idsIn(rule.list("EventPattern.resources")))
        .containsExactly(
            theOnly(SINGLE.template, "AWS::SecretsManager::SecretTargetAttachment").logicalId());
    assertThat(SINGLE.referent(rule, "Targets.0.Arn")).isEqualTo(machine);
    assertThat(step.at("/Resource").asText())
        .isEqualTo("arn:${AWS::Partition}:states:::aws-sdk:ecs:updateService");
    assertThat(step.at("/Parameters/Service").asText())
        .isEqualTo("${" + SINGLE.backend().service().logicalId() + "}");
    assertThat(step.at("/Parameters/Cluster").asText())
        .isEqualTo("${" + SINGLE.cluster().logicalId() + ".Arn}");
    assertThat(step.at("/Parameters/ForceNewDeployment").asBoolean()).isTrue();
    assertThat(step.at("/Retry/0/ErrorEquals/0").asText()).isEqualTo("States.ALL");
  }

  @Test
  void whatRedeploysMayDoNothingElse() {
    Resource machine = theOnly(SINGLE.template, "AWS::StepFunctions::StateMachine");
    Resource rule = theOnly(SINGLE.template, "AWS::Events::Rule");
    Resource machineRole = SINGLE.referent(machine, "RoleArn");
    Resource ruleRole = SINGLE.referent(rule, "Targets.0.RoleArn");

    assertThat(SINGLE.grantsOf(machineRole))
        .isEqualTo(
            Map.of(
                "${" + SINGLE.backend().service().logicalId() + "}", Set.of("ecs:UpdateService")));
    assertThat(SINGLE.permissions.role(machineRole.logicalId()).trustedPrincipals())
        .containsExactly("states.amazonaws.com");
    assertThat(SINGLE.grantsOf(ruleRole))
        .isEqualTo(Map.of("${" + machine.logicalId() + "}", Set.of("states:StartExecution")));
    assertThat(SINGLE.permissions.role(ruleRole.logicalId()).trustedPrincipals())
        .containsExactly("events.amazonaws.com");
    assertThat(SINGLE.permissions.roles().stream().map(it -> it.logicalId()))
        .as("roles that rotation adds")
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Templates.of(Profile.PRODUCTION).permissions.roles().stream()
                        .map(it -> it.logicalId()),
                    Stream.of(machineRole.logicalId(), ruleRole.logicalId()))
                .toList());
  }

  @Test
  void withAlternatingUsersTheBackendUsesItsOwn() {
    assertThat(ALTERNATING.backend().environment())
        .containsEntry("DB_SECRET_ARN", Rotated.USER_ARN);
    assertThat(ALTERNATING.backend().secrets())
        .containsEntry("DB_USER", Rotated.USER_ARN + ":username::")
        .containsEntry("DB_PASSWORD", Rotated.USER_ARN + ":password::");
    for (Resource role :
        List.of(ALTERNATING.backend().taskRole(), ALTERNATING.backend().executionRole())) {
      assertThat(ALTERNATING.grantsOf(role))
          .containsEntry(
              Rotated.USER_ARN,
              Set.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"));
      assertThat(
              ALTERNATING.permissions.mayRead(
                  role.logicalId(), ALTERNATING.databaseSecret().logicalId()))
          .as("whether %s may read the master user's password", role)
          .isFalse();
    }
    assertThat(theOnly(ALTERNATING.template, "AWS::Events::Rule").text("EventPattern.resources"))
        .contains("[" + Rotated.USER_ARN + "]");
  }

  @Test
  void theFunctionAndTheBackendMayOpenSecretsWithKeysOfTheirOwn() {
    String key = "arn:aws:kms:eu-central-1:123456789012:key/1";
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .keys(KeyStrategy.ONE_PER_USE)
                    .database(
                        Rotated.database(
                            it ->
                                it.alternatingUsers(
                                    Secret.fromSecretAttributes(
                                        stack,
                                        "User",
                                        SecretAttributes.builder()
                                            .secretCompleteArn(Rotated.USER_ARN)
                                            .encryptionKey(Key.fromKeyArn(stack, "Key", key))
                                            .build())))));
    Resource master = app.databaseSecret();
    Resource application =
        Anatomy.theOnly(
            app.template.resourcesOfType(SCHEDULE).stream()
                .filter(it -> it.has("HostedRotationLambda.SuperuserSecretArn"))
                .toList());

    assertThat(application.text("HostedRotationLambda.KmsKeyArn")).contains(key);
    assertThat(app.referent(application, "HostedRotationLambda.SuperuserSecretKmsKeyArn"))
        .isEqualTo(app.referent(master, "KmsKeyId"));
    for (Resource role : List.of(app.backend().taskRole(), app.backend().executionRole())) {
      assertThat(app.grantsOf(role)).containsEntry(key, Set.of("kms:Decrypt"));
    }
  }

  @Test
  void withAlternatingUsersBothSecretsAreRotated() {
    Resource application = scheduleOf("MySQLMultiUser");
    Resource master = scheduleOf("MySQLSingleUser");

    assertThat(application.text("SecretId")).contains(Rotated.USER_ARN);
    assertThat(ALTERNATING.referent(application, "HostedRotationLambda.SuperuserSecretArn"))
        .isEqualTo(ALTERNATING.referent(master, "SecretId"));
    assertThat(ALTERNATING.referent(application, "HostedRotationLambda.SuperuserSecretKmsKeyArn"))
        .isEqualTo(ALTERNATING.referent(ALTERNATING.databaseSecret(), "KmsKeyId"));
    assertThat(ALTERNATING.reachability.securityGroupsOf(application.logicalId()))
        .isEqualTo(ALTERNATING.reachability.securityGroupsOf(master.logicalId()));
  }

  @Test
  void aWindowNeedsAnIntervalOfWholeDays() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RotationProps.builder()
                    .interval(Duration.hours(12))
                    .window(Duration.hours(3))
                    .build())
        .withMessage(
            "rotation.window: 3 hours are set, but with rotation.interval of 12 hours, which is not"
                + " whole days, the window is always one hour; leave it out, or set"
                + " rotation.interval to whole days");
  }

  @Test
  void gettersOfWhatIsNotThereSayWhatToSet() {
    Templates.in(
        stack -> {
          ThreeTierEcsApp app = new ThreeTierEcsApp(stack, "App", Templates.props().build());

          assertThatIllegalStateException()
              .isThrownBy(app.getData()::getRotationSchedules)
              .withMessage(
                  "The password is rotated only with database.rotation; set it to"
                      + " RotationProps.builder().build()");
          assertThatIllegalStateException()
              .isThrownBy(app.getData()::getRotationSecurityGroup)
              .withMessageContaining("database.rotation");
        });
    Templates.in(
        stack -> {
          ThreeTierEcsApp app =
              new ThreeTierEcsApp(
                  stack,
                  "App",
                  Templates.props().database(Rotated.database(it -> it.redeploy(false))).build());

          assertThat(app.getData().getRotationSchedules()).hasSize(1);
          assertThatIllegalStateException()
              .isThrownBy(app.getData()::getRedeployment)
              .withMessage(
                  "The backend is not redeployed after a rotation, since rotation.redeploy is"
                      + " false; leave it out");
          assertThatIllegalStateException()
              .isThrownBy(app.getData()::getRotationRule)
              .withMessageContaining("rotation.redeploy");
        });
  }

  @Test
  void whatRotationAddsDoesNotDependOnFeatureFlags() {
    assertThat(rotationWith(FeatureFlags.RECOMMENDED))
        .isNotEmpty()
        .isEqualTo(rotationWith(FeatureFlags.NONE));
  }

  private static List<Resource> rotationWith(FeatureFlags flags) {
    Stack stack = Templates.stackIn(Templates.app(flags), "Shop", Configuration.Place.ANYWHERE);
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .database(Rotated.database(it -> it.alternatingUsers(Rotated.user(stack))))
            .build());
    return Templates.of(stack).template.resources().stream()
        .filter(it -> it.logicalId().contains("Rotation"))
        .toList();
  }

  private static Anatomy with(NatStrategy nat, UnaryOperator<RotationProps.Builder> choices) {
    return Templates.with(
        props ->
            props
                .network(NetworkProps.builder().nat(nat).build())
                .frontend(FrontendProps.builder().image(Templates.ecrImage("frontend")).build())
                .backend(BackendProps.builder().image(Templates.ecrImage("backend")).build())
                .database(Rotated.database(choices)));
  }

  private static String expression(Duration interval) {
    return theOnly(Rotated.app(it -> it.interval(interval)).template, SCHEDULE)
        .text("RotationRules.ScheduleExpression")
        .orElse("");
  }

  private static Set<String> groupsOf(Anatomy app) {
    return app.reachability.securityGroupsOf(theOnly(app.template, SCHEDULE).logicalId());
  }

  private static Resource scheduleOf(String type) {
    return Anatomy.theOnly(
        ALTERNATING.template.resourcesOfType(SCHEDULE).stream()
            .filter(it -> it.text("HostedRotationLambda.RotationType").orElse("").equals(type))
            .toList());
  }

  private static Resource endpointOf(Anatomy app, String service) {
    return Anatomy.theOnly(
        app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
            .filter(it -> it.text("ServiceName").orElse("").endsWith("}." + service))
            .toList());
  }
}
