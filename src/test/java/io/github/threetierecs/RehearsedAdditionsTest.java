package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.rehearsal.Effect;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

/** What a rehearsal says of further backends that come, go, and change their names. */
class RehearsedAdditionsTest {
  private static final StackTemplate NONE = with();

  private static StackTemplate with(String... ids) {
    Stack stack = Templates.anywhere();
    ThreeTierEcsApp app = Templates.appIn(stack, it -> it);
    for (String id : ids) {
      app.addBackend(
          id,
          AddedBackendProps.builder()
              .image(Options.IMAGE)
              .pathPatterns(List.of("/search/*"))
              .build());
    }
    return Templates.of(stack).template;
  }

  private static List<String> lines(StackTemplate before, StackTemplate after, Verdict verdict) {
    return Rehearsed.of(before, after, List.of()).effects().stream()
        .filter(it -> it.verdict() == verdict)
        .map(Effect::line)
        .toList();
  }

  @Test
  void aNewRuleMayTakeRequestsBeforeItsTasksAreThere() {
    assertThat(lines(NONE, with("Search"), Verdict.NOT_KNOWN))
        .singleElement()
        .asString()
        .startsWith(
            "not known: whoever sends requests that this rule takes already gets errors 503 until"
                + " tasks are in its target group, 2-15 minutes (AppAddedBackendsSearch");
  }

  /** The rule of the new id has a lower number, so that it takes the requests at once. */
  @Test
  void anotherIdForTheSamePathIsAnOutage() {
    assertThat(lines(with("Search"), with("Find"), Verdict.OUTAGE))
        .singleElement()
        .asString()
        .startsWith("outage: errors 503 for callers of the added backend, since");
    assertThat(lines(with("Find"), with("Search"), Verdict.OUTAGE)).isEmpty();
  }

  @Test
  void oneThatGoesStopsWorking() {
    assertThat(lines(with("Search"), NONE, Verdict.DEGRADED))
        .anyMatch(
            it -> it.contains("removes services: its tasks stop, and nobody does their work"));
  }
}
