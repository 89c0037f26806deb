package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Every {@link Complaint} is answered by a test, and {@code docs/reliability.md} says by which.
 * After a change, {@code mvn test -Dtest=ComplaintsTest -Dregenerate=true} writes it anew.
 */
@Tag("generated")
class ComplaintsTest {
  private static final DocPage PAGE = new DocPage("reliability.md");

  /** No template can help: the page that says what does, and in which words. */
  private static final Map<Complaint, List<String>> DOCUMENTED =
      Map.of(
          Complaint.SERVICE_LINKED_ROLE,
          List.of(
              "docs/guides/new-account.md",
              "aws iam create-service-linked-role --aws-service-name ecs"),
          Complaint.RECORD_EXISTS,
          List.of("docs/symptoms/requests.md", "aws route53 change-resource-record-sets"),
          Complaint.HEALTH_CHECK_LEFT_BEHIND,
          List.of("docs/symptoms/requests.md", "aws elbv2 modify-target-group"));

  private static final Map<Complaint, List<JavaMethod>> ANSWERS = answers();

  @Test
  void everyComplaintIsAnswered() {
    Set<Complaint> open = EnumSet.allOf(Complaint.class);
    open.removeAll(ANSWERS.keySet());
    open.removeAll(DOCUMENTED.keySet());

    assertThat(open).as("complaints that no test is marked with").isEmpty();
  }

  @Test
  void whatNoTemplateHelpsIsDocumented() {
    assertThat(DOCUMENTED.keySet()).doesNotContainAnyElementsOf(ANSWERS.keySet());
    DOCUMENTED.forEach(
        (complaint, place) -> assertThat(Path.of(place.get(0))).content().contains(place.get(1)));
  }

  @Test
  void answersAreTests() {
    assertThat(ANSWERS.values().stream().flatMap(List::stream))
        .allMatch(
            it -> it.isAnnotatedWith(Test.class) || it.isAnnotatedWith(ParameterizedTest.class));
  }

  @Test
  void thePageSaysWhichTestAnswersWhich() {
    String expected = table();

    assertThat(PAGE.block("complaints", expected))
        .as("docs/reliability.md is stale; -Dtest=ComplaintsTest -Dregenerate=true mends it")
        .isEqualTo(expected);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("\n| Complaint | Said in | Answered by |\n|---|---|---|\n");
    for (Complaint complaint : Complaint.values()) {
      table.append(
          "| %s | %s | %s |\n".formatted(complaint.words, complaint.issues, answer(complaint)));
    }
    return table.append('\n').toString();
  }

  private static String answer(Complaint complaint) {
    List<String> place = DOCUMENTED.get(complaint);
    return place != null
        ? "No template can: [%s](../%s)".formatted(place.get(0), place.get(0))
        : ANSWERS.getOrDefault(complaint, List.of()).stream()
            .map(it -> "`%s.%s`".formatted(it.getOwner().getSimpleName(), it.getName()))
            .sorted()
            .collect(Collectors.joining("<br>"));
  }

  private static Map<Complaint, List<JavaMethod>> answers() {
    Map<Complaint, List<JavaMethod>> answers = new EnumMap<>(Complaint.class);
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("io.github.threetierecs")
            .stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(Answers.class))
            .forEach(
                method -> {
                  for (Complaint complaint : method.getAnnotationOfType(Answers.class).value()) {
                    answers.computeIfAbsent(complaint, any -> new ArrayList<>()).add(method);
                  }
                });
    return answers;
  }
}
