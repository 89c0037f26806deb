package io.github.threetierecs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.OptionChange.Deployed;
import io.github.threetierecs.internal.template.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an upgrade of the library alone does to a stack that is deployed: {@code BEFORE AFTER}, two
 * directories of templates, which {@code .ci/compatibility} synthesizes from the same code with two
 * releases. Prints the part of the changelog that says so, and fails if anything is replaced or
 * removed that nobody can create again.
 */
final class UpgradeReport {
  private static final String TEMPLATE = ".template.json";
  private static final String REFUSED = ".refused";
  private static final String NOTHING = "nothing";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The examples and the number of generated cases that an effect has. */
  private static final class Affected {
    private final List<String> examples = new ArrayList<>();
    private int cases;

    void add(String name) {
      if (name.startsWith("case-")) {
        cases++;
      } else {
        examples.add(name);
      }
    }
  }

  private final Map<String, Affected> effects = new TreeMap<>();
  private final Map<String, Set<String>> properties = new TreeMap<>();
  private final Set<String> lost = new TreeSet<>();

  private UpgradeReport() {}

  public static void main(String[] directories) throws IOException {
    Path before = Path.of(directories[0]);
    Path after = Path.of(directories[1]);
    UpgradeReport report = new UpgradeReport();
    for (String name : namesIn(before)) {
      Path refusal = after.resolve(name + REFUSED);
      if (Files.exists(refusal)) {
        report.refused(name, Files.readString(refusal));
      } else {
        report.changed(name, new Change(read(before, name), read(after, name)));
      }
    }
    System.out.print(report.text());
    if (!report.lost.isEmpty()) {
      System.err.println(
          "The upgrade replaces or removes what nobody can create again, in "
              + String.join(", ", report.lost));
      System.exit(1);
    }
  }

  private record Change(Deployed before, Deployed after) {
    TemplateChange change() {
      return new TemplateChange(before.template(), after.template());
    }
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(it -> String.valueOf(it.getFileName()))
          .filter(it -> it.endsWith(TEMPLATE))
          .map(it -> it.substring(0, it.length() - TEMPLATE.length()))
          .sorted()
          .toList();
    }
  }

  private static Deployed read(Path directory, String name) throws IOException {
    Map<String, Object> json =
        JSON.readValue(directory.resolve(name + TEMPLATE).toFile(), new TypeReference<>() {});
    return new Deployed(DeployedZones.in(json));
  }

  private void refused(String name, String message) {
    String words = "**is refused**: " + message.strip().replaceAll("\\s+", " ");
    effects.computeIfAbsent(words, any -> new Affected()).add(name);
  }

  private void changed(String name, Change templates) {
    TemplateChange change = templates.change();
    String words = change.isNothing() ? NOTHING : change.words();
    effects.computeIfAbsent(words, any -> new Affected()).add(name);
    if (change.losesState()) {
      lost.add(name);
    }
    for (Resource now : templates.after.template().resources()) {
      templates
          .before
          .template()
          .find(now.logicalId())
          .ifPresentOrElse(
              old -> changedProperties(old, now), () -> property(now.type(), "is created"));
    }
    for (Resource old : templates.before.template().resources()) {
      if (templates.after.template().find(old.logicalId()).isEmpty()) {
        property(old.type(), "is removed");
      }
    }
  }

  private void changedProperties(Resource old, Resource now) {
    now.properties()
        .forEach(
            (name, value) -> {
              if (!value.equals(old.properties().get(name))) {
                property(now.type(), "`" + name + "`");
              }
            });
    old.properties().keySet().stream()
        .filter(name -> !now.properties().containsKey(name))
        .forEach(name -> property(now.type(), "without `" + name + "`"));
  }

  private void property(String type, String words) {
    properties.computeIfAbsent(type, any -> new TreeSet<>()).add(words);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("| What the upgrade alone does | Examples | Generated cases |\n|---|---|---|\n");
    effects.forEach(
        (words, affected) ->
            text.append(
                "| %s | %s | %d |\n"
                    .formatted(
                        words.replace("|", "\\|"),
                        String.join(", ", affected.examples),
                        affected.cases)));
    if (!properties.isEmpty()) {
      text.append("\nIt changes ");
      text.append(
          properties.entrySet().stream()
              .map(it -> "`%s` (%s)".formatted(it.getKey(), String.join(", ", it.getValue())))
              .collect(Collectors.joining("; ")));
      text.append(".\n");
    }
    return text.toString();
  }
}
