package io.github.threetierecs;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.threetierecs.internal.options.AddedBackendOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import java.lang.reflect.Field;
import java.util.Collection;
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
      Set.of(
          "backup.removal",
          "keyRemoval",
          "logRemoval",
          "logRetention",
          "mentionsPlainHttp",
          "capacity.survivesTheLossOfAZone");

  /** Where the name of the group is not the beginning of the name of the class. */
  private static final Map<String, String> PROPS =
      Map.of(
          "repositories",
          "ImageRepositoriesProps",
          "tls",
          "BackendTlsProps",
          "",
          "ThreeTierEcsAppProps");

  private static final String SERVICE = "service.";

  /** The options of a service that every task has. */
  private static final Set<String> OF_EVERY_TASK =
      OptionJavadoc.of("TaskProps").stream().map(OptionJavadoc::name).collect(Collectors.toSet());

  /** The options of a service that every one behind a load balancer has. */
  private static final Set<String> OF_EVERY_TARGET =
      OptionJavadoc.of("TargetProps").stream().map(OptionJavadoc::name).collect(Collectors.toSet());

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

  /**
   * The paths by which {@link Options} knows it: those of a service are both tiers', and those that
   * an added service has in common with the tiers are theirs.
   */
  static Stream<String> pathsOf(Option<?> option) {
    String path =
        option.equals(AddedBackendOptions.CONTAINER_PORT)
            ? BackendOptions.CONTAINER_PORT.path()
            : option.path();
    return path.startsWith(SERVICE)
        ? Stream.of("frontend.", "backend.").map(it -> it + path.substring(SERVICE.length()))
        : Stream.of(path);
  }

  /** Each kind of service has another one by default, of the same method. */
  private static boolean isPort(Option<?> option) {
    return Set.of(
            FrontendOptions.CONTAINER_PORT,
            BackendOptions.CONTAINER_PORT,
            AddedBackendOptions.CONTAINER_PORT)
        .contains(option);
  }

  static String propsOf(Option<?> option) {
    if (isPort(option)) {
      return "TargetProps";
    }
    if (option.path().startsWith(SERVICE) && OF_EVERY_TASK.contains(option.name())) {
      return "TaskProps";
    }
    if (option.path().startsWith(SERVICE) && OF_EVERY_TARGET.contains(option.name())) {
      return "TargetProps";
    }
    String group = option.path().substring(0, Math.max(0, option.path().lastIndexOf('.')));
    String props = PROPS.get(group);
    return props != null
        ? props
        : group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1) + "Props";
  }

  /** {@return the default as words: one, or those of a list, or none} */
  static List<String> words(Option<?> option, Profile profile) {
    Object value = option.defaultIn(profile);
    if (value instanceof Collection<?> list) {
      return list.stream().map(it -> word(option, it)).toList();
    }
    return value == null || value instanceof Values || value instanceof Map<?, ?>
        ? List.of()
        : List.of(word(option, value));
  }

  private static String word(Option<?> option, Object value) {
    if (value instanceof MysqlEngineVersion version) {
      return version.getMysqlFullVersion();
    }
    if (value instanceof Duration duration) {
      Number number =
          switch (option.unit()) {
            case "days" -> duration.toDays();
            case "hours" -> duration.toHours();
            case "minutes" -> duration.toMinutes();
            default -> duration.toSeconds();
          };
      return String.valueOf(number);
    }
    return value instanceof Number number && !option.unit().isEmpty()
        ? Problems.grouped(number.longValue())
        : String.valueOf(value);
  }
}
