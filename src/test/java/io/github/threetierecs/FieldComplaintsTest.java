package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  /** aws-cdk#18179, #14732, #19275. */
  @Test
  void destroyDoesNotHangOnProtectedInstances() {
    assertThat(
            PRODUCTION
                .capacityProvider()
                .text("AutoScalingGroupProvider.ManagedTerminationProtection"))
        .contains("DISABLED");
    assertThat(PRODUCTION.instances().has("NewInstancesProtectedFromScaleIn"))
        .as("whether new instances are protected")
        .isFalse();
  }

  /** containers-roadmap#631, #2862. */
  @Test
  void destroyTakesServicesThenTheAssociationThenTheInstances() {
    assertThat(PRODUCTION.madeBefore(PRODUCTION.frontend().service()))
        .contains(PRODUCTION.association().logicalId());
    assertThat(PRODUCTION.madeBefore(PRODUCTION.association()))
        .contains(PRODUCTION.capacityProvider().logicalId(), PRODUCTION.instances().logicalId());
  }

  /** aws-cdk#31705, #34368. */
  @Test
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

  /** aws-cdk#34290, #1160. */
  @Test
  void aServiceRegistersOnlyInTargetGroupsThatHaveALoadBalancer() {
    assertThat(PRODUCTION.frontend().service().list("LoadBalancers")).hasSize(1);
    assertThat(PRODUCTION.backend().service().list("LoadBalancers")).hasSize(1);
    assertThat(PRODUCTION.template.resourcesOfType("AWS::ElasticLoadBalancingV2::TargetGroup"))
        .as("target groups")
        .containsExactlyInAnyOrder(
            PRODUCTION.frontend().targetGroup(), PRODUCTION.backend().targetGroup());
  }

  /** aws-cdk#12112, #15478, #11040, #7518. */
  @Test
  void noOptionOfTheDatabaseReplacesItsSecret() {
    assertThat(DEVELOPMENT.databaseSecret().property("GenerateSecretString"))
        .as("how DEVELOPMENT makes the password; another way than PRODUCTION's makes a new one")
        .isPresent()
        .isEqualTo(PRODUCTION.databaseSecret().property("GenerateSecretString"));
    assertThat(DEVELOPMENT.databaseSecret().logicalId())
        .isEqualTo(PRODUCTION.databaseSecret().logicalId());
  }

  /** aws-cdk#22141, #35286. */
  @Test
  void noParameterOrOptionGroupIsLeftBehindInUse() {
    Anatomy kept =
        Templates.with(
            props ->
                props.database(
                    DatabaseProps.builder().removalPolicy(RemovalPolicy.RETAIN).build()));

    assertThat(PRODUCTION.template.theOnly("AWS::RDS::DBParameterGroup").deletionPolicy())
        .as("what becomes of the parameters when the database is deleted")
        .isEqualTo("Delete");
    assertThat(kept.template.theOnly("AWS::RDS::DBParameterGroup").deletionPolicy())
        .as("what becomes of the parameters when the database is kept")
        .isEqualTo("Retain");
    assertThat(PRODUCTION.template.resourcesOfType("AWS::RDS::OptionGroup")).isEmpty();
  }
}
