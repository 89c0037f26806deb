package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of the template, as far as they mean something here. */
final class LocalValues {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?[^}]*)}");

  private final StackTemplate template;
  private final Map<String, String> pseudoParameters;
  private final LocalLoadBalancers balancers;
  private final LocalDatabase database;

  LocalValues(
      StackTemplate template,
      Map<String, String> pseudoParameters,
      LocalLoadBalancers balancers,
      LocalDatabase database) {
    this.template = template;
    this.pseudoParameters = pseudoParameters;
    this.balancers = balancers;
    this.database = database;
  }

  /** The text of a value, or nothing if only the deployment could tell it. */
  Optional<String> of(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return Optional.of(Text.of(value));
    }
    if (map.size() != 1) {
      return Optional.empty();
    }
    Map.Entry<?, ?> function = map.entrySet().iterator().next();
    Object argument = function.getValue();
    return switch (String.valueOf(function.getKey())) {
      case "Ref" -> ref(String.valueOf(argument));
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::Join" -> joined(argument);
      case "Fn::Sub" -> substituted(argument);
      default -> Optional.empty();
    };
  }

  private Optional<String> ref(String name) {
    return Optional.ofNullable(pseudoParameters.get(name));
  }

  private Optional<String> attribute(Object argument) {
    String dotted =
        argument instanceof List<?> list
            ? list.stream().map(Text::of).reduce((a, b) -> a + "." + b).orElse("")
            : Text.of(argument);
    int dot = dotted.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : attribute(dotted.substring(0, dot), dotted.substring(dot + 1));
  }

  private Optional<String> attribute(String logicalId, String name) {
    if (name.equals("DNSName")) {
      return balancers.nameOf(logicalId);
    }
    if (name.equals("Endpoint.Port")) {
      return database.nameOf(logicalId).map(it -> Integer.toString(database.port()));
    }
    boolean isAddress =
        name.equals("Endpoint")
            || name.equals("Endpoint.Address")
            || name.equals("ReadEndpoint.Address");
    return isAddress ? database.nameOf(logicalId) : Optional.empty();
  }

  private Optional<String> joined(Object argument) {
    if (!(argument instanceof List<?> pair
        && pair.size() == 2
        && pair.get(1) instanceof List<?> parts)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    String separator = "";
    for (Object part : parts) {
      Optional<String> known = of(part);
      if (known.isEmpty()) {
        return Optional.empty();
      }
      text.append(separator).append(known.get());
      separator = Text.of(pair.get(0));
    }
    return Optional.of(text.toString());
  }

  private Optional<String> substituted(Object argument) {
    String text =
        Text.of(argument instanceof List<?> list && !list.isEmpty() ? list.get(0) : argument);
    Map<?, ?> own =
        argument instanceof List<?> list && list.size() > 1 && list.get(1) instanceof Map<?, ?> map
            ? map
            : Map.of();
    boolean isKnown =
        VARIABLE.matcher(text).results().allMatch(it -> variable(it, own).isPresent());
    return isKnown
        ? Optional.of(
            VARIABLE
                .matcher(text)
                .replaceAll(it -> Matcher.quoteReplacement(variable(it, own).orElse(it.group()))))
        : Optional.empty();
  }

  private Optional<String> variable(MatchResult match, Map<?, ?> own) {
    String name = match.group(1);
    if (name.startsWith("!")) {
      return Optional.of("${" + name.substring(1) + "}");
    }
    Object mine = own.get(name);
    if (mine != null) {
      return of(mine);
    }
    return name.contains(".") ? attribute(name) : ref(name);
  }

  /** The resource that a value refers to as a whole. */
  Optional<Resource> referent(Object value) {
    return template.referent(value);
  }
}
