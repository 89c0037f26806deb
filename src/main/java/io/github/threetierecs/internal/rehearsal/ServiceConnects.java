package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** A service that leaves its namespace while running tasks of others call it there. */
final class ServiceConnects {
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String OFFERED = "ServiceConnectConfiguration.Services";

  private ServiceConnects() {}

  static List<Effect> of(Differences differences) {
    List<Resource> callers =
        services(differences)
            .filter(
                it ->
                    it.has("ServiceConnectConfiguration")
                        && !it.text("ServiceConnectConfiguration.Enabled")
                            .filter("false"::equals)
                            .isPresent())
            .toList();
    return services(differences)
        .filter(it -> !it.list(OFFERED).isEmpty() && leaves(differences, it))
        .filter(it -> callers.stream().anyMatch(caller -> !caller.equals(it)))
        .map(
            it ->
                Effect.of(
                        Kind.ANSWERS,
                        Verdict.OUTAGE,
                        SERVICE,
                        "old tasks cannot call the " + Names.ofService(it.logicalId()),
                        "tasks that call the "
                            + Names.ofService(it.logicalId())
                            + " by Service Connect cannot any more, until new ones have replaced"
                            + " them",
                        it.logicalId() + ": " + OFFERED,
                        "Amazon ECS Developer Guide, Service Connect: running tasks keep the"
                            + " endpoints that they were started with")
                    .lasting(Minutes.OF_A_DEPLOYMENT))
        .toList();
  }

  private static Stream<Resource> services(Differences differences) {
    return differences.before().resourcesOfType(SERVICE).stream();
  }

  private static boolean leaves(Differences differences, Resource service) {
    return differences
        .after()
        .find(service.logicalId())
        .filter(it -> it.list(OFFERED).isEmpty())
        .isPresent();
  }
}
