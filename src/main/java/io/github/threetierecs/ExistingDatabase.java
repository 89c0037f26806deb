package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.CfnVPC;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.IDependable;

/**
 * A database that somebody else looks after: whether it can be what the option takes it for, as far
 * as the CDK's object tells. What the object does not tell passes, since only RDS knows it.
 */
final class ExistingDatabase {
  static final String INSTANCE = "existing";
  static final String CLUSTER = "existingCluster";

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

  private ExistingDatabase() {}

  /** Refuses what is known to be no instance of MySQL (aws-cdk#34848). */
  static void checkInstance(Problems problems, IDatabaseInstance instance) {
    String shown = instance.getNode().getPath();
    IConstruct resource = instance.getNode().getDefaultChild();
    if (resource instanceof CfnDBInstance created && created.getDbClusterIdentifier() != null) {
      problems.add(INSTANCE, shown, "is a member of an Aurora cluster", PASS_THE_CLUSTER);
      return;
    }
    if (resource instanceof CfnDBInstance created && isReplica(created)) {
      problems.add(
          INSTANCE,
          shown,
          "is a read replica, where nothing can be written",
          "pass the database that it is a replica of");
    }
    checkIdentifier(
        problems, INSTANCE, shown, "instanceIdentifier", instance::getInstanceIdentifier);
    String engine = DatabaseServer.of(instance).engine();
    if (engine != null && engine.startsWith("aurora") && !Tokens.isToken(engine)) {
      problems.add(INSTANCE, shown, "is of the engine " + engine, PASS_THE_CLUSTER);
    } else if (isAnother(engine, ENGINES_OF_INSTANCES)) {
      problems.add(
          INSTANCE,
          shown,
          "is of the engine " + engine + ", but the backend is told of a MySQL database",
          "pass an instance of RDS for MySQL");
    }
    String host = instance.getDbInstanceEndpointAddress();
    if (OF_A_CLUSTER.matcher(host).matches()) {
      problems.add(
          INSTANCE,
          shown,
          "has the endpoint "
              + host
              + ", which is a cluster's: its alarms and backups would be of"
              + " an instance that is not there",
          PASS_THE_CLUSTER);
    }
  }

