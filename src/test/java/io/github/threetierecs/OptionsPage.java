package io.github.threetierecs;

import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reference of all options in {@code docs/options.md}, made of declarations and Javadoc. */
final class OptionsPage {
  /** How the options of a class are written in messages, and so in headings. */
  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("ThreeTierEcsAppProps", "");
    GROUPS.put("NetworkProps", "network.");
    GROUPS.put("CapacityProps", "capacity.");
    GROUPS.put("TaskProps", "service.");
    GROUPS.put("ServiceProps", "service.");
    GROUPS.put("FrontendProps", "frontend.");
    GROUPS.put("BackendProps", "backend.");
    GROUPS.put("WorkerProps", "worker.");
    GROUPS.put("ContainerProps", "container.");
    GROUPS.put("LoadBalancerProps", "loadBalancer.");
    GROUPS.put("EdgeProps", "edge.");
    GROUPS.put("WebAclProps", "webAcl.");
    GROUPS.put("AutoScalingProps", "autoScaling.");
    GROUPS.put("DeploymentProps", "deployment.");
    GROUPS.put("DatabaseProps", "database.");
    GROUPS.put("DatabaseMonitoringProps", "monitoring.");
    GROUPS.put("ApplicationUserProps", "applicationUser.");
    GROUPS.put("RotationProps", "rotation.");
    GROUPS.put("ObservabilityProps", "observability.");
    GROUPS.put("BackupProps", "backup.");
    GROUPS.put("ImageRepositoriesProps", "repositories.");
  }

  /** Other values are plain from the type. */
  private static final Pattern EXAMPLE = Pattern.compile("[`0-9]");

  /** By class and name; the port of containers is another option in each tier. */
  private static final Map<String, List<Option<?>>> DECLARED = declared();

  private OptionsPage() {}

  private static Map<String, List<Option<?>>> declared() {
    Map<String, List<Option<?>>> declared = new TreeMap<>();
    DeclaredOptions.all()
        .forEach(
            it ->
                declared
                    .computeIfAbsent(
                        DeclaredOptions.propsOf(it) + "." + it.name(), any -> new ArrayList<>())
                    .add(it));
    return declared;
  }

  static Set<String> classes() {
    return GROUPS.keySet();
  }

  static String written() {
    StringBuilder page = new StringBuilder();
    GROUPS.forEach((props, group) -> page.append(section(props, group)));
    return page.toString();
  }

  private static String section(String props, String group) {
    List<OptionJavadoc> options = OptionJavadoc.of(props);
    StringBuilder section = new StringBuilder("\n## `" + props + "`\n\n");
    section.append(OptionJavadoc.ofClass(props)).append("\n\n");
    section.append("| Option | Takes | `PRODUCTION` | `DEVELOPMENT` |\n|---|---|---|---|\n");
    for (OptionJavadoc it : options) {
      List<Option<?>> declared = DECLARED.getOrDefault(props + "." + it.name(), List.of());
      section.append(
          "| [`%s`](#%s) | %s | %s | %s |\n"
              .formatted(
                  it.name(),
                  (group + it.name()).replace(".", "").toLowerCase(Locale.ROOT),
                  takes(it, declared),
                  shown(it, declared, Profile.PRODUCTION),
                  shown(it, declared, Profile.DEVELOPMENT)));
    }
    options.forEach(it -> section.append(entry(group, it)));
    return section.toString();
  }

  private static String entry(String group, OptionJavadoc option) {
    StringBuilder entry = new StringBuilder("\n### `" + group + option.name() + "`\n");
    for (String paragraph : option.paragraphs()) {
      entry
          .append("\n")
          .append(paragraph.replaceFirst("^(Default|Refused):", "**$1:**"))
          .append("\n");
    }
    if (EXAMPLE.matcher(option.value()).find()) {
      entry.append("\n**Value:** ").append(option.value()).append(".\n");
    }
    if (option.source() != null) {
      entry.append("\nAWS: ").append(option.source()).append("\n");
    }
    return entry.toString();
  }

  private static String takes(OptionJavadoc option, List<Option<?>> declared) {
    String units =
        declared.stream()
            .map(Option::unit)
            .distinct()
            .filter(unit -> !unit.isEmpty())
            .map(unit -> ", " + unit)
            .collect(Collectors.joining());
    return "`" + option.type() + "`" + units;
  }

  private static String shown(OptionJavadoc option, List<Option<?>> declared, Profile profile) {
    if (option.paragraphs().stream().anyMatch(it -> it.matches("(.* )?Required[,.].*"))) {
      return "required";
    }
    return declared.size() == 1
        ? shown(declared.get(0), profile)
        : declared.stream()
            .map(it -> it.path().replaceAll("\\..*", "") + " " + shown(it, profile))
            .collect(Collectors.joining(", "));
  }

  private static String shown(Option<?> option, Profile profile) {
    if (option.defaultIn(profile) instanceof Values) {
      return "its defaults";
    }
    List<String> words = DeclaredOptions.words(option, profile);
    return words.isEmpty() ? "none" : "`" + String.join("`, `", words) + "`";
  }
}
