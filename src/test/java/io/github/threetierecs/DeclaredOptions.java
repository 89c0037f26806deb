package io.github.threetierecs;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Values;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;

/** All that package {@code internal.options} declares. */
final class DeclaredOptions {
  /** They have no method of a builder. */
  private static final Set<String> DECIDED_BY_THE_PROFILE =
      Set.of("backup.removal", "capacity.survivesTheLossOfAZone");

  /** Where the name of the group is not the beginning of the name of the class. */
  private static final Map<String, String> PROPS =
      Map.of("repositories", "ImageRepositoriesProps", "", "ThreeTierEcsAppProps");

  /** What the page has for names that its readers need not know. */
  private static final Map<Object, String> IN_WORDS =
      Map.of(
          "AWSManagedRulesAmazonIpReputationList", "ill repute",
          "AWSManagedRulesCommonRuleSet", "common attacks",
          "AWSManagedRulesKnownBadInputsRuleSet", "bad inputs",
          "AWSManagedRulesSQLiRuleSet", "SQL injection");

  private static final String SERVICE = "service.";

  private static final List<Option<?>> ALL = read().toList();

  private DeclaredOptions() {}

  static Stream<Option<?>> all() {
    return ALL.stream();
  }

  private static Stream<Option<?>> read() {
    return new ClassFileImporter()
        .importPackages("io.github.threetierecs.internal.options").stream()
            .filter(it -> it.getSimpleName().endsWith("Options"))
            .flatMap(it -> Stream.of(it.reflect().getFields()))
            .filter(it -> it.getType() == Option.class)
            .map(DeclaredOptions::valueOf);
  }

  private static Option<?> valueOf(Field field) {
    try {
      return (Option<?>) Objects.requireNonNull(field.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isDecidedByTheProfile(Option<?> option) {
    return DECIDED_BY_THE_PROFILE.contains(option.path());
  }

  /** The paths by which {@link Options} knows it: those of a service are both tiers'. */
  static Stream<String> pathsOf(Option<?> option) {
    String path = option.path();
    return path.startsWith(SERVICE)
        ? Stream.of("frontend.", "backend.").map(it -> it + path.substring(SERVICE.length()))
        : Stream.of(path);
  }

  /** The tiers have different ones by default, which the page has in one row. */
  static boolean isPort(Option<?> option) {
    return option == FrontendOptions.CONTAINER_PORT || option == BackendOptions.CONTAINER_PORT;
  }

  static String propsOf(Option<?> option) {
    String group = option.path().substring(0, Math.max(0, option.path().lastIndexOf('.')));
    String props = PROPS.get(group);
    return props != null
        ? props
        : group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1) + "Props";
  }

  /** As options.md shows it: a number, whose unit is in the column beside it. */
  static String shown(Option<?> option, Profile profile) {
    Object value = option.defaultIn(profile);
    if ((value instanceof List<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty())) {
      return "none";
    }
    if (value instanceof Values) {
      return "all defaults";
    }
    if (value instanceof List<?> list && IN_WORDS.keySet().containsAll(list)) {
      return list.stream().map(IN_WORDS::get).collect(Collectors.joining(", "));
    }
    if (value instanceof Values) {
      return "all defaults";
    }
    if (value instanceof MysqlEngineVersion version) {
      return version.getMysqlFullVersion();
    }
    if (value instanceof Duration duration) {
      return String.valueOf(
          switch (option.unit()) {
            case "days", "hours" -> duration.toDays();
            case "minutes" -> duration.toMinutes();
            default -> duration.toSeconds();
          });
    }
    return String.valueOf(value);
  }
}
