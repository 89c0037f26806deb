package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.AcceptedRisk;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The risks that are accepted for the whole application because of its options. */
public final class RisksByOption {
  /** An option that does away with a risk. */
  private static final Map<AcceptedRisk, Predicate<Values>> UNLESS = unless();

  public static final List<AcceptedRisk> APP =
      List.of(
          AcceptedRisk.SCALING_IS_NOT_ANNOUNCED,
          AcceptedRisk.PLAIN_ENVIRONMENT,
          AcceptedRisk.INLINE_POLICIES,
          AcceptedRisk.PUBLIC_SUBNETS_ARE_PUBLIC,
          AcceptedRisk.DEFAULT_SECURITY_GROUP,
          AcceptedRisk.LOGS_OF_A_QUARTER,
          AcceptedRisk.ZONES_BY_SUBNETS,
          AcceptedRisk.ONE_INSTANCE_TYPE,
          AcceptedRisk.ENHANCED_INSIGHTS,
          AcceptedRisk.USER_OF_THE_IMAGE,
          AcceptedRisk.WRITABLE_ROOT,
          AcceptedRisk.LOGS_WITHOUT_A_LOG,
          AcceptedRisk.LOGS_BY_THE_KEY_OF_S3,
          AcceptedRisk.LOGS_IN_ONE_COPY,
          AcceptedRisk.PLAIN_HTTP,
          AcceptedRisk.NO_WEB_ACL,
          AcceptedRisk.DEFAULT_PORT,
          AcceptedRisk.NO_ROTATION,
          AcceptedRisk.SOME_DATABASE_LOGS,
          AcceptedRisk.PASSWORDS_FROM_THE_SECRET,
          AcceptedRisk.NO_BACKUP_PLAN);

  private RisksByOption() {}

  private static Map<AcceptedRisk, Predicate<Values>> unless() {
    Map<AcceptedRisk, Predicate<Values>> unless = new EnumMap<>(AcceptedRisk.class);
    unless.put(
        AcceptedRisk.PUBLIC_SUBNETS_ARE_PUBLIC,
        app -> app.get(AppOptions.NETWORK).has(NetworkOptions.VPC));
    unless.put(
        AcceptedRisk.DEFAULT_SECURITY_GROUP,
        app -> app.get(AppOptions.NETWORK).has(NetworkOptions.VPC));
    unless.put(
        AcceptedRisk.ONE_INSTANCE_TYPE,
        app -> !app.get(AppOptions.CAPACITY).get(CapacityOptions.OTHER_INSTANCE_TYPES).isEmpty());
    unless.put(
        AcceptedRisk.USER_OF_THE_IMAGE, app -> both(app, it -> it.has(ContainerOptions.USER)));
    unless.put(
        AcceptedRisk.WRITABLE_ROOT,
        app ->
            both(
                app,
                it -> Boolean.TRUE.equals(it.find(ContainerOptions.READONLY_ROOT_FILESYSTEM))));
    unless.put(
        AcceptedRisk.NO_ROTATION,
        app -> app.get(AppOptions.DATABASE).has(DatabaseOptions.ROTATION));
    unless.put(
        AcceptedRisk.PASSWORDS_FROM_THE_SECRET,
        app -> app.get(AppOptions.DATABASE).get(DatabaseOptions.IAM_AUTHENTICATION));
    // Each load balancer then has what it needs: see ofFrontendLoadBalancer.
    unless.put(AcceptedRisk.PLAIN_HTTP, app -> app.get(AppOptions.BACKEND).has(BackendOptions.TLS));
    unless.put(AcceptedRisk.NO_BACKUP_PLAN, app -> app.has(AppOptions.BACKUP));
    return unless;
  }

  /**
   * The risks that are accepted for the whole application, without those that its options remove.
   */
  public static List<AcceptedRisk> of(Values app) {
    return APP.stream().filter(risk -> !UNLESS.getOrDefault(risk, any -> false).test(app)).toList();
  }

  /** The risks that are accepted of the load balancer that clients reach. */
  public static List<AcceptedRisk> ofFrontendLoadBalancer(Values app) {
    Values edge = app.get(AppOptions.FRONTEND).get(FrontendOptions.EDGE);
    List<AcceptedRisk> risks = new ArrayList<>();
    if (!edge.get(EdgeOptions.INTERNAL)) {
      risks.addAll(AcceptedRisks.FRONTEND_LOAD_BALANCER);
    }
    boolean listensOnHttp = !EdgeOptions.hasTls(edge) || EdgeOptions.redirectsHttp(edge);
    if (listensOnHttp && !of(app).contains(AcceptedRisk.PLAIN_HTTP)) {
      risks.add(AcceptedRisk.PLAIN_HTTP);
    }
    return List.copyOf(risks);
  }

  /** The risks that are accepted of a container that was added, because of its options. */
  public static List<AcceptedRisk> ofContainer(Values container) {
    List<AcceptedRisk> risks = new ArrayList<>();
    if (!container.has(ContainerOptions.USER)) {
      risks.add(AcceptedRisk.USER_OF_THE_IMAGE);
    }
    if (!Boolean.TRUE.equals(container.find(ContainerOptions.READONLY_ROOT_FILESYSTEM))) {
      risks.add(AcceptedRisk.WRITABLE_ROOT);
    }
    return List.copyOf(risks);
  }

  private static boolean both(Values app, Predicate<Values> container) {
    return container.test(app.get(AppOptions.FRONTEND).get(ServiceOptions.CONTAINER))
        && container.test(app.get(AppOptions.BACKEND).get(ServiceOptions.CONTAINER));
  }
}
