package io.github.threetierecs.internal.options;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.Ulimit;

/**
 * What Amazon ECS and Docker ask of a container's options, whether it is a service's own or a
 * sidecar.
 */
public final class ContainerChecks {
  private static final int UNLIMITED = -1;
  private static final Pattern USER =
      Pattern.compile("(\\d{1,10}|[A-Za-z_][A-Za-z0-9_.-]*)(:(\\d{1,10}|[A-Za-z_][\\w.-]*))?");
  private static final Pattern VARIABLE = Pattern.compile("[^=\\s\\p{Cntrl}]+");

  private final Problems problems;

  /** Before the name of a property: {@code sidecars.agent.}, or nothing. */
  private final String prefix;

  public ContainerChecks(Problems problems, String prefix) {
    this.problems = problems;
    this.prefix = prefix;
  }

  public void port(@Nullable Number port, String property, int least, String remedy) {
    problems.wholeNumber(prefix + property, port, least, 65_535, "", remedy);
  }

  /**
   * Checks names and values of both maps, null if they are left out.
   *
   * @param secretsOption the full path of the secrets
   * @param reserved names that the construct sets itself
   */
  public void variables(
      @Nullable Map<String, String> environment,
      @Nullable Map<String, ?> secrets,
      String secretsOption,
      Set<String> reserved) {
    Map<String, String> plain = Objects.requireNonNullElse(environment, Map.of());
    Map<String, ?> secret = Objects.requireNonNullElse(secrets, Map.of());
    plain.forEach((name, value) -> variable("environment", name, value, reserved));
    secret.forEach((name, value) -> variable("secrets", name, value, reserved));
    for (String name : plain.keySet()) {
      if (name != null && secret.containsKey(name)) {
        problems.add(
            prefix + "environment", name, "is in " + secretsOption + " too", "keep one of the two");
      }
    }
  }

  /** Checks the names and values of one map of variables. */
  public void variables(String property, Map<String, ?> variables, Set<String> reserved) {
    variables.forEach((name, value) -> variable(property, name, value, reserved));
  }

  private void variable(
      String property, @Nullable String name, @Nullable Object value, Set<String> reserved) {
    String option = prefix + property;
    if (name == null || name.isEmpty()) {
      problems.add(option, name, "is not the name of a variable", "give it a name");
    } else if (!VARIABLE.matcher(name).matches()) {
      problems.add(option, name, "has = or white space in it", "use letters, digits and _");
    } else if (reserved.contains(name)) {
      problems.add(
          option, name, "is a variable that the construct itself sets", "use another name");
    }
    if (name != null && value == null) {
      problems.add(option + "." + name, null, "is not a value", "leave the variable out");
    }
  }

  public void user(@Nullable String user) {
    if (user != null && !Tokens.isToken(user) && !USER.matcher(user).matches()) {
      problems.add(
          prefix + "user",
          user,
          "is neither a user nor user:group, by names or numbers",
          "write one such as \"1000:1000\"");
    }
  }

  public void ulimits(@Nullable List<Ulimit> given) {
    List<Ulimit> ulimits = Objects.requireNonNullElse(given, List.of());
    each("ulimits", ulimits, limit -> limit.getName().name());
    for (Ulimit limit : ulimits) {
      if (limit != null) {
        String option = prefix + "ulimits." + limit.getName();
        ulimit(option + ".softLimit", limit.getSoftLimit());
        ulimit(option + ".hardLimit", limit.getHardLimit());
        if (limit.getHardLimit().intValue() != UNLIMITED) {
          problems.ascending(
              option + ".softLimit",
              limit.getSoftLimit(),
              option + ".hardLimit",
              limit.getHardLimit());
        }
      }
    }
  }

  private void ulimit(String option, Number value) {
    problems.wholeNumber(
        option,
        value,
        UNLIMITED,
        Integer.MAX_VALUE,
        "",
        "set a number such as 65 536, or -1 for no limit");
  }

  /** Words of a command, null if they are left out. */
  public void words(
      String property, @Nullable List<String> words, String withoutAny, String remedy) {
    if (words == null) {
      return;
    }
    if (words.isEmpty()) {
      problems.add(prefix + property, words, withoutAny, remedy);
    } else if (words.stream().anyMatch(Objects::isNull)) {
      problems.add(prefix + property, words, "has a null in it", "leave the word out");
    }
  }

  public void command(String property, @Nullable List<String> words) {
    words(property, words, "starts nothing", "leave the option out to use that of the image");
  }

  public void workingDirectory(@Nullable String path) {
    if (path != null && !Tokens.isToken(path) && !path.startsWith("/")) {
      problems.add(
          prefix + "workingDirectory", path, "does not begin with /", "write \"/" + path + "\"");
    }
  }

  /** What ECS asks inside the container, null if it is left out. The CDK refuses it late. */
  public void healthCheck(@Nullable HealthCheck check) {
    if (check == null) {
      return;
    }
    words(
        "healthCheck.command",
        check.getCommand(),
        "checks nothing",
        "write one such as List.of(\"CMD-SHELL\", \"curl -f http://localhost/\")");
    String of = prefix + "healthCheck.";
    problems.seconds(of + "interval", check.getInterval(), 5, 300, "set Duration.seconds(30)");
    problems.seconds(of + "timeout", check.getTimeout(), 2, 60, "set Duration.seconds(5)");
    problems.seconds(
        of + "startPeriod", check.getStartPeriod(), 0, 300, "set Duration.seconds(60)");
    problems.wholeNumber(of + "retries", check.getRetries(), 1, 10, "", "set 3");
  }

  /** Refuses nulls, and what a list names twice. */
  public <T> void each(String property, List<T> list, Function<T, String> name) {
    Set<String> names = new LinkedHashSet<>();
    for (T item : list) {
      if (item == null) {
        problems.add(prefix + property, null, "is not a value", "leave it out of the list");
      } else if (!names.add(name.apply(item))) {
        problems.add(
            prefix + property, name.apply(item), "is in the list twice", "keep one of the two");
      }
    }
  }
}
