package io.github.threetierecs;

import static io.github.threetierecs.OptionChange.between;
import static io.github.threetierecs.OptionChange.made;
import static io.github.threetierecs.OptionChange.to;

import io.github.threetierecs.OptionChange.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.PrefixList;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.Ulimit;
import software.amazon.awscdk.services.ecs.UlimitName;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;
import software.amazon.awscdk.services.elasticloadbalancingv2.DesyncMitigationMode;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterAttributes;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;

/** Two values of every option, by the sections of docs/options.md. */
final class OptionChanges {
  /** Groups that are always there: what they change is what their options change. */
  static final List<String> GROUPS =
      List.of(
          "network",
          "capacity",
          "frontend",
          "backend",
          "database",
          "service.loadBalancer",
          "service.deployment",
          "service.container",
          "service.edge",
          "database.monitoring");

  private static final Value THEIR_VPC = made("an existing one", ExistingVpcTest::imported);

  static final Value THEIR_DATABASE =
      made(
          "an existing one",
          stack ->
              DatabaseInstance.fromDatabaseInstanceAttributes(
                  stack,
                  "TheirDatabase",
                  DatabaseInstanceAttributes.builder()
                      .instanceIdentifier("theirs")
                      .instanceEndpointAddress("shop.example.eu-central-1.rds.amazonaws.com")
                      .port(3306)
                      .securityGroups(List.of())
                      .build()));

  private static final Value THEIR_SECRET = theirSecret("Theirs");
  private static final Value THEIR_CLUSTER =
      made(
          "an existing one",
          stack ->
              DatabaseCluster.fromDatabaseClusterAttributes(
                  stack,
                  "TheirCluster",
                  DatabaseClusterAttributes.builder()
                      .clusterIdentifier("theirs")
                      .clusterEndpointAddress("shop.cluster-c1a2b3.eu-central-1.rds.amazonaws.com")
                      .readerEndpointAddress(
                          "shop.cluster-ro-c1a2b3.eu-central-1.rds.amazonaws.com")
                      .port(3306)
                      .securityGroups(
                          List.of(
                              SecurityGroup.fromSecurityGroupId(
                                  stack, "TheirClusterGroup", "sg-0123456789abcdef0")))
                      .build()));

  private static final Value CERTIFICATE =
      made(
          "a certificate",
          stack -> Certificate.fromCertificateArn(stack, "TheirCertificate", Edges.CERTIFICATE));

  /** Made here: classes of tests synthesize when they are loaded, and this one is in every JVM. */
  private static final Value TLS =
      made(
          "set",
          stack ->
              BackendTlsProps.builder()
                  .certificate(
                      Certificate.fromCertificateArn(stack, "TlsCertificate", Edges.CERTIFICATE))
                  .domainName("backend.example.com")
                  .build());

  private static final Value ZONE =
      made(
          "a zone",
          stack ->
              HostedZone.fromHostedZoneAttributes(
                  stack,
                  "TheirZone",
                  HostedZoneAttributes.builder()
                      .hostedZoneId("Z1")
                      .zoneName("example.com")
                      .build()));

  private OptionChanges() {}

