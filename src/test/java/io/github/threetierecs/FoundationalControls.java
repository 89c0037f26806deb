package io.github.threetierecs;

import static io.github.threetierecs.FoundationalControl.acknowledged;
import static io.github.threetierecs.FoundationalControl.add;
import static io.github.threetierecs.FoundationalControl.bodiesOf;
import static io.github.threetierecs.FoundationalControl.documented;
import static io.github.threetierecs.FoundationalControl.is;
import static io.github.threetierecs.FoundationalControl.isNot;
import static io.github.threetierecs.FoundationalControl.parts;
import static io.github.threetierecs.FoundationalControl.passed;
import static io.github.threetierecs.FoundationalControl.remove;
import static io.github.threetierecs.FoundationalControl.set;
import static io.github.threetierecs.FoundationalControl.that;
import static io.github.threetierecs.FoundationalControl.unset;
import static io.github.threetierecs.FoundationalControl.within;
import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;

import io.github.threetierecs.FoundationalControl.Check;
import io.github.threetierecs.FoundationalControl.Planted;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.AcceptedRisk;
import io.github.threetierecs.internal.template.Permissions;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Routes;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Statement;
import io.github.threetierecs.internal.template.SubnetKind;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The controls of AWS Foundational Security Best Practices v1.0.0 for all that the library makes,
 * as AWS's control reference had them on {@link #AS_OF}.
 */
final class FoundationalControls {
  static final String AS_OF = "10 March 2026";

  private static final String CRITICAL = "critical";
  private static final String HIGH = "high";
  private static final String MEDIUM = "medium";
  private static final String LOW = "low";

  private static final String BUCKET = "AWS::S3::Bucket";
  private static final String BUCKET_POLICY = "AWS::S3::BucketPolicy";
  private static final String CERTIFICATE = "AWS::CertificateManager::Certificate";
  private static final String DATABASE = "AWS::RDS::DBInstance";
  private static final String EVENTS = "AWS::RDS::EventSubscription";
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";
  private static final String INGRESS = "AWS::EC2::SecurityGroupIngress";
  private static final String KEY = "AWS::KMS::Key";
  private static final String LAUNCH_TEMPLATE = "AWS::EC2::LaunchTemplate";
  private static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
  private static final String LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  private static final String POLICY = "AWS::IAM::Policy";
  private static final String PROVIDER = "AWS::ECS::CapacityProvider";
  private static final String QUEUE = "AWS::SQS::Queue";
  private static final String QUEUE_POLICY = "AWS::SQS::QueuePolicy";
  private static final String REPOSITORY = "AWS::ECR::Repository";
  private static final String ROLE = "AWS::IAM::Role";
  private static final String ROTATION = "AWS::SecretsManager::RotationSchedule";
  private static final String SECRET = "AWS::SecretsManager::Secret";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String SUBNET = "AWS::EC2::Subnet";
  private static final String TARGETS = "AWS::ElasticLoadBalancingV2::TargetGroup";
  private static final String TASK = "AWS::ECS::TaskDefinition";
  private static final String TOPIC_POLICY = "AWS::SNS::TopicPolicy";
  private static final String VPC = "AWS::EC2::VPC";
  private static final String WEB_ACL = "AWS::WAFv2::WebACL";

  private static final List<String> TLS_POLICIES =
      Stream.of("1-3", "1-2-Res")
          .flatMap(
              it ->
                  Stream.of("-2021-06", "-FIPS-2023-04", "-PQ-2025-09", "-FIPS-PQ-2025-09")
                      .map(suffix -> "ELBSecurityPolicy-TLS13-" + it + suffix))
          .toList();

  /** Ports of EC2.19. */
  private static final List<Integer> HIGH_RISK =
      List.of(
          20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432,
          5500, 5601, 8080, 8088, 8888, 9200, 9300);

  private static final Predicate<Resource> REPLICA = it -> it.has("SourceDBInstanceIdentifier");

  /** Of the rest, templates have no resource at all. */
  static final Map<String, List<String>> NOT_MADE =
      Ordered.mapOfEntries(
          // spotless:off
          notMade("AutoScaling.3, Autoscaling.5", "AWS::AutoScaling::LaunchConfiguration"),
          notMade("EC2.16, EC2.21", "AWS::EC2::NetworkAcl", "AWS::EC2::NetworkAclEntry"),
          notMade("EC2.20, EC2.171", "AWS::EC2::VPNConnection"),
          notMade("EC2.23", "AWS::EC2::TransitGateway"),
          notMade("EC2.51", "AWS::EC2::ClientVpnEndpoint"),
          notMade("EC2.173", "AWS::EC2::SpotFleet"),
          notMade("ECS.16", "AWS::ECS::TaskSet"),
          notMade("ELB.2, ELB.3, ELB.7, ELB.8, ELB.9, ELB.10, ELB.14", "AWS::ElasticLoadBalancing::LoadBalancer"),
          notMade("EventBridge.3", "AWS::Events::EventBus"),
          notMade("RDS.7, RDS.12, RDS.14, RDS.15, RDS.16, RDS.24, RDS.27, RDS.34, RDS.35, RDS.37, RDS.45, RDS.47, RDS.48, RDS.50", "AWS::RDS::DBCluster"),
          notMade("Route53.2", "AWS::Route53::HostedZone"),
          notMade("S3.19, S3.24, S3.25", "AWS::S3::AccessPoint", "AWS::S3::MultiRegionAccessPoint", "AWS::S3Express::DirectoryBucket"),
          notMade("WAF.1, WAF.2, WAF.3, WAF.4, WAF.6, WAF.7, WAF.8", "AWS::WAF::WebACL", "AWS::WAFRegional::WebACL"));
  // spotless:on

