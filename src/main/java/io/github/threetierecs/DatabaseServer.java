package io.github.threetierecs;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.Endpoint;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.IEngine;
import software.constructs.IConstruct;

/**
 * The database as the rest of the application sees it: one instance of Amazon RDS, or an Aurora
 * cluster. It is the only place that knows how AWS names the two.
 */
final class DatabaseServer {
  /**
   * The engines that speak MySQL's protocol, and listen on its port unless they are told another.
   */
  private static final List<String> OF_MYSQL = List.of("mysql", "mariadb", "aurora-mysql");

  private final @Nullable IDatabaseInstance instance;
  private final @Nullable IDatabaseCluster cluster;

  private DatabaseServer(@Nullable IDatabaseInstance instance, @Nullable IDatabaseCluster cluster) {
    this.instance = instance;
    this.cluster = cluster;
  }

  static DatabaseServer of(IDatabaseInstance instance) {
    return new DatabaseServer(instance, null);
  }

  static DatabaseServer of(IDatabaseCluster cluster) {
    return new DatabaseServer(null, cluster);
  }

  boolean isCluster() {
    return cluster != null;
  }

  /** {@return the instance, which a cluster is not} */
  IDatabaseInstance instance() {
    return Objects.requireNonNull(instance);
  }

  IDatabaseCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  IConnectable connectable() {
    return cluster != null ? cluster : instance();
  }

  IConstruct construct() {
    return cluster != null ? cluster : instance();
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

  String identifier() {
    return cluster != null ? cluster.getClusterIdentifier() : instance().getInstanceIdentifier();
  }

  String arn() {
    return cluster != null ? cluster.getClusterArn() : instance().getInstanceArn();
  }

  /** {@return how Secrets Manager calls the functions that rotate passwords of this engine} */
  String rotationFamily() {
    return "mariadb".equals(engine()) ? "MariaDB" : "MySQL";
  }

  /** {@return the engine's name, or null if the CDK's object does not tell} */
  @Nullable String engine() {
    IConstruct resource = construct().getNode().getDefaultChild();
    if (resource instanceof CfnDBInstance created && created.getEngine() != null) {
      return created.getEngine();
    }
    if (resource instanceof CfnDBCluster created && created.getEngine() != null) {
      return created.getEngine();
    }
    IEngine engine = cluster != null ? cluster.getEngine() : instance().getEngine();
    return engine == null ? null : engine.getEngineType();
  }

  /**
   * Whether it was created with the CDK, of MySQL or the like, without a port of its own. The port
   * as a number can be read by checkers: CloudFormation Validate takes a port that another stack
   * exports for one that is missing.
   */
  boolean listensOnDefaultPort() {
    IConstruct resource = construct().getNode().getDefaultChild();
    boolean saysNoPort =
        (resource instanceof CfnDBInstance ofInstance && ofInstance.getPort() == null)
            || (resource instanceof CfnDBCluster ofCluster && ofCluster.getPort() == null);
    return saysNoPort && OF_MYSQL.contains(String.valueOf(engine()));
  }
}
