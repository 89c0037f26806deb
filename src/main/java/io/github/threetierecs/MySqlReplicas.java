package io.github.threetierecs;

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
import software.amazon.awscdk.services.rds.SubnetGroup;
import software.constructs.Construct;

/**
 * Copies of the database that can be read from, a little behind it. They are set up as the database
 * is, and hold nothing of their own: there are no backups of them, and nothing stays of them.
 */
final class MySqlReplicas {
  /** RDS's limit for one source in the same Region. */
  static final int MOST = 15;

  private MySqlReplicas() {}

  static List<DatabaseInstanceReadReplica> of(
      Construct scope,
      DatabaseProps props,
      Profile profile,
      TieredVpc network,
      MySqlInstance source) {
    int wanted = Defaults.READ_REPLICAS.unless(props.readReplicas, profile).intValue();
    if (wanted == 0) {
      return List.of();
    }
    // Its subnet group would be made again for each.
    SubnetGroup subnets = (SubnetGroup) source.database.getNode().findChild("SubnetGroup");
    InstanceType type = typeOf(props.replicaInstanceType, source);
    DatabaseMonitoring monitoring = source.monitoring;
    DatabaseMonitoring.Insights insights = monitoring.insightsOn(type.toString());
    Number iops = MySqlStorage.iops(props, profile);
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
                  .autoMinorVersionUpgrade(
                      Defaults.MINOR_UPGRADES.unless(props.minorUpgrades, profile))
                  .parameterGroup(source.replicaParameterGroup)
                  .caCertificate(props.caCertificate)
                  .iamAuthentication(
                      Defaults.IAM_AUTHENTICATION.unless(props.iamAuthentication, profile))
                  .instanceType(type)
                  // RDS encrypts a replica with its source's key, and refuses to be told so.
                  // It takes IOPS together with a size only. Without them a replica is as large as
                  // its source, which may have grown.
                  .allocatedStorage(iops == null ? null : MySqlStorage.allocated(props, profile))
                  .storageType(Defaults.STORAGE_TYPE.unless(props.storageType, profile))
                  .maxAllocatedStorage(
                      Defaults.MAX_ALLOCATED_STORAGE_GIB.unless(props.maxAllocatedStorage, profile))
                  .iops(iops)
                  .storageThroughput(MySqlStorage.throughput(props, profile))
                  .preferredMaintenanceWindow(props.maintenanceWindow)
                  .copyTagsToSnapshot(true)
                  .monitoringInterval(monitoring.interval)
                  .monitoringRole(monitoring.role)
                  .enablePerformanceInsights(insights.enabled())
                  .performanceInsightRetention(insights.retention())
                  .databaseInsightsMode(insights.mode())
                  .cloudwatchLogsExports(monitoring.logs.isEmpty() ? null : monitoring.logs)
                  .deletionProtection(
                      Defaults.DATABASE_PROTECTION.unless(props.deletionProtection, profile))
                  .removalPolicy(RemovalPolicy.DESTROY)
                  .build());
      setVersion(replica, props, source);
      AcceptedRisks.acknowledge(AcceptedRisks.REPLICA, replica.getNode());
      replicas.add(replica);
    }
    return List.copyOf(replicas);
  }

  /** With its port as a number, as the database has it. */
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

  /** The CDK's replicas know no version: they are created with that of the database. */
  private static void setVersion(
      DatabaseInstanceReadReplica replica, DatabaseProps props, MySqlInstance source) {
    if (props.replicaEngineVersion == null) {
      return;
    }
    CfnDBInstance resource =
        (CfnDBInstance) Objects.requireNonNull(replica.getNode().getDefaultChild());
    resource.setEngineVersion(props.replicaEngineVersion.getMysqlFullVersion());
    if (source.allowsMajorUpgrade) {
      resource.setAllowMajorVersionUpgrade(true);
    }
  }

  private static InstanceType typeOf(@Nullable InstanceType chosen, MySqlInstance source) {
    return chosen != null ? chosen : source.instanceType;
  }
}
