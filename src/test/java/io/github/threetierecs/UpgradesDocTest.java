package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.OptionChange.Deployed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a change of each option does to a stack that is there. The table of {@code docs/upgrades.md}
 * is what is synthesized; after a change, {@code mvn test -Dtest=UpgradesDocTest -Dregenerate=true}
 * writes it anew.
 */
@Tag("generated")
class UpgradesDocTest {
  private static final DocPage PAGE = new DocPage("upgrades.md");

  private static final String STALE =
      "docs/upgrades.md is stale; mvn test -Dtest=UpgradesDocTest -Dregenerate=true mends it";

  /** Of a word in docs/upgrades.md, those of which the option's Javadoc has to have one. */
  private static final Map<String, List<String>> WORDS_OF_JAVADOC =
      Map.of(
          "refused", List.of("refuse"),
          "new deployment", List.of("deployment", "deploys", "replaces", "refuse"),
          "rolls instances", List.of("rolls", "refuse"),
          "outage", List.of("outage"),
          "replaces", List.of("replaces", "another", "refuse"));

  @Test
  void everyOptionHasTwoValues() {
    assertThat(OptionChanges.all().stream().map(OptionChange::option).collect(Collectors.toList()))
        .as("the options in OptionChanges; a new one needs two values there")
        .containsExactlyInAnyOrderElementsOf(
            Options.all()
                .map(
                    option ->
                        option.matches("backend\\.(serviceConnect|migration.*)")
                            ? option
                            : option.replaceFirst("^(frontend|backend)\\.", "service."))
                .filter(option -> !OptionChanges.GROUPS.contains(option))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theTableIsWhatIsSynthesized() {
    StringBuilder expected = new StringBuilder();
    OptionChanges.bySection()
        .forEach((section, changes) -> expected.append(table(section, changes)));
    assertThat(PAGE.block("changes", expected.toString())).as(STALE).isEqualTo(expected.toString());
  }

  /** What AWS keeps, and "leaves" in the table refers to. */
  @Test
  void whatRemainsIsWhatTheTestOfPropertiesLetsVanish() {
    StringBuilder expected =
        new StringBuilder(
            "| Of | Left out | What remains | Why it is not written |\n|---|---|---|---|\n");
    for (LeftOut it : LeftOut.REMAINS) {
      expected.append(
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(it.type(), it.property(), it.remains(), it.because()));
    }
    assertThat(PAGE.block("left out", expected.toString()))
        .as(STALE)
        .isEqualTo(expected.toString());
  }

  @Test
  void whatARollbackLeavesIsWhatIsSynthesized() {
    StringBuilder expected =
        new StringBuilder("| Option | From, to | There | And back |\n|---|---|---|---|\n");
    OptionChanges.bySection().forEach((section, changes) -> expected.append(rollbacks(changes)));
    assertThat(PAGE.block("rollbacks", expected.toString()))
        .as(STALE)
        .isEqualTo(expected.toString());
  }

  private static String rollbacks(List<OptionChange> changes) {
    StringBuilder rows = new StringBuilder();
    for (OptionChange it : changes) {
      List<String> there = change(it.first(), it.second()).leftByRollback();
      List<String> back = change(it.second(), it.first()).leftByRollback();
      if (!there.isEmpty() || !back.isEmpty()) {
        rows.append(
            "| `%s` | %s, %s | %s | %s |\n"
                .formatted(
                    it.option().replaceFirst("^service\\.", ""),
                    it.before().value().text(),
                    it.after().value().text(),
                    listed(there),
                    listed(back)));
      }
    }
    return rows.toString();
  }

  private static String listed(List<String> words) {
    return words.isEmpty() ? "nothing" : String.join("; ", words);
  }

  @Test
  void theTwoValuesOfEveryOptionDiffer() {
    assertThat(OptionChanges.all())
        .filteredOn(it -> !OptionTable.IN_NO_TEMPLATE.contains(it.option()))
        .as("options whose two values make the same template")
        .noneMatch(it -> change(it.first(), it.second()).isNothing());
  }

  /** The database, its secret, the VPC. */
  @Test
  void nothingThatHasToStayIsReplacedWithoutARefusal() {
    assertThat(OptionChanges.all())
        .allSatisfy(
            it -> {
              refusedIfLost(it.option(), it.first(), it.second());
              refusedIfLost(it.option() + ", back", it.second(), it.first());
            });
  }

  @Test
  void nothingIsRefusedThatLosesNothing() {
    assertThat(OptionChanges.all())
        .filteredOn(it -> !change(it.first(), it.second()).losesWhatMustStay())
        .allSatisfy(it -> assertThat(refusals(it.first(), it.second())).isEmpty());
  }

  /** Its words, as far as they are the same: what CloudFormation does not know, it says besides. */
  @Test
  void javadocSaysTheSameOfEveryChange() {
    Map<String, String> wrong = new TreeMap<>();
    OptionChanges.bySection()
        .forEach(
            (section, changes) -> {
              for (OptionChange it : changes) {
                String words = effect(it.first(), it.second()) + effect(it.second(), it.first());
                String said = said(section, it.option());
                WORDS_OF_JAVADOC.forEach(
                    (word, theirs) -> {
                      if (words.contains(word)
                          && theirs.stream().noneMatch(said.toLowerCase(Locale.ROOT)::contains)) {
                        wrong.put(it.option(), words + " <> " + said);
                      }
                    });
              }
            });
    assertThat(wrong).as("changes of which the Javadoc says something else").isEmpty();
  }

  private static String said(String section, String option) {
    String name = option.substring(option.lastIndexOf('.') + 1);
    String said =
        Stream.concat(
                Stream.of(section.split(" and ", -1)),
                Stream.of(
                    "TaskProps",
                    "ServiceProps",
                    "FrontendProps",
                    "BackendProps",
                    "DeploymentProps"))
            .flatMap(props -> OptionJavadoc.of(props).stream())
            .filter(it -> it.name().equals(name))
            .map(it -> String.join(" ", it.paragraphs()))
            .findFirst()
            .orElse("");
    assertThat(said).as(option).isNotEmpty();
    return said;
  }

  private static void refusedIfLost(String what, Deployed before, Deployed after) {
    if (change(before, after).losesWhatMustStay()) {
      assertThat(refusals(before, after)).as(what).isNotEmpty();
    }
  }

  private static String table(String section, List<OptionChange> changes) {
    StringBuilder rows = new StringBuilder();
    rows.append("\n### `").append(section.replace(" and ", "` and `")).append("`\n\n");
    rows.append("| Option | From, to | There | And back |\n|---|---|---|---|\n");
    for (OptionChange it : changes) {
      OptionChange inDevelopment =
          it.given(it.isOfRepositories() ? "repositories.profile" : "profile", Profile.DEVELOPMENT);
      String there = effect(it.first(), it.second());
      String back = effect(it.second(), it.first());
      if (!it.option().endsWith("profile") && (there + back).contains("kept")) {
        there += ifOther(there, effect(inDevelopment.first(), inDevelopment.second()));
        back += ifOther(back, effect(inDevelopment.second(), inDevelopment.first()));
      }
      rows.append(
          "| `%s` | %s, %s | %s | %s |\n"
              .formatted(
                  it.option().substring(it.option().lastIndexOf('.') + 1),
                  it.before().value().text(),
                  it.after().value().text(),
                  there,
                  back.equals(there) ? "the same" : back));
    }
    return rows.toString();
  }

  private static String ifOther(String production, String development) {
    return development.equals(production) || development.equals("in place")
        ? ""
        : "<br>in `DEVELOPMENT`: " + development;
  }

  private static String effect(Deployed before, Deployed after) {
    return (refusals(before, after).isEmpty() ? "" : "**refused**: ")
        + change(before, after).words();
  }

  private static List<String> refusals(Deployed before, Deployed after) {
    return DeployedRules.refusals(before.json(), after.json());
  }

  private static TemplateChange change(Deployed before, Deployed after) {
    return new TemplateChange(before.template(), after.template());
  }
}
