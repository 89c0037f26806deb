package io.github.threetierecs.internal.shared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Node;

/**
 * Records what is accepted, and why, on the narrowest construct that it is about. The rules then
 * stay silent about it, and still speak up about what a consumer adds elsewhere.
 */
public final class AcceptedRisks {
  /** {@code Validations.ACKNOWLEDGED_RULES_METADATA_KEY}, without the call into the CDK. */
  private static final String ACKNOWLEDGED_RULES = "aws:cdk:acknowledged-rules";

  public static final List<AcceptedRisk> BACKUP_ROLE =
      List.of(AcceptedRisk.SNAPSHOTS_TO_COME, AcceptedRisk.BACKUPS_ARE_LOOKED_FOR);

  /** In the Region of {@code backup.copyTo}. */
  public static final List<AcceptedRisk> COPIES = List.of(AcceptedRisk.COPIES_TO_COME);

  public static final List<AcceptedRisk> FRONTEND_LOAD_BALANCER =
      List.of(AcceptedRisk.INTERNET_FACING);

  public static final List<AcceptedRisk> DATABASE_MONITORING_ROLE =
      List.of(AcceptedRisk.METRICS_OF_A_DATABASE_TO_COME);

  public static final List<AcceptedRisk> INSTANCE_ROLE =
      List.of(AcceptedRisk.DISCOVERY_TAKES_NO_RESOURCE, AcceptedRisk.ANY_INSTANCE_OF_THE_CLUSTER);

  public static final List<AcceptedRisk> SERVICE_CONNECT =
      List.of(AcceptedRisk.TASK_SETS_OF_THE_CLUSTER);

  public static final List<AcceptedRisk> EXECUTION_ROLE =
      List.of(AcceptedRisk.DISCOVERY_TAKES_NO_RESOURCE);

  public static final List<AcceptedRisk> SHIFT_ROLE =
      List.of(AcceptedRisk.DISCOVERY_TAKES_NO_RESOURCE);

  public static final List<AcceptedRisk> FUNCTION = List.of(AcceptedRisk.FUNCTION_OF_THE_CDK);

  public static final List<AcceptedRisk> EXECUTE_COMMAND =
      List.of(AcceptedRisk.SESSIONS_TAKE_NO_RESOURCE);

  public static final List<AcceptedRisk> REPLICA =
      List.of(AcceptedRisk.REPLICAS_ARE_AS_THEIR_SOURCE);

  public static final List<AcceptedRisk> REDEPLOYMENT = List.of(AcceptedRisk.HISTORY_OF_ONE_STEP);

  public static final List<AcceptedRisk> SCHEDULER_ROLE =
      List.of(AcceptedRisk.RUNS_OF_A_SCHEDULED_TASK);

  public static final List<AcceptedRisk> DEAD_LETTER_QUEUE =
      List.of(AcceptedRisk.QUEUE_OF_DEAD_LETTERS);

  private AcceptedRisks() {}

  /**
   * Records what {@code Validations.of(where).acknowledge(…)} would, which refuses the name of a
   * finding that has an ARN in it.
   */
  public static void acknowledge(List<AcceptedRisk> risks, Node where) {
    acknowledge(risks, where, Map.of());
  }

  /** Acknowledges findings that name the cluster by its logical id. */
  public static void acknowledge(List<AcceptedRisk> risks, Node where, String cluster) {
    acknowledge(risks, where, Map.of("<cluster>", "<" + cluster + ">"));
  }

  /** Acknowledges findings with the names that only the construct knows. */
  public static void acknowledge(List<AcceptedRisk> risks, Node where, Map<String, String> names) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (AcceptedRisk risk : risks) {
      for (String finding : risk.findings) {
        String named = finding;
        for (Map.Entry<String, String> name : names.entrySet()) {
          named = named.replace(name.getKey(), name.getValue());
        }
        reasons.put(AcceptedRisk.keyOf(named), risk.reason);
      }
    }
    where.addMetadata(ACKNOWLEDGED_RULES, reasons);
  }
}
