package io.github.threetierecs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/**
 * AWS Foundational Security Best Practices hold in the examples, which {@code .ci/checks} compares
 * with {@code .ci/golden}, and where every option is set. {@code mvn test
 * -Dtest=FoundationalControlsTest -Dregenerate=true} writes docs/foundational-controls.md anew.
 */
@Tag("generated")
class FoundationalControlsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<FoundationalControl> CONTROLS = FoundationalControls.ALL;
  private static final List<FoundationalControl> CHECKED =
      CONTROLS.stream().filter(it -> it.check() != null).toList();

  private static final Held PRODUCTION = example("production/Shop");
  private static final Held QUICKSTART = example("quickstart/Quickstart");
  private static final Held ROLLING = new Held("everything", WithEverything.rolling(null).json);

  private static final List<Held> HELD =
      List.of(
          PRODUCTION,
          example("production/Images"),
          QUICKSTART,
          // The VPC of its other stack is not of this library.
          example("existing-vpc/Shop"),
          // Its other stack is DEVELOPMENT, which leaves out what costs money.
          example("guestbook/Guestbook"),
          ROLLING,
          new Held("everything else", WithEverything.shifting(null).json),
          new Held("a shift", Strategies.of(DeploymentStrategy.BLUE_GREEN).json));

  /** A template, and where it is from. */
  private record Held(String name, Map<String, Object> json) {
    StackTemplate template() {
      return StackTemplate.of(json);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @FieldSource("HELD")
  void nothingIsOpen(Held held) {
    assertThat(CHECKED.stream().flatMap(it -> it.openIn(held.template()).stream())).isEmpty();
  }

  @Test
  void whatIsAcknowledgedIsFound() {
    assertThat(CHECKED)
        .filteredOn(it -> it.result().equals("acknowledged"))
        .allSatisfy(
            it ->
                assertThat(HELD.stream().flatMap(held -> it.findingsIn(held.template()).stream()))
                    .as("findings of %s, which must leave the table otherwise", it.ids())
                    .isNotEmpty());
  }

  @ParameterizedTest
  @FieldSource("CHECKED")
  void aChangeTurnsOverThisControlAlone(FoundationalControl control) {
    Set<String> expected = new TreeSet<>(control.also());
    expected.add(control.ids());

    assertThat(
            HELD.stream()
                .map(held -> turnedOver(control, held))
                .filter(it -> !it.isEmpty())
                .findFirst())
        .as("what the change of %s turns over in the first template that it changes", control)
        .contains(expected);
  }

  @ParameterizedTest
  @FieldSource("HELD")
  void ofTheOtherTypesThereIsNone(Held held) {
    assertThat(held.template().resources())
        .extracting(Resource::type)
        .doesNotContainAnyElementsOf(
            FoundationalControls.NOT_MADE.values().stream().flatMap(List::stream).toList());
  }

  @Test
  void pageRepeatsTheTable() {
    String expected =
        "\n## Acknowledged\n\n"
            + table("acknowledged")
            + "\n## Documented\n\n"
            + table("documented")
            + "\n## Passed\n\n"
            + withResult("passed").map(FoundationalControl::ids).collect(joining(", "))
            + ".\n"
            + "\n## Of what is not made\n\n"
            + FoundationalControls.NOT_MADE.keySet().stream().collect(joining(", "))
            + ".\n";

    assertThat(new DocPage("foundational-controls.md").block("controls", expected))
        .isEqualTo(expected);
  }

  @Test
  void pageSaysHowManyAndWhatDevelopmentLeavesOut() {
    String expected =
        "%d controls, as listed on %s: %d are checked in templates. In `DEVELOPMENT` these fail too: %s.\n"
            .formatted(
                FoundationalControls.count(),
                FoundationalControls.AS_OF,
                CHECKED.stream().flatMap(it -> FoundationalControls.idsOf(it.ids())).count(),
                CHECKED.stream()
                    .filter(it -> !it.openIn(Templates.of(Profile.DEVELOPMENT).template).isEmpty())
                    .map(FoundationalControl::ids)
                    .collect(joining(", ")));

    assertThat(new DocPage("foundational-controls.md").block("summary", expected))
        .isEqualTo(expected);
  }

  private static String table(String result) {
    return "| Control | Severity | Asks that | But |\n|---|---|---|---|\n"
        + withResult(result)
            .map(
                it ->
                    "| %s | %s | %s | %s |\n"
                        .formatted(it.ids(), it.severity(), it.asks(), it.reason()))
            .collect(joining());
  }

  private static Stream<FoundationalControl> withResult(String result) {
    return CONTROLS.stream().filter(it -> it.result().equals(result));
  }

  private static Set<String> turnedOver(FoundationalControl control, Held held) {
    Map<String, Object> changed = FoundationalControl.copyOf(held.json);
    Objects.requireNonNull(control.planted()).in(FoundationalControl.resourcesOf(changed));
    Set<String> before = failing(held.template());
    Set<String> after = failing(StackTemplate.of(changed));
    return CHECKED.stream()
        .map(FoundationalControl::ids)
        .filter(it -> before.contains(it) != after.contains(it))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> failing(StackTemplate template) {
    return CHECKED.stream()
        .filter(it -> !it.findingsIn(template).isEmpty())
        .map(FoundationalControl::ids)
        .collect(toCollection(TreeSet::new));
  }

  private static Held example(String name) {
    try {
      return new Held(
          name,
          JSON.readValue(
              Path.of(".ci", "golden", name + ".template.json").toFile(),
              new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
