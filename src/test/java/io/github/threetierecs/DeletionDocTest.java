package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What is left of a stack that is deleted, and that nothing hangs. The tables of {@code
 * docs/guides/delete.md} are what is synthesized; after a change, {@code mvn test
 * -Dtest=DeletionDocTest -Dregenerate=true} writes them anew.
 */
@Tag("generated")
class DeletionDocTest {
  private static final DocPage PAGE = new DocPage("guides/delete.md");
  private static final String STALE =
      "docs/guides/delete.md is stale; mvn test -Dtest=DeletionDocTest -Dregenerate=true mends"
          + " it";

  private static final List<DeletionCase> CASES = DeletionCase.ALL;
  private static final DeletionCase DEFAULTS = CASES.get(0);

  /** What docs/guides/delete.md says to do something about first. */
  private static final Set<String> TO_BE_MENDED_FIRST =
      Set.of(
          "`capacity.managedTerminationProtection`",
          "`backup` in DEVELOPMENT",
          "`backup.copyTo` in DEVELOPMENT");

  @Test
  void developmentLeavesNothing() {
    assertThat(DEFAULTS.in(Profile.DEVELOPMENT).leftovers()).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void nothingHangsAndNothingThatStaysLosesWhatItUses(DeletionCase it) {
    for (Profile profile : Profile.values()) {
      boolean expected =
          TO_BE_MENDED_FIRST.contains(it.choice)
              || TO_BE_MENDED_FIRST.contains(it.choice + " in " + profile);
      if (expected) {
        assertThat(it.in(profile).obstacles()).as("%s in %s", it, profile).hasSize(1);
      } else {
        assertThat(it.in(profile).obstacles()).as("%s in %s", it, profile).isEmpty();
      }
    }
  }

  @Test
  void productionRefusesByTheDatabaseAndTheLoadBalancersAlone() {
    Anatomy app = Templates.of(Profile.PRODUCTION);

    assertThat(new Deletion(app).obstacles())
        .containsExactlyInAnyOrder(
            app.database() + " is protected",
            app.frontend().loadBalancer() + " is protected",
            app.backend().loadBalancer() + " is protected");
  }

  /** A log group that is deleted, and then written to, would be there again. */
  @Test
  void nobodyMakesALogGroupAnewButRds() {
    for (Profile profile : Profile.values()) {
      Anatomy app = Templates.of(profile);

      assertThat(
              app.permissions.roles().stream()
                  .flatMap(role -> role.statements().stream())
                  .filter(it -> it.isAbout("logs:CreateLogGroup"))
                  .map(Statement::resourceTexts))
          .as("where roles may make log groups in %s", profile)
          .allMatch(it -> it.toString().endsWith(":log-group:RDSOSMetrics:*]"));
      assertThat(app.json.toString()).doesNotContain("awslogs-create-group");
    }
  }

  @Test
  void whatStaysIsInTheTable() {
    Map<List<String>, List<String>> choices = new LinkedHashMap<>();
    CASES.stream()
        .filter(it -> it == DEFAULTS || differs(it))
        .forEach(
            it ->
                choices
                    .computeIfAbsent(
                        List.of(cell(it, Profile.PRODUCTION), cell(it, Profile.DEVELOPMENT)),
                        any -> new ArrayList<>())
                    .add(it.choice));
    String expected =
        "| With | `PRODUCTION` | `DEVELOPMENT` |\n|---|---|---|\n"
            + choices.entrySet().stream()
                .map(
                    it ->
                        "| %s | %s | %s |\n"
                            .formatted(
                                String.join(", ", it.getValue()),
                                it.getKey().get(0),
                                it.getKey().get(1)))
                .collect(Collectors.joining());
    assertThat(PAGE.block("what-stays", expected)).as(STALE).isEqualTo(expected);
  }

  @Test
  void whatToDoAboutItIsInTheTable() {
    Map<List<String>, List<String>> what = new LinkedHashMap<>();
    everLeft()
        .forEach(
            it ->
                what.computeIfAbsent(List.of(it.howLong, it.remedy), any -> new ArrayList<>())
                    .add(it.words));
    StringBuilder expected =
        new StringBuilder("| What | How long | Delete it with |\n|---|---|---|\n");
    what.forEach(
        (rest, words) ->
            expected.append(
                "| %s | %s | %s |\n"
                    .formatted(String.join(", ", words), rest.get(0), rest.get(1))));
    assertThat(PAGE.block("leftovers", expected.toString()))
        .as(STALE)
        .isEqualTo(expected.toString());
  }

  private static boolean differs(DeletionCase it) {
    return Stream.of(Profile.values())
        .anyMatch(
            profile ->
                !it.in(profile).leftovers().equals(DEFAULTS.in(profile).leftovers())
                    || !it.in(profile).obstacles().isEmpty());
  }

  private static String cell(DeletionCase it, Profile profile) {
    if (!it.in(profile).obstacles().isEmpty()) {
      return it.choice.contains("backup")
          ? "**fails** until [the vault](#the-vault) is empty"
          : "**hangs**: switch it off, deploy and replace the instances first";
    }
    Set<Leftover> usual = DEFAULTS.in(profile).leftovers();
    Set<Leftover> left = it.in(profile).leftovers();
    if (it == DEFAULTS) {
      return left.isEmpty() ? "nothing" : words(left);
    }
    Set<Leftover> more = new LinkedHashSet<>(left);
    more.removeAll(usual);
    Set<Leftover> less = new LinkedHashSet<>(usual);
    less.removeAll(left);
    String differences =
        Stream.of(
                more.isEmpty() ? "" : (usual.isEmpty() ? "" : "also ") + words(more),
                less.isEmpty() ? "" : "not " + words(less))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return differences.isEmpty() ? "the same" : differences;
  }

  private static String words(Set<Leftover> leftovers) {
    return leftovers.stream().map(it -> it.words).collect(Collectors.joining(", "));
  }

  private static Set<Leftover> everLeft() {
    Set<Leftover> all = EnumSet.noneOf(Leftover.class);
    for (DeletionCase it : CASES) {
      for (Profile profile : Profile.values()) {
        all.addAll(it.in(profile).leftovers());
      }
    }
    return all;
  }
}
