package io.github.threetierecs.internal.blueprint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.template.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans of templates, and what holds of every one. */
public final class Plans {
  public static final List<String> EXAMPLES =
      List.of("existing-vpc", "guestbook", "production", "quickstart");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Plans() {}

  /** {@return the plan of an example, from its golden templates} */
  public static Plan ofExample(String example) {
    return ofStacks(templatesOf(example));
  }

  /** {@return the golden templates of an example by their stacks} */
  public static SortedMap<String, Map<String, Object>> templatesOf(String example) {
    SortedMap<String, Map<String, Object>> templates = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of(".ci", "golden", example))) {
      for (Path file : files.toList()) {
        templates.put(
            file.getFileName().toString().replace(".template.json", ""),
            JSON.readValue(file.toFile(), new TypeReference<>() {}));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return templates;
  }

  /**
   * Writes the golden templates of an example as a cloud assembly.
   *
   * @return the directory
   */
  public static Path writeAssembly(SortedMap<String, Map<String, Object>> templates, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    Map<String, Object> artifacts = new TreeMap<>();
    for (Map.Entry<String, Map<String, Object>> it : templates.entrySet()) {
      String file = it.getKey() + ".template.json";
      JSON.writeValue(directory.resolve(file).toFile(), it.getValue());
      artifacts.put(
          it.getKey(),
          Map.of("type", "aws:cloudformation:stack", "properties", Map.of("templateFile", file)));
    }
    JSON.writeValue(
        directory.resolve("manifest.json").toFile(),
        Map.of("version", "1", "artifacts", artifacts));
    return directory;
  }

  public static Plan ofStacks(SortedMap<String, Map<String, Object>> templates) {
    return Planner.plan(new Assembly(templates, Map.of(), new TreeMap<>()));
  }

  /** {@return the plan of one stack, called {@code Shop}} */
  public static Plan of(Map<String, Object> template) {
    return ofStacks(new TreeMap<>(Map.of("Shop", template)));
  }

  /** {@return the plan of one stack, called {@code Shop}, with these resources} */
  static Plan withResources(String... resources) {
    return of(json("{\"Resources\": {%s}}".formatted(String.join(",", resources))));
  }

  static Map<String, Object> json(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (IOException wrong) {
      throw new IllegalArgumentException("This test's JSON is wrong:\n" + json, wrong);
    }
  }

  /** {@return the links, as a reader would say them} */
  public static List<String> said(Plan plan, LinkKind kind) {
    return plan.links().stream()
        .filter(it -> it.kind() == kind)
        .map(
            it ->
                plan.part(it.from()).name()
                    + " -> "
                    + plan.part(it.to()).name()
                    + (it.label().isEmpty() ? "" : ": " + it.label()))
        .sorted()
        .toList();
  }

  /** {@return what is wrong with a plan, one sentence each; empty if nothing is} */
  public static List<String> violations(Plan plan) {
    List<String> wrong = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Part part : plan.parts()) {
      if (!ids.add(part.id())) {
        wrong.add(part.id() + " is there twice");
      }
      if (part.isResource() && plan.template().find(part.id()).isEmpty()) {
        wrong.add(part.id() + " is in no template");
      }
      if (part.name().isBlank()) {
        wrong.add(part.id() + " has no name");
      }
    }
    for (Folded folded : plan.folded()) {
      if (!ids.contains(folded.into())) {
        wrong.add(folded.id() + " is folded into " + folded.into() + ", which is no part");
      }
      if (!ids.add(folded.id())) {
        wrong.add(folded.id() + " is folded, and there otherwise");
      }
    }
    for (Resource resource : plan.template().resources()) {
      if (!ids.contains(resource.logicalId())) {
        wrong.add(resource + " is neither a part nor folded");
      }
    }
    for (Link link : plan.links()) {
      if (plan.find(link.from()).isEmpty() || plan.find(link.to()).isEmpty()) {
        wrong.add(link + " has an end that is no part");
      }
    }
    Set<String> subnets = new HashSet<>(plan.subnets().stream().map(PlacedSubnet::id).toList());
    for (Part part : plan.parts()) {
      if (!subnets.containsAll(part.subnets()) || !plan.zones().containsAll(part.zones())) {
        wrong.add(part.id() + " is in a subnet or a zone that the plan does not have");
      }
      if (!part.within().isEmpty() && plan.find(part.within()).isEmpty()) {
        wrong.add(part.id() + " is within something that is no part");
      }
    }
    return wrong;
  }
}
