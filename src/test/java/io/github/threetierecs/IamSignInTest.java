package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;

/** The backend signs in to the database by its role. */
class IamSignInTest {
  private static final Anatomy APP = with(it -> it.readReplicas(1));

  @Test
  void theBackendsTasksMaySignInAsOneUserOfTheDatabaseAndItsReplica() {
    assertThat(APP.grantsOf(APP.backend().taskRole()))
        .containsEntry(arn(APP.database().logicalId()), Set.of("rds-db:connect"))
        .containsEntry(
            arn(Anatomy.theOnly(APP.readReplicas()).logicalId()), Set.of("rds-db:connect"));
  }

  @Test
  void nobodyElseMay() {
    assertThat(APP.permissions.roles())
        .filteredOn(
            role ->
                role.statements().stream().anyMatch(it -> it.actions().contains("rds-db:connect")))
        .extracting(role -> role.logicalId())
        .containsExactly(APP.backend().taskRole().logicalId());
  }

  @Test
  void theBackendIsToldTheUser() {
    assertThat(APP.backend().environment()).containsEntry("DB_IAM_USER", "app");
    assertThat(APP.frontend().environment()).doesNotContainKey("DB_IAM_USER");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void nothingOfItIsThereUnasked(Profile profile) {
    Anatomy app = Templates.of(profile);

    assertThat(app.backend().environment()).doesNotContainKey("DB_IAM_USER");
    assertThat(app.grantsOf(app.backend().taskRole()).values())
        .noneMatch(it -> it.contains("rds-db:connect"));
  }

  /** The CDK's own grant would name the instance by another of its names. */
  @Test
  void featureFlagsDoNotDecideWhomItNames() {
    Stack stack =
        Templates.stackIn(
            Templates.app(FeatureFlags.RECOMMENDED), "Shop", Configuration.Place.ANYWHERE);
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .database(DatabaseProps.builder().readReplicas(1).iamAuthentication(true).build())
            .build());
    Anatomy flagged = Templates.of(stack);

    assertThat(flagged.grantsOf(flagged.backend().taskRole()))
        .isEqualTo(APP.grantsOf(APP.backend().taskRole()));
  }

  private static String arn(String database) {
    return "arn:${AWS::Partition}:rds-db:${AWS::Region}:${AWS::AccountId}:dbuser:${%s.DbiResourceId}/app"
        .formatted(database);
  }

  private static Anatomy with(UnaryOperator<DatabaseProps.Builder> choices) {
    return Templates.with(
        props ->
            props.database(choices.apply(DatabaseProps.builder().iamAuthentication(true)).build()));
  }
}
