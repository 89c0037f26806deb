package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.options.Option;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is declared is what can be chosen. */
class DeclaredOptionsTest {
  static Stream<Option<?>> all() {
    return DeclaredOptions.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyDeclarationHasAMethodOfItsBuilder(Option<?> option) {
    assertThat(DeclaredOptions.pathsOf(option))
        .allSatisfy(
            path ->
                assertThat(Options.all().toList().contains(path))
                    .isNotEqualTo(DeclaredOptions.isDecidedByTheProfile(option)));
  }

  /** In a group of which one option is declared, all are. */
  @ParameterizedTest
  @MethodSource("all")
  void everyMethodOfThatBuilderHasADeclaration(Option<?> option) {
    List<String> declared = DeclaredOptions.all().flatMap(DeclaredOptions::pathsOf).toList();

    assertThat(DeclaredOptions.pathsOf(option).map(it -> it.substring(0, it.lastIndexOf('.') + 1)))
        .allSatisfy(
            group ->
                assertThat(Options.all().filter(it -> it.startsWith(group))).isSubsetOf(declared));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDefaultIsThereInBothProfilesOrInNone(Option<?> option) {
    assertThat(option.defaultIn(Profile.PRODUCTION) == null)
        .isEqualTo(option.defaultIn(Profile.DEVELOPMENT) == null);
  }
}
