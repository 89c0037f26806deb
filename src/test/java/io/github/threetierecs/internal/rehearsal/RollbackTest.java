package io.github.threetierecs.internal.rehearsal;

import static io.github.threetierecs.internal.rehearsal.Templates.ref;
import static io.github.threetierecs.internal.rehearsal.Templates.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollbackTest {
  private static final String DATABASE = "AWS::RDS::DBInstance";
  private static final String SERVICE = "AWS::ECS::Service";

  private static Map<String, Object> database(Map<String, Object> properties) {
    return Map.of(
        "Database",
        resource(DATABASE, properties),
        "Later",
        resource("AWS::SNS::Topic", Map.of("DisplayName", ref("Database"))));
  }

  private static List<Rollback> rollbacks(
      Map<String, Object> before, Map<String, Object> after, boolean isDriftAware) {
    Differences differences =
        new Differences(Templates.template(before), Templates.template(after));
    return new Rollbacks(differences, isDriftAware).of(Play.of(differences));
  }

  private static Map<String, Object> service(Map<String, Object> properties) {
    return Map.of("Service", resource(SERVICE, properties));
  }

  @Test
  void whatWasReplacedIsTheOldOneAgain() {
    Map<String, Object> before =
        Map.of(
            "Task", resource("AWS::ECS::TaskDefinition", Map.of("Family", "one")),
            "Service", resource(SERVICE, Map.of("TaskDefinition", ref("Task"))));
    Map<String, Object> after =
        Map.of(
            "Task", resource("AWS::ECS::TaskDefinition", Map.of("Family", "two")),
            "Service", resource(SERVICE, Map.of("TaskDefinition", ref("Task"))));

    assertThat(rollbacks(before, after, false))
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(it.isComplete()).isTrue();
              assertThat(it.remains()).isEmpty();
              assertThat(Rollbacks.isSame(it.state(), DeployedState.of(Templates.template(before))))
                  .isTrue();
            });
  }

  @Test
  void aDatabaseIsNotLowered() {
    List<Rollback> rollbacks =
        rollbacks(
            database(Map.of("EngineVersion", "8.4.8")),
            database(Map.of("EngineVersion", "8.4.9")),
            false);

    assertThat(rollbacks)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.remains()).containsExactly("the version of the database");
              assertThat(it.state().find("Database").orElseThrow().text("EngineVersion"))
                  .contains("8.4.9");
            });
  }

  /** Which nothing can fail after, if it is deployed by itself. */
  @Test
  void storageIsStuckIfSomethingElseFailsAfterIt() {
    Map<String, Object> before = database(Map.of("StorageType", "gp3"));
    Map<String, Object> alone = database(Map.of("StorageType", "io2"));
    Map<String, Object> more =
        Map.of(
            "Database",
            resource(DATABASE, Map.of("StorageType", "io2")),
            "Later",
            resource("AWS::SNS::Topic", Map.of("DisplayName", ref("Database"), "Tags", List.of())));

    assertThat(Templates.rehearse(before, alone).verdict()).isEqualTo(Verdict.SAFE);
    assertThat(Templates.rehearse(before, more).lines())
        .first()
        .asString()
        .startsWith("may get stuck: if UPDATE Later or what comes after it fails, the rollback")
        .contains("--resources-to-skip Database");
  }

  /** E4, before its mend. */
  @Test
  void aFirstSwitchToAShiftingStrategyCannotBeRolledBackIfTheOldOneWasNotWritten() {
    Map<String, Object> groups = Map.of("TargetGroupArn", "one");
    Map<String, Object> shifted =
        Map.of("TargetGroupArn", "one", "AdvancedConfiguration", Map.of("RoleArn", "two"));
    Map<String, Object> before = service(Map.of("LoadBalancers", List.of(groups)));
    Map<String, Object> written =
        service(
            Map.of(
                "LoadBalancers",
                List.of(groups),
                "DeploymentConfiguration",
                Map.of("Strategy", "ROLLING")));
    Map<String, Object> after =
        service(
            Map.of(
                "LoadBalancers",
                List.of(shifted),
                "DeploymentConfiguration",
                Map.of("Strategy", "BLUE_GREEN")));

    assertThat(rollbacks(before, after, false)).noneMatch(Rollback::isComplete);
    assertThat(rollbacks(before, after, true)).allMatch(Rollback::isComplete);
    assertThat(rollbacks(written, after, false)).allMatch(Rollback::isComplete);
    assertThat(Templates.rehearse(before, after).verdict()).isEqualTo(Verdict.MAY_GET_STUCK);
    assertThat(Templates.rehearse(written, after).verdict()).isEqualTo(Verdict.DEPLOYMENT);
    assertThat(Templates.rehearse(after, before).verdict()).isEqualTo(Verdict.FAILS);
  }

  @Test
  void whatHasAPolicyThatKeepsItStaysBesideTheStack() {
    Map<String, Object> kept =
        Map.of("Type", "AWS::KMS::Key", "DeletionPolicy", "Retain", "Properties", Map.of());

    assertThat(rollbacks(Map.of(), Map.of("Key", kept), false))
        .singleElement()
        .satisfies(it -> assertThat(it.remains()).containsExactly("KMS keys, beside the stack"));
  }
}
