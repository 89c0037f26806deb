package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.OptionChange.Deployed;
import io.github.threetierecs.internal.rehearsal.Fact;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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
 * What a change of each option does to a stack that is there. The table of {@code
 * docs/option-changes.md} is what a rehearsal says; after a change, {@code mvn test
 * -Dtest=UpgradesDocTest -Dregenerate=true} writes it anew.
 */
@Tag("generated")
class UpgradesDocTest {
  private static final DocPage PAGE = new DocPage("option-changes.md");

  private static final String STALE =
      "docs/option-changes.md is stale; mvn test -Dtest=UpgradesDocTest -Dregenerate=true mends it";

  /** Of a word in docs/option-changes.md, those of which the option's Javadoc has to have one. */
  private static final Map<String, List<String>> WORDS_OF_JAVADOC =
      Map.of(
          "refused", List.of("refuse"),
          "new deployment", List.of("deployment", "deploys", "replaces", "refuse"),
          "rolls instances", List.of("rolls", "refuse"),
          "outage", List.of("outage"),
          "replaces", List.of("replaces", "another", "refuse"));

  private record Said(String brief, List<String> remains) {}

  private static final IdentityHashMap<Deployed, IdentityHashMap<Deployed, Said>> SAID =
      new IdentityHashMap<>();

  @Test
  void everyOptionHasTwoValues() {
    assertThat(OptionChanges.all().stream().map(OptionChange::option).collect(Collectors.toList()))
        .as("the options in OptionChanges; a new one needs two values there")
        .containsExactlyInAnyOrderElementsOf(
            Options.all()
                .map(
                    option ->
                        option.matches(
                                "backend\\.(serviceConnect|tls|protocolVersion|healthyGrpcCodes|migration.*)")
                            ? option
                            : option.replaceFirst("^(frontend|backend)\\.", "service."))
                .filter(option -> !OptionChanges.GROUPS.contains(option))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theTableIsWhatIsSynthesized() {
    Map<List<String>, List<String>> options = new LinkedHashMap<>();
    OptionChanges.bySection().forEach((section, changes) -> effects(changes, options));
    options.remove(List.of("in place", "the same"));
    String expected = table(options);
    assertThat(PAGE.block("changes", expected)).as(STALE).isEqualTo(expected);
  }

  /** What AWS keeps, and "leaves" in the table refers to. */
  @Test
  void whatRemainsIsWhatTheTestOfPropertiesLetsVanish() {
    StringBuilder expected = new StringBuilder("| Of | Left out | What remains |\n|---|---|---|\n");
    for (Fact it : LeftOut.REMAINS) {
      expected.append("| `%s` | `%s` | %s |\n".formatted(it.type(), it.property(), it.part(2)));
    }
    assertThat(PAGE.block("left out", expected.toString()))
        .as(STALE)
        .isEqualTo(expected.toString());
  }

  @Test
  void whatARollbackLeavesIsWhatIsSynthesized() {
    Map<List<String>, List<String>> options = new LinkedHashMap<>();
    OptionChanges.bySection().forEach((section, changes) -> rollbacks(changes, options));
    String expected = table(options);
    assertThat(PAGE.block("rollbacks", expected)).as(STALE).isEqualTo(expected);
  }

  private static void rollbacks(
      List<OptionChange> changes, Map<List<String>, List<String>> options) {
    for (OptionChange it : changes) {
      List<String> there = remains(it.first(), it.second());
      List<String> back = remains(it.second(), it.first());
      if (!there.isEmpty() || !back.isEmpty()) {
        options
            .computeIfAbsent(List.of(listed(there), listed(back)), any -> new ArrayList<>())
            .add(changed(it.option().replaceFirst("^service\\.", ""), it));
      }
    }
  }

  private static List<String> remains(Deployed before, Deployed after) {
    return said(before, after).remains();
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
                    "TargetProps",
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

  /** Options with which the same happens are one row. */
  private static void effects(List<OptionChange> changes, Map<List<String>, List<String>> options) {
    for (OptionChange it : changes) {
      OptionChange inDevelopment =
          it.given(it.isOfRepositories() ? "repositories.profile" : "profile", Profile.DEVELOPMENT);
      String there = effect(it.first(), it.second());
      String back = effect(it.second(), it.first());
      if (!it.option().endsWith("profile") && (there + back).contains("kept")) {
        there += ifOther(there, effect(inDevelopment.first(), inDevelopment.second()));
        back += ifOther(back, effect(inDevelopment.second(), inDevelopment.first()));
      }
      options
          .computeIfAbsent(
              List.of(there, back.equals(there) ? "the same" : back), any -> new ArrayList<>())
          .add(changed(it.option(), it));
    }
  }

  /** By what happens there and back. */
  private static String table(Map<List<String>, List<String>> options) {
    StringBuilder rows = new StringBuilder("| Option | There | And back |\n|---|---|---|\n");
    options.forEach(
        (effects, changed) ->
            rows.append(
                "| %s | %s | %s |\n"
                    .formatted(String.join("<br>", changed), effects.get(0), effects.get(1))));
    return rows.toString();
  }

  private static String changed(String option, OptionChange it) {
    String before = it.before().value().text();
    String after = it.after().value().text();
    return "`%s` (%s)".formatted(option, before.equals("left out") ? after : before + ", " + after);
  }

  private static String ifOther(String production, String development) {
    return development.equals(production) || development.equals("in place")
        ? ""
        : "<br>in `DEVELOPMENT`: " + development;
  }

  private static String effect(Deployed before, Deployed after) {
    return said(before, after).brief();
  }

  /** Three tests want the same of each change, which takes most of their time. */
  private static Said said(Deployed before, Deployed after) {
    return SAID.computeIfAbsent(before, any -> new IdentityHashMap<>())
        .computeIfAbsent(
            after,
            any -> {
              Rehearsed rehearsed =
                  Rehearsed.of(before.template(), after.template(), refusals(before, after));
              return new Said(rehearsed.brief(), rehearsed.remains());
            });
  }

  private static List<String> refusals(Deployed before, Deployed after) {
    return DeployedRules.refusals(before.json(), after.json());
  }

  private static TemplateChange change(Deployed before, Deployed after) {
    return new TemplateChange(before.template(), after.template());
  }
}
