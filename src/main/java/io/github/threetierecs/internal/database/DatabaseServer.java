package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.options.DatabaseEngine;
import io.github.threetierecs.internal.options.Tokens;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.Endpoint;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.constructs.IConstruct;

/**
 * The database as the rest of the application sees it: one instance of Amazon RDS, or an Aurora
 * cluster. It is the only place that knows how AWS names the two.
 */
public final class DatabaseServer {
  /** The default port of MySQL and compatible engines. */
  static final Port MYSQL = Port.tcp(3306);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  /** The engines that use MySQL's protocol, and listen on its port unless another one is set. */
  private static final List<String> OF_MYSQL = List.of("mysql", "mariadb", "aurora-mysql");

  private final @Nullable IDatabaseInstance instance;
  private final @Nullable IDatabaseCluster cluster;
  private final boolean isCreated;

  private DatabaseServer(
      @Nullable IDatabaseInstance instance, @Nullable IDatabaseCluster cluster, boolean isCreated) {
    this.instance = instance;
    this.cluster = cluster;
    this.isCreated = isCreated;
  }

  /** {@return one that is created here} */
  static DatabaseServer created(IDatabaseInstance instance) {
    return new DatabaseServer(instance, null, true);
  }

  static DatabaseServer of(IDatabaseInstance instance) {
    return new DatabaseServer(instance, null, false);
  }

  static DatabaseServer of(IDatabaseCluster cluster) {
    return new DatabaseServer(null, cluster, false);
  }

  public boolean isCluster() {
    return cluster != null;
  }

  /** {@return the instance, which a cluster is not} */
  public IDatabaseInstance instance() {
    return Objects.requireNonNull(instance);
  }

  public IDatabaseCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  public IConnectable connectable() {
    return cluster != null ? cluster : instance();
  }

  public IConstruct construct() {
    return cluster != null ? cluster : instance();
  }

  /** Lets a client connect. */
  public void admit(IConnectable client, String description) {
    if (isCreated) {
      connectable().getConnections().allowFrom(client, MYSQL, description);
    } else {
      admitToExisting(client, description);
    }
  }

  /**
   * The rules are in this stack, on the client's side, even if the database is of another one,
   * which would have to wait for this one, and this one for it. By {@code allowTo} the CDK would
   * warn of each client that may connect to everything anyway.
   */
  private void admitToExisting(IConnectable client, String description) {
    List<ISecurityGroup> groups = connectable().getConnections().getSecurityGroups();
    if (groups.isEmpty()) {
      return;
    }
    Port port = rulePort();
    for (ISecurityGroup peer : client.getConnections().getSecurityGroups()) {
      boolean allowsAll = peer.getAllowAllOutbound();
      for (ISecurityGroup group : groups) {
        if (!allowsAll) {
          peer.addEgressRule(group, port, description, false);
        }
        group.addIngressRule(peer, port, description, true);
      }
    }
  }

  /** {@return where one may write: of a cluster, the endpoint that follows the writer} */
  String host() {
    return cluster != null
        ? cluster.getClusterEndpoint().getHostname()
        : instance().getDbInstanceEndpointAddress();
  }

  String port() {
    return cluster != null
        ? Tokenization.stringifyNumber(cluster.getClusterEndpoint().getPort())
        : instance().getDbInstanceEndpointPort();
  }

  /** {@return where one can read besides: one endpoint of a cluster stands for all its readers} */
  List<String> readHosts() {
    if (cluster == null) {
      return List.of();
    }
    Endpoint readers = cluster.getClusterReadEndpoint();
    return List.of(readers.getHostname());
  }

  public String identifier() {
    return cluster != null ? cluster.getClusterIdentifier() : instance().getInstanceIdentifier();
  }

  String arn() {
    return cluster != null ? cluster.getClusterArn() : instance().getInstanceArn();
  }

  /** {@return how Secrets Manager calls the functions that rotate passwords of this engine} */
  String rotationFamily() {
    return "mariadb".equals(engine()) ? "MariaDB" : "MySQL";
  }

  /** {@return the engine's name, or null if the CDK's object does not have it} */
  @Nullable String engine() {
    return cluster != null ? DatabaseEngine.of(cluster) : DatabaseEngine.of(instance());
  }

  /**
   * {@return the port for rules: a number wherever it is known, which is what checkers can read.
   * CloudFormation Validate takes a port that another stack exports for one that is missing}
   */
  Port rulePort() {
    IConstruct resource = construct().getNode().getDefaultChild();
    if (resource instanceof CfnDBInstance created) {
      return portOf(created.getPort());
    }
    if (resource instanceof CfnDBCluster created) {
      return portOf(created.getPort());
    }
    return defaultPort();
  }

  private Port portOf(@Nullable Object chosen) {
    if (chosen == null) {
      return OF_MYSQL.contains(String.valueOf(engine())) ? MYSQL : defaultPort();
    }
    String text = String.valueOf(chosen);
    return !Tokens.isToken(chosen) && NUMBER.matcher(text).matches()
        ? Port.tcp(Integer.parseInt(text))
        : defaultPort();
  }

  private Port defaultPort() {
    return Objects.requireNonNull(connectable().getConnections().getDefaultPort());
  }
}
