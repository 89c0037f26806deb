package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.rehearsal.OpenConnections.Connection;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Connections that security groups let through before a deployment, and not from some step on:
 * until another step, or for good although both ends are still there.
 */
final class ClosedConnections {
  private static final String SOURCE =
      "played from the templates: who reaches whom by the security groups after each step";

  /** What tasks, instances and databases do in an update, and takes minutes. */
  private static final Set<String> SLOW = Ordered.set("tasks", "instances", "outage");

  private static final Minutes SECONDS = new Minutes(0, 1);

  private final Differences differences;
  private final List<Play.Played> played;
  private final Dependencies dependencies;
  private final List<Effect> effects = new ArrayList<>();

  private ClosedConnections(Differences differences, List<Play.Played> played) {
    this.differences = differences;
    this.played = played;
    Set<String> touched = played.stream().map(it -> it.step().id()).collect(Ordered.toSet());
    this.dependencies = new Dependencies(differences.after(), touched);
  }

  static List<Effect> of(Differences differences, List<Play.Played> played) {
    ClosedConnections closed = new ClosedConnections(differences, played);
    if (played.stream().anyMatch(it -> OpenConnections.areOf(it.step().type()))) {
      closed.find();
    }
    return closed.effects;
  }

  private void find() {
    Map<Connection, Boolean> first = OpenConnections.in(differences.before());
    Map<Connection, Boolean> last =
        OpenConnections.in(played.get(played.size() - 1).state().template());
    first.entrySet().removeIf(it -> !it.getValue() || !OpenConnections.hasEnds(last, it.getKey()));
    Map<Connection, Integer> since = new TreeMap<>();
    for (int i = 0; i < played.size(); i++) {
      if (OpenConnections.areOf(played.get(i).step().type())) {
        Map<Connection, Boolean> now = OpenConnections.in(played.get(i).state().template());
        for (Connection it : first.keySet()) {
          if (!OpenConnections.isOpen(now, it)) {
            since.putIfAbsent(it, i);
          } else if (since.containsKey(it)) {
            add(it, since.remove(it), i);
          }
        }
      }
    }
    since.forEach(this::addClosed);
  }

  /** Both ends are still there, and nothing opens it again. */
  private void addClosed(Connection connection, int from) {
    Step closing = played.get(from).step();
    effects.add(
        Effect.of(
            Kind.BESIDE,
            isLoadBalancer(connection.from()) ? Verdict.OUTAGE : Verdict.DEGRADED,
            "AWS::EC2::SecurityGroup",
            "",
            words(connection)
                + " is closed by security groups from "
                + closing.words()
                + " on, and stays closed",
            closing.id(),
            SOURCE));
  }

  private boolean isLoadBalancer(String id) {
    return differences
        .before()
        .find(id)
        .filter(it -> it.type().equals("AWS::ElasticLoadBalancingV2::LoadBalancer"))
        .isPresent();
  }

  /** Steps that do not wait for each other run at the same time, and rules take seconds. */
  private void add(Connection connection, int from, int to) {
    Step closing = played.get(from).step();
    Step opening = played.get(to).step();
    boolean isSlow =
        played.subList(from + 1, to + 1).stream()
            .map(Play.Played::step)
            .anyMatch(it -> isSlow(it) && (it.equals(opening) || isBefore(it, opening)));
    if (isSlow(closing) && !isSlow && !isBefore(closing, opening)) {
      return;
    }
    effects.add(
        Effect.of(
                Kind.BESIDE,
                isSlow ? Verdict.OUTAGE : Verdict.DEGRADED,
                "AWS::EC2::SecurityGroup",
                "",
                words(connection)
                    + " is closed by security groups from "
                    + closing.words()
                    + " until "
                    + opening.words(),
                closing.id(),
                SOURCE)
            .lasting(isSlow ? Minutes.OF_A_DEPLOYMENT : SECONDS));
  }

  private boolean isBefore(Step one, Step other) {
    return (other.action() == Step.Action.DELETE && one.action() != Step.Action.DELETE)
        || !Play.stackOf(one.id()).equals(Play.stackOf(other.id()))
        || dependencies.waits(other.id(), one.id());
  }

  private static boolean isSlow(Step step) {
    return step.action() != Step.Action.DELETE
        && Knowledge.of(step.type(), Trait.UPDATE).anyMatch(it -> SLOW.contains(it.word()));
  }

  private String words(Connection connection) {
    return "the way from " + name(connection.from()) + " to " + name(connection.to());
  }

  private String name(String id) {
    if (id.startsWith(OpenConnections.CLIENTS)) {
      return id;
    }
    Resource resource =
        differences.before().find(id).orElseGet(() -> differences.after().resource(id));
    return switch (resource.type()) {
      case "AWS::ECS::Service" -> "the " + Names.ofService(id);
      case "AWS::ElasticLoadBalancingV2::LoadBalancer" -> id;
      case "AWS::RDS::DBProxy" -> "the proxy";
      default -> Names.isReplica(resource) ? "a read replica" : "the database";
    };
  }
}
