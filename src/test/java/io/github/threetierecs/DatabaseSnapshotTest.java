package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.DatabaseInstanceFromSnapshot;

/** A database that begins with what is in a snapshot. */
class DatabaseSnapshotTest {
  private static final String SNAPSHOT = "shop-2026-01-31";
  private static final String WARNING =
      "*setting, changing or removing it on a running stack replaces the database*";

  private static final Anatomy RESTORED = restored(SNAPSHOT);
  private static final Anatomy EMPTY = Templates.of(Profile.PRODUCTION);

  @Test
  void nothingHasAnotherLogicalIdThanWithout() {
    assertThat(RESTORED.template.resources())
        .extracting(Resource::logicalId)
        .isEqualTo(EMPTY.template.resources().stream().map(Resource::logicalId).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DBName", "MasterUsername", "StorageEncrypted", "KmsKeyId"})
  void whatIsInTheSnapshotIsNotSet(String property) {
    assertThat(EMPTY.database().has(property)).isTrue();
    assertThat(RESTORED.database().has(property)).isFalse();
  }

  @Test
  void theRestIsAsWithout() {
    Set<String> expected = new TreeSet<>(EMPTY.database().properties().keySet());
    expected.removeAll(List.of("DBName", "MasterUsername", "StorageEncrypted", "KmsKeyId"));
    expected.add("DBSnapshotIdentifier");

    assertThat(RESTORED.database().properties().keySet())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theCdksOwnConstructForSnapshotsSetsNothingThatWeLeaveOut() {
    Anatomy theirs =
        Templates.in(
            stack ->
                DatabaseInstanceFromSnapshot.Builder.create(stack, "Database")
                    .vpc(new Vpc(stack, "Vpc"))
                    .engine(DatabaseInstanceEngine.MYSQL)
                    .snapshotIdentifier(SNAPSHOT)
                    .build());

    assertThat(RESTORED.database().properties().keySet())
        .containsAll(theirs.database().properties().keySet());
  }

  @Test
  void itsPasswordBecomesThatOfTheSecret() {
    assertThat(RESTORED.database().property("MasterUserPassword"))
        .isEqualTo(EMPTY.database().property("MasterUserPassword"));
  }

  @Test
  void theBackendIsToldTheNameOfTheDatabaseInIt() {
    assertThat(RESTORED.backend().environment()).containsEntry("DB_NAME", "app");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rds:shop-2026-01-31-03-05",
        "awsbackup:job-0f",
        "arn:aws:rds:eu-central-1:111111111111:snapshot:shop",
        "arn:aws-cn:rds:cn-north-1:111111111111:snapshot:rds:shop-1"
      })
  void everyKindOfSnapshotIsTaken(String snapshot) {
    DatabaseProps.builder().snapshot(snapshot).build();
  }

  @Test
  void itMayBeAParameter() {
    Anatomy app =
        Templates.in(
            stack ->
                new ThreeTierEcsApp(
                    stack,
                    "App",
                    props(
                        CfnParameter.Builder.create(stack, "Snapshot")
                            .defaultValue(SNAPSHOT)
                            .build()
                            .getValueAsString())));

    assertThat(app.parameterDefault(app.database(), "DBSnapshotIdentifier")).isEqualTo(SNAPSHOT);
  }

  @ParameterizedTest
  @EnumSource
  void aKeyForTheDatabaseIsMadeForNothing(KeyStrategy keys) {
    Anatomy app =
        Templates.with(
            it -> it.keys(keys).database(DatabaseProps.builder().snapshot(SNAPSHOT).build()));

    assertThat(
            app.template.resourcesOfType("AWS::KMS::Key").stream()
                .map(Resource::logicalId)
                .filter(id -> id.contains("Database"))
                .collect(Collectors.toSet()))
        .isEmpty();
  }

  @Test
  void aWarningSaysThatItHasToStay() {
    Stack stack = stack();
    new ThreeTierEcsApp(stack, "App", props(SNAPSHOT));

    Annotations.fromStack(stack)
        .hasWarning("*", Match.stringLikeRegexp(WARNING.replace("*", ".*")));
  }

  @Test
  void theWarningCanBeAcknowledged() {
    Stack stack = stack();
    software.amazon.awscdk.Annotations.of(stack)
        .acknowledgeWarning("ThreeTierEcsApp::DatabaseFromSnapshot", "Restored on 31 January");
    new ThreeTierEcsApp(stack, "App", props(SNAPSHOT));

    Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
  }

  private static Stack stack() {
    return Templates.stackIn(
        Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE);
  }

  private static Anatomy restored(String snapshot) {
    return Templates.in(stack -> new ThreeTierEcsApp(stack, "App", props(snapshot)));
  }

  private static ThreeTierEcsAppProps props(String snapshot) {
    return Templates.props().database(DatabaseProps.builder().snapshot(snapshot).build()).build();
  }
}
