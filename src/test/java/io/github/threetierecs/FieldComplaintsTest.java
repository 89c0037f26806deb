package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/**
 * What users of other constructs have suffered, as far as no other test here says it already.
 * Missing dependencies, launch configurations, names that collide, open load balancers and the like
 * are in the test of the tier that they concern.
 */
class FieldComplaintsTest {
  private static final Anatomy PRODUCTION = Templates.of(Profile.PRODUCTION);
  private static final Anatomy DEVELOPMENT = Templates.of(Profile.DEVELOPMENT);

  @Test
  @Answers(Complaint.DESTROY_HANGS)
  void destroyDoesNotHangOnProtectedInstances() {
    assertThat(
            PRODUCTION
                .capacityProvider()
                .text("AutoScalingGroupProvider.ManagedTerminationProtection"))
        .contains("DISABLED");
    assertThat(PRODUCTION.instances().isTrue("NewInstancesProtectedFromScaleIn"))
        .as("whether new instances are protected")
        .isFalse();
  }

  @Test
  @Answers({Complaint.DESTROY_HANGS, Complaint.SERVICES_BEFORE_CAPACITY})
  void destroyTakesServicesThenTheAssociationThenTheInstances() {
    assertThat(PRODUCTION.madeBefore(PRODUCTION.frontend().service()))
        .contains(PRODUCTION.association().logicalId());
    assertThat(PRODUCTION.madeBefore(PRODUCTION.association()))
        .contains(PRODUCTION.capacityProvider().logicalId(), PRODUCTION.instances().logicalId());
  }

  @Test
  @Answers(Complaint.HALF_THE_TASKS_STOP)
  void theDefaultsOfAUserWhoSetsNothingCauseNoWarning() {
    Stack stack =
        Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE);
    new ThreeTierEcsApp(stack, "App", Templates.props().build());

    Annotations annotations = Annotations.fromStack(stack);
    assertThat(
            List.of(
                annotations.findWarning("*", Match.anyValue()),
                annotations.findError("*", Match.anyValue())))
        .as("warnings and errors at synth")
        .allMatch(List::isEmpty);
  }

  @Test
  @Answers(Complaint.TARGET_GROUP_WITHOUT_BALANCER)
  void aServiceRegistersOnlyInTargetGroupsThatHaveALoadBalancer() {
    assertThat(PRODUCTION.frontend().service().list("LoadBalancers")).hasSize(1);
    assertThat(PRODUCTION.backend().service().list("LoadBalancers")).hasSize(1);
    assertThat(PRODUCTION.template.resourcesOfType("AWS::ElasticLoadBalancingV2::TargetGroup"))
        .as("target groups")
        .containsExactlyInAnyOrder(
            PRODUCTION.frontend().targetGroup(), PRODUCTION.backend().targetGroup());
  }

  @Test
  @Answers(Complaint.CREDENTIALS_REPLACE_THE_DATABASE)
  void noOptionOfTheDatabaseReplacesItsSecret() {
    assertThat(DEVELOPMENT.databaseSecret().property("GenerateSecretString"))
        .as("how DEVELOPMENT makes the password; another way than PRODUCTION's makes a new one")
        .isPresent()
        .isEqualTo(PRODUCTION.databaseSecret().property("GenerateSecretString"));
    assertThat(DEVELOPMENT.databaseSecret().logicalId())
        .isEqualTo(PRODUCTION.databaseSecret().logicalId());
  }

  @Test
  @Answers(Complaint.PARAMETER_GROUP_LEFT_BEHIND)
  void noParameterOrOptionGroupIsLeftBehindInUse() {
    Anatomy kept =
        Templates.with(
            props ->
                props.database(
                    DatabaseProps.builder().removalPolicy(RemovalPolicy.RETAIN).build()));

    assertThat(deletionPolicy(theOnly(PRODUCTION.template, "AWS::RDS::DBParameterGroup")))
        .as("what becomes of the parameters when the database is deleted")
        .isEqualTo("Delete");
    assertThat(deletionPolicy(theOnly(kept.template, "AWS::RDS::DBParameterGroup")))
        .as("what becomes of the parameters when the database is kept")
        .isEqualTo("Retain");
    assertThat(PRODUCTION.template.resourcesOfType("AWS::RDS::OptionGroup")).isEmpty();
  }

  @Test
  @Answers(Complaint.SLOW_STARTERS_KILLED)
  void aTaskHasTwoMinutesToAnswerItsFirstHealthCheck() {
    assertThat(
            List.of(PRODUCTION.frontend(), PRODUCTION.backend(), DEVELOPMENT.backend()).stream()
                .map(tier -> tier.service().text("HealthCheckGracePeriodSeconds")))
        .as("seconds in which a new task may fail its health checks")
        .containsOnly(Optional.of("120"));
  }

  @Test
  @Answers(Complaint.BAD_DATABASE_NAME)
  void aNameThatRdsRefusesIsRefusedBeforeAnythingIsMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(DatabaseProps.builder().databaseName("my-db")::build)
        .withMessageStartingWith("database.databaseName: \"my-db\" is refused by RDS")
        .withMessageEndingWith("use a name such as \"my_db\"");
  }

  @Test
  @Answers(Complaint.SERVICE_REPLACED_BY_ITS_CAPACITY)
  void servicesAreReplacedByNoOptionOfTheCapacityButTaskNetworking() {
    assertThat(changes("CapacityProps"))
        .filteredOn(it -> (there(it) + back(it)).contains("replaces services"))
        .extracting(OptionChange::option)
        .containsExactly("capacity.taskNetworking");
    assertThat(PRODUCTION.template.resourcesOfType("AWS::ECS::Service"))
        .as("services, which would collide with their successor if they had a name")
        .noneMatch(service -> service.has("ServiceName") || service.has("LaunchType"));
  }

  @Test
  @Answers(Complaint.CREDENTIALS_REPLACE_THE_DATABASE)
  void aChangeOfCredentialsIsRefused() {
    assertThat(changes("DatabaseProps"))
        .filteredOn(
            it ->
                (there(it) + back(it)).matches(".*(replaces the database|the database's secret).*"))
        .extracting(OptionChange::option)
        .as("options that another database or another password comes from")
        .containsExactly(
            "database.existing",
            "database.existingCluster",
            "database.snapshot",
            "database.databaseName",
            "database.username");
    assertThat(
            DeployedRules.refusals(
                PRODUCTION.json,
                Templates.with(
                        props -> props.database(DatabaseProps.builder().username("owner").build()))
                    .json))
        .singleElement()
        .asString()
        .startsWith(
            "This replaces or deletes the database, and what is in it is lost to the application.")
        .contains("username")
        .endsWith("=databaseName:app/username:owner/keys:ONE_KEY");
  }

  @Test
  @Answers(Complaint.ZONES_MOVE_SUBNETS)
  void zonesAndNatGatewaysComeAndGoWithoutMovingASubnet() {
    assertThat(changes("NetworkProps"))
        .noneMatch(it -> (there(it) + back(it)).contains("replaces subnets"));
  }

  private static List<OptionChange> changes(String section) {
    return Objects.requireNonNull(OptionChanges.bySection().get(section));
  }

  private static String there(OptionChange it) {
    return new TemplateChange(it.first().template(), it.second().template()).words();
  }

  private static String back(OptionChange it) {
    return new TemplateChange(it.second().template(), it.first().template()).words();
  }
}
