package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.template.Addition.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether clients are admitted where the load balancers listen, and get URLs of those ports. */
final class ListenerPorts {

  private static final Pattern URL =
      Pattern.compile("(https?)://(?:\\$\\{[^}]*}|[^:/])+(?::(\\d+))?.*");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  private final StackTemplate template;
  private final List<Tier> tiers;
  private final LoadBalancing balancing;
  private final SecurityGroupRules rules;
  private final BalancerNames names;

  ListenerPorts(StackTemplate template, List<Tier> tiers) {
    this.template = template;
    this.tiers = tiers;
    balancing = LoadBalancing.of(template);
    rules = new SecurityGroupRules(template);
    names = new BalancerNames(template);
  }

  Stream<Addition> wrong() {
    return Stream.concat(
        tiers.stream().flatMap(this::shut), tiers.stream().flatMap(this::urls).distinct());
  }

  private Stream<Addition> shut(Tier tier) {
    List<String> groups =
        template.resource(tier.balancer()).list("SecurityGroups").stream()
            .map(Reference::keyOf)
            .toList();
    // Whom a security group from outside the template admits is not known.
    if (groups.isEmpty() || !groups.stream().allMatch(it -> template.find(it).isPresent())) {
      return Stream.of();
    }
    return balancing.listenersOf(tier.balancer()).stream()
        .filter(
            listener -> {
              String port = listener.text("Port").orElse("");
              return NUMBER.matcher(port).matches()
                  && groups.stream().flatMap(rules::of).noneMatch(it -> letsIn(it, port));
            })
        .map(
            listener ->
                new Addition(
                    Kind.LISTENER_PORT,
                    listener.logicalId(),
                    "%s of the %s's load balancer listens on port %s, where no rule of its security"
                            .formatted(listener, tier.name(), listener.text("Port").orElse(""))
                        + " group admits any client",
                    List.of(tier.name(), listener.text("Port").orElse(""))));
  }

  private static boolean letsIn(Rule rule, String port) {
    return rule.direction() == Rule.Direction.INGRESS && rule.allowsTcp(port);
  }

  /** URLs in environment variables, such as BACKEND_URL of the frontend's containers. */
  private Stream<Addition> urls(Tier tier) {
    Optional<Resource> task =
        template.resource(tier.service()).property("TaskDefinition").flatMap(template::referent);
    return task.map(it -> it.list("ContainerDefinitions")).orElse(List.of()).stream()
        .flatMap(it -> Json.at(it, "Environment").map(Json::listOf).stream())
        .flatMap(List::stream)
        .flatMap(it -> url(task.orElseThrow(), it).stream());
  }

  private Optional<Addition> url(Resource task, Object variable) {
    String value = Json.at(variable, "Value").map(Text::of).orElse("");
    Matcher url = URL.matcher(value);
    Optional<String> balancer =
        Json.at(variable, "Value")
            .flatMap(it -> names.at(task.logicalId(), it))
            .filter(id -> tiers.stream().anyMatch(it -> it.balancer().equals(id)));
    if (!url.matches() || balancer.isEmpty()) {
      return Optional.empty();
    }
    boolean tls = url.group(1).equals("https");
    String port = Optional.ofNullable(url.group(2)).orElse(tls ? "443" : "80");
    boolean isThere =
        balancing.listenersOf(balancer.orElseThrow()).stream()
            .anyMatch(
                it ->
                    it.text("Port").filter(port::equals).isPresent()
                        && it.text("Protocol")
                            .filter(tls ? "HTTPS"::equals : "HTTP"::equals)
                            .isPresent());
    return isThere
        ? Optional.empty()
        : Optional.of(
            new Addition(
                Kind.BACKEND_URL,
                task.logicalId(),
                "%s passes %s=%s to its containers, but no listener of that load balancer speaks %s on"
                        .formatted(
                            task,
                            Json.at(variable, "Name").map(Text::of).orElse(""),
                            value,
                            tls ? "HTTPS" : "HTTP")
                    + " port "
                    + port));
  }
}
