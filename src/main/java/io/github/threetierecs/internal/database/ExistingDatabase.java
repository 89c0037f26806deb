package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Referent;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Warning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.CfnVPC;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.IDependable;

/** A database that somebody else looks after, and whether the backend can reach it. */
public final class ExistingDatabase {
  private ExistingDatabase() {}

  /**
   * {@return the database that was given, with a warning if nothing can be opened for it}
   *
   * @throws IllegalArgumentException if its security group is known to be of another VPC than the
   *     one that is created here
   */
  static DatabaseServer of(Construct tier, Values options, TieredVpc network) {
    IDatabaseCluster cluster = options.find(DatabaseOptions.EXISTING_CLUSTER);
    DatabaseServer server =
        cluster != null
            ? DatabaseServer.of(cluster)
            : DatabaseServer.of(options.get(DatabaseOptions.EXISTING));
    String option = DatabaseOptions.existing(options).name();
    List<ISecurityGroup> groups = server.connectable().getConnections().getSecurityGroups();
    checkVpc(tier, network, option, server, groups);
    if (groups.isEmpty()) {
      new Warning(
              "ThreeTierEcsApp::DatabaseSecurityGroup",
              "database."
                  + option
                  + ": its security groups are not known, so no rule that admits the backend, or a"
                  + " worker or task that uses it, is added; import it with its securityGroups, or"
                  + " let its owner admit the security group of getBackendService() and that of"
                  + " each of the others")
          .addTo(tier);
    }
    return server;
  }

  /**
   * A rule that admits a security group of another VPC needs a peering connection or transit
   * gateway between the two.
   */
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
                "set network.vpc to the VPC of the database, or acknowledge this if they are"))
        .addTo(tier);
  }

  /**
   * A VPC that is created here cannot be the database's; for a given VPC, tokens may hide which one
   * it is.
   */
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

  /** Parameters are not compared, since each stack has its own for the same VPC. */
  private static boolean isVpc(@Nullable IConstruct referent) {
    return referent instanceof CfnVPC;
  }

  /**
   * {@return the instances of a cluster that the same stack creates: its endpoints are there before
   * them, and until they are, nobody answers}
   */
  public static IDependable[] instancesToWaitFor(Construct scope, DatabaseServer server) {
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
