package io.github.threetierecs.internal.options;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.InstanceType;

/** What read replicas take of the database, and what is set for them only. */
final class ReadReplicas {
  private ReadReplicas() {}

  /** {@return whether there are some, even if only the deployment knows how many} */
  static boolean areThere(Values chosen) {
    Number replicas = chosen.find(DatabaseOptions.READ_REPLICAS);
    return replicas != null && (Tokens.isToken(replicas) || replicas.doubleValue() != 0);
  }

  static void checkTogether(Problems problems, Values chosen) {
    boolean some = areThere(chosen);
    InstanceType type = chosen.find(DatabaseOptions.REPLICA_INSTANCE_TYPE);
    if (type != null && !some) {
      problems.add(
          DatabaseOptions.REPLICA_INSTANCE_TYPE.name(),
          type.toString(),
          "is for read replicas, but database.readReplicas is 0",
          "set database.readReplicas to 1 or more, or leave this out");
    }
    Duration retention = chosen.find(DatabaseOptions.BACKUP_RETENTION);
    if (some && retention != null && isZero(retention)) {
      problems.add(
          DatabaseOptions.READ_REPLICAS.name(),
          chosen.find(DatabaseOptions.READ_REPLICAS),
          "need backups of the database, but database.backupRetention is 0",
          "set database.backupRetention to Duration.days(1) or more, or leave one of the two"
              + " out");
    }
  }

  private static boolean isZero(Duration retention) {
    return !retention.isUnresolved() && Problems.secondsOf(retention).doubleValue() == 0;
  }
}
