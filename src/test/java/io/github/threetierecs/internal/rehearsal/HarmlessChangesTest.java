package io.github.threetierecs.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No false alarm: {@code harmless.tsv} has changes that nobody would notice. */
class HarmlessChangesTest {
  private static final Map<String, Map<String, Object>> JSON =
      Map.of("production", template("production"), "quickstart", template("quickstart"));

  private record Change(
      Verdict verdict,
      boolean isBothWays,
      String example,
      String what,
      String resource,
      String path,
      String value) {

    static Change of(List<String> cells) {
      return new Change(
          Verdict.of(cells.get(0)).orElseThrow(),
          cells.get(1).equals("both"),
          cells.get(2),
          cells.get(3),
          cells.get(4),
          cells.get(5),
          cells.get(6));
    }

    Map<String, Object> of(Map<String, Object> template) {
      return Edits.of(template, resource, path, value);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static Map<String, Object> template(String example) {
    return Plans.templatesOf(example).values().stream().reduce((images, app) -> app).orElseThrow();
  }

  private static Map<String, Object> json(String example) {
    return Objects.requireNonNull(JSON.get(example));
  }

  static Stream<Change> changes() {
    return OwnFiles.table(HarmlessChangesTest.class, "harmless.tsv").stream().map(Change::of);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatNobodyNoticesIsSaidSo(Change change) {
    StackTemplate before = StackTemplate.of(json(change.example));

    says(change.verdict, before, StackTemplate.of(change.of(json(change.example))));
  }

  /** All of an example at once, since each is as harmless together with the others. */
  @ParameterizedTest
  @ValueSource(strings = {"production", "quickstart"})
  void neitherAreTheirWaysBack(String example) {
    for (Verdict verdict : List.of(Verdict.SAFE, Verdict.DEPLOYMENT)) {
      Map<String, Object> after = json(example);
      for (Change it : changes().toList()) {
        if (it.example.equals(example) && it.verdict == verdict && it.isBothWays) {
          after = it.of(after);
        }
      }
      says(verdict, StackTemplate.of(after), StackTemplate.of(json(example)));
    }
  }

  private static void says(Verdict verdict, StackTemplate before, StackTemplate after) {
    Rehearsed rehearsed = Rehearsed.of(before, after, List.of());
    assertThat(rehearsed.verdict())
        .as(() -> String.join("\n", rehearsed.lines()))
        .isEqualTo(verdict);
  }

  @Test
  void thereAreAtLeastThirtyOfThem() {
    assertThat(changes().filter(it -> it.verdict == Verdict.SAFE).map(Change::what).distinct())
        .hasSizeGreaterThanOrEqualTo(30);
  }
}
