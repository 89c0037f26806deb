package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.SubnetKind;
import io.github.threetierecs.internal.template.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;

/** A pool of connections in front of the database. */
class DatabaseProxyTest {
  private static final Anatomy APP = with(it -> it);
  private static final Anatomy WITHOUT = Templates.of(Profile.PRODUCTION);

  @ParameterizedTest
  @EnumSource(Profile.class)
  void thereIsNoneUnasked(Profile profile) {
    assertThat(Templates.of(profile).template.resourcesOfType("AWS::RDS::DBProxy")).isEmpty();
  }

  @Test
  void theBackendConnectsToIt() {
    assertThat(APP.backend().environment())
        .containsEntry("DB_HOST", "${%s.Endpoint}".formatted(proxy(APP).logicalId()))
        .containsEntry("DB_PORT", "3306");
    assertThat(APP.backend().secrets()).isEqualTo(WITHOUT.backend().secrets());
  }

  @Test
  void itLeadsToTheDatabase() {
    Resource targets = targets(APP);

    assertThat(APP.referent(targets, "DBProxyName")).isEqualTo(proxy(APP));
    assertThat(APP.referent(targets, "DBInstanceIdentifiers.0")).isEqualTo(APP.database());
    assertThat(targets.text("TargetGroupName")).contains("default");
  }

  @Test
  void noTaskStartsBeforeItLeadsThere() {
    assertThat(APP.madeBefore(APP.backend().service())).contains(targets(APP).logicalId());
  }

  @Test
  void itTakesThePasswordOfTheSecretAloneAndByTlsAlone() {
    assertThat(proxy(APP).list("Auth")).hasSize(1);
    assertThat(APP.referent(proxy(APP), "Auth.0.SecretArn"))
        .isEqualTo(theOnly(APP.template, "AWS::SecretsManager::SecretTargetAttachment"));
    assertThat(proxy(APP).text("Auth.0.IAMAuth")).contains("DISABLED");
    assertThat(proxy(APP).text("Auth.0.ClientPasswordAuthType"))
        .contains("MYSQL_CACHING_SHA2_PASSWORD");
    assertThat(proxy(APP).text("RequireTLS")).contains("true");
    assertThat(theOnly(with(it -> it.requireTls(false)).template, "AWS::RDS::DBProxy").properties())
        .as("the proxy in front of a database that does not require TLS")
        .containsEntry("RequireTLS", true);
  }

  @Test
  void statementsAreNotWrittenDown() {
    assertThat(proxy(APP).text("DebugLogging")).contains("false");
  }

  @Test
  void itReadsOneSecretAndNothingElse() {
    Resource role = APP.referent(proxy(APP), "RoleArn");
    String key = APP.referent(APP.databaseSecret(), "KmsKeyId").logicalId();

    assertThat(APP.grantsOf(role))
        .containsOnly(
            Map.entry(
                "${%s}"
                    .formatted(
                        theOnly(APP.template, "AWS::SecretsManager::SecretTargetAttachment")
                            .logicalId()),
                Set.of("secretsmanager:GetSecretValue")),
            Map.entry("${%s.Arn}".formatted(key), Set.of("kms:Decrypt")));
    assertThat(APP.permissions.mayRead(role.logicalId(), APP.databaseSecret().logicalId()))
        .isTrue();
    assertThat(APP.permissions.role(role.logicalId()).statements())
        .filteredOn(it -> it.actions().contains("kms:Decrypt"))
        .allSatisfy(it -> assertThat(Text.of(it.conditions())).contains("kms:ViaService"));
  }

  @Test
  void withoutAKeyOfTheStackItNeedsNone() {
    Anatomy app =
        Templates.with(props -> props.profile(Profile.DEVELOPMENT).database(database(it -> it)));

    assertThat(app.grantsOf(app.referent(proxy(app), "RoleArn")).values())
        .containsExactly(Set.of("secretsmanager:GetSecretValue"));
  }

  @Test
  void theBackendReachesItAndItAloneReachesTheDatabase() {
    assertThat(APP.admittedTo(proxy(APP))).containsExactly(APP.from(APP.backend().service(), 3306));
    assertThat(APP.admittedTo(APP.database())).containsExactly(APP.from(proxy(APP), 3306));
    assertThat(reaches(APP, APP.backend().service(), proxy(APP))).isTrue();
    assertThat(reaches(APP, proxy(APP), APP.database())).isTrue();
    assertThat(reaches(APP, APP.backend().service(), APP.database()))
        .as("whether the backend reaches the database beside the proxy")
        .isFalse();
    assertThat(reaches(APP, APP.frontend().service(), proxy(APP)))
        .as("whether the frontend reaches the proxy")
        .isFalse();
    assertThat(canReach(APP.reachability, proxy(APP).logicalId(), Reachability.INTERNET, 443))
        .as("whether the proxy reaches the internet")
        .isFalse();
  }

