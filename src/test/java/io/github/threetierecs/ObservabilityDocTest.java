package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.observability.AlarmRule;
import io.github.threetierecs.internal.observability.CloudWatchMetric.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;

/**
 * The table of {@code docs/observability.md} is that of the code. After a change, {@code mvn test
 * -Dtest=ObservabilityDocTest -Dregenerate=true} writes it anew.
 */
@Tag("generated")
class ObservabilityDocTest {
  private static final DocPage PAGE = new DocPage("observability.md");

  private static final Map<TreatMissingData, String> MISSING =
      Map.of(
          TreatMissingData.NOT_BREACHING, "well",
          TreatMissingData.BREACHING, "ill",
          TreatMissingData.MISSING, "not known");

  private static final String HEAD =
      """

      | Alarm | Goes off when | For | No data is | What to do first |
      |---|---|---|---|---|
      """;

  @Test
  void theTableIsThatOfTheCode() {
    String expected =
        AlarmRule.ALL.stream()
            .map(ObservabilityDocTest::row)
            .collect(Collectors.joining("", HEAD, "\n"));

    assertThat(PAGE.block("alarms", expected))
        .as(
            "docs/observability.md is stale; mvn test -Dtest=ObservabilityDocTest"
                + " -Dregenerate=true mends it")
        .isEqualTo(expected);
  }

  private static String row(AlarmRule rule) {
    String limit = rule.limit().option.map(it -> "`" + it.name() + "`").orElse("");
    return "| "
        + String.join(
            " | ",
            parts(rule).stream()
                .map(part -> "`" + part + rule.id() + "`")
                .collect(Collectors.joining(", ")),
            rule.when().replace("{limit}", limit),
            rule.minutes() * rule.periods() + " minutes",
            MISSING.getOrDefault(rule.missing(), "?"),
            rule.firstOf(name(rule)))
        + " |\n";
  }

  private static String name(AlarmRule rule) {
    if (rule.metrics().get(0).source == Source.QUEUE) {
      return "worker \"Mailer\"";
    }
    if (rule.metrics().get(0).source == Source.DEAD_LETTERS) {
      return "scheduled task \"Nightly\"";
    }
    return parts(rule).size() > 1 ? "tier" : "database";
  }

  private static List<String> parts(AlarmRule rule) {
    Source source = rule.metrics().get(0).source;
    return switch (source) {
      case REQUESTS, LOAD_BALANCER, TARGETS, SERVICE, INSIGHTS -> List.of("Frontend", "Backend");
      case DATABASE -> List.of("Database");
      case REPLICA -> List.of("Replica1");
      case CLUSTER -> List.of("Database", "Readers");
      case WRITER -> List.of("Database");
      case READERS -> List.of("Readers");
      case QUEUE -> List.of("WorkerMailer");
      case DEAD_LETTERS -> List.of("ScheduledTaskNightly");
      case CAPACITY_PROVIDER, INSTANCES -> List.of("Capacity");
    };
  }
}
