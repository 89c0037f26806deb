package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What a play ends in that AWS does not have: a service whose strategy it keeps without what that
 * needs, and what is deleted while something still uses it.
 */
final class Leftovers {
  private static final String SERVICE = "AWS::ECS::Service";

  private Leftovers() {}

  static List<Effect> of(List<Play.Played> played) {
    List<Effect> effects = new ArrayList<>();
    for (Play.Played it : played) {
      if (it.step().action() == Step.Action.DELETE) {
        addUsed(it, effects);
      } else {
        it.state().find(it.step().id()).ifPresent(now -> addRefused(now, effects));
      }
    }
    return effects;
  }

  /** Of what the template says nothing of any more, ECS keeps the strategy. */
  static boolean isRefused(Resource service) {
    return service.type().equals(SERVICE)
        && Shifts.isShifted(service)
        && service
            .elements("LoadBalancers")
            .noneMatch(it -> service.has(it + ".AdvancedConfiguration"));
  }

  private static void addRefused(Resource now, List<Effect> effects) {
    if (isRefused(now)) {
      effects.add(
          Effect.of(
              Kind.REFUSED,
              Verdict.FAILS,
              SERVICE,
              "**fails**",
              "ECS keeps the strategy that is left out, and refuses a service without what it"
                  + " shifts traffic with",
              now.logicalId(),
              "inferred from Amazon ECS Developer Guide, troubleshooting blue/green deployments"));
    }
  }

  private static void addUsed(Play.Played played, List<Effect> effects) {
    String id = played.step().id();
    if (Knowledge.ofType(played.step().type(), Trait.USED).isEmpty()) {
      return;
    }
    played.state().resources().values().stream()
        .filter(it -> Reference.idsIn(it.properties()).contains(id))
        .forEach(
            it ->
                effects.add(
                    Effect.of(
                        Kind.BESIDE,
                        Verdict.DEGRADED,
                        played.step().type(),
                        "",
                        id
                            + " stays beside the stack, since "
                            + it.logicalId()
                            + " still uses it: AWS keeps what the template leaves out",
                        it.logicalId(),
                        "Amazon RDS API Reference, DeleteDBParameterGroup: none that is associated"
                            + " with a DB instance")));
  }
}
