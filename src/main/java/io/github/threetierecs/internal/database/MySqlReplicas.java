package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.MySqlStorage;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplicaProps;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.SubnetGroup;
import software.constructs.Construct;

/**
 * Copies of the database that can be read from, a little behind it. They are set up as the database
 * is, and hold nothing of their own: there are no backups of them, and nothing stays of them.
 */
public final class MySqlReplicas {
  private MySqlReplicas() {}

  static List<DatabaseInstanceReadReplica> of(
      Construct scope, Values options, TieredVpc network, MySqlInstance source) {
    int wanted = options.get(DatabaseOptions.READ_REPLICAS).intValue();
    if (wanted == 0) {
      return List.of();
    }
    // The replicas share the database's subnet group: the CDK would create another one for each.
    SubnetGroup subnets = (SubnetGroup) source.database.getNode().findChild("SubnetGroup");
    InstanceType type = typeOf(options.find(DatabaseOptions.REPLICA_INSTANCE_TYPE), source);
    DatabaseMonitoring monitoring = source.monitoring;
    DatabaseMonitoring.Insights insights = monitoring.insightsOn(type.toString());
    Number iops = MySqlStorage.iops(options);
    List<DatabaseInstanceReadReplica> replicas = new ArrayList<>();
    for (int number = 1; number <= wanted; number++) {
      DatabaseInstanceReadReplica replica =
          new Replica(
              scope,
              "Replica" + number,
              source.securityGroup,
              DatabaseInstanceReadReplicaProps.builder()
                  .sourceDatabaseInstance(source.database)
                  .vpc(network.vpc)
                  .subnetGroup(subnets)
                  .securityGroups(List.of(source.securityGroup))
                  .publiclyAccessible(false)
                  .autoMinorVersionUpgrade(options.get(DatabaseOptions.MINOR_UPGRADES))
                  .parameterGroup(source.replicaParameterGroup)
                  .caCertificate(options.find(DatabaseOptions.CA_CERTIFICATE))
                  .iamAuthentication(options.get(DatabaseOptions.IAM_AUTHENTICATION))
                  .instanceType(type)
                  // RDS encrypts a replica with its source's key, and refuses an explicit setting.
                  // It accepts IOPS only together with a size; without either, a replica is as
                  // large as its source, which may have grown.
                  .allocatedStorage(
                      iops == null ? null : options.get(DatabaseOptions.ALLOCATED_STORAGE))
                  .storageType(options.get(DatabaseOptions.STORAGE_TYPE))
                  .maxAllocatedStorage(options.get(DatabaseOptions.MAX_ALLOCATED_STORAGE))
                  .iops(iops)
                  .storageThroughput(MySqlStorage.throughput(options))
                  .preferredMaintenanceWindow(options.find(DatabaseOptions.MAINTENANCE_WINDOW))
                  .copyTagsToSnapshot(true)
                  .monitoringInterval(monitoring.interval)
                  .monitoringRole(monitoring.role)
                  .enablePerformanceInsights(insights.enabled())
                  .performanceInsightRetention(insights.retention())
                  .databaseInsightsMode(insights.mode())
                  .cloudwatchLogsExports(monitoring.logs.isEmpty() ? null : monitoring.logs)
                  .deletionProtection(options.get(DatabaseOptions.DELETION_PROTECTION))
                  .removalPolicy(RemovalPolicy.DESTROY)
                  .build());
      setVersion(replica, options, source);
      AcceptedRisks.acknowledge(AcceptedRisks.REPLICA, replica.getNode());
      replicas.add(replica);
    }
    return List.copyOf(replicas);
  }

  /** A replica whose port is a number, as the database's is. */
  static final class Replica extends DatabaseInstanceReadReplica {
    private final Connections connections;

    Replica(
        Construct scope,
        String id,
        SecurityGroup securityGroup,
        DatabaseInstanceReadReplicaProps props) {
      super(scope, id, props);
      connections = MySqlInstance.connectionsOf(securityGroup);
    }

    @Override
    public Connections getConnections() {
      return connections;
    }
  }

  /** The CDK's replicas have no option for a version: they are created with the database's. */
  private static void setVersion(
      DatabaseInstanceReadReplica replica, Values options, MySqlInstance source) {
    MysqlEngineVersion version = options.find(DatabaseOptions.REPLICA_ENGINE_VERSION);
    if (version == null) {
      return;
    }
    CfnDBInstance resource =
        (CfnDBInstance) Objects.requireNonNull(replica.getNode().getDefaultChild());
    resource.setEngineVersion(version.getMysqlFullVersion());
    if (source.allowsMajorUpgrade) {
      resource.setAllowMajorVersionUpgrade(true);
    }
  }

  private static InstanceType typeOf(@Nullable InstanceType chosen, MySqlInstance source) {
    return chosen != null ? chosen : source.instanceType;
  }
}
