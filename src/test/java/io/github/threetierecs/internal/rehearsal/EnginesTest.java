package io.github.threetierecs.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Engines that were not written here agree on what is replaced. {@code .ci/rehearsal/check} asks
 * them, and writes their answers beside the changes.
 */
class EnginesTest {
  private static final String MAYBE = "Conditional";
  private static final List<List<String>> CHANGES = table("changes.tsv");
  private static final Map<List<String>, String> OURS = ours();

  private static List<List<String>> table(String name) {
    try (Stream<String> lines = Files.lines(Path.of(".ci", "rehearsal", name))) {
      return lines.filter(it -> !it.startsWith("#")).map(OwnFiles::cells).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** By the beginning of the id and the path of what is changed. */
  private static Map<List<String>, String> answers(String engine) {
    Map<List<String>, String> answers = new LinkedHashMap<>();
    table(engine).forEach(it -> answers.put(it.subList(0, 2), it.get(2)));
    return answers;
  }

  /** In the words of change sets. */
  private static Map<List<String>, String> ours() {
    Map<String, Object> json = Objects.requireNonNull(Plans.templatesOf("production").get("Shop"));
    StackTemplate before = StackTemplate.of(json);
    Map<List<String>, String> ours = new LinkedHashMap<>();
    for (List<String> it : CHANGES) {
      Map<String, Object> after = Edits.of(json, it.get(1), "Properties/" + it.get(2), it.get(3));
      Optional<ChangeKind> kind =
          new Differences(before, StackTemplate.of(after))
              .all().values().stream()
                  .filter(change -> change.id().startsWith(it.get(1)))
                  .map(change -> change.kind())
                  .findFirst();
      ours.put(
          it.subList(1, 3),
          switch (kind.orElseThrow()) {
            case REPLACED -> "True";
            case MAY_BE_REPLACED -> MAYBE;
            default -> "False";
          });
    }
    return ours;
  }

  @Test
  void thereAreChangesOfBothKindsAndSomeAreHeldOut() {
    assertThat(CHANGES).hasSizeGreaterThan(30);
    assertThat(CHANGES).filteredOn(it -> it.get(0).equals("yes")).hasSize(10);
    assertThat(OURS.values().stream().filter("True"::equals)).hasSizeGreaterThan(10);
    assertThat(OURS.values().stream().filter("False"::equals)).hasSizeGreaterThan(10);
  }

  /** It follows "Update requires" of AWS's documentation. */
  @Test
  void theCdkAgrees() {
    assertThat(OURS).isEqualTo(answers("cdk.tsv"));
  }

  /** It knows the properties of a part of the types, and says Conditional of all others. */
  @Test
  void ministackAgreesOnWhatItKnows() {
    Map<List<String>, String> answers = new TreeMap<>(Comparator.comparing(Object::toString));
    answers.putAll(answers("ministack.tsv"));
    assertThat(answers.keySet()).containsExactlyInAnyOrderElementsOf(OURS.keySet());
    answers.values().removeIf(it -> it.equals(MAYBE) || it.equals(OwnFiles.NONE));

    assertThat(answers).hasSizeGreaterThan(12);
    assertThat(answers)
        .allSatisfy((change, answer) -> assertThat(OURS).containsEntry(change, answer));
  }
}
