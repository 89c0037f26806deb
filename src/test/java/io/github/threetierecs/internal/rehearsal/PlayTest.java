package io.github.threetierecs.internal.rehearsal;

import static io.github.threetierecs.internal.rehearsal.Templates.ref;
import static io.github.threetierecs.internal.rehearsal.Templates.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlayTest {
  private static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
  private static final String GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";
  private static final String SERVICE = "AWS::ECS::Service";

  /** A listener, a target group and a service. */
  private static Map<String, Object> tier(String protocol) {
    return Map.of(
        "Group",
        resource(GROUP, Map.of("Protocol", protocol)),
        "Listener",
        resource(
            LISTENER, Map.of("DefaultActions", List.of(Map.of("TargetGroupArn", ref("Group"))))),
        "Service",
        Map.of(
            "Type",
            SERVICE,
            "DependsOn",
            List.of("Listener"),
            "Properties",
            Map.of("LoadBalancers", List.of(Map.of("TargetGroupArn", ref("Group"))))));
  }

  @Test
  void whatIsReplacedIsCreatedFirstAndDeletedLast() {
    assertThat(Templates.rehearse(tier("HTTP"), tier("HTTPS")).steps())
        .extracting(Step::words)
        .containsExactly(
            "REPLACE Group", "UPDATE Listener", "UPDATE Service", "DELETE Group (old)");
  }

  @Test
  void aListenerThatLeadsToAnEmptyTargetGroupIsAnOutage() {
    Rehearsed rehearsed = Templates.rehearse(tier("HTTP"), tier("HTTPS"));

    assertThat(rehearsed.verdict()).isEqualTo(Verdict.OUTAGE);
    assertThat(rehearsed.lines())
        .first()
        .asString()
        .startsWith("outage: errors 503 for callers of the Service, since Listener leads to a")
        .endsWith(", 2-15 minutes (from UPDATE Listener on)");
  }

  @Test
  void whileItIsReplacedTheOldOneIsUsedByWhatIsNotUpdatedYet() {
    Differences differences =
        new Differences(Templates.template(tier("HTTP")), Templates.template(tier("HTTPS")));
    List<Play.Played> played = Play.of(differences);

    assertThat(played.get(1).state().find("Listener").orElseThrow().text("DefaultActions"))
        .contains("[{TargetGroupArn: ${Group}}]");
    assertThat(played.get(1).state().find("Service").orElseThrow().text("LoadBalancers"))
        .contains("[{TargetGroupArn: ${Group (old)}}]");
  }

  @Test
  void whatIsLeftOutIsKept() {
    Map<String, Object> before =
        Map.of(
            "Database",
            resource(
                "AWS::RDS::DBInstance",
                Map.of("PreferredBackupWindow", "03:00-04:00", "MultiAZ", true)));
    Map<String, Object> after =
        Map.of("Database", resource("AWS::RDS::DBInstance", Map.of("MultiAZ", false)));
    List<Play.Played> played =
        Play.of(new Differences(Templates.template(before), Templates.template(after)));

    assertThat(played.get(0).state().find("Database").orElseThrow().properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("PreferredBackupWindow", "03:00-04:00", "MultiAZ", false));
  }

  @Test
  void nothingIsSaidToChangeIfNothingDoes() {
    Rehearsed rehearsed = Templates.rehearse(tier("HTTP"), tier("HTTP"));

    assertThat(rehearsed.steps()).isEmpty();
    assertThat(rehearsed.lines()).containsExactly("safe: nothing changes");
  }

  /** As far as schemas tell. */
  @Test
  void whatUsersHaveBesideIsNotKnownUnlessItIsReplaced() {
    assertThat(own("AWS::DynamoDB::Table", "BillingMode").lines())
        .containsExactly(
            "not known: BillingMode changes in place by its schema, and whether that interrupts"
                + " anything is not known (Own: BillingMode a → b)");
    assertThat(own("AWS::DynamoDB::Table", "TableName").verdict()).isEqualTo(Verdict.DATA);
    assertThat(own("AWS::IoT::Thing", "Any").lines())
        .containsExactly(
            "not known: Any changes, and what AWS does to this type is not known (Own: Any a → b)");
  }

  private static Rehearsed own(String type, String property) {
    return Templates.rehearse(
        Map.of("Own", resource(type, Map.of(property, "a"))),
        Map.of("Own", resource(type, Map.of(property, "b"))));
  }
}
