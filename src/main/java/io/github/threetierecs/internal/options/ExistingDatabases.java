package io.github.threetierecs.internal.options;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.constructs.IConstruct;

/**
 * Whether a database that somebody else looks after can be what the option takes it for, as far as
 * the CDK's object tells. What the object does not tell passes, since only RDS knows it.
 */
final class ExistingDatabases {
  /** MariaDB speaks MySQL's protocol. */
  private static final List<String> ENGINES_OF_INSTANCES = List.of("mysql", "mariadb");

  /** Both are Aurora MySQL: the first name is of the versions that were like MySQL 5.6. */
  private static final List<String> ENGINES_OF_CLUSTERS = List.of("aurora", "aurora-mysql");

  /** Such as shop.cluster-c1a2b3.eu-central-1.rds.amazonaws.com, or cluster-ro- for readers. */
  private static final Pattern OF_A_CLUSTER =
      Pattern.compile("[^.]+\\.cluster-(ro-|custom-)?[^.]+\\..*");

  private static final Pattern OF_READERS = Pattern.compile("[^.]+\\.cluster-ro-[^.]+\\..*");

  /**
   * Such as shop-1.c1a2b3.eu-central-1.rds.amazonaws.com; what else RDS has says so by a hyphen.
   */
  private static final Pattern OF_A_MEMBER =
      Pattern.compile("[^.]+\\.[^.-]+\\.[^.]+\\.rds\\.amazonaws\\.com(\\.cn)?");

  /** What RDS takes as a name. */
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z](-?[A-Za-z0-9]){0,62}");

  private static final String PASS_THE_CLUSTER =
      "pass the cluster as database.existingCluster instead";

  private ExistingDatabases() {}

  /** Refuses what is known to be no instance of MySQL (aws-cdk#34848). */
  static void checkInstance(Problems problems, String option, IDatabaseInstance instance) {
    String shown = instance.getNode().getPath();
    IConstruct resource = instance.getNode().getDefaultChild();
    if (resource instanceof CfnDBInstance created && created.getDbClusterIdentifier() != null) {
      problems.add(option, shown, "is a member of an Aurora cluster", PASS_THE_CLUSTER);
      return;
    }
    if (resource instanceof CfnDBInstance created && isReplica(created)) {
      problems.add(
          option,
          shown,
          "is a read replica, which cannot be written to",
          "pass the database that it is a replica of");
    }
    checkIdentifier(problems, option, shown, "instanceIdentifier", instance::getInstanceIdentifier);
    String engine = DatabaseEngine.of(instance);
    if (engine != null && engine.startsWith("aurora") && !Tokens.isToken(engine)) {
      problems.add(option, shown, "has the engine " + engine, PASS_THE_CLUSTER);
    } else if (isAnother(engine, ENGINES_OF_INSTANCES)) {
      problems.add(
          option,
          shown,
          "has the engine " + engine + ", but the backend expects a MySQL database",
          "pass an instance of RDS for MySQL");
    }
    String host = instance.getDbInstanceEndpointAddress();
    if (OF_A_CLUSTER.matcher(host).matches()) {
      problems.add(
          option,
          shown,
          "has the endpoint "
              + host
              + ", which is a cluster's endpoint: alarms and backups would be for an instance that"
              + " does not exist",
          PASS_THE_CLUSTER);
    }
  }

  /** Refuses what is known to be no Aurora MySQL cluster, or does not say where it is. */
  static void checkCluster(Problems problems, String option, IDatabaseCluster cluster) {
    String shown = cluster.getNode().getPath();
    if (cluster.getNode().getDefaultChild() instanceof CfnDBCluster created
        && created.getReplicationSourceIdentifier() != null) {
      problems.add(
          option,
          shown,
          "is a read replica of another cluster, which cannot be written to",
          "pass the cluster that it is a replica of");
    }
    checkIdentifier(problems, option, shown, "clusterIdentifier", cluster::getClusterIdentifier);
    String engine = DatabaseEngine.of(cluster);
    if (isAnother(engine, ENGINES_OF_CLUSTERS)) {
      problems.add(
          option,
          shown,
          "has the engine " + engine + ", but the backend expects a MySQL database",
          "pass a cluster of Aurora MySQL");
    }
    String host =
        hostOf(
            problems,
            option,
            shown,
            () -> cluster.getClusterEndpoint().getHostname(),
            "clusterEndpointAddress");
    if (host != null && OF_READERS.matcher(host).matches()) {
      problems.add(
          option,
          shown,
          "has the clusterEndpointAddress " + host + ", where nothing can be written",
          "set clusterEndpointAddress to the writer endpoint, and readerEndpointAddress to this");
    } else if (host != null && OF_A_MEMBER.matcher(host).matches()) {
      problems.add(
          option,
          shown,
          "has the clusterEndpointAddress "
              + host
              + ", which is the endpoint of one instance, which cannot be written to after a"
              + " failover",
          "set clusterEndpointAddress to the writer endpoint, which has .cluster- in its name");
    }
    hostOf(
        problems,
        option,
        shown,
        () -> cluster.getClusterReadEndpoint().getHostname(),
        "readerEndpointAddress");
  }

  private static boolean isReplica(CfnDBInstance created) {
    return created.getSourceDbInstanceIdentifier() != null
        || created.getSourceDbClusterIdentifier() != null;
  }

  /** Alarms, events and backups are of what has this name. */
  private static void checkIdentifier(
      Problems problems,
      String option,
      String shown,
      String attribute,
      Supplier<String> identifier) {
    String name = identifier.get();
    if (!Tokens.isToken(name) && !IDENTIFIER.matcher(name).matches()) {
      problems.add(
          option,
          shown,
          "has the " + attribute + " \"" + name + "\", which is not an identifier of RDS",
          "set " + attribute + " to only the name, such as \"shop\", without ARN or endpoint");
    }
  }

  /** The CDK's imported clusters throw where something was left out. */
  private static @Nullable String hostOf(
      Problems problems, String option, String shown, Supplier<String> endpoint, String attribute) {
    try {
      return endpoint.get();
    } catch (RuntimeException leftOut) {
      problems.add(
          option,
          shown,
          "was imported without " + attribute + ", or without port",
          "set both in the DatabaseClusterAttributes");
      return null;
    }
  }

  private static boolean isAnother(@Nullable String engine, List<String> expected) {
    return engine != null && !Tokens.isToken(engine) && !expected.contains(engine);
  }
}