  @Test
  void itIsWhereTheDatabaseIs() {
    assertThat(APP.routes.subnetsOf(proxy(APP).logicalId()))
        .isEqualTo(APP.routes.subnetsOf(APP.database().logicalId()))
        .allMatch(it -> it.kind() == SubnetKind.ISOLATED);
  }

  /** RDS Proxy leads to no replica, and replicas have the security group of the database. */
  @Test
  void replicasAreReachedDirectly() {
    Anatomy app = with(it -> it.readReplicas(1));
    Resource replica = Anatomy.theOnly(app.readReplicas());

    assertThat(app.backend().environment())
        .containsEntry("DB_HOST", "${%s.Endpoint}".formatted(proxy(app).logicalId()))
        .containsEntry("DB_READ_HOSTS", "${%s.Endpoint.Address}".formatted(replica.logicalId()));
    assertThat(app.admittedTo(replica))
        .containsExactlyInAnyOrder(
            app.from(proxy(app), 3306), app.from(app.backend().service(), 3306));
  }

  @Test
  void theFunctionThatRotatesReachesTheDatabaseItself() {
    Anatomy app = with(it -> it.rotation(RotationProps.builder().build()));
    Resource schedule = theOnly(app.template, "AWS::SecretsManager::RotationSchedule");

    assertThat(app.admittedTo(app.database()))
        .containsExactlyInAnyOrder(app.from(proxy(app), 3306), app.from(schedule, 3306));
    assertThat(reaches(app, schedule, proxy(app))).isFalse();
    assertThat(app.template.resourcesOfType("AWS::StepFunctions::StateMachine"))
        .as("what gives the tasks the new password, which the proxy asks them for")
        .hasSize(1);
  }

