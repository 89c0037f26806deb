package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.blueprint.Assembly;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Local projects of templates, and what is in their files. */
public final class Projects {
  private Projects() {}

  /** {@return the files of the application of a stack that is called {@code Shop}} */
  public static SortedMap<String, String> filesOf(Map<String, Object> template) {
    return filesOf(of(template));
  }

  /** {@return the files of a project without images that are built} */
  public static SortedMap<String, String> filesOf(LocalProject project) {
    return project.files(DockerAssets.none());
  }

  /** {@return the project of the only application of a stack that is called {@code Shop}} */
  public static LocalProject of(Map<String, Object> template, String... names) {
    return ofStacks(new TreeMap<>(Map.of("Shop", template)), names);
  }

  /** {@return the project of the only application of these stacks, or of one that is named} */
  public static LocalProject ofStacks(
      SortedMap<String, Map<String, Object>> templates, String... names) {
    return LocalProject.of(
        new Assembly(templates, Map.of(), new TreeMap<>()), List.of(names), Optional.empty());
  }

  /** {@return the services of the compose file} */
  public static Map<String, Map<String, Object>> services(Map<String, String> files) {
    return section(files, "services");
  }

  /** {@return what an entry of a service says} */
  static String text(Map<String, Map<String, Object>> services, String service, String entry) {
    return String.valueOf(services.getOrDefault(service, Map.of()).get(entry));
  }

  /** {@return the networks of the compose file} */
  public static Map<String, Map<String, Object>> networks(Map<String, String> files) {
    return section(files, "networks");
  }

  @SuppressWarnings("unchecked") // Each section is a map of maps.
  private static Map<String, Map<String, Object>> section(Map<String, String> files, String name) {
    return (Map<String, Map<String, Object>>)
        ComposeYaml.read(files.getOrDefault("compose.yaml", "")).getOrDefault(name, Map.of());
  }

  /** {@return the rows of a table in the script} */
  public static List<String> rows(Map<String, String> files, String table) {
    return files
        .getOrDefault("local", "")
        .lines()
        .dropWhile(it -> !it.equals(table + "=("))
        .skip(1)
        .takeWhile(it -> !it.equals(")"))
        .map(it -> it.strip().replace("'", ""))
        .toList();
  }
}
