package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.rehearsal.RehearsalLaws;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rehearsal of a change from one generated case to another, of the same construct. Four pairs,
 * and one more for fifty cases of {@code -Dgenerated.cases}, since most of each template is
 * another.
 */
class RehearsalLawsTest {
  private static final long SEED = Long.getLong("generated.seed", 20_261_124L);
  private static final int PAIRS = 4 + Integer.getInteger("generated.cases", 40) / 50;

  private record Case(GeneratedCase chosen, StackTemplate template) {}

  private static final List<Case> CASES = new ArrayList<>();

  @BeforeAll
  static void synthesize() {
    for (int number = 0; CASES.size() <= PAIRS; number++) {
      GeneratedCase chosen = GeneratedCase.of(SEED, number);
      Optional<Anatomy> synthesized = chosen.synthesized();
      synthesized.ifPresent(it -> CASES.add(new Case(chosen, it.template)));
    }
  }

  static Stream<Integer> pairs() {
    return IntStream.range(0, PAIRS).boxed();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyRehearsalKeepsTheLaws(int number) {
    Case before = CASES.get(number);
    Case after = CASES.get(number + 1);

    assertThat(
            RehearsalLaws.violations(
                before.template,
                after.template,
                new TemplateChange(before.template, after.template).replacedData()))
        .as("from %s\nto %s", before.chosen, after.chosen)
        .isEmpty();
  }

  @Test
  void whatIsNotCalledDataIsFound() {
    StackTemplate same = CASES.get(0).template;

    assertThat(RehearsalLaws.violations(same, same, Set.of("Database")))
        .containsExactly("Database is replaced, and that is not called data");
  }

  @Test
  void somePairReplacesData() {
    assertThat(IntStream.range(0, PAIRS).boxed())
        .anyMatch(
            it ->
                !new TemplateChange(CASES.get(it).template, CASES.get(it + 1).template)
                    .replacedData()
                    .isEmpty());
  }
}
