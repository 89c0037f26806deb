package io.github.threetierecs;

import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The reference of all options, {@code docs/options.md} and the pages of {@code docs/options}, made
 * of declarations and Javadoc.
 */
final class OptionsPage {
  /** How the options of a class are written in messages, and so in headings. */
  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  /** The title of each page, by the name of its file. */
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  private static final Map<String, String> PAGE_OF = new TreeMap<>();

  static {
    page("application", "the application and its repositories");
    group("application", "ThreeTierEcsAppProps", "");
    group("application", "ImageRepositoriesProps", "repositories.");
    page("network", "network");
    group("network", "NetworkProps", "network.");
    page("capacity", "instances and cluster");
    group("capacity", "CapacityProps", "capacity.");
    page("tasks", "tasks and their containers");
    group("tasks", "TaskProps", "service.");
    group("tasks", "ContainerProps", "container.");
    page("services", "services, scaling and deployments");
    group("services", "TargetProps", "service.");
    group("services", "ServiceProps", "service.");
    group("services", "FrontendProps", "frontend.");
    group("services", "AutoScalingProps", "autoScaling.");
    group("services", "DeploymentProps", "deployment.");
    page("backend", "the backend");
    group("backend", "BackendProps", "backend.");
    group("backend", "BackendTlsProps", "tls.");
    page("load-balancers", "load balancers and the edge");
    group("load-balancers", "LoadBalancerProps", "loadBalancer.");
    group("load-balancers", "EdgeProps", "edge.");
    group("load-balancers", "WebAclProps", "webAcl.");
    page("additions", "workers, further backends, scheduled tasks");
    group("additions", "WorkerProps", "worker.");
    group("additions", "AddedBackendProps", "addedBackend.");
    group("additions", "ScheduledTaskProps", "scheduledTask.");
    page("database", "the database");
    group("database", "DatabaseProps", "database.");
    page("database-storage", "storage, backups and protection of the database");
    page("database-users", "users and passwords of the database");
    group("database-users", "ApplicationUserProps", "applicationUser.");
    group("database-users", "RotationProps", "rotation.");
    page("observability", "observability and backup");
    group("observability", "DatabaseMonitoringProps", "monitoring.");
    group("observability", "ObservabilityProps", "observability.");
    group("observability", "BackupProps", "backup.");
  }

  /** Other values are plain from the type. */
  private static final Pattern EXAMPLE = Pattern.compile("[`0-9]");

  /** The class that is too long for one page, and its first option on the next. */
  private static final String LONG = "DatabaseProps";

  private static final String NEXT_PAGE = "storageType";

  private static final Pattern NUMBER = Pattern.compile("[0-9]+( [0-9]{3})*|`[^`]*`");

  /** What an option refuses first, if it takes a range; numbers are whole. */
  private static final Pattern RANGE =
      Pattern.compile(
          "Refused: anything but (?:a whole number|whole (?:seconds|minutes|hours|days))"
              + " from ([0-9 ]+) to ([0-9 ]+?)(?:, which are seven days| \\(1 000 days\\))?"
              + "(\\.|(?:,? and |[,;] )(?!since|which|the ))");

  private static final String HEAD = "[All options, and what **Later** means](../options.md)\n";

  /** By class and name; the port of containers is another option in each tier. */
  private static final Map<String, List<Option<?>>> DECLARED = declared();

  private OptionsPage() {}

  private static void page(String file, String title) {
    PAGES.put(file, title);
  }

  private static void group(String page, String props, String group) {
    GROUPS.put(props, group);
    PAGE_OF.put(props, page);
  }

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

  /** The tables of {@code docs/options.md}: each option, in a line. */
  static String index() {
    StringBuilder index = new StringBuilder();
    GROUPS.keySet().forEach(it -> index.append(table(it)));
    return index.toString();
  }

  /** The pages below {@code docs/options}, by the names of their files. */
  static Map<String, String> pages() {
    Map<String, String> pages = new TreeMap<>();
    PAGES.forEach(
        (page, title) -> {
          StringBuilder text = new StringBuilder("# Options: " + title + "\n\n" + HEAD);
          GROUPS.forEach((props, group) -> text.append(section(props, group, page)));
          pages.put(page + ".md", text.toString());
        });
    return pages;
  }

  private static String pageOf(String props, List<OptionJavadoc> options, OptionJavadoc option) {
    List<String> names = options.stream().map(OptionJavadoc::name).toList();
    return props.equals(LONG) && names.indexOf(option.name()) >= names.indexOf(NEXT_PAGE)
        ? "database-storage"
        : Objects.requireNonNull(PAGE_OF.get(props));
  }