  @Test
  void inBridgeNetworkingTheInstancesReachIt() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
                    .database(database(it -> it)));

    assertThat(app.admittedTo(proxy(app))).containsExactly(app.from(app.instances(), 3306));
    assertThat(app.admittedTo(app.database())).containsExactly(app.from(proxy(app), 3306));
  }

  @Test
  void aPersonGoesTheSameWay() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .backend(
                        Templates.backend()
                            .container(ContainerProps.builder().executeCommand(true).build())
                            .build())
                    .database(database(it -> it.portForward(true))));

    assertThat(OutputsTest.outputs(app).get("DatabasePortForward"))
        .contains("${%s.Endpoint}".formatted(proxy(app).logicalId()))
        .doesNotContain(app.database().logicalId());
  }

  /** CloudFormation deletes what is no longer in the template last, so that old tasks go on. */
  @Test
  void theRulesOfBothWaysComeAndGoByThemselves() {
    for (Anatomy app : List.of(APP, WITHOUT)) {
      Resource database =
          app.template.resource(
              Anatomy.theOnly(app.reachability.securityGroupsOf(app.database().logicalId())));
      assertThat(database.has("SecurityGroupIngress"))
          .as("whether a rule of the database is a part of its security group")
          .isFalse();
    }
    assertThat(ruleIds(APP)).doesNotContainAnyElementsOf(ruleIds(WITHOUT));
  }

  @Test
  void theDatabaseIsTheSameWithAndWithout() {
    Map<String, Object> with = without(APP, Set.of("AWS::EC2::SecurityGroupIngress"));
    Map<String, Object> before = without(WITHOUT, Set.of("AWS::EC2::SecurityGroupIngress"));

    before.remove(WITHOUT.backend().taskDefinition().logicalId());
    before.remove(WITHOUT.backend().service().logicalId());
    assertThat(APP.database().body()).isEqualTo(WITHOUT.database().body());
    assertThat(with)
        .as("all that is there without a proxy, but the backend's tasks and rules")
        .containsAllEntriesOf(before);
    with.keySet().removeAll(without(WITHOUT, Set.of()).keySet());
    assertThat(with.keySet().stream().map(id -> APP.template.resource(id).type()))
        .as("what is made for it")
        .containsExactlyInAnyOrder(
            "AWS::EC2::SecurityGroup",
            "AWS::EC2::SecurityGroupEgress",
            "AWS::IAM::Role",
            "AWS::RDS::DBProxy",
            "AWS::RDS::DBProxyTargetGroup");
  }

  @Test
  void itsNameIsOneThatRdsTakes() {
    String name = deployed(APP);

    assertThat(name).matches("[a-z]([a-z0-9]|-(?!-))*[a-z0-9]").hasSizeLessThanOrEqualTo(60);
  }

  /** Other subnets replace it, and the new one is made first. */
  @Test
  void inOtherSubnetsItHasAnotherName() {
    Anatomy inThree =
        Templates.with(
            props ->
                props
                    .network(NetworkProps.builder().maxAzs(3).build())
                    .database(database(it -> it)));

    assertThat(deployed(inThree)).isNotEqualTo(deployed(APP));
    assertThat(deployed(with(it -> it.multiAz(false)))).isEqualTo(deployed(APP));
  }

  @Test
  void twoInOneStackHaveTwoNames() {
    Anatomy two =
        Templates.in(
            stack -> {
              for (String id : List.of("One", "Two")) {
                new ThreeTierEcsApp(
                    stack, id, Templates.props().database(database(it -> it)).build());
              }
            });

    assertThat(
            two.template.resourcesOfType("AWS::RDS::DBProxy").stream()
                .map(it -> it.text("DBProxyName").orElse("")))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aSnapshotBehindItChangesNothing() {
    Anatomy app = with(it -> it.snapshot("shop-2026-01-31"));

    assertThat(proxy(app).body()).isEqualTo(proxy(APP).body());
  }

  @Test
  void itsGettersSayWhichOptionMakesIt() {
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            Templates.stackIn(
                Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE),
            "App",
            Templates.props().build());

    for (ThrowingCallable getter :
        List.<ThrowingCallable>of(
            app.getData()::getProxy,
            app.getData()::getProxySecurityGroup,
            app.getData()::getProxyRole)) {
      assertThatIllegalStateException()
          .isThrownBy(getter)
          .withMessage(
              "There is a proxy only with database.proxy; set it to true in"
                  + " DatabaseProps.builder()");
    }
  }

  private static boolean reaches(Anatomy app, Resource from, Resource to) {
    return canReach(app.reachability, from.logicalId(), to.logicalId(), 3306);
  }

  private static Collection<String> ruleIds(Anatomy app) {
    return app.template.resourcesOfType("AWS::EC2::SecurityGroupIngress").stream()
        .filter(it -> it.text("FromPort").filter("3306"::equals).isPresent())
        .map(Resource::logicalId)
        .toList();
  }

  private static Map<String, Object> without(Anatomy app, Set<String> types) {
    Map<String, Object> resources = new TreeMap<>();
    for (Resource resource : app.template.resources()) {
      if (!types.contains(resource.type())) {
        resources.put(resource.logicalId(), resource.body());
      }
    }
    return resources;
  }

  /** Its name, as CloudFormation joins it. */
  private static String deployed(Anatomy app) {
    Map<?, ?> name = (Map<?, ?>) proxy(app).property("DBProxyName").orElseThrow();
    List<?> join = (List<?>) Objects.requireNonNull(name.get("Fn::Join"));
    List<?> parts = (List<?>) join.get(1);
    assertThat(parts).hasSize(2);
    assertThat(Text.of(Objects.requireNonNull(parts.get(1)))).contains("AWS::StackId");
    return parts.get(0) + String.valueOf(join.get(0)) + "51af3dc0-da77-11e4-872e-1234567db123";
  }

  private static Resource proxy(Anatomy app) {
    return theOnly(app.template, "AWS::RDS::DBProxy");
  }

  private static Resource targets(Anatomy app) {
    return theOnly(app.template, "AWS::RDS::DBProxyTargetGroup");
  }

  static DatabaseProps database(UnaryOperator<DatabaseProps.Builder> choices) {
    return choices.apply(DatabaseProps.builder().proxy(true)).build();
  }

  static void app(Stack stack) {
    new ThreeTierEcsApp(
        stack, "App", Templates.props().database(database(it -> it.readReplicas(1))).build());
  }

  private static Anatomy with(UnaryOperator<DatabaseProps.Builder> choices) {
    return Templates.with(props -> props.database(database(choices)));
  }
}
