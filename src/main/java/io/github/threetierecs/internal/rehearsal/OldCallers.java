package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Peer;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who called a listener that is deleted, and whether all of them call another one by then. It is
 * claimed only where security groups name every caller, where each is a service of the template
 * with new tasks, and where these reach another listener of the load balancer and the old port no
 * more.
 */
final class OldCallers {
  static final String SOURCE =
      "played from the templates: CloudFormation deletes the old listener after the services are"
          + " deployed";

  private static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String TASKS = "TaskDefinition";

  private final Differences differences;
  private final List<Play.Played> played;

  OldCallers(Differences differences, List<Play.Played> played) {
    this.differences = differences;
    this.played = played;
  }

  /** What a reader calls those that have moved; none if somebody may be left, or if it is moot. */
  List<String> movedFrom(Resource old) {
    Optional<Resource> balancer =
        Optional.of(old)
            .filter(it -> it.type().equals(LISTENER))
            .flatMap(it -> it.property("LoadBalancerArn"))
            .flatMap(differences.before()::referent)
            .filter(it -> differences.stays(it.logicalId()));
    String port = old.text("Port").orElse("");
    if (balancer.isEmpty() || !isEveryCallerKnown(balancer.get().logicalId(), port)) {
      return List.of();
    }
    String id = balancer.get().logicalId();
    List<String> moved = new ArrayList<>();
    for (String caller : callers(differences.before(), id, port)) {
      if (!isMoved(caller, id, old)) {
        return List.of();
      }
      moved.add(Names.ofService(caller));
    }
    return moved.stream().distinct().toList();
  }

  /** A range, and a security group from elsewhere, may be anybody. */
  private boolean isEveryCallerKnown(String balancer, String port) {
    StackTemplate before = differences.before();
    Reachability reachability = Reachability.of(before);
    return reachability.endpoints().contains(balancer)
        && reachability.ingressOf(balancer).stream()
            .filter(it -> it.allowsTcp(port))
            .map(it -> it.peer())
            .allMatch(
                it -> it.kind() == Peer.Kind.SECURITY_GROUP && before.find(it.value()).isPresent());
  }

  private static List<String> callers(StackTemplate template, String balancer, String port) {
    Reachability reachability = Reachability.of(template);
    return reachability.endpoints().stream()
        .filter(it -> !it.equals(balancer))
        .filter(it -> !reachability.whyReachable(it, balancer, port).isEmpty())
        .toList();
  }

  private boolean isMoved(String caller, String balancer, Resource old) {
    StackTemplate after = differences.after();
    Optional<Resource> now = after.find(caller).filter(it -> it.type().equals(SERVICE));
    return now.isPresent()
        && hasNewTasksBefore(now.get(), old.logicalId())
        && !callers(after, balancer, old.text("Port").orElse("")).contains(caller)
        && LoadBalancing.of(after).listenersOf(balancer).stream()
            .anyMatch(it -> callers(after, balancer, it.text("Port").orElse("")).contains(caller));
  }

  private boolean hasNewTasksBefore(Resource service, String listener) {
    boolean isOther =
        differences.isRemade(service.logicalId())
            || differences
                .of(service.logicalId())
                .filter(it -> it.properties().stream().anyMatch(path -> path.path().equals(TASKS)))
                .isPresent();
    return isOther && stepOf(service.logicalId(), false) < stepOf(listener, true);
  }

  private int stepOf(String id, boolean isDelete) {
    for (int i = 0; i < played.size(); i++) {
      Step step = played.get(i).step();
      if (DeployedState.first(step.id()).equals(id)
          && (step.action() == Step.Action.DELETE) == isDelete) {
        return i;
      }
    }
    return isDelete ? -1 : played.size();
  }
}
