package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.changes.UpdateRules;
import io.github.threetierecs.internal.rehearsal.Fact;
import io.github.threetierecs.internal.rehearsal.Knowledge;
import io.github.threetierecs.internal.rehearsal.PropertyPaths;
import io.github.threetierecs.internal.rehearsal.Refusals;
import io.github.threetierecs.internal.rehearsal.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code knowledge.tsv} is about what the library makes: no more, and no less. */
class KnowledgeOfOptionsTest {
  /** The parameters are whatever a user names; KnowledgeTest changes each of those in the table. */
  private static final String OF_USERS = "AWS::RDS::DBParameterGroup";

  private static final Map<String, Set<String>> PATHS = paths();

  /** The paths of all properties in all templates, by type. */
  private static Map<String, Set<String>> paths() {
    Map<String, Set<String>> paths = new TreeMap<>();
    OptionChanges.all().stream()
        .flatMap(it -> Stream.of(it.first(), it.second()))
        .distinct()
        .flatMap(it -> it.template().resources().stream())
        .forEach(
            it ->
                paths
                    .computeIfAbsent(it.type(), any -> new TreeSet<>())
                    .addAll(PropertyPaths.of(it)));
    return paths;
  }

  @Test
  void eachPropertyOfEachTypeIsKnown() {
    Map<String, Set<String>> unknown = new TreeMap<>();
    PATHS.forEach(
        (type, paths) -> {
          for (String path : paths) {
            if (!isKnown(type, path)) {
              unknown.computeIfAbsent(type, any -> new TreeSet<>()).add(path);
            }
          }
        });

    assertThat(unknown)
        .as("properties that are neither in replacement.tsv nor in knowledge.tsv")
        .isEmpty();
  }

  private static boolean isKnown(String type, String path) {
    return path.equals("Tags")
        || UpdateRules.of(type).stream()
            .anyMatch(it -> (path + ".").startsWith(it.property() + "."))
        || Knowledge.all().stream().anyMatch(it -> isOf(it, type, Trait.UPDATE) && it.covers(path));
  }

  private static boolean isOf(Fact fact, String type, Trait trait) {
    return fact.type().equals(type) && fact.trait() == trait;
  }

  @Test
  void eachRowIsAboutSomethingThatTheLibraryMakes() {
    assertThat(Knowledge.all())
        .filteredOn(it -> !it.type().equals(OF_USERS) && it.trait() != Trait.UNIQUE)
        .allSatisfy(
            it -> {
              Set<String> paths = PATHS.getOrDefault(it.type(), Set.of());
              assertThat(PATHS).as(it.toString()).containsKey(it.type());
              assertThat(it.property().equals("-") || paths.stream().anyMatch(it::covers))
                  .as(it.toString())
                  .isTrue();
            });
  }

  /** They are read twice, by different code. */
  @Test
  void whatRulesRefuseIsWhatTheTestsReadInThem() {
    assertThat(OptionChanges.all())
        .allSatisfy(
            it -> {
              List<String> there = Refusals.between(it.first().json(), it.second().json());
              List<String> back = Refusals.between(it.second().json(), it.first().json());
              assertThat(there)
                  .isEqualTo(DeployedRules.refusals(it.first().json(), it.second().json()));
              assertThat(back)
                  .isEqualTo(DeployedRules.refusals(it.second().json(), it.first().json()));
            });
  }
}
