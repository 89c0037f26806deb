package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.OptionChange.Deployed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/**
 * What is off is written: AWS keeps what an update leaves out. So no option, there or back, makes a
 * property vanish from a resource that stays, unless {@code knowledge.tsv} says what then becomes
 * of it.
 */
class OffIsWrittenTest {
  /** Of each option, and from each strategy to each other. */
  private static List<TemplateChange> changes() {
    return Stream.concat(
            OptionChanges.all().stream().flatMap(it -> ways(it.first(), it.second())),
            Arrays.stream(DeploymentStrategy.values())
                .flatMap(
                    from ->
                        Arrays.stream(DeploymentStrategy.values())
                            .map(
                                to ->
                                    new TemplateChange(
                                        Strategies.of(from).template, Strategies.of(to).template))))
        .toList();
  }

  private static Stream<TemplateChange> ways(Deployed first, Deployed second) {
    return Stream.of(
        new TemplateChange(first.template(), second.template()),
        new TemplateChange(second.template(), first.template()));
  }

  @Test
  void nothingThatAnOptionSwitchesOnVanishesWhenItIsTakenAway() {
    Map<String, Set<String>> forgotten = new TreeMap<>();
    for (TemplateChange change : changes()) {
      change
          .leftOut()
          .forEach(
              (type, paths) ->
                  paths.stream()
                      .filter(path -> LeftOut.of(type, path).isEmpty())
                      .forEach(
                          path ->
                              forgotten.computeIfAbsent(type, any -> new TreeSet<>()).add(path)));
    }

    assertThat(forgotten)
        .as("properties that AWS keeps; write them in every template, or add them to knowledge.tsv")
        .isEmpty();
  }

  @Test
  void whatIsSaidOfPropertiesThatVanishIsSaidOfSomeThatDo() {
    List<Map<String, Set<String>>> leftOut =
        changes().stream().map(TemplateChange::leftOut).toList();

    assertThat(LeftOut.ALL)
        .filteredOn(
            it ->
                leftOut.stream()
                    .flatMap(paths -> paths.getOrDefault(it.type(), Set.of()).stream())
                    .noneMatch(it::covers))
        .as("rows of knowledge.tsv, left out, that no option needs any more")
        .isEmpty();
  }
}
