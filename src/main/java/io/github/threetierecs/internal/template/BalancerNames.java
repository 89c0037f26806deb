package io.github.threetierecs.internal.template;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which load balancer a URL leads to: by its own name, or by one that an alias record gives it. */
public final class BalancerNames {
  private static final String LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  private static final Pattern URL = Pattern.compile("https?://((?:\\$\\{[^}]*}|[^:/])+).*");

  private final StackTemplate template;

  public BalancerNames(StackTemplate template) {
    this.template = template;
  }

  /**
   * Stacks of one app may have the same name, each in a zone of its own VPC: that of the asker's
   * own stack comes first.
   *
   * @param asker the logical id of what calls the URL
   * @return the logical id of the load balancer that is the host of a URL
   */
  public Optional<String> at(String asker, Object url) {
    Matcher matcher = URL.matcher(Text.of(url));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1);
    return in(url)
        .filter(it -> host.equals("${" + it + ".DNSName}"))
        .findFirst()
        .or(() -> byRecord(stackOf(asker), host + "."));
  }

  /** In front of the ids of stacks that are joined. */
  private static String stackOf(String id) {
    return id.substring(0, id.indexOf('/') + 1);
  }

  private Optional<String> byRecord(String stack, String name) {
    return template.resourcesOfType("AWS::Route53::RecordSet").stream()
        .filter(it -> it.text("Name").filter(name::equals).isPresent())
        .sorted(Comparator.comparing(it -> !stackOf(it.logicalId()).equals(stack)))
        .flatMap(it -> it.property("AliasTarget").stream())
        .flatMap(this::in)
        .findFirst();
  }

  /** {@return the logical ids of the load balancers that a value refers to} */
  public Stream<String> in(Object value) {
    return Reference.idsIn(value).stream()
        .flatMap(id -> template.find(id).stream())
        .filter(it -> it.type().equals(LOAD_BALANCER))
        .map(Resource::logicalId);
  }
}
