package io.github.threetierecs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a property that a template had and has not any more. CloudFormation sends what is
 * in a template, and most services keep what they are not sent. So whatever an option sets is
 * written in every template; here is what is not.
 *
 * @param type the type of the resource
 * @param property the property, with all that is below it; empty for all of the type
 * @param name what a reader calls it
 * @param remains what is left of it; empty if nothing is
 * @param because why nothing is left, or why there is nothing to write
 */
record LeftOut(String type, String property, String name, String remains, String because) {
  private static final String ANY = "";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String INSTANCES = "AWS::AutoScaling::AutoScalingGroup";
  private static final String BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  private static final String TARGETS = "AWS::ElasticLoadBalancingV2::TargetGroup";

  private static final String DATABASE = "AWS::RDS::DBInstance";
  private static final String ROTATION = "AWS::SecretsManager::RotationSchedule";

  // spotless:off
  /** What CloudFormation or the service takes away with it. A handler's permissions are in its resource schema, below {@code handlers.update}. */
  static final List<LeftOut> TAKEN_AWAY = List.of(
      gone("AWS::ApplicationAutoScaling::ScalableTarget", "ScheduledActions", "the handler of an update may DeleteScheduledAction, and does nothing else with it"),
      gone(INSTANCES, "LaunchTemplate", "UpdateAutoScalingGroup takes one of LaunchTemplate and MixedInstancesPolicy, in place of the other"),
      gone(INSTANCES, "MixedInstancesPolicy", "UpdateAutoScalingGroup takes one of LaunchTemplate and MixedInstancesPolicy, in place of the other"),
      gone(INSTANCES, "MetricsCollection", "the handler of an update may DisableMetricsCollection, and does nothing else with it"),
      gone("AWS::CloudWatch::Alarm", ANY, "PutMetricAlarm: an update completely overwrites the previous configuration of the alarm"),
      gone("AWS::EC2::SecurityGroup", "SecurityGroupIngress", "the type's page: rules that are removed from the template are removed from the group"),
      gone("AWS::ECS::Cluster", "Configuration.ExecuteCommandConfiguration", "inferred: UpdateCluster takes the configuration as one object; with Logging DEFAULT nothing but the tasks' own log driver is used"),
      gone(SERVICE, "ServiceConnectConfiguration", "UpdateService takes the configuration as one object; with Enabled false nothing else of it is used"),
      gone(DATABASE, "AllowMajorVersionUpgrade", "the handler says it in the call, and RDS does not keep it"),
      gone(DATABASE, "EnableCloudwatchLogsExports", "the handler of an update switches off what the list has no more"),
      gone(DATABASE, "StorageThroughput", "with io2 it follows from the IOPS; with gp3 below 400 GiB RDS takes none"),
      gone("AWS::RDS::DBParameterGroup", "Parameters", "the handler of an update resets what the template has no more"),
      gone(ROTATION, "HostedRotationLambda", "the macro writes the function from what is here; RotateSecret takes one function in place of another"),
      gone(ROTATION, "RotationLambdaARN", "RotateSecret takes one function in place of another"),
      gone(ROTATION, "RotationRules.Duration", "inferred: RotateSecret takes the rules as one object"),
      gone("AWS::Logs::LogGroup", "KmsKeyId", "the handler of an update may DisassociateKmsKey, and does nothing else with it"));

  /** What stays as it was. */
  static final List<LeftOut> REMAINS = List.of(
      kept(SERVICE, "DeploymentConfiguration.BakeTimeInMinutes", "the bake time", "the last one, which `ROLLING` does not use; another strategy writes its own", "It is of the strategies that shift traffic; what CloudFormation makes of it with `ROLLING` is written nowhere."),
      kept(SERVICE, "DeploymentConfiguration.CanaryConfiguration", "the steps of the canary", "the last ones, which no other strategy uses", "ECS takes them with `CANARY` only."),
      kept(SERVICE, "DeploymentConfiguration.LinearConfiguration", "the linear steps", "the last ones, which no other strategy uses", "ECS takes them with `LINEAR` only."),
      kept(SERVICE, "DesiredCount", "the number of tasks", "as many tasks as there are, within what scaling allows", "A number would undo what scaling has reached (aws-cdk#3919)."),
      kept(DATABASE, "CACertificateIdentifier", "the authority of the certificate", "the last one", "An account may have another default than RDS."),
      kept(DATABASE, "EngineVersion", "the version of the replicas", "what they run", "Replicas are created with the version of the database, and RDS lowers none."),
      kept(DATABASE, "PerformanceInsightsRetentionPeriod", "how long insights are kept", "the last period, which `EnablePerformanceInsights` `false` leaves unused", "There is no period for none."),
      kept(DATABASE, "PreferredBackupWindow", "the backup window", "the last one", "RDS spreads them over the night of the Region; one of ours would be the same for all."),
      kept(DATABASE, "PreferredMaintenanceWindow", "the maintenance window", "the last one", "as the backup window"),
      kept("AWS::SecretsManager::Secret", "KmsKeyId", "the key of the secret", "perhaps the last key: look with `aws secretsmanager describe-secret --secret-id <secret>` before the key is gone, and set it back with `aws secretsmanager update-secret --secret-id <secret> --kms-key-id alias/aws/secretsmanager`", "What CloudFormation makes of a key that is left out is written nowhere."),
      kept(BALANCER, "LoadBalancerAttributes.access_logs.s3.bucket", "the name of the bucket", "the bucket's name, which `access_logs.s3.enabled` `false` leaves unused", "A bucket has to be named, or left out."),
      kept(BALANCER, "LoadBalancerAttributes.access_logs.s3.prefix", "the prefix of logs", "the prefix, likewise", "as the bucket"),
      kept(BALANCER, "LoadBalancerAttributes.connection_logs.s3.bucket", "the name of the bucket", "the bucket's name, which `connection_logs.s3.enabled` `false` leaves unused", "as for access logs"),
      kept(BALANCER, "LoadBalancerAttributes.connection_logs.s3.prefix", "the prefix of logs", "the prefix, likewise", "as for access logs"),
      kept(TARGETS, "TargetGroupAttributes.stickiness.type", "the kind of stickiness", "the kind, which `stickiness.enabled` `false` leaves unused", "There is no kind for none."),
      kept(TARGETS, "TargetGroupAttributes.stickiness.lb_cookie.duration_seconds", "the duration of stickiness", "the duration, likewise", "as the kind"));
  // spotless:on

  static Optional<LeftOut> of(String type, String property) {
    return Stream.concat(TAKEN_AWAY.stream(), REMAINS.stream())
        .filter(it -> it.covers(type, property))
        .findFirst();
  }

  boolean covers(String type, String property) {
    return this.type.equals(type)
        && (this.property.equals(ANY)
            || property.equals(this.property)
            || property.startsWith(this.property + "."));
  }

  boolean isKept() {
    return !remains.isEmpty();
  }

  private static LeftOut gone(String type, String property, String because) {
    return new LeftOut(type, property, property, "", because);
  }

  private static LeftOut kept(
      String type, String property, String name, String remains, String because) {
    return new LeftOut(type, property, name, remains, because);
  }
}
