package io.github.threetierecs;

import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.constructs.Node;

/**
 * Records what is accepted, and why, on the narrowest construct that it is about, as far as the
 * options make it so. The rules then stay silent about it, and still speak up about what a consumer
 * adds elsewhere.
 */
final class AcceptedRisks {
  /** {@code Validations.ACKNOWLEDGED_RULES_METADATA_KEY}, without the call into the CDK. */
  private static final String ACKNOWLEDGED_RULES = "aws:cdk:acknowledged-rules";

  /** An option that does away with a risk. */
  private static final Map<AcceptedRisk, Predicate<Values>> UNLESS = unless();

  static final List<AcceptedRisk> APP =
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

  static final List<AcceptedRisk> BACKUP_ROLE =
      List.of(AcceptedRisk.SNAPSHOTS_TO_COME, AcceptedRisk.BACKUPS_ARE_LOOKED_FOR);

  static final List<AcceptedRisk> FRONTEND_LOAD_BALANCER = List.of(AcceptedRisk.INTERNET_FACING);

  static final List<AcceptedRisk> DATABASE_MONITORING_ROLE =
      List.of(AcceptedRisk.METRICS_OF_A_DATABASE_TO_COME);

  static final List<AcceptedRisk> INSTANCE_ROLE =
      List.of(AcceptedRisk.DISCOVERY_TAKES_NO_RESOURCE, AcceptedRisk.ANY_INSTANCE_OF_THE_CLUSTER);

  static final List<AcceptedRisk> SERVICE_CONNECT = List.of(AcceptedRisk.TASK_SETS_OF_THE_CLUSTER);

  static final List<AcceptedRisk> SHIFT_ROLE = List.of(AcceptedRisk.DISCOVERY_TAKES_NO_RESOURCE);

  static final List<AcceptedRisk> FUNCTION = List.of(AcceptedRisk.FUNCTION_OF_THE_CDK);

  static final List<AcceptedRisk> EXECUTE_COMMAND = List.of(AcceptedRisk.SESSIONS_TAKE_NO_RESOURCE);

  static final List<AcceptedRisk> REPLICA = List.of(AcceptedRisk.REPLICAS_ARE_AS_THEIR_SOURCE);

  static final List<AcceptedRisk> REDEPLOYMENT = List.of(AcceptedRisk.HISTORY_OF_ONE_STEP);

  private AcceptedRisks() {}

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
    unless.put(AcceptedRisk.NO_BACKUP_PLAN, app -> app.has(AppOptions.BACKUP));
    return unless;
  }

  /** What is accepted of the whole application, as far as its options leave it so. */
  static List<AcceptedRisk> of(Values app) {
    return APP.stream().filter(risk -> !UNLESS.getOrDefault(risk, any -> false).test(app)).toList();
  }

  private static boolean both(Values app, Predicate<Values> container) {
    return container.test(app.get(AppOptions.FRONTEND).get(ServiceOptions.CONTAINER))
        && container.test(app.get(AppOptions.BACKEND).get(ServiceOptions.CONTAINER));
  }

  /**
   * Records what {@code Validations.of(where).acknowledge(…)} would, which refuses the name of a
   * finding that has an ARN in it.
   */
  static void acknowledge(List<AcceptedRisk> risks, Node where) {
    acknowledge(risks, where, "");
  }

  /** The same, of findings that name the cluster by its logical id. */
  static void acknowledge(List<AcceptedRisk> risks, Node where, String cluster) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (AcceptedRisk risk : risks) {
      for (String finding : risk.findings) {
        reasons.put(
            AcceptedRisk.keyOf(finding.replace("<cluster>", "<" + cluster + ">")), risk.reason);
      }
    }
    where.addMetadata(ACKNOWLEDGED_RULES, reasons);
  }
}
