package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.options.Problems.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;

/** Whether the options of the database fit together. */
public final class DatabaseChecks {
  /** What only a database that the construct creates can have. */
  private static final List<Option<?>> OF_A_CREATED_DATABASE =
      List.of(
          DatabaseOptions.SNAPSHOT,
          DatabaseOptions.USERNAME,
          DatabaseOptions.ENGINE_VERSION,
          DatabaseOptions.ALLOW_MAJOR_VERSION_UPGRADE,
          DatabaseOptions.REPLICA_ENGINE_VERSION,
          DatabaseOptions.ENGINE_LIFECYCLE_SUPPORT,
          DatabaseOptions.INSTANCE_TYPE,
          DatabaseOptions.MULTI_AZ,
          DatabaseOptions.STORAGE_TYPE,
          DatabaseOptions.ALLOCATED_STORAGE,
          DatabaseOptions.MAX_ALLOCATED_STORAGE,
          DatabaseOptions.IOPS,
          DatabaseOptions.STORAGE_THROUGHPUT,
          DatabaseOptions.BACKUP_RETENTION,
          DatabaseOptions.BACKUP_WINDOW,
          DatabaseOptions.MAINTENANCE_WINDOW,
          DatabaseOptions.MINOR_UPGRADES,
          DatabaseOptions.DELETION_PROTECTION,
          DatabaseOptions.REMOVAL_POLICY,
          DatabaseOptions.REQUIRE_TLS,
          DatabaseOptions.PARAMETERS,
          DatabaseOptions.CA_CERTIFICATE,
          DatabaseOptions.MONITORING,
          DatabaseOptions.READ_REPLICAS,
          DatabaseOptions.REPLICA_INSTANCE_TYPE,
          DatabaseOptions.PROXY,
          DatabaseOptions.IAM_AUTHENTICATION,
          DatabaseOptions.IAM_USER,
          DatabaseOptions.APPLICATION_USER);

  private DatabaseChecks() {}

  /** Adds what is wrong with options that depend on each other. */
  public static void checkTogether(Problems problems, Values chosen) {
    checkExisting(problems, chosen);
    DatabaseVersions versions = new DatabaseVersions(problems, chosen);
    versions.checkDatabase();
    if (chosen.has(DatabaseOptions.INSTANCE_TYPE)) {
      checkClass(problems, DatabaseOptions.MONITORING.name(), chosen);
    }
    MySqlStorage.checkTogether(problems, chosen);
    ReadReplicas.checkTogether(problems, chosen);
    versions.checkReplicas();
    DatabaseUsers.checkTogether(problems, chosen);
    MySqlWindow.checkTogether(
        problems,
        DatabaseOptions.MAINTENANCE_WINDOW.name(),
        chosen.find(DatabaseOptions.MAINTENANCE_WINDOW),
        chosen.find(DatabaseOptions.BACKUP_WINDOW));
  }

  /** Checks the values with a profile's defaults, among the problems of the whole. */
  public static void checkWithDefaults(Problems problems, Values options) {
    MySqlStorage.checkWithDefaults(problems, options);
    if (!options.has(DatabaseOptions.INSTANCE_TYPE)) {
      checkClass(problems, DatabaseOptions.MONITORING.path(), options);
    }
  }

  private static void checkClass(Problems problems, String option, Values options) {
    Values monitoring = options.find(DatabaseOptions.MONITORING);
    if (monitoring != null) {
      DatabaseMonitoringOptions.checkClass(
          problems, option, monitoring, DatabaseOptions.instanceType(options));
    }
  }

  /** Refuses what is missing beside an existing database, and what only a new one can have. */
  private static void checkExisting(Problems problems, Values chosen) {
    boolean isExisting = DatabaseOptions.isExisting(chosen);
    if (!isExisting && !chosen.has(DatabaseOptions.EXISTING_SECRET)) {
      return;
    }
    if (!isExisting) {
      problems.missing(
          DatabaseOptions.EXISTING.name(),
          null,
          "set the database that database.existingSecret belongs to, as database.existing or"
              + " database.existingCluster, or leave that out");
      return;
    }
    problems.missing(
        DatabaseOptions.EXISTING_SECRET.name(),
        chosen.find(DatabaseOptions.EXISTING_SECRET),
        "set the secret with its username and password, such as"
            + " Secret.fromSecretCompleteArn(…)");
    IDatabaseCluster cluster = chosen.find(DatabaseOptions.EXISTING_CLUSTER);
    if (chosen.has(DatabaseOptions.EXISTING) && cluster != null) {
      problems.add(
          DatabaseOptions.EXISTING_CLUSTER.name(),
          cluster.getNode().getPath(),
          "is set together with database.existing, and the backend has only one database",
          "leave out one of the two");
    }
    Option<?> existing = DatabaseOptions.existing(chosen);
    for (Option<?> option : OF_A_CREATED_DATABASE) {
      if (chosen.has(option)) {
        problems.add(
            option.name(),
            shown(option, chosen),
            "is for a database that the construct creates, but " + existing.path() + " is set",
            "leave out one of the two");
      }
    }
  }

  /** Objects whose own text says nothing are put into words. */
  private static @Nullable Object shown(Option<?> option, Values chosen) {
    if (option == DatabaseOptions.MONITORING) {
      return new Words("a monitoring");
    }
    if (option == DatabaseOptions.APPLICATION_USER) {
      return DatabaseOptions.aUser();
    }
    Object value = chosen.find(option);
    return value instanceof MysqlEngineVersion version ? version.getMysqlFullVersion() : value;
  }
}
