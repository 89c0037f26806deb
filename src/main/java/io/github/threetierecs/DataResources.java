package io.github.threetierecs;

import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.database.MySqlProxy;
import io.github.threetierecs.internal.database.RedeployOnRotation;
import io.github.threetierecs.internal.database.SecretRotation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.rds.CfnDBProxy;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.secretsmanager.CfnRotationSchedule;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.stepfunctions.StateMachine;

/** What a {@link ThreeTierEcsApp} created for its database, besides the instance and its secret. */
public final class DataResources {
  private final MySqlDataTier data;
  private final @Nullable SecretRotation rotation;

  DataResources(MySqlDataTier data, @Nullable SecretRotation rotation) {
    this.data = data;
    this.rotation = rotation;
  }

  /**
   * The Aurora cluster that was given.
   *
   * @return the cluster
   * @throws IllegalStateException unless {@code database.existingCluster} is set
   */
  public IDatabaseCluster getDatabaseCluster() {
    if (!data.database.isCluster()) {
      throw new IllegalStateException(
          "The database is an instance; set database.existingCluster to use a cluster, or call"
              + " getDatabase()");
    }
    return data.database.cluster();
  }

  /**
   * The copies of the database that can be read from.
   *
   * @return the replicas in the order of their names; none without {@code database.readReplicas}
   */
  public List<DatabaseInstanceReadReplica> getReadReplicas() {
    return data.replicas;
  }

  /**
   * RDS Proxy in front of the database. Its target group is {@code default}.
   *
   * @return the proxy
   * @throws IllegalStateException unless {@code database.proxy} is true
   */
  public CfnDBProxy getProxy() {
    return proxy().proxy;
  }

  /**
   * The security group of the proxy, which the database admits, and which admits the backend.
   *
   * @return the security group
   * @throws IllegalStateException unless {@code database.proxy} is true
   */
  public SecurityGroup getProxySecurityGroup() {
    return proxy().securityGroup;
  }

  /**
   * The role in which the proxy reads the secret, to let it read those of further users.
   *
   * @return the role
   * @throws IllegalStateException unless {@code database.proxy} is true
   */
  public Role getProxyRole() {
    return proxy().role;
  }

  private MySqlProxy proxy() {
    if (data.proxy == null) {
      throw new IllegalStateException(
          "There is a proxy only with database.proxy; set it to true in DatabaseProps.builder()");
    }
    return data.proxy;
  }

  /**
   * The secret of the application's own user of the database, which the backend uses.
   *
   * @return the secret, with the host, the port and the database's name too
   * @throws IllegalStateException without {@code database.applicationUser}, or if that has no
   *     password
   */
  public ISecret getApplicationUserSecret() {
    if (data.applicationUser == null) {
      throw new IllegalStateException(
          "The application has its own database user only with database.applicationUser; set it to"
              + " ApplicationUserProps.builder().build()");
    }
    if (data.applicationUser.secret == null) {
      throw new IllegalStateException(
          "The application's user has no password, since database.iamAuthentication is true; sign"
              + " in with a token for "
              + data.applicationUser.name);
    }
    return data.applicationUser.secret;
  }

  /**
   * The parameters of the database, to be added to.
   *
   * @return the parameter group
   * @throws IllegalStateException if the database was given
   */
  public ParameterGroup getParameterGroup() {
    if (data.parameterGroup == null) {
      throw new IllegalStateException(
          "An existing database has a parameter group that is not known here; leave"
              + " database.existing and existingCluster out to have one created");
    }
    return data.parameterGroup;
  }

  /**
   * The role with which RDS writes metrics of the database's operating system.
   *
   * @return the role
   * @throws IllegalStateException if Enhanced Monitoring is off, or the database was given
   */
  public Role getMonitoringRole() {
    if (data.monitoringRole == null) {
      throw new IllegalStateException(
          "There is a monitoring role only with Enhanced Monitoring, and not for an existing"
              + " database; set database.monitoring.enhancedMonitoring to Duration.seconds(60)");
    }
    return data.monitoringRole;
  }

  /**
   * The schedules by which the database's password changes.
   *
   * @return that of the secret which the backend uses, and with {@code rotation.alternatingUsers}
   *     or {@code database.applicationUser} that of the master user's secret, unless there is a
   *     {@code rotation.function}
   * @throws IllegalStateException if the password is not rotated
   */
  public List<CfnRotationSchedule> getRotationSchedules() {
    return rotation().schedules;
  }

  /**
   * The security group of the function of AWS's that changes the database's password.
   *
   * @return the security group, which the database admits
   * @throws IllegalStateException if the password is not rotated, or by a function of yours
   */
  public SecurityGroup getRotationSecurityGroup() {
    SecurityGroup group = rotation().securityGroup;
    if (group == null) {
      throw new IllegalStateException(
          "The construct creates a security group only for AWS's own function; leave"
              + " rotation.function out, or call getConnections() of the function that it is set"
              + " to");
    }
    return group;
  }

  /**
   * What replaces the backend's tasks after the password has changed, such as for an alarm on
   * {@code getRedeployment().metricFailed()}.
   *
   * @return the state machine
   * @throws IllegalStateException if the password is not rotated, or nothing follows
   */
  public StateMachine getRedeployment() {
    return redeployment().stateMachine;
  }

  /**
   * What starts {@link #getRedeployment()}.
   *
   * @return the rule, to which further targets may be added
   * @throws IllegalStateException if the password is not rotated, or nothing follows
   */
  public Rule getRotationRule() {
    return redeployment().rule;
  }

  private SecretRotation rotation() {
    if (rotation == null) {
      throw new IllegalStateException(
          "The password is rotated only with database.rotation; set it to"
              + " RotationProps.builder().build()");
    }
    return rotation;
  }

  private RedeployOnRotation redeployment() {
    RedeployOnRotation redeployment = rotation().redeployment;
    if (redeployment == null) {
      throw new IllegalStateException(
          "The backend is not redeployed after a rotation, since rotation.redeploy is false; leave"
              + " it out");
    }
    return redeployment;
  }
}
