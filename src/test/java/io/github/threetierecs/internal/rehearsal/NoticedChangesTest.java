package io.github.threetierecs.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is called safer than it is: {@code noticed.tsv}. */
class NoticedChangesTest {
  static Stream<List<String>> changes() {
    return OwnFiles.table(NoticedChangesTest.class, "noticed.tsv").stream();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsNoticedIsSaid(List<String> change) {
    Map<String, Object> json =
        Plans.templatesOf(change.get(1)).values().stream()
            .reduce((images, app) -> app)
            .orElseThrow();
    Map<String, Object> changed = Edits.of(json, change.get(3), change.get(4), change.get(5));

    Rehearsed rehearsed =
        Rehearsed.of(StackTemplate.of(json), StackTemplate.of(changed), List.of());

    Verdict verdict = Verdict.of(change.get(0)).orElseThrow();
    assertThat(rehearsed.effects())
        .filteredOn(it -> it.verdict() == verdict)
        .extracting(Effect::line)
        .as(() -> String.join("\n", rehearsed.lines()))
        .anyMatch(it -> it.contains(change.get(6)));
  }
}