  // spotless:off
  static final List<FoundationalControl> ALL = List.of(
      passed("ACM.2", HIGH, "RSA keys of certificates have 2,048 bits or more",
          isNot(CERTIFICATE, "KeyAlgorithm", "RSA_1024"), set(CERTIFICATE, "KeyAlgorithm", "RSA_1024")),
      passed("AutoScaling.1", LOW, "a group behind a load balancer has its health checks",
          that(GROUP, "has no `TargetGroupARNs`; the load balancers lead to tasks", it -> !it.has("TargetGroupARNs") && !it.has("LoadBalancerNames")),
          set(GROUP, "TargetGroupARNs", List.of("arn"))),
      passed("AutoScaling.2", MEDIUM, "a group covers several zones",
          that(GROUP, "`VPCZoneIdentifier` has at least 2 subnets", it -> it.list("VPCZoneIdentifier").size() > 1 || it.text("VPCZoneIdentifier").orElse("").contains(",")),
          set(GROUP, "VPCZoneIdentifier", List.of("subnet-1"))),
      acknowledged("AutoScaling.6", MEDIUM, "a group has several instance types", reason(AcceptedRisk.ONE_INSTANCE_TYPE) + " `capacity.otherInstanceTypes` adds some.",
          that(GROUP, "`MixedInstancesPolicy` has at least 2 types", it -> it.list("MixedInstancesPolicy.LaunchTemplate.Overrides").size() > 1),
          set(GROUP, "MixedInstancesPolicy", Map.of("LaunchTemplate", Map.of("Overrides", List.of(1, 2))))),
      passed("AutoScaling.9", MEDIUM, "a group has a launch template",
          that(GROUP, "has `LaunchTemplate`, or `MixedInstancesPolicy`", it -> it.has("LaunchTemplate") || it.has("MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification")),
          unset(GROUP, "LaunchTemplate").and(set(GROUP, "LaunchConfigurationName", "old"))),
      passed("Backup.1", MEDIUM, "recovery points are encrypted", that("AWS::Backup::BackupVault", "has `EncryptionKeyArn`", it -> it.has("EncryptionKeyArn")), unset("AWS::Backup::BackupVault", "EncryptionKeyArn")),

      passed("EC2.2", HIGH, "default security groups have no rules", within(VPC, "a `Custom::VpcRestrictDefaultSG` of it", (template, vpc) -> isReferredToBy(template, "Custom::VpcRestrictDefaultSG", vpc)), remove("Custom::VpcRestrictDefaultSG")),
      passed("EC2.3, EC2.181", "medium, medium", "volumes are encrypted",
          that(LAUNCH_TEMPLATE, "`Ebs.Encrypted` is `true` of every volume", it -> it.has("LaunchTemplateData.BlockDeviceMappings") && parts(it, "LaunchTemplateData.BlockDeviceMappings").allMatch(volume -> volume.isTrue("Ebs.Encrypted"))),
          set(LAUNCH_TEMPLATE, "LaunchTemplateData.BlockDeviceMappings.0.Ebs.Encrypted", false)),
      passed("EC2.6", MEDIUM, "VPCs have flow logs", within(VPC, "an `AWS::EC2::FlowLog` of it", (template, vpc) -> isReferredToBy(template, "AWS::EC2::FlowLog", vpc)), remove("AWS::EC2::FlowLog")),
      passed("EC2.8, EC2.170", "high, low", "instances answer to IMDSv2 alone", is(LAUNCH_TEMPLATE, "LaunchTemplateData.MetadataOptions.HttpTokens", "required"), set(LAUNCH_TEMPLATE, "LaunchTemplateData.MetadataOptions.HttpTokens", "optional")),
      passed("EC2.9, EC2.25", "high, high", "instances have no public address",
          that(LAUNCH_TEMPLATE, "no `AssociatePublicIpAddress`", it -> parts(it, "LaunchTemplateData.NetworkInterfaces").noneMatch(card -> card.isTrue("AssociatePublicIpAddress"))),
          set(LAUNCH_TEMPLATE, "LaunchTemplateData.NetworkInterfaces", List.of(Map.of("AssociatePublicIpAddress", true)))),
      endpoint("EC2.10", "ec2", "EC2", "Nothing in the VPC calls EC2's API. Add an endpoint to `getVpc()` if something of yours does."),
      passed("EC2.15", MEDIUM, "subnets give no public addresses", isNot(SUBNET, "MapPublicIpOnLaunch", "true"), set(SUBNET, "MapPublicIpOnLaunch", true)),
      acknowledged("EC2.17", LOW, "instances have a single network interface", "Each task has its own interface and security group ([decision 1](decisions/0001-awsvpc-networking.md)); with `taskNetworking` `BRIDGE` instances have one.",
          isNot(TASK, "NetworkMode", "awsvpc"), set(TASK, "NetworkMode", "bridge")),
      passed("EC2.18", HIGH, "the internet is let in on ports 80 and 443 alone (a `deployment.testPort` of the frontend is found, unless `edge` says who may call)",
          openings("every ingress from `0.0.0.0/0` or `::/0` is TCP to 80 or 443", ports -> !ports.equals(range(80, 80)) && !ports.equals(range(443, 443))), set("AWS::EC2::SecurityGroup", "SecurityGroupIngress", opening(8443))),
      passed("EC2.19", CRITICAL, "the internet is not let in on ports of high risk",
          openings("no ingress from `0.0.0.0/0` or `::/0` to a port of the control's list", ports -> HIGH_RISK.stream().anyMatch(it -> ports.get(0) <= it && it <= ports.get(1))), set("AWS::EC2::SecurityGroup", "SecurityGroupIngress", opening(3306))).also("EC2.18"),
      endpoint("EC2.55", "ecr.api", "Amazon ECR", "NAT leads there. Passed with `network.interfaceEndpoints`, and with `network.nat` `NONE`."),
      endpoint("EC2.56", "ecr.dkr", "the Docker registry", "As EC2.55."),
      endpoint("EC2.57", "ssm", "Systems Manager", "As EC2.55, where `capacity.sessionManager` or a parameter in `secrets` calls it; nothing else does."),
      endpoint("EC2.58", "ssm-contacts", "Incident Manager's contacts", "Nothing in the VPC calls Incident Manager."),
      endpoint("EC2.60", "ssm-incidents", "Incident Manager", "As EC2.58."),

      passed("ECR.1", HIGH, "images are scanned", is(REPOSITORY, "ImageScanningConfiguration.ScanOnPush", "true"), set(REPOSITORY, "ImageScanningConfiguration.ScanOnPush", false)),
      passed("ECR.2", MEDIUM, "tags of images stay", is(REPOSITORY, "ImageTagMutability", "IMMUTABLE"), set(REPOSITORY, "ImageTagMutability", "MUTABLE")),
      passed("ECR.3", MEDIUM, "repositories have a lifecycle policy", that(REPOSITORY, "has `LifecyclePolicy`", it -> it.has("LifecyclePolicy")), unset(REPOSITORY, "LifecyclePolicy")),

      passed("ECS.2", HIGH, "tasks get no public address", isNot(SERVICE, "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "ENABLED"), set(SERVICE, "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "ENABLED")),
      passed("ECS.3", HIGH, "tasks do not see the host's processes", isNot(TASK, "PidMode", "host"), set(TASK, "PidMode", "host")),
      passed("ECS.4", HIGH, "containers are not privileged", containers("no `Privileged`", it -> !it.isTrue("Privileged")), set(TASK, "ContainerDefinitions.0.Privileged", true)),
      acknowledged("ECS.5", HIGH, "containers write nothing to their root file system", reason(AcceptedRisk.WRITABLE_ROOT) + " Passed with `container.readonlyRootFilesystem`.",
          containers("`ReadonlyRootFilesystem` is `true`", it -> it.isTrue("ReadonlyRootFilesystem")), set(TASK, "ContainerDefinitions.*.ReadonlyRootFilesystem", true)),
      passed("ECS.8", HIGH, "the environment has no access keys",
          containers("no variable `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` or `ECS_ENGINE_AUTH_DATA`", it -> parts(it, "Environment").noneMatch(variable -> variable.text("Name").orElse("").matches("AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|ECS_ENGINE_AUTH_DATA"))),
          set(TASK, "ContainerDefinitions.0.Environment", List.of(Map.of("Name", "AWS_ACCESS_KEY_ID", "Value", "AKIA")))),
      passed("ECS.9", HIGH, "containers have a log", containers("has `LogConfiguration.LogDriver`", it -> it.has("LogConfiguration.LogDriver")), unset(TASK, "ContainerDefinitions.0.LogConfiguration")),
      passed("ECS.10", MEDIUM, "Fargate has its newest platform version", isNot(SERVICE, "LaunchType", "FARGATE"), set(SERVICE, "LaunchType", "FARGATE")),
      passed("ECS.12", MEDIUM, "clusters have Container Insights", is("AWS::ECS::Cluster", "ClusterSettings.0.Value", "enhanced", "enabled"), set("AWS::ECS::Cluster", "ClusterSettings.0.Value", "disabled")),
      passed("ECS.18", MEDIUM, "EFS volumes are encrypted in transit",
          that(TASK, "no EFS volume without `TransitEncryption` `ENABLED`", it -> parts(it, "Volumes").allMatch(volume -> !volume.has("EFSVolumeConfiguration") || volume.text("EFSVolumeConfiguration.TransitEncryption").filter("ENABLED"::equals).isPresent())),
          set(TASK, "Volumes", List.of(Map.of("EFSVolumeConfiguration", Map.of("FilesystemId", "fs-1"))))),
      acknowledged("ECS.19", MEDIUM, "capacity providers protect instances that have tasks", "ECS drains an instance before it goes (`ManagedDraining`). Protected instances would hang the deletion of the stack (aws-cdk#18179). Passed with `capacity.managedTerminationProtection`.",
          is(PROVIDER, "AutoScalingGroupProvider.ManagedTerminationProtection", "ENABLED"), set(PROVIDER, "AutoScalingGroupProvider.ManagedTerminationProtection", "ENABLED")),
      acknowledged("ECS.20, ECS.21", "medium, medium", "containers have a user who is not root, nor administrator", reason(AcceptedRisk.USER_OF_THE_IMAGE) + " Passed with `container.user`.",
          containers("`User` is not `root` or `0`", it -> it.has("User") && !it.text("User").orElse("").matches("(root|0)(:.*)?")), set(TASK, "ContainerDefinitions.*.User", "1000")),

      acknowledged("ELB.1", MEDIUM, "HTTP leads to HTTPS", reason(AcceptedRisk.PLAIN_HTTP),
          that(LISTENER, "redirects HTTP", it -> !it.text("Protocol").filter("HTTP"::equals).isPresent() || it.text("DefaultActions.0.RedirectConfig.Protocol").filter("HTTPS"::equals).isPresent()),
          set(LISTENER, "DefaultActions", List.of(Map.of("Type", "redirect", "RedirectConfig", Map.of("Protocol", "HTTPS"))))),
      attribute("ELB.4", "load balancers drop invalid headers", "routing.http.drop_invalid_header_fields.enabled", "false", "true"),
      attribute("ELB.5", "load balancers write access logs", "access_logs.s3.enabled", "false", "true"),
      attribute("ELB.6", "load balancers are protected from deletion", "deletion_protection.enabled", "false", "true"),
      attribute("ELB.12", "load balancers mitigate desync attacks", "routing.http.desync_mitigation_mode", "monitor", "defensive", "strictest"),
      passed("ELB.13", MEDIUM, "load balancers span several zones", that(LOAD_BALANCER, "at least 2 `Subnets`", it -> it.list("Subnets").size() > 1), set(LOAD_BALANCER, "Subnets", List.of("subnet-1"))),
      passed("ELB.17", MEDIUM, "HTTPS has a recommended policy", that(LISTENER, "`SslPolicy` of HTTPS is one of the control's list", it -> !isHttps(it) || TLS_POLICIES.contains(it.text("SslPolicy").orElse(""))), set(LISTENER, "SslPolicy", "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09")),
      acknowledged("ELB.18", MEDIUM, "listeners have HTTPS, those that redirect to it too", "As ELB.1.",
          is(LISTENER, "Protocol", "HTTPS"), set(LISTENER, "Protocol", "HTTPS").and(set(LISTENER, "SslPolicy", TLS_POLICIES.get(0)))).also("ELB.1"),
      acknowledged("ELB.21", MEDIUM, "health checks have HTTPS", "An image needs a certificate for it, which most do not have. Passed with `loadBalancer.targetProtocol` `HTTPS`; until then only the load balancer's security group reaches the tasks.",
          is(TARGETS, "HealthCheckProtocol", "HTTPS"), set(TARGETS, "HealthCheckProtocol", "HTTPS")),
      acknowledged("ELB.22", MEDIUM, "targets have HTTPS", "As ELB.21.", is(TARGETS, "Protocol", "HTTPS"), set(TARGETS, "Protocol", "HTTPS")),

      passed("IAM.1", HIGH, "no policy allows everything", statements("no `*` on `*`", it -> it.actions().contains("*") && it.resourceTexts().contains("*")),
          set(POLICY, "PolicyDocument.Statement.0", Map.of("Effect", "Allow", "Action", "*", "Resource", "*"))).also("KMS.1, KMS.2"),
      passed("IAM.21", LOW, "no policy allows all of a service", statements("no action such as `s3:*`", it -> it.actions().stream().anyMatch(action -> action.endsWith(":*"))),
          set(POLICY, "PolicyDocument.Statement.0", Map.of("Effect", "Allow", "Action", "s3:*", "Resource", "arn"))),
      acknowledged("KMS.1, KMS.2", "medium, medium", "no policy allows decrypting with every key", "Found only with secrets of Secrets Manager from elsewhere (`secrets`, credentials of a registry, `existingSecret`, `alternatingUsers`) whose key the CDK does not know: only through Secrets Manager (`kms:ViaService`), which the control does not look at.",
          statements("no `kms:Decrypt` or `kms:ReEncryptFrom` on every key", it -> it.actions().stream().anyMatch(action -> action.matches("\\*|kms:(\\*|Decrypt|ReEncrypt(From|\\*))")) && it.resourceTexts().stream().anyMatch(resource -> resource.matches("\\*|arn:.*:key/\\*"))),
          set(POLICY, "PolicyDocument.Statement.0", Map.of("Effect", "Allow", "Action", "kms:Decrypt", "Resource", "*"))).at("ExecutionRole"),
      passed("KMS.3", CRITICAL, "keys are not deleted", that(KEY, "`DeletionPolicy` is `Retain`", it -> deletionPolicy(it).equals("Retain")), resources -> bodiesOf(KEY, resources).forEach(it -> it.put("DeletionPolicy", "Delete"))),
      passed("KMS.5", CRITICAL, "keys are not public", that(KEY, "a policy for everybody has a condition", it -> !isPublic(it, "KeyPolicy")), set(KEY, "KeyPolicy.Statement.0.Principal", Map.of("AWS", "*"))),

      passed("Lambda.1", CRITICAL, "functions are not public", isNot("AWS::Lambda::Permission", "Principal", "*"), add("AWS::Lambda::Permission", Map.of("Principal", "*"))),
      passed("Lambda.5", MEDIUM, "functions in a VPC are in several zones", that(FUNCTION, "no `VpcConfig`, or at least 2 subnets", it -> !it.has("VpcConfig") || it.list("VpcConfig.SubnetIds").size() > 1), set(FUNCTION, "VpcConfig.SubnetIds", List.of("subnet-1"))),

      passed("RDS.2", CRITICAL, "databases are not public", is(DATABASE, "PubliclyAccessible", "false"), set(DATABASE, "PubliclyAccessible", true)),
      passed("RDS.3", MEDIUM, "databases are encrypted", that(DATABASE, "`StorageEncrypted` is `true`; a replica is as its source", REPLICA.or(it -> it.isTrue("StorageEncrypted"))), set(DATABASE, "StorageEncrypted", false)),
      acknowledged("RDS.5", MEDIUM, "databases are in several zones", "The database passes. A read replica is in one zone: a further replica answers when it fails.", is(DATABASE, "MultiAZ", "true"), set(DATABASE, "MultiAZ", true)).at("Replica"),
      passed("RDS.6", LOW, "databases have enhanced monitoring", that(DATABASE, "`MonitoringInterval` is not 0", it -> !it.text("MonitoringInterval").orElse("0").equals("0")), set(DATABASE, "MonitoringInterval", 0)),
      passed("RDS.8", LOW, "databases are protected from deletion", is(DATABASE, "DeletionProtection", "true"), set(DATABASE, "DeletionProtection", false)),
      acknowledged("RDS.9", MEDIUM, "all logs of the database go to CloudWatch", reason(AcceptedRisk.SOME_DATABASE_LOGS),
          that(DATABASE, "`EnableCloudwatchLogsExports` has audit, error, general and slowquery", it -> it.list("EnableCloudwatchLogsExports").containsAll(List.of("audit", "error", "general", "slowquery"))),
          set(DATABASE, "EnableCloudwatchLogsExports", List.of("audit", "error", "general", "slowquery"))),
      acknowledged("RDS.10", MEDIUM, "users can sign in by IAM", reason(AcceptedRisk.PASSWORDS_FROM_THE_SECRET), is(DATABASE, "EnableIAMDatabaseAuthentication", "true"), set(DATABASE, "EnableIAMDatabaseAuthentication", true)),
      passed("RDS.11", MEDIUM, "databases are backed up for 7 days or more", that(DATABASE, "`BackupRetentionPeriod` is 7 or more; replicas are not looked at", REPLICA.or(it -> Integer.parseInt(it.text("BackupRetentionPeriod").orElse("1")) >= 7)), set(DATABASE, "BackupRetentionPeriod", 6)),
      passed("RDS.13", HIGH, "minor versions come by themselves", is(DATABASE, "AutoMinorVersionUpgrade", "true"), set(DATABASE, "AutoMinorVersionUpgrade", false)),
      passed("RDS.17", LOW, "snapshots have the database's tags", is(DATABASE, "CopyTagsToSnapshot", "true"), set(DATABASE, "CopyTagsToSnapshot", false)),
      passed("RDS.19", LOW, "subscriptions to clusters have what is critical", subscription("db-cluster", "maintenance", "failure"), add(EVENTS, Map.of("SourceType", "db-cluster", "Enabled", true, "EventCategories", List.of("failover")))),
      passed("RDS.20", LOW, "subscriptions to instances have what is critical", subscription("db-instance", "maintenance", "configuration change", "failure"), set(EVENTS, "EventCategories", List.of("configuration change"))),
      passed("RDS.21", LOW, "with `observability`: changed parameter groups are told; not those of an existing database", subscribed("db-parameter-group", "configuration change"), set(EVENTS, "SourceType", "db-proxy")),
      acknowledged("RDS.22", LOW, "with `observability`: changed DB security groups are told", "DB security groups belong to EC2-Classic, which AWS has ended: the event never comes, and RDS allows 20 subscriptions in a Region. The control wants one in the account: `aws rds create-event-subscription --subscription-name db-security-groups --sns-topic-arn <topic> --source-type db-security-group`.",
          subscribed("db-security-group", "configuration change", "failure"), add(EVENTS, Map.of("SourceType", "db-security-group", "Enabled", true, "EventCategories", List.of("configuration change", "failure")))),
      acknowledged("RDS.23", LOW, "databases do not listen on the usual port", reason(AcceptedRisk.DEFAULT_PORT), that(DATABASE, "`Port` is not 3306", it -> !it.text("Port").orElse("3306").equals("3306")), set(DATABASE, "Port", "3307")),
      passed("RDS.25", MEDIUM, "the master user is not called `admin`", isNot(DATABASE, "MasterUsername", "admin"), set(DATABASE, "MasterUsername", "admin")),
      passed("RDS.36, RDS.38, RDS.40, RDS.41, RDS.42, RDS.44", "medium", "of PostgreSQL, SQL Server and MariaDB", that(DATABASE, "`Engine` is `mysql`", it -> it.text("Engine").orElse("mysql").equals("mysql")), set(DATABASE, "Engine", "postgres")),
      passed("RDS.39", MEDIUM, "MySQL is encrypted in transit", is("AWS::RDS::DBParameterGroup", "Parameters.require_secure_transport", "1"), set("AWS::RDS::DBParameterGroup", "Parameters.require_secure_transport", "0")),
      passed("RDS.43", MEDIUM, "proxies require TLS", is("AWS::RDS::DBProxy", "RequireTLS", "true"), set("AWS::RDS::DBProxy", "RequireTLS", false)),
      passed("RDS.46", HIGH, "databases are not in public subnets", within(DATABASE, "no subnet of it has a route to an internet gateway", (template, it) -> Routes.of(template).subnetsOf(it.logicalId()).stream().noneMatch(subnet -> subnet.kind() == SubnetKind.PUBLIC)),
          resources -> set("AWS::RDS::DBSubnetGroup", "SubnetIds", List.of(Map.of("Ref", publicSubnet(resources)))).in(resources)),

      passed("S3.2, S3.3, S3.8", "critical, critical, high", "buckets are not public",
          that(BUCKET, "all four of `PublicAccessBlockConfiguration` are `true`", it -> Stream.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets").allMatch(name -> it.isTrue("PublicAccessBlockConfiguration." + name))),
          set(BUCKET, "PublicAccessBlockConfiguration.BlockPublicPolicy", false)),
      passed("S3.5", MEDIUM, "buckets take requests by TLS alone",
          within(BUCKET, "its policy denies `aws:SecureTransport` `false`", (template, bucket) -> template.resourcesOfType(BUCKET_POLICY).stream().filter(it -> it.refersTo(bucket.logicalId())).flatMap(it -> parts(it, "PolicyDocument.Statement")).anyMatch(it -> it.text("Effect").filter("Deny"::equals).isPresent() && it.text("Condition").orElse("").contains("aws:SecureTransport: false"))),
          remove(BUCKET_POLICY)),
      passed("S3.6", HIGH, "policies give other accounts no power over buckets",
          that(BUCKET_POLICY, "allows no action of the control's list", it -> allowed(it, "PolicyDocument").noneMatch(statement -> statement.list("Action").stream().anyMatch(action -> text(action).matches("\\*|s3:(\\*|DeleteBucketPolicy|PutBucketAcl|PutBucketPolicy|PutEncryptionConfiguration|PutObjectAcl)")))),
          set(BUCKET_POLICY, "PolicyDocument.Statement.1.Action", "s3:PutBucketPolicy")),
      acknowledged("S3.9", MEDIUM, "buckets have an access log", reason(AcceptedRisk.LOGS_WITHOUT_A_LOG), that(BUCKET, "has `LoggingConfiguration`", it -> it.has("LoggingConfiguration")), set(BUCKET, "LoggingConfiguration", Map.of("LogFilePrefix", "log"))).at("LoadBalancerLogs"),
      passed("S3.12", MEDIUM, "buckets have no ACLs", is(BUCKET, "OwnershipControls.Rules.0.ObjectOwnership", "BucketOwnerEnforced"), set(BUCKET, "OwnershipControls.Rules.0.ObjectOwnership", "ObjectWriter")),
      passed("S3.13", LOW, "buckets have a lifecycle", that(BUCKET, "has `LifecycleConfiguration.Rules`", it -> !it.list("LifecycleConfiguration.Rules").isEmpty()), unset(BUCKET, "LifecycleConfiguration")),
      acknowledged("SecretsManager.1", MEDIUM, "secrets are rotated", reason(AcceptedRisk.NO_ROTATION) + " Passed with `database.rotation`; with `rotation.function` and a user of the application's own, only for the secret of that user.", within(SECRET, "an `AWS::SecretsManager::RotationSchedule` of it", (template, it) -> schedulesOf(template, it).findAny().isPresent()), rotate("rate(365 days)")),
      acknowledged("SecretsManager.4", MEDIUM, "secrets are rotated every 90 days or oftener", "As SecretsManager.1.", within(SECRET, "`RotationRules` are of 90 days at most", (template, it) -> schedulesOf(template, it).anyMatch(schedule -> days(schedule) <= 90)), rotate("rate(30 days)")).also("SecretsManager.1"),
      passed("SNS.4", CRITICAL, "topics are not public", that(TOPIC_POLICY, "a policy for everybody has a condition", it -> !isPublic(it, "PolicyDocument")), set(TOPIC_POLICY, "PolicyDocument.Statement.1", Map.of("Effect", "Allow", "Principal", "*", "Action", "sns:Publish"))),
      passed("SQS.1", MEDIUM, "queues are encrypted", that(QUEUE, "`SqsManagedSseEnabled` is `true`, or `KmsMasterKeyId` is set", it -> it.isTrue("SqsManagedSseEnabled") || it.has("KmsMasterKeyId")), set(QUEUE, "SqsManagedSseEnabled", false)),
      passed("SQS.3", CRITICAL, "queues are not public", that(QUEUE_POLICY, "a policy for everybody has a condition", it -> !isPublic(it, "PolicyDocument")), set(QUEUE_POLICY, "PolicyDocument.Statement.0", Map.of("Effect", "Allow", "Principal", "*", "Action", "sqs:SendMessage"))),
      acknowledged("SSM.1", MEDIUM, "instances are managed by Systems Manager", "Nothing needs it: the instances' role has no permission for it. Passed with `capacity.sessionManager`.",
          within(LAUNCH_TEMPLATE, "the instances' role may `ssm:UpdateInstanceInformation`", (template, it) -> Permissions.of(template).roles().stream().flatMap(role -> role.statements().stream()).anyMatch(statement -> statement.actions().contains("ssm:UpdateInstanceInformation"))),
          set(POLICY, "PolicyDocument.Statement.0.Action", "ssm:UpdateInstanceInformation")),
      acknowledged("StepFunctions.1", MEDIUM, "state machines have a log", reason(AcceptedRisk.HISTORY_OF_ONE_STEP), that("AWS::StepFunctions::StateMachine", "has `LoggingConfiguration`", it -> it.has("LoggingConfiguration")), set("AWS::StepFunctions::StateMachine", "LoggingConfiguration", Map.of("Level", "ALL"))),
      passed("WAF.10", MEDIUM, "web ACLs have rules", that(WEB_ACL, "has `Rules`", it -> !it.list("Rules").isEmpty()), unset(WEB_ACL, "Rules")),
      passed("WAF.12", MEDIUM, "rules of web ACLs have metrics", that(WEB_ACL, "`CloudWatchMetricsEnabled` is `true` of every rule", it -> parts(it, "Rules").allMatch(rule -> rule.isTrue("VisibilityConfig.CloudWatchMetricsEnabled"))), set(WEB_ACL, "Rules.0.VisibilityConfig.CloudWatchMetricsEnabled", false)),

      documented("ACM.1", MEDIUM, "certificates are renewed in time", "ACM renews what `frontend.edge.hostedZone` makes, as long as the record is there. Renew what you import."),
      documented("CloudFormation.3", MEDIUM, "stacks are protected from deletion", "Set `terminationProtection` in the stack's `StackProps`."),
      documented("CloudFormation.4", MEDIUM, "stacks have a service role", "`cdk bootstrap` makes one, and `cdk deploy` hands it over."),
      documented("EC2.4", MEDIUM, "stopped instances are removed", "The group replaces an instance that was stopped."),
      documented("EC2.24", MEDIUM, "instances are not paravirtual", "The image is Amazon Linux 2023, which is HVM. Look at a `capacity.machineImage` of your own."),
      documented("EC2.180", MEDIUM, "network interfaces check source and destination", "On, unless somebody switches it off."),
      documented("Lambda.2", MEDIUM, "functions have a supported runtime", "The CDK chooses that of its own function, Secrets Manager that of the rotation: keep aws-cdk-lib up to date."),
      documented("RDS.1, RDS.4", "critical, medium", "snapshots are private and encrypted", "A snapshot is encrypted as its database, and private unless you share it."),
      documented("SecretsManager.2, SecretsManager.3", "medium, medium", "rotations succeed, and no secret is unused", "The alarms do not see a rotation that fails: read the function's log. Tasks read the secret when they start."),
      documented("SSM.2, SSM.3", "high, low", "managed instances are patched", "Looked at with `capacity.sessionManager` alone. Instances are replaced from a new image rather than patched."),
      documented("Account.1, CloudTrail.1, CloudTrail.2, CloudTrail.4, CloudTrail.5, Config.1, EC2.1, EC2.7, EC2.182, GuardDuty.1, GuardDuty.5, GuardDuty.6, GuardDuty.7, GuardDuty.8, GuardDuty.9, GuardDuty.10, GuardDuty.11, GuardDuty.12, GuardDuty.13, IAM.2, IAM.3, IAM.4, IAM.5, IAM.6, IAM.7, IAM.8, Inspector.1, Inspector.2, Inspector.3, Inspector.4, Macie.1, Macie.2, S3.1, SSM.4, SSM.6, SSM.7", "by control", "settings of the account, its users, trails and scanners", "Set them for the account: no stack of an application should."),
      documented("EC2.172", MEDIUM, "the VPC blocks internet gateways", "Leave it off, or exclude the VPC: the frontend and NAT need the gateway."));
  // spotless:on

  private FoundationalControls() {}

  private static Map.Entry<String, List<String>> notMade(String ids, String... types) {
    return Map.entry(ids, List.of(types));
  }

  private static String reason(AcceptedRisk risk) {
    return risk.reason;
  }

  private static boolean isReferredToBy(StackTemplate template, String type, Resource resource) {
    return template.resourcesOfType(type).stream()
        .anyMatch(it -> it.refersTo(resource.logicalId()));
  }

  private static FoundationalControl endpoint(
      String id, String service, String name, String reason) {
    return acknowledged(
        id,
        MEDIUM,
        "VPCs have an endpoint of " + name,
        reason,
        within(
            VPC,
            "an `AWS::EC2::VPCEndpoint` of `%s` in it".formatted(service),
            (template, vpc) ->
                template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
                    .anyMatch(it -> it.text("ServiceName").orElse("").endsWith("." + service))),
        add("AWS::EC2::VPCEndpoint", Map.of("ServiceName", "com.amazonaws.eu-west-1." + service)));
  }

  private static FoundationalControl attribute(
      String id, String asks, String key, String bad, String... good) {
    Predicate<Resource> isIt = it -> it.text("Key").filter(key::equals).isPresent();
    return passed(
        id,
        MEDIUM,
        asks,
        that(
            LOAD_BALANCER,
            "`%s` is `%s`".formatted(key, String.join("` or `", good)),
            it ->
                parts(it, "LoadBalancerAttributes")
                    .filter(isIt)
                    .anyMatch(value -> List.of(good).contains(value.text("Value").orElse("")))),
        set(LOAD_BALANCER, "LoadBalancerAttributes", attributes(key, bad)));
  }

  /** All of them as they pass, but one. */
  private static List<Map<String, String>> attributes(String bad, String value) {
    return Stream.of(
            "routing.http.drop_invalid_header_fields.enabled=true",
            "access_logs.s3.enabled=true",
            "deletion_protection.enabled=true",
            "routing.http.desync_mitigation_mode=defensive")
        .map(it -> it.split("=", 2))
        .map(it -> Map.of("Key", it[0], "Value", it[0].equals(bad) ? value : it[1]))
        .toList();
  }

  private static Check containers(String words, Predicate<Resource> passes) {
    return that(
        TASK,
        "of every container: " + words,
        it -> parts(it, "ContainerDefinitions").allMatch(passes));
  }

  private static List<Integer> range(int from, int to) {
    return List.of(from, to);
  }

  private static List<Map<String, Object>> opening(int port) {
    return List.of(
        Map.of("CidrIp", "0.0.0.0/0", "IpProtocol", "tcp", "FromPort", port, "ToPort", port));
  }

  private static Check openings(String words, Predicate<List<Integer>> isRisky) {
    return within(
        "AWS::EC2::SecurityGroup",
        words,
        (template, group) ->
            Stream.concat(
                    parts(group, "SecurityGroupIngress"),
                    template.resourcesOfType(INGRESS).stream()
                        .filter(it -> it.refersTo(group.logicalId())))
                .filter(
                    it ->
                        it.text("CidrIp").filter("0.0.0.0/0"::equals).isPresent()
                            || it.text("CidrIpv6").filter("::/0"::equals).isPresent())
                .noneMatch(
                    it ->
                        isRisky.test(
                            it.has("FromPort")
                                ? range(port(it, "FromPort"), port(it, "ToPort"))
                                : range(0, 65_535))));
  }

  private static int port(Resource rule, String path) {
    return Integer.parseInt(rule.text(path).orElse("0"));
  }

  private static Check statements(String words, Predicate<Statement> isBad) {
    return within(
        ROLE,
        words,
        (template, role) ->
            Permissions.of(template).role(role.logicalId()).statements().stream()
                .filter(it -> it.effect() == Statement.Effect.ALLOW)
                .noneMatch(isBad));
  }

  private static Stream<Resource> allowed(Resource resource, String document) {
    return parts(resource, document + ".Statement")
        .filter(it -> it.text("Effect").filter("Allow"::equals).isPresent());
  }

  private static boolean isPublic(Resource resource, String document) {
    return allowed(resource, document)
        .anyMatch(
            it ->
                !it.has("Condition")
                    && Stream.of("Principal", "Principal.AWS")
                        .anyMatch(path -> it.text(path).filter("*"::equals).isPresent()));
  }

  private static boolean isHttps(Resource listener) {
    return listener.text("Protocol").filter("HTTPS"::equals).isPresent();
  }

  private static Check subscription(String sourceType, String... categories) {
    return that(
        EVENTS,
        "of `%s` has `%s`".formatted(sourceType, String.join("`, `", categories)),
        it -> !isOf(it, sourceType) || tells(it, categories));
  }

  private static Check subscribed(String sourceType, String... categories) {
    return within(
        EVENTS,
        "one is of `%s` and has `%s`".formatted(sourceType, String.join("`, `", categories)),
        (template, any) ->
            template.resourcesOfType(EVENTS).stream()
                .anyMatch(it -> isOf(it, sourceType) && tells(it, categories)));
  }

  private static boolean isOf(Resource subscription, String sourceType) {
    return subscription.text("SourceType").filter(sourceType::equals).isPresent();
  }

  private static boolean tells(Resource subscription, String... categories) {
    return subscription.isTrue("Enabled")
        && subscription.list("EventCategories").containsAll(List.of(categories));
  }

  /** A schedule is of the secret, or of its attachment to a database. */
  private static Stream<Resource> schedulesOf(StackTemplate template, Resource secret) {
    return template.resourcesOfType(ROTATION).stream()
        .filter(
            it ->
                it.property("SecretId")
                    .flatMap(template::referent)
                    .filter(of -> of.equals(secret) || of.refersTo(secret.logicalId()))
                    .isPresent());
  }

  private static int days(Resource schedule) {
    var rate =
        Pattern.compile("rate\\((\\d+) days?\\)")
            .matcher(schedule.text("RotationRules.ScheduleExpression").orElse(""));
    return rate.matches() ? Integer.parseInt(rate.group(1)) : Integer.MAX_VALUE;
  }

  /** Gives every secret a schedule. */
  private static Planted rotate(String rate) {
    return resources ->
        StackTemplate.of(Map.of("Resources", resources))
            .resourcesOfType(SECRET)
            .forEach(
                secret ->
                    add(
                            ROTATION,
                            Map.of(
                                "SecretId",
                                Map.of("Ref", secret.logicalId()),
                                "RotationRules",
                                Map.of("ScheduleExpression", rate)))
                        .in(resources));
  }

  private static String publicSubnet(Map<String, Object> resources) {
    return Routes.of(StackTemplate.of(Map.of("Resources", resources))).subnets().stream()
        .filter(it -> it.kind() == SubnetKind.PUBLIC)
        .findFirst()
        .orElseThrow()
        .logicalId();
  }

  private static String text(Object value) {
    return Text.of(value);
  }

  /** Each control by itself. */
  static Stream<String> idsOf(String ids) {
    return Stream.of(ids.split(", ", -1));
  }

  static long count() {
    return Stream.concat(ALL.stream().map(FoundationalControl::ids), NOT_MADE.keySet().stream())
        .flatMap(FoundationalControls::idsOf)
        .count();
  }
}