  // spotless:off
  static Map<String, List<OptionChange>> bySection() {
    Map<String, List<OptionChange>> sections = new LinkedHashMap<>();
    sections.put("ThreeTierEcsAppProps", List.of(
        between("profile", Profile.PRODUCTION, Profile.DEVELOPMENT),
        to("keys", KeyStrategy.ONE_PER_USE),
        to("observability", made("set", stack -> ObservabilityProps.builder().build())),
        to("backup", made("set", stack -> BackupProps.builder().build())),
        to("blueprint", true)));
    sections.put("NetworkProps", List.of(
        to("network.cidr", "10.1.0.0/16"),
        to("network.maxAzs", 3),
        to("network.availabilityZones", List.of("eu-central-1b", "eu-central-1c")),
        to("network.nat", NatStrategy.SINGLE),
        to("network.interfaceEndpoints", true),
        to("network.flowLogs", false),
        to("network.vpc", THEIR_VPC),
        to("network.publicSubnets", group("Apps")).given("network.vpc", THEIR_VPC).given("network.privateSubnets", group("Data")),
        to("network.privateSubnets", group("Data")).given("network.vpc", THEIR_VPC),
        to("network.databaseSubnets", group("Apps")).given("network.vpc", THEIR_VPC),
        to("network.restrictDefaultSecurityGroup", false)));
    sections.put("CapacityProps", List.of(
        to("capacity.instanceType", new InstanceType("m7g.xlarge")),
        to("capacity.otherInstanceTypes", List.of(new InstanceType("m6a.large"))).given("capacity.instanceType", new InstanceType("m6i.large")),
        to("capacity.spotPercentage", 50),
        to("capacity.onDemandBase", 1).given("capacity.spotPercentage", 50),
        to("capacity.operatingSystem", InstanceOs.BOTTLEROCKET),
        to("capacity.machineImage", made("a pinned one", stack -> MachineImage.genericLinux(Map.of("eu-central-1", CapacityTemplates.PINNED)))),
        to("capacity.rootVolumeSize", 50),
        to("capacity.minInstances", 3),
        to("capacity.maxInstances", 9),
        to("capacity.targetCapacityPercent", 80),
        to("capacity.managedTerminationProtection", true),
        to("capacity.containerInsights", ContainerInsights.DISABLED),
        to("capacity.detailedMonitoring", false),
        to("capacity.sessionManager", true),
        to("capacity.taskNetworking", TaskNetworking.BRIDGE),
        to("capacity.eniTrunking", true),
        to("capacity.daemonCpu", 128),
        to("capacity.daemonMemoryMiB", 256)));
    sections.put("FrontendProps and BackendProps", List.of(
        between("service.image", made("1", stack -> ContainerImage.fromRegistry("example/shop:1")), made("2", stack -> ContainerImage.fromRegistry("example/shop:2"))),
        to("service.containerPort", 3000),
        to("service.cpu", 512),
        to("service.memoryMiB", 1024),
        to("service.healthCheckPath", "/health"),
        to("service.healthyHttpCodes", "200,302"),
        to("service.healthCheckGracePeriod", seconds(60)),
        to("service.desiredCount", 3),
        to("service.autoScaling", made("set", stack -> AutoScalingProps.builder().maxTasks(4).build())),
        to("service.logRetention", RetentionDays.ONE_WEEK),
        to("service.logging", made("fluentd", stack -> LogDrivers.fluentd())),
        to("service.environment", Map.of("FLAVOUR", "blue")),
        to("service.secrets", made("one", stack -> Map.of("API_KEY", software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(secret(stack, "Api"))))),
        to("service.sidecars", made("one", stack -> sidecars())),
        to("service.startAfter", Map.of("proxy", ContainerDependencyCondition.START)).given("service.sidecars", made("one", stack -> sidecars()))));
    sections.put("ContainerProps", List.of(
        to("container.readonlyRootFilesystem", true),
        to("container.writablePaths", List.of("/tmp")).given("container.readonlyRootFilesystem", true),
        to("container.user", "1000:1000"),
        to("container.dropCapabilities", List.of(Capability.ALL)),
        to("container.ulimits", made("open files", stack -> List.of(Ulimit.builder().name(UlimitName.NOFILE).softLimit(1_024).hardLimit(65_536).build()))),
        to("container.initProcess", true),
        to("container.executeCommand", true),
        to("container.entryPoint", List.of("/bin/sh")),
        to("container.command", List.of("serve")),
        to("container.workingDirectory", "/app")));
    sections.put("LoadBalancerProps", List.of(
        to("loadBalancer.deletionProtection", false),
        to("loadBalancer.accessLogs", false),
        to("loadBalancer.connectionLogs", true),
        to("loadBalancer.logRetention", days(30)),
        to("loadBalancer.desyncMitigationMode", DesyncMitigationMode.STRICTEST),
        to("loadBalancer.idleTimeout", seconds(120)),
        to("loadBalancer.stickiness", seconds(3600)),
        to("loadBalancer.targetProtocol", ApplicationProtocol.HTTPS)));
    sections.put("BackendProps", List.of(
        between("backend.serviceConnect", false, true),
        to("backend.tls", TLS),
        to("backend.protocolVersion", ApplicationProtocolVersion.GRPC).given("backend.tls", TLS),
        to("backend.healthyGrpcCodes", "0").given("backend.protocolVersion", ApplicationProtocolVersion.GRPC).given("backend.tls", TLS),
        to("backend.migration", List.of("migrate")),
        to("backend.migrationImage", made("one of its own", stack -> Templates.ecrImage("flyway"))).given("backend.migration", List.of("migrate")),
        to("backend.migrationSecrets", made("one", stack -> Map.of("LICENCE", software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(secret(stack, "Licence"))))).given("backend.migration", List.of("migrate")),
        to("backend.migrationTimeout", seconds(600)).given("backend.migration", List.of("migrate"))));
    sections.put("BackendTlsProps", List.of(
        between("tls.certificate", CERTIFICATE, made("another one", stack -> Certificate.fromCertificateArn(stack, "Another", Edges.CERTIFICATE + "3"))).given("tls.domainName", "backend.example.com"),
        between("tls.domainName", "backend.example.com", "api.example.com").given("tls.certificate", CERTIFICATE),
        to("tls.hostedZone", ZONE).given("tls.certificate", CERTIFICATE).given("tls.domainName", "backend.example.com"),
        to("tls.sslPolicy", SslPolicy.TLS13_13).given("tls.certificate", CERTIFICATE).given("tls.domainName", "backend.example.com")));
    sections.put("EdgeProps", List.of(
        to("edge.internal", true),
        to("edge.certificate", CERTIFICATE),
        to("edge.hostedZone", ZONE).given("edge.certificate", CERTIFICATE).given("edge.domainName", "shop.example.com"),
        between("edge.domainName", "shop.example.com", "www.example.com").given("edge.hostedZone", ZONE),
        to("edge.sslPolicy", SslPolicy.TLS13_13).given("edge.certificate", CERTIFICATE),
        to("edge.redirectHttp", false).given("edge.certificate", CERTIFICATE),
        to("edge.allowedCidrs", List.of("203.0.113.0/24")),
        to("edge.allowedPrefixLists", made("one", stack -> List.of(PrefixList.fromPrefixListId(stack, "List", "pl-1")))),
        to("edge.backendPaths", List.of("/api/*")),
        to("edge.webAcl", made("set", stack -> WebAclProps.builder().build())),
        to("edge.webAclArn", made("an existing one", stack -> Edges.WEB_ACL))));
    sections.put("WebAclProps", List.of(
        to("webAcl.rateLimit", 500),
        to("webAcl.managedRules", List.of("AWSManagedRulesCommonRuleSet")),
        to("webAcl.excludedRules", List.of("SizeRestrictions_BODY")),
        to("webAcl.countOnly", true)));
    sections.put("AutoScalingProps", List.of(
        to("autoScaling.minTasks", 3),
        between("autoScaling.maxTasks", 4, 6),
        to("autoScaling.scaleOnCpu", false).given("autoScaling.memoryUtilizationPercent", 70),
        to("autoScaling.cpuUtilizationPercent", 50),
        to("autoScaling.memoryUtilizationPercent", 70),
        to("autoScaling.requestsPerTarget", 500),
        to("autoScaling.scaleInCooldown", seconds(600)),
        to("autoScaling.scaleOutCooldown", seconds(60)),
        to("autoScaling.schedules", made("one", stack -> Map.of("morning", Scaling.to(2, 4))))));
    sections.put("DeploymentProps", List.of(
        to("deployment.minHealthyPercent", 50),
        to("deployment.maxHealthyPercent", 150),
        to("deployment.drainTime", seconds(60)),
        to("deployment.alarms", made("one", stack -> List.of(Alarm.fromAlarmArn(stack, "Alarm", "arn:aws:cloudwatch:eu-central-1:111111111111:alarm:Shop")))),
        to("deployment.strategy", DeploymentStrategy.BLUE_GREEN),
        to("deployment.bakeTime", minutes(15)).given("deployment.strategy", DeploymentStrategy.BLUE_GREEN),
        to("deployment.canaryPercent", 10).given("deployment.strategy", DeploymentStrategy.CANARY),
        to("deployment.canaryBakeTime", minutes(30)).given("deployment.strategy", DeploymentStrategy.CANARY),
        to("deployment.linearStepPercent", 25).given("deployment.strategy", DeploymentStrategy.LINEAR),
        to("deployment.linearStepBakeTime", minutes(3)).given("deployment.strategy", DeploymentStrategy.LINEAR),
        to("deployment.testPort", 9000).given("deployment.strategy", DeploymentStrategy.BLUE_GREEN)));
    sections.put("DatabaseProps", List.of(
        to("database.existing", THEIR_DATABASE).also("database.existingSecret", THEIR_SECRET),
        to("database.existingCluster", THEIR_CLUSTER).also("database.existingSecret", THEIR_SECRET),
        between("database.existingSecret", theirSecret("One"), theirSecret("Another")).given("database.existing", THEIR_DATABASE),
        to("database.snapshot", "shop-2026-01-31"),
        to("database.databaseName", "shop"),
        to("database.username", "shop_owner"),
        between("database.engineVersion", made("8.4.8", stack -> MysqlEngineVersion.of("8.4.8", "8.4")), made("8.4.9", stack -> MysqlEngineVersion.of("8.4.9", "8.4"))),
        to("database.allowMajorVersionUpgrade", true),
        to("database.replicaEngineVersion", made("8.4.9", stack -> MysqlEngineVersion.of("8.4.9", "8.4"))).given("database.readReplicas", 1),
        to("database.engineLifecycleSupport", EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT),
        to("database.instanceType", new InstanceType("m7g.xlarge")),
        to("database.multiAz", false),
        to("database.readReplicas", 1),
        to("database.replicaInstanceType", new InstanceType("r7g.large")).given("database.readReplicas", 1),
        to("database.proxy", true),
        to("database.iamAuthentication", true),
        to("database.iamUser", "shop").given("database.iamAuthentication", true),
        to("database.applicationUser", made("set", stack -> ApplicationUserProps.builder().build())),
        to("database.storageType", StorageType.IO2).given("database.iops", 12_000).given("database.allocatedStorage", 400),
        to("database.allocatedStorage", 200),
        to("database.maxAllocatedStorage", 2_000),
        to("database.iops", 16_000).given("database.allocatedStorage", 400),
        to("database.storageThroughput", 750).given("database.iops", 16_000).given("database.allocatedStorage", 400),
        to("database.backupRetention", days(7)),
        to("database.backupWindow", "03:00-04:00"),
        to("database.maintenanceWindow", "sun:04:30-sun:05:30"),
        to("database.minorUpgrades", false),
        to("database.deletionProtection", false),
        to("database.removalPolicy", RemovalPolicy.RETAIN),
        to("database.portForward", true).given("container.executeCommand", true),
        to("database.requireTls", false),
        to("database.parameters", Map.of("max_connections", "200")),
        to("database.caCertificate", CaCertificate.RDS_CA_ECC384_G1),
        to("database.rotation", made("set", stack -> RotationProps.builder().build()))));
    sections.put("DatabaseMonitoringProps", List.of(
        to("databaseMonitoring.performanceInsights", false),
        to("databaseMonitoring.databaseInsights", DatabaseInsightsMode.ADVANCED),
        to("databaseMonitoring.enhancedMonitoring", seconds(15)),
        to("databaseMonitoring.logExports", List.of())));
    sections.put("RotationProps", List.of(
        to("rotation.function", made("one of the user's", Rotated::function)),
        to("rotation.alternatingUsers", theirSecret("User")),
        to("rotation.interval", days(7)),
        to("rotation.window", made("3 hours", stack -> Duration.hours(3))),
        to("rotation.rotateImmediately", true),
        to("rotation.redeploy", false)));
    sections.put("ApplicationUserProps", List.of(
        between("applicationUser.name", "app", "shop"),
        between("applicationUser.image", made("a copy", stack -> Templates.ecrImage("mysql")), made("another copy", stack -> Templates.ecrImage("client")))));
    sections.put("ObservabilityProps", List.of(
        to("observability.topic", made("an existing one", stack -> Topic.fromTopicArn(stack, "Pager", "arn:aws:sns:eu-central-1:111111111111:pager"))),
        to("observability.emails", List.of("ops@example.com")),
        to("observability.errorRatePercent", 5),
        to("observability.latencyThreshold", seconds(1)),
        to("observability.cpuPercent", 90),
        to("observability.memoryPercent", 80),
        to("observability.databaseConnections", 100),
        to("observability.freeStorageGiB", 20)));
    sections.put("BackupProps", List.of(
        to("backup.dailyRetention", days(7)),
        to("backup.monthlyRetention", days(90)),
        to("backup.copyTo", made("a vault in another Region", stack -> BackupVault.fromBackupVaultArn(stack, "Copies", "arn:aws:backup:eu-west-1:111111111111:backup-vault:shop-copies")))));
    Value queue = made("a queue", stack -> Queue.fromQueueArn(stack, "Jobs", "arn:aws:sqs:eu-central-1:111111111111:jobs"));
    sections.put("WorkerProps", List.of(
        to("worker.command", List.of("bin/mail")),
        to("worker.queue", queue),
        to("worker.messagesPerTask", 100).given("capacity.containerInsights", ContainerInsights.ENABLED).given("worker.queue", queue).given("worker.autoScaling", made("set", stack -> AutoScalingProps.builder().maxTasks(4).build())),
        to("worker.database", true),
        to("worker.callsBackend", true),
        to("worker.healthCheck", made("one", stack -> HealthCheck.builder().command(List.of("CMD", "bin/healthy")).build())),
        to("worker.stopTimeout", seconds(90))));
    sections.put("AddedBackendProps", List.of(
        between("addedBackend.pathPatterns", List.of("/search/*"), List.of("/find/*")),
        to("addedBackend.hostHeaders", List.of("search.example.com")),
        to("addedBackend.priority", 100),
        to("addedBackend.database", true),
        to("addedBackend.callsBackend", true),
        to("addedBackend.stickiness", seconds(3_600)),
        to("addedBackend.targetProtocol", ApplicationProtocol.HTTPS)).stream().map(it -> it.given("backend.serviceConnect", false)).toList());
    sections.put("ScheduledTaskProps", List.of(
        between("scheduledTask.schedule", made("rate(1 day)", stack -> ScheduleExpression.expression("rate(1 day)")), made("3 o'clock in Berlin", stack -> ScheduleExpression.expression("cron(0 3 * * ? *)", TimeZone.EUROPE_BERLIN))),
        between("scheduledTask.command", List.of("trim"), List.of("tidy")),
        to("scheduledTask.database", false),
        to("scheduledTask.callsBackend", true),
        to("scheduledTask.stopTimeout", seconds(90)),
        to("scheduledTask.enabled", false),
        to("scheduledTask.flexibleTimeWindow", minutes(15)),
        to("scheduledTask.retryAttempts", 3),
        to("scheduledTask.maximumEventAge", minutes(120)),
        to("scheduledTask.deadLetterQueue", made("a queue", stack -> Queue.fromQueueArn(stack, "Letters", "arn:aws:sqs:eu-central-1:111111111111:letters")))));
    sections.put("ImageRepositoriesProps", List.of(
        between("repositories.profile", Profile.PRODUCTION, Profile.DEVELOPMENT),
        to("repositories.immutableTags", false),
        to("repositories.scanOnPush", false),
        to("repositories.keepImages", 7),
        to("repositories.encryptionKey", made("a key", stack -> Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-central-1:111111111111:key/mine"))),
        to("repositories.removalPolicy", RemovalPolicy.DESTROY)));
    return sections;
  }
  // spotless:on

  static List<OptionChange> all() {
    List<OptionChange> all = new ArrayList<>();
    bySection().values().forEach(all::addAll);
    return all;
  }

  private static Value seconds(int seconds) {
    return made(seconds + " seconds", stack -> Duration.seconds(seconds));
  }

  private static Value minutes(int minutes) {
    return made(minutes + " minutes", stack -> Duration.minutes(minutes));
  }

  private static Value days(int days) {
    return made(days + " days", stack -> Duration.days(days));
  }

  private static Value group(String name) {
    return made("group " + name, stack -> SubnetSelection.builder().subnetGroupName(name).build());
  }

  private static Value theirSecret(String name) {
    return made("secret " + name, stack -> secret(stack, name));
  }

  private static ISecret secret(Stack stack, String name) {
    return Secret.fromSecretCompleteArn(
        stack,
        "Secret" + name,
        "arn:aws:secretsmanager:eu-central-1:111111111111:secret:" + name + "-AbCdEf");
  }

  private static Map<String, ContainerDefinitionOptions> sidecars() {
    return Map.of(
        "proxy",
        ContainerDefinitionOptions.builder()
            .image(ContainerImage.fromRegistry("example/proxy:1"))
            .memoryLimitMiB(64)
            .build());
  }
}
