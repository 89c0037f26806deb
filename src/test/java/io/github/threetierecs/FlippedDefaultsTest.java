package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A default is written down once: whoever changes it there changes it everywhere. */
class FlippedDefaultsTest {
  /** By their paths in {@link OptionChanges}, where both tiers' are one. */
  private static final Map<String, List<Option<?>>> WITH_A_DEFAULT =
      DeclaredOptions.all()
          .filter(it -> it.defaultIn(Profile.PRODUCTION) != null)
          .filter(it -> !(it.defaultIn(Profile.PRODUCTION) instanceof Values))
          .filter(it -> !DeclaredOptions.isDecidedByTheProfile(it))
          .collect(
              Collectors.groupingBy(
                  it -> it.path().replaceFirst("^\\w+(\\.containerPort)", "service$1")));

  static Stream<OptionChange> changes() {
    return OptionChanges.all().stream().filter(it -> WITH_A_DEFAULT.containsKey(it.option()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aDefaultDoesWhatTheSameValueDoes(OptionChange change) {
    List<Option<?>> options = Objects.requireNonNull(WITH_A_DEFAULT.get(change.option()));

    StackTemplate chosen = change.second().template();
    StackTemplate byDefault = change.secondByDefault(options).template();
    assertThat(byDefault.resources()).hasSameSizeAs(chosen.resources());
    for (Resource resource : chosen.resources()) {
      assertThat(byDefault.find(resource.logicalId()).map(Resource::properties))
          .as(resource.logicalId())
          .contains(resource.properties());
    }
  }

  @Test
  void everyDefaultIsFlipped() {
    List<String> flipped = changes().map(OptionChange::option).toList();

    assertThat(new TreeSet<>(flipped)).isEqualTo(new TreeSet<>(WITH_A_DEFAULT.keySet()));
  }
}
