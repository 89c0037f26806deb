package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;

/**
 * Which versions of MySQL the database and its read replicas can have. RDS upgrades no database
 * before its replicas (aws-cdk#26755), so that an upgrade takes two deployments.
 */
final class DatabaseVersions {
  /** When RDS ended its standard support of a series. */
  private static final Map<String, String> END_OF_SUPPORT =
      Ordered.map("5.7", "2024-02-29", "8.0", "2026-07-31");

  private static final String DATABASE = DatabaseOptions.ENGINE_VERSION.name();
  private static final String REPLICAS = DatabaseOptions.REPLICA_ENGINE_VERSION.name();

  private final Problems problems;
  private final @Nullable MysqlEngineVersion ofDatabase;
  private final @Nullable MysqlEngineVersion ofReplicas;

  /**
   * The database's version in full, chosen or by default; the default is created only if the
   * replicas have another one.
   */
  private final Supplier<String> database;

  /** The replicas' version in full; null if it was not chosen. */
  private final @Nullable String replicas;

  private final boolean hasReplicas;
  private final boolean allowsMajorUpgrade;
  private final boolean hasExtendedSupport;
  private final boolean isExisting;

  DatabaseVersions(Problems problems, Values chosen) {
    this.problems = problems;
    ofDatabase = chosen.find(DatabaseOptions.ENGINE_VERSION);
    ofReplicas = chosen.find(DatabaseOptions.REPLICA_ENGINE_VERSION);
    database =
        Option.once(() -> DatabaseOptions.full(chosen.known(DatabaseOptions.ENGINE_VERSION)));
    replicas = ofReplicas == null ? null : DatabaseOptions.full(ofReplicas);
    hasReplicas = ReadReplicas.areThere(chosen);
    allowsMajorUpgrade =
        Boolean.TRUE.equals(chosen.find(DatabaseOptions.ALLOW_MAJOR_VERSION_UPGRADE));
    hasExtendedSupport =
        chosen.find(DatabaseOptions.ENGINE_LIFECYCLE_SUPPORT)
            == EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT;
    isExisting = DatabaseOptions.isExisting(chosen);
  }

  void checkDatabase() {
    if (ofDatabase == null) {
      return;
    }
    String version = database.get();
    if (Tokens.isToken(version) || !isVersion(DATABASE, version)) {
      return;
    }
    checkFamily(DATABASE, version, ofDatabase);
    String end = END_OF_SUPPORT.get(MySqlVersion.seriesOf(version));
    if (end != null && !hasExtendedSupport && !isOnItsWayToAnother(version)) {
      problems.add(
          DATABASE,
          version,
          "left standard support on " + end + ", and RDS creates it only with extended support",
          (hasReplicas
                  ? "leave it and upgrade the read replicas first, with"
                      + " database.allowMajorVersionUpgrade(true) and"
                      + " database.replicaEngineVersion(MysqlEngineVersion.of(\"8.4.9\","
                      + " \"8.4\"))"
                  : "use MysqlEngineVersion.of(\"8.4.9\", \"8.4\")")
              + ", or set database.engineLifecycleSupport to OPEN_SOURCE_RDS_EXTENDED_SUPPORT,"
              + " which is billed by vCPU");
    }
  }

  /**
   * Whether this is the first of two deployments, which names the current version again while the
   * replicas are upgraded.
   */
  private boolean isOnItsWayToAnother(String runs) {
    return hasReplicas
        && allowsMajorUpgrade
        && replicas != null
        && (Tokens.isToken(replicas)
            || !MySqlVersion.reads(replicas)
            || !MySqlVersion.seriesOf(runs).equals(MySqlVersion.seriesOf(replicas)));
  }

  void checkReplicas() {
    if (ofReplicas == null || replicas == null) {
      checkUpgradeWithoutReplicas();
      return;
    }
    if (!hasReplicas) {
      problems.add(
          REPLICAS,
          replicas,
          "is for read replicas, but database.readReplicas is 0",
          "set database.readReplicas to 1 or more, or leave this out");
    }
    if (Tokens.isToken(replicas) || !isVersion(REPLICAS, replicas)) {
      return;
    }
    checkFamily(REPLICAS, replicas, ofReplicas);
    String source = database.get();
    if (!Tokens.isToken(source) && MySqlVersion.reads(source)) {
      checkAhead(replicas, source);
    }
  }

  private void checkUpgradeWithoutReplicas() {
    if (hasReplicas && allowsMajorUpgrade && !isExisting) {
      problems.add(
          DatabaseOptions.ALLOW_MAJOR_VERSION_UPGRADE.name(),
          true,
          "cannot upgrade a database before its read replicas, and database.replicaEngineVersion is"
              + " not set",
          "set database.replicaEngineVersion to the new version and deploy, then"
              + " database.engineVersion to the same and deploy");
    }
  }

  /**
   * Compares two versions that can be read: if they differ, the replicas' is the one to upgrade to.
   */
  private void checkAhead(String wanted, String source) {
    String shown = ofDatabase == null ? source + " (the default)" : "\"" + source + "\"";
    if (MySqlVersion.compare(wanted, source) < 0) {
      problems.add(
          REPLICAS,
          wanted,
          "is lower than database.engineVersion " + shown + ", and replicas are upgraded first",
          "set it to the version to upgrade to, and leave database.engineVersion at the running"
              + " version");
      return;
    }
    String skipped = MySqlVersion.skipped(source, wanted);
    if (skipped != null) {
      problems.add(
          REPLICAS,
          wanted,
          "skips series "
              + skipped
              + ", and from database.engineVersion "
              + shown
              + " RDS upgrades to that one only",
          "upgrade to "
              + skipped
              + " first, replicas and database, and then to this one; "
              + skipped
              + " may take database.engineLifecycleSupport OPEN_SOURCE_RDS_EXTENDED_SUPPORT");
    } else if (!MySqlVersion.seriesOf(wanted).equals(MySqlVersion.seriesOf(source))
        && !allowsMajorUpgrade) {
      problems.add(
          REPLICAS,
          wanted,
          "is of a different series than database.engineVersion "
              + shown
              + ", which RDS upgrades to only with database.allowMajorVersionUpgrade",
          "set database.allowMajorVersionUpgrade to true");
    }
  }

  private boolean isVersion(String option, String version) {
    boolean isVersion = MySqlVersion.reads(version);
    if (!isVersion) {
      problems.add(
          option,
          version,
          "is not a version of MySQL",
          "use one such as MysqlEngineVersion.of(\"8.4.9\", \"8.4\")");
    }
    return isVersion;
  }

  /** The major version decides the family of the parameter group. */
  private void checkFamily(String option, String version, MysqlEngineVersion engine) {
    String family = engine.getMysqlMajorVersion();
    if (!Tokens.isToken(family) && !version.equals(family) && !version.startsWith(family + ".")) {
      String series = version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
      problems.add(
          option,
          version,
          "does not belong to family mysql" + family + ", which its parameter group would have",
          "write MysqlEngineVersion.of(\"" + version + "\", \"" + series + "\")");
    }
  }
}
