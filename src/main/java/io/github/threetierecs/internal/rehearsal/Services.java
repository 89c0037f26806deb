package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.room.GroupRoom;
import io.github.threetierecs.internal.room.Need;
import io.github.threetierecs.internal.room.Occasion;
import io.github.threetierecs.internal.room.Rooms;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a deployment of services needs while it lasts, and what it meets. */
final class Services {
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";
  private static final String CHECK = "HealthCheck";

  private final Differences differences;
  private final Set<String> deployed;
  private final List<Effect> effects = new ArrayList<>();

  private Services(Differences differences) {
    this.differences = differences;
    this.deployed = new TreeSet<>();
    for (ResourceChange it : differences.inPlace()) {
      if (it.type().equals(SERVICE) && isDeployed(it)) {
        deployed.add(it.id());
      }
    }
  }

  static List<Effect> of(Differences differences) {
    Services services = new Services(differences);
    if (!services.deployed.isEmpty()) {
      services.needs();
    }
    services.deployed.forEach(services::check);
    return services.effects;
  }

  private boolean isDeployed(ResourceChange service) {
    Resource old = differences.before().resource(service.id());
    Resource now = differences.after().resource(service.id());
    return service.properties().stream()
        .anyMatch(
            it ->
                Knowledge.ofChange(Trait.UPDATE, old, now, it.path())
                    .filter(fact -> fact.word().equals("tasks"))
                    .isPresent());
  }

  private void check(String id) {
    Resource now = differences.after().resource(id);
    String name = Names.ofService(id);
    for (String group : groups(now)) {
      differences.inPlace().stream()
          .filter(it -> it.id().equals(group))
          .filter(it -> it.properties().stream().anyMatch(path -> path.path().startsWith(CHECK)))
          .forEach(
              it ->
                  add(
                      Verdict.MAY_GET_STUCK,
                      "if the new tasks of the "
                          + name
                          + " fail, the old ones are held against the new health check, and may"
                          + " never get healthy. Deploy the health check by itself, first",
                      Because.of(it),
                      "copilot-cli#4838"));
    }
    if (!Shifts.isShifted(now)) {
      return;
    }
    if (groups(now).stream()
        .flatMap(it -> differences.after().find(it).stream())
        .anyMatch(it -> it.text("TargetType").filter("instance"::equals).isPresent())) {
      add(
          Verdict.NOT_KNOWN,
          "whether a deployment that shifts traffic works with targets by instance is in no page"
              + " of AWS",
          id,
          "Amazon ECS Developer Guide, blue/green deployments: it names no such targets");
    }
    if (!differences.after().resourcesOfType("AWS::SecretsManager::RotationSchedule").isEmpty()) {
      add(
          Verdict.SAFE,
          "unless a rotation of the password falls into the deployment of the "
              + name
              + " and takes its place: keep the rotation's window apart",
          id,
          "inferred: both are deployments of the service, and the later one takes the place");
    }
  }

  private Set<String> groups(Resource service) {
    Set<String> ids = new TreeSet<>();
    service.list("LoadBalancers").forEach(it -> ids.addAll(Reference.idsIn(it)));
    ids.removeIf(
        id -> differences.after().find(id).filter(it -> it.type().equals(GROUP)).isEmpty());
    return ids;
  }

  private void needs() {
    for (GroupRoom group : Rooms.of(differences.after()).groups()) {
      if (group.services().stream().noneMatch(it -> deployed.contains(it.id()))) {
        continue;
      }
      Need need = group.need(Occasion.DEPLOYMENT);
      if (need.waiting().isPresent() && need.waiting().getAsInt() > 0) {
        add(
            Verdict.DEGRADED,
            need.waiting().getAsInt()
                + " tasks find no room on the most instances, and wait while it is deployed",
            group.id(),
            "package room: the check at synthesis");
      } else if (need.instances().isPresent()) {
        add(
            Verdict.SAFE,
            "it needs up to "
                + need.instances().getAsInt()
                + " instances of "
                + String.join(" or ", group.instanceTypes())
                + " meanwhile; a fresh account may allow fewer vCPU (quota L-1216C47A), and tasks"
                + " then wait for 10-30 minutes",
            group.id(),
            "dask-cloudprovider#299, containers-roadmap#2381");
      }
    }
  }

  private void add(Verdict verdict, String words, String because, String source) {
    effects.add(Effect.of(Kind.BESIDE, verdict, SERVICE, "", words, because, source));
  }
}