  /** Refuses what is known to be no Aurora MySQL cluster, or does not say where it is. */
  static void checkCluster(Problems problems, IDatabaseCluster cluster) {
    String shown = cluster.getNode().getPath();
    if (cluster.getNode().getDefaultChild() instanceof CfnDBCluster created
        && created.getReplicationSourceIdentifier() != null) {
      problems.add(
          CLUSTER,
          shown,
          "is a read replica of another cluster, where nothing can be written",
          "pass the cluster that it is a replica of");
    }
    checkIdentifier(problems, CLUSTER, shown, "clusterIdentifier", cluster::getClusterIdentifier);
    String engine = DatabaseServer.of(cluster).engine();
    if (isAnother(engine, ENGINES_OF_CLUSTERS)) {
      problems.add(
          CLUSTER,
          shown,
          "is of the engine " + engine + ", but the backend is told of a MySQL database",
          "pass a cluster of Aurora MySQL");
    }
    String host =
        hostOf(
            problems,
            shown,
            () -> cluster.getClusterEndpoint().getHostname(),
            "clusterEndpointAddress");
    if (host != null && OF_READERS.matcher(host).matches()) {
      problems.add(
          CLUSTER,
          shown,
          "has the clusterEndpointAddress " + host + ", where nothing can be written",
          "set clusterEndpointAddress to the writer endpoint, and readerEndpointAddress to this");
    } else if (host != null && OF_A_MEMBER.matcher(host).matches()) {
      problems.add(
          CLUSTER,
          shown,
          "has the clusterEndpointAddress "
              + host
              + ", which is that of one instance, where nothing can be written after a failover",
          "set clusterEndpointAddress to the writer endpoint, which has .cluster- in its name");
    }
    hostOf(
        problems,
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
          "has the " + attribute + " \"" + name + "\", which is no identifier of RDS",
          "set " + attribute + " to the name alone, such as \"shop\", without ARN or endpoint");
    }
  }

  /** The CDK's imported clusters throw where something was left out. */
  private static @Nullable String hostOf(
      Problems problems, String shown, Supplier<String> endpoint, String attribute) {
    try {
      return endpoint.get();
    } catch (RuntimeException leftOut) {
      problems.add(
          CLUSTER,
          shown,
          "was imported without " + attribute + ", or without port",
          "set both in the DatabaseClusterAttributes");
      return null;
    }
  }

  private static boolean isAnother(@Nullable String engine, List<String> expected) {
    return engine != null && !Tokens.isToken(engine) && !expected.contains(engine);
  }

  /**
   * {@return the database that was given, with a warning if nothing can be opened for it}
   *
   * @throws IllegalArgumentException if its security group is known to be of another VPC than the
   *     one that is created here
   */
  static DatabaseServer of(Construct tier, DatabaseProps props, TieredVpc network) {
    DatabaseServer server =
        props.existingCluster != null
            ? DatabaseServer.of(props.existingCluster)
            : DatabaseServer.of(Objects.requireNonNull(props.existing));
    String option = server.isCluster() ? CLUSTER : INSTANCE;
    List<ISecurityGroup> groups = server.connectable().getConnections().getSecurityGroups();
    checkVpc(tier, network, option, server, groups);
    if (groups.isEmpty()) {
      new Warning(
              "ThreeTierEcsApp::DatabaseSecurityGroup",
              "database."
                  + option
                  + ": no security group of it is known, so that none gets a rule that admits the"
                  + " backend; import it with its securityGroups, or let its owner admit the"
                  + " security group of getBackendService()")
          .addTo(tier);
    }
    return server;
  }

  /** A rule that lets in a security group of another VPC needs a connection of the two. */
  private static void checkVpc(
      Construct tier,
      TieredVpc network,
      String option,
      DatabaseServer server,
      List<ISecurityGroup> groups) {
    String ours = network.vpc.getVpcId();
    boolean isElsewhere =
        groups.stream()
            .map(it -> it.getNode().getDefaultChild())
            .anyMatch(
                it ->
                    it instanceof CfnSecurityGroup group
                        && isAnotherVpc(ours, group.getVpcId(), network.made != null));
    if (!isElsewhere) {
      return;
    }
    String limit = "is in another VPC, whose security group cannot admit the backend";
    if (network.made != null) {
      Problems problems = new Problems("database");
      problems.add(
          option,
          server.construct().getNode().getPath(),
          limit,
          "set network.vpc to the VPC of the database");
      problems.refuse();
    }
    new Warning(
            "ThreeTierEcsApp::DatabaseVpc",
            Problems.sentence(
                "database." + option,
                server.construct().getNode().getPath(),
                limit + " unless the two VPCs are connected",
                "set network.vpc to the VPC of the database, or acknowledge this where they are"))
        .addTo(tier);
  }

  /** A VPC that is created here is no other; of one that was given, not every token tells. */
  private static boolean isAnotherVpc(String ours, @Nullable String theirs, boolean isMade) {
    if (theirs == null || theirs.equals(ours)) {
      return false;
    }
    return isMade
        || (!Tokens.isToken(ours) && !Tokens.isToken(theirs))
        || (isVpc(Referent.of(ours))
            && isVpc(Referent.of(theirs))
            && Referent.of(ours) != Referent.of(theirs));
  }

  /** Not a parameter, of which each stack has one of its own for the same VPC. */
  private static boolean isVpc(@Nullable IConstruct referent) {
    return referent instanceof CfnVPC;
  }

  /**
   * {@return the instances of a cluster that the same stack creates: its endpoints are there before
   * them, and until they are, nobody answers}
   */
  static IDependable[] instancesToWaitFor(Construct scope, DatabaseServer server) {
    IConstruct construct = server.construct();
    return server.isCluster()
            && construct.getNode().getDefaultChild() instanceof CfnDBCluster
            && Stack.of(construct).equals(Stack.of(scope))
        ? construct.getNode().findAll().stream()
            .filter(it -> it instanceof CfnDBInstance)
            .toArray(IDependable[]::new)
        : new IDependable[0];
  }
}