  private static String table(String props) {
    List<OptionJavadoc> options = OptionJavadoc.of(props);
    StringBuilder table =
        new StringBuilder(
            "\n## [`%s`](options/%s.md#%s)\n\n"
                .formatted(
                    props,
                    Objects.requireNonNull(PAGE_OF.get(props)),
                    props.toLowerCase(Locale.ROOT)));
    table.append("| Option | Takes | Default |\n|---|---|---|\n");
    for (OptionJavadoc it : options) {
      List<Option<?>> declared = DECLARED.getOrDefault(props + "." + it.name(), List.of());
      table.append(
          "| [`%s`](options/%s.md#%s) | %s | %s |\n"
              .formatted(
                  it.name(),
                  pageOf(props, options, it),
                  (GROUPS.get(props) + it.name()).replace(".", "").toLowerCase(Locale.ROOT),
                  takes(it, declared),
                  shown(it, declared)));
    }
    return table.toString();
  }

  private static String section(String props, String group, String page) {
    List<OptionJavadoc> options = OptionJavadoc.of(props);
    StringBuilder entries = new StringBuilder();
    options.stream()
        .filter(it -> pageOf(props, options, it).equals(page))
        .forEach(it -> entries.append(entry(props, group, it)));
    return entries.isEmpty()
        ? ""
        : "\n## [`%s`](%s)\n\n%s%s"
            .formatted(
                props,
                "../../src/main/java/io/github/threetierecs/" + props + ".java",
                page.equals(PAGE_OF.get(props))
                    ? linked(OptionJavadoc.ofClass(props)).strip() + "\n"
                    : "",
                entries);
  }

  private static String entry(String props, String group, OptionJavadoc option) {
    String said = String.join(" ", option.paragraphs());
    String name = group + option.name();
    StringBuilder entry = new StringBuilder("\n### `" + name + "`\n\n");
    entry.append(takes(option, DECLARED.getOrDefault(props + "." + option.name(), List.of())));
    RANGE.matcher(said).results().findFirst().ifPresent(it -> entry.append(", ").append(range(it)));
    if (isWorthSaying(option.value(), said)) {
      entry.append(": ").append(option.value());
    }
    if (option.source() != null) {
      entry.append(" (").append(option.source().replaceFirst("^\\[.*?]", "[AWS]")).append(")");
    }
    for (String paragraph : option.paragraphs()) {
      String text = withoutWhatIsSaidOnce(paragraph);
      if (!text.isEmpty()) {
        entry.append("\n\n").append(linked(text));
      }
    }
    return entry.append("\n").toString();
  }

  private static String range(MatchResult of) {
    return of.group(1).strip() + " to " + of.group(2).strip();
  }

  /** An example that the type does not give, or a range that no paragraph has. */
  private static boolean isWorthSaying(String value, String said) {
    return EXAMPLE.matcher(value).find()
        && !value.matches("such as `(Duration\\.\\w+\\(\\d+\\)|new InstanceType\\(.*\\))`")
        && !NUMBER.matcher(value).results().map(MatchResult::group).allMatch(said::contains);
  }

  /**
   * The head of the index says it of all options, the type says it, or a label in fewer words. What
   * is refused, the message says, and the Javadoc beforehand.
   */
  private static String withoutWhatIsSaidOnce(String paragraph) {
    return RANGE
        .matcher(paragraph)
        .replaceFirst(it -> it.group(3).startsWith(".") ? "" : "Refused: ")
        .replaceFirst("^Refused: .*?\\.( |$)", "")
        .strip()
        .replaceFirst("^(Default: [^.;]*?),? in both profiles", "$1")
        .replaceFirst(" (It|They) can be changed in place\\.(?= |$)", "")
        .replaceFirst(" (It|They) can be changed in place(?=[,;:])", " **Later:** in place")
        .replaceFirst(" It can be set, changed and removed in place", " **Later:** in place")
        .replaceFirst(
            " Changing (it|them) (is done in place, and )?rolls the instances",
            " **Later:** rolls the instances")
        .replaceFirst(
            " Changing (it|them) (deploys the service again|(later )?is a new deployment)",
            " **Later:** a new deployment")
        .replaceFirst(" Changing (it|them) replaces", " **Later:** replaces")
        .replaceFirst("^Default:", "**Default:**");
  }

  /** A page that Javadoc can only name. */
  private static String linked(String text) {
    return text.replaceAll("`docs/([a-z0-9/-]+\\.md)(#[a-z0-9_-]+)?`", "[$1](../$1$2)");
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

  private static String shown(OptionJavadoc option, List<Option<?>> declared) {
    if (option.paragraphs().stream().anyMatch(it -> it.matches("(.* )?Required[,.].*"))) {
      return "required";
    }
    String production = shown(declared, Profile.PRODUCTION);
    String development = shown(declared, Profile.DEVELOPMENT);
    return production.equals(development)
        ? production
        : production + "; `DEVELOPMENT` " + development;
  }

  private static String shown(List<Option<?>> declared, Profile profile) {
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
