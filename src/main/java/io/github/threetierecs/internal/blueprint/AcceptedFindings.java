package io.github.threetierecs.internal.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The findings of rules that somebody has accepted, with their reasons, as a cloud assembly records
 * them. There are two places:
 *
 * <ul>
 *   <li>Metadata {@code aws:cdk:acknowledged-rules} of constructs, which {@code
 *       Validations.of(…).acknowledge(…)} and this library write. It is in a file that {@code
 *       manifest.json} names as {@code additionalMetadataFile}, or in {@code manifest.json} itself.
 *       What is acknowledged of the app or of a stage as a whole is in neither.
 *   <li>{@code cdk_nag.rules_to_suppress} in the metadata of resources, which cdk-nag writes into
 *       templates.
 * </ul>
 */
public final class AcceptedFindings {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ACKNOWLEDGED = "aws:cdk:acknowledged-rules";

  /** What the CDK writes before the names of rules that report by annotations. */
  private static final String ANNOTATION = "Annotation::";

  private record Finding(String reason, String rule, String where) {}

  private final List<Finding> found = new ArrayList<>();

  private AcceptedFindings() {}

  /**
   * Reads a cloud assembly, its stages too.
   *
   * @param folder the folder
   * @return the findings, a row for each reason, in order of the places where they are accepted
   * @throws IllegalArgumentException if it is no cloud assembly; says in one line why
   */
  public static List<AcceptedFinding> in(Path folder) {
    Assembly assembly = Assembly.in(folder);
    AcceptedFindings all = new AcceptedFindings();
    Artifact.in(folder).forEach(all::readMetadata);
    List<Finding> acknowledged = List.copyOf(all.found);
    assembly
        .stacks()
        .forEach((stack, it) -> all.readTemplate(stack, JSON.valueToTree(it), acknowledged));
    assembly
        .nested()
        .values()
        .forEach(it -> all.readTemplate("nested stack", JSON.valueToTree(it), acknowledged));
    return grouped(all.found);
  }

  private void readMetadata(Artifact artifact) {
    if (!artifact.isStack()) {
      return;
    }
    readMetadata(artifact.json().path("metadata"));
    String file = artifact.json().path("additionalMetadataFile").asText();
    if (!file.isEmpty()) {
      readMetadata(Artifact.read(artifact.folder().resolve(file)));
    }
  }

  private void readMetadata(JsonNode entriesByPath) {
    for (Map.Entry<String, JsonNode> construct : entriesByPath.properties()) {
      for (JsonNode entry : construct.getValue()) {
        if (entry.path("type").asText().equals(ACKNOWLEDGED)) {
          entry
              .path("data")
              .properties()
              .forEach(
                  it ->
                      found.add(
                          new Finding(
                              it.getValue().asText(),
                              nameOf(it.getKey()),
                              construct.getKey().replaceFirst("^/", ""))));
        }
      }
    }
  }

  private void readTemplate(String stack, JsonNode template, List<Finding> acknowledged) {
    found.addAll(suppressionsIn(template, stack));
    for (Map.Entry<String, JsonNode> it : template.path("Resources").properties()) {
      String where =
          it.getValue().path("Metadata").path("aws:cdk:path").asText(stack + "/" + it.getKey());
      suppressionsIn(it.getValue(), where).stream()
          .filter(one -> acknowledged.stream().noneMatch(above -> isAbove(above, one)))
          .forEach(found::add);
    }
  }

  /** cdk-nag writes what is acknowledged of a construct into each of its resources. */
  private static boolean isAbove(Finding above, Finding it) {
    return above.rule().equals(it.rule())
        && above.reason().equals(it.reason())
        && (it.where() + "/").startsWith(above.where() + "/");
  }

  private static List<Finding> suppressionsIn(JsonNode owner, String where) {
    List<Finding> suppressions = new ArrayList<>();
    for (JsonNode it : owner.path("Metadata").path("cdk_nag").path("rules_to_suppress")) {
      String rule = nameOf(it.path("id").asText());
      String reason = reasonOf(it);
      if (it.path("applies_to").isEmpty()) {
        suppressions.add(new Finding(reason, rule, where));
      }
      for (JsonNode part : it.path("applies_to")) {
        String only = part.isTextual() ? part.asText() : part.path("regex").asText();
        suppressions.add(new Finding(reason, rule + "[" + only + "]", where));
      }
    }
    return suppressions;
  }

  /** cdk-nag encodes what has other characters than those of ASCII. */
  private static String reasonOf(JsonNode suppression) {
    String reason = suppression.path("reason").asText();
    if (!suppression.path("is_reason_encoded").asBoolean()) {
      return reason;
    }
    try {
      return new String(Base64.getDecoder().decode(reason), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return reason;
    }
  }

  private static String nameOf(String rule) {
    return rule.startsWith(ANNOTATION) ? rule.substring(ANNOTATION.length()) : rule;
  }

  private static List<AcceptedFinding> grouped(List<Finding> found) {
    SortedMap<String, SortedSet<String>> rules = new TreeMap<>();
    SortedMap<String, SortedSet<String>> places = new TreeMap<>();
    for (Finding it : found) {
      rules.computeIfAbsent(it.reason(), reason -> new TreeSet<>()).add(it.rule());
      places.computeIfAbsent(it.reason(), reason -> new TreeSet<>()).add(it.where());
    }
    List<AcceptedFinding> all = new ArrayList<>();
    rules.forEach(
        (reason, its) ->
            all.add(
                new AcceptedFinding(
                    reason,
                    List.copyOf(its),
                    List.copyOf(places.getOrDefault(reason, new TreeSet<>())))));
    all.sort(Comparator.comparing((AcceptedFinding it) -> it.where().get(0)));
    return List.copyOf(all);
  }
}
