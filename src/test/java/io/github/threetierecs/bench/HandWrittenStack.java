package io.github.threetierecs.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.RollingUpdateOptions;
import software.amazon.awscdk.services.autoscaling.UpdatePolicy;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.EbsDeviceVolumeType;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InstanceClass;
import software.amazon.awscdk.services.ec2.InstanceSize;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.AvailabilityZoneRebalancing;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.BuiltInAttributes;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.DeploymentController;
import software.amazon.awscdk.services.ecs.DeploymentControllerType;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PlacementStrategy;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.DesyncMitigationMode;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.DatabaseSecret;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.IInstanceEngine;
import software.amazon.awscdk.services.rds.MySqlInstanceEngineProps;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * What {@link QuickstartStack} deploys, written out with the CDK's L2 classes by somebody who knows
 * them: one flat stack, and a method for what both services have in common.
 */
final class HandWrittenStack extends Stack {
  /**
   * What the {@code cdk.json} of such an app holds, as {@code cdk init} writes it, as far as it
   * matters here: without it, every service gets an empty list of deployment alarms.
   */
  static final Map<String, Object> CONTEXT =
      Map.of("@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm", true);

  private final IKey key;
  private final Vpc vpc;
  private final Bucket balancerLogs;
  private final Cluster cluster;
  private final String capacityProviderName;
  private final SubnetSelection publicSubnets =
      SubnetSelection.builder().subnetGroupName("Public").build();
  private final SubnetSelection privateSubnets =
      SubnetSelection.builder().subnetGroupName("Private").build();
  private final SubnetSelection databaseSubnets =
      SubnetSelection.builder().subnetGroupName("Database").build();

  private record Service(
      ApplicationLoadBalancer loadBalancer,
      Ec2TaskDefinition taskDefinition,
      LogGroup logGroup,
      Ec2Service service) {}

  HandWrittenStack(Construct scope, String id) {
    super(scope, id);
    String region = getRegion();
    String account = getAccount();
    Key ownedKey =
        Key.Builder.create(this, "Key")
            .description("Encrypts all that the application stores")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .policy(
                PolicyDocument.Builder.create()
                    .statements(
                        List.of(
                            PolicyStatement.Builder.create()
                                .principals(List.of(new AccountRootPrincipal()))
                                .actions(List.of("kms:*"))
                                .resources(List.of("*"))
                                .build(),
                            PolicyStatement.Builder.create()
                                .effect(Effect.DENY)
                                .principals(List.of(new ArnPrincipal("*")))
                                .actions(List.of("kms:CreateGrant"))
                                .resources(List.of("*"))
                                .conditions(
                                    Map.of(
                                        "BoolIfExists",
                                        Map.of(
                                            "aws:PrincipalIsAWSService", "false",
                                            "kms:GrantIsForAWSResource", "false")))
                                .build(),
                            throughService("secretsmanager", account, region),
                            PolicyStatement.Builder.create()
                                .principals(
                                    List.of(
                                        new ServicePrincipal("logs." + region + ".amazonaws.com")))
                                .actions(
                                    List.of(
                                        "kms:Encrypt",
                                        "kms:Decrypt",
                                        "kms:ReEncrypt*",
                                        "kms:GenerateDataKey*",
                                        "kms:Describe*"))
                                .resources(List.of("*"))
                                .conditions(
                                    Map.of(
                                        "ArnLike",
                                        Map.of(
                                            "kms:EncryptionContext:aws:logs:arn",
                                            formatArn(
                                                ArnComponents.builder()
                                                    .service("logs")
                                                    .resource("log-group")
                                                    .resourceName("*")
                                                    .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                                                    .build()))))
                                .build(),
                            throughService("ec2", account, region),
                            PolicyStatement.Builder.create()
                                .principals(
                                    List.of(
                                        new ServicePrincipal("cloudwatch.amazonaws.com"),
                                        new ServicePrincipal("events.amazonaws.com"),
                                        new ServicePrincipal("events.rds.amazonaws.com")))
                                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                                .resources(List.of("*"))
                                .conditions(
                                    Map.of(
                                        "ArnLike",
                                        Map.of(
                                            "kms:EncryptionContext:aws:sns:topicArn",
                                            formatArn(
                                                ArnComponents.builder()
                                                    .service("sns")
                                                    .resource("*")
                                                    .build()))))
                                .build()))
                    .build())
            .build();
    // By its ARN, so that the CDK does not add every reader of the secret to its policy.
    this.key = Key.fromKeyArn(this, "KeyByArn", ownedKey.getKeyArn());

    vpc =
        Vpc.Builder.create(this, "Vpc")
            .ipAddresses(IpAddresses.cidr("10.0.0.0/16"))
            .maxAzs(2)
            .reservedAzs(2)
            .natGateways(2)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("Public")
                        .subnetType(SubnetType.PUBLIC)
                        .cidrMask(24)
                        .mapPublicIpOnLaunch(false)
                        .build(),
                    SubnetConfiguration.builder()
                        .name("Private")
                        .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                        .cidrMask(19)
                        .build(),
                    SubnetConfiguration.builder()
                        .name("Database")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .cidrMask(24)
                        .build()))
            .gatewayEndpoints(
                Map.of(
                    "S3",
                    GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .subnets(List.of(privateSubnets))
                        .build()))
            .restrictDefaultSecurityGroup(true)
            .build();
    // The CDK lets its function make a log group that nobody encrypts or deletes.
    CfnResource closingRole =
        (CfnResource)
            getNode()
                .findChild("Custom::VpcRestrictDefaultSGCustomResourceProvider")
                .getNode()
                .findChild("Role");
    closingRole.addPropertyDeletionOverride("ManagedPolicyArns");
    vpc.addFlowLog(
        "FlowLog",
        FlowLogOptions.builder()
            .destination(FlowLogDestination.toCloudWatchLogs(logGroup("FlowLogGroup")))
            .build());

    cluster =
        Cluster.Builder.create(this, "Cluster")
            .vpc(vpc)
            .containerInsightsV2(ContainerInsights.ENHANCED)
            .build();
    Role instanceRole =
        Role.Builder.create(this, "InstanceRole")
            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
            .inlinePolicies(Map.of("EcsInstance", instancePolicy()))
            .build();
    AutoScalingGroup autoScalingGroup =
        AutoScalingGroup.Builder.create(this, "AutoScalingGroup")
            .vpc(vpc)
            .vpcSubnets(privateSubnets)
            .launchTemplate(launchTemplate(instanceRole))
            .minCapacity(2)
            .maxCapacity(8)
            .updatePolicy(
                UpdatePolicy.rollingUpdate(
                    RollingUpdateOptions.builder()
                        .maxBatchSize(1)
                        .minInstancesInService(2)
                        .build()))
            .build();
    autoScalingGroup
        .getNode()
        .addDependency(vpc.selectSubnets(privateSubnets).getInternetConnectivityEstablished());
    AsgCapacityProvider capacityProvider =
        AsgCapacityProvider.Builder.create(this, "CapacityProvider")
            .autoScalingGroup(autoScalingGroup)
            .enableManagedTerminationProtection(false)
            .enableManagedDraining(true)
            .build();
    cluster.addAsgCapacityProvider(capacityProvider);
    autoScalingGroup.addUserData("echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config");
    capacityProviderName = capacityProvider.getCapacityProviderName();

    DatabaseSecret credentials =
        DatabaseSecret.Builder.create(this, "DatabaseSecret")
            .username("dbadmin")
            .encryptionKey(key)
            .build();
    credentials.applyRemovalPolicy(RemovalPolicy.RETAIN);
    DatabaseInstance database = database(credentials);
    ISecret secret = Objects.requireNonNull(database.getSecret());

    balancerLogs = balancerLogs(account);
    Service backend =
        service(
            "Backend",
            ContainerImage.fromRegistry("registry.example/backend"),
            8080,
            Map.of(
                "AWS_REGION", region,
                "DB_HOST", database.getDbInstanceEndpointAddress(),
                "DB_PORT", database.getDbInstanceEndpointPort(),
                "DB_NAME", "app",
                "DB_SECRET_ARN", secret.getSecretArn()),
            Map.of(
                "DB_USER", Secret.fromSecretsManager(secret, "username"),
                "DB_PASSWORD", Secret.fromSecretsManager(secret, "password")));
    secret.grantRead(backend.taskDefinition.getTaskRole());
    database
        .getConnections()
        .allowFrom(backend.service, Port.tcp(3306), "MySQL from the tasks of the backend");

    Service frontend =
        service(
            "Frontend",
            ContainerImage.fromRegistry("registry.example/frontend"),
            80,
            Map.of(
                "AWS_REGION",
                region,
                "BACKEND_URL",
                "http://" + backend.loadBalancer.getLoadBalancerDnsName()),
            Map.of());
    frontend.service.getNode().addDependency(backend.service);
    backend
        .loadBalancer
        .getConnections()
        .allowFrom(frontend.service, Port.tcp(80), "HTTP from the tasks of the frontend");

    instanceRole.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
            .resources(
                List.of(frontend.logGroup.getLogGroupArn(), backend.logGroup.getLogGroupArn()))
            .build());

    CfnOutput.Builder.create(this, "Url")
        .description("Where the frontend answers")
        .value("http://" + frontend.loadBalancer.getLoadBalancerDnsName())
        .build();
  }

  private static PolicyStatement throughService(String service, String account, String region) {
    return PolicyStatement.Builder.create()
        .principals(List.of(new ArnPrincipal("*")))
        .actions(
            List.of(
                "kms:Encrypt",
                "kms:Decrypt",
                "kms:ReEncrypt*",
                "kms:GenerateDataKey*",
                "kms:CreateGrant",
                "kms:DescribeKey"))
        .resources(List.of("*"))
        .conditions(
            Map.of(
                "StringEquals",
                Map.of(
                    "kms:CallerAccount",
                    account,
                    "kms:ViaService",
                    service + "." + region + ".amazonaws.com")))
        .build();
  }

  private PolicyDocument instancePolicy() {
    String clusterArn = arn("ecs", "cluster", cluster.getClusterName());
    return PolicyDocument.Builder.create()
        .statements(
            List.of(
                PolicyStatement.Builder.create()
                    .actions(
                        List.of(
                            "ecs:RegisterContainerInstance",
                            "ecs:DeregisterContainerInstance",
                            "ecs:SubmitAttachmentStateChanges",
                            "ecs:SubmitContainerStateChange",
                            "ecs:SubmitTaskStateChange"))
                    .resources(List.of(clusterArn))
                    .build(),
                PolicyStatement.Builder.create()
                    .actions(
                        List.of(
                            "ecs:Poll",
                            "ecs:StartTelemetrySession",
                            "ecs:UpdateContainerInstancesState"))
                    .resources(List.of(arn("ecs", "container-instance", "*")))
                    .conditions(Map.of("ArnEquals", Map.of("ecs:cluster", clusterArn)))
                    .build(),
                PolicyStatement.Builder.create()
                    .actions(
                        List.of(
                            "ecr:BatchCheckLayerAvailability",
                            "ecr:BatchGetImage",
                            "ecr:GetDownloadUrlForLayer"))
                    .resources(List.of(arn("ecr", "repository", "*")))
                    .build(),
                PolicyStatement.Builder.create()
                    .actions(List.of("ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken"))
                    .resources(List.of("*"))
                    .build()))
        .build();
  }

  private String arn(String service, String resource, String resourceName) {
    return formatArn(
        ArnComponents.builder()
            .service(service)
            .resource(resource)
            .resourceName(resourceName)
            .build());
  }

  private LaunchTemplate launchTemplate(Role instanceRole) {
    return LaunchTemplate.Builder.create(this, "LaunchTemplate")
        .instanceType(InstanceType.of(InstanceClass.M6I, InstanceSize.LARGE))
        .machineImage(EcsOptimizedImage.amazonLinux2023())
        .userData(UserData.forLinux())
        .role(instanceRole.withoutPolicyUpdates())
        .securityGroup(
            SecurityGroup.Builder.create(this, "InstanceSecurityGroup")
                .vpc(vpc)
                .description("ECS instances")
                .build())
        .requireImdsv2(true)
        .httpPutResponseHopLimit(1)
        .detailedMonitoring(true)
        .blockDevices(
            List.of(
                BlockDevice.builder()
                    .deviceName("/dev/xvda")
                    .volume(
                        BlockDeviceVolume.ebs(
                            30,
                            EbsDeviceOptions.builder()
                                .encrypted(true)
                                .kmsKey(key)
                                .volumeType(EbsDeviceVolumeType.GP3)
                                .build()))
                    .build()))
        .build();
  }

  private DatabaseInstance database(DatabaseSecret credentials) {
    SecurityGroup securityGroup =
        SecurityGroup.Builder.create(this, "DatabaseSecurityGroup")
            .vpc(vpc)
            .description("The database, for the tasks of the backend")
            .allowAllOutbound(false)
            .build();
    IInstanceEngine engine =
        DatabaseInstanceEngine.mysql(
            MySqlInstanceEngineProps.builder()
                .version(MysqlEngineVersion.of("8.4.9", "8.4"))
                .build());
    return DatabaseInstance.Builder.create(this, "Database")
        .vpc(vpc)
        .vpcSubnets(databaseSubnets)
        .securityGroups(List.of(securityGroup))
        .publiclyAccessible(false)
        .engine(engine)
        .engineLifecycleSupport(EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED)
        .parameterGroup(
            ParameterGroup.Builder.create(this, "DatabaseParameters")
                .engine(engine)
                .description("The database's parameters")
                .parameters(
                    Map.of(
                        "require_secure_transport", "1",
                        "slow_query_log", "1",
                        "log_output", "FILE"))
                .build())
        .monitoringInterval(Duration.seconds(60))
        .monitoringRole(monitoringRole())
        .enablePerformanceInsights(true)
        .databaseInsightsMode(DatabaseInsightsMode.STANDARD)
        .cloudwatchLogsExports(List.of("error", "slowquery"))
        .autoMinorVersionUpgrade(true)
        .instanceType(InstanceType.of(InstanceClass.M6G, InstanceSize.LARGE))
        .multiAz(true)
        .storageType(StorageType.GP3)
        .storageEncrypted(true)
        .storageEncryptionKey(key)
        .allocatedStorage(100)
        .maxAllocatedStorage(1_000)
        .iamAuthentication(false)
        .databaseName("app")
        .credentials(Credentials.fromSecret(credentials, "dbadmin"))
        .backupRetention(Duration.days(14))
        .deletionProtection(true)
        .removalPolicy(RemovalPolicy.SNAPSHOT)
        .build();
  }

  private Bucket balancerLogs(String account) {
    Bucket bucket =
        Bucket.Builder.create(this, "BalancerLogs")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .lifecycleRules(List.of(expire("frontend"), expire("backend")))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    bucket.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .principals(
                List.of(new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")))
            .actions(List.of("s3:PutObject"))
            .resources(
                List.of(
                    bucket.arnForObjects("frontend/AWSLogs/" + account + "/*"),
                    bucket.arnForObjects("backend/AWSLogs/" + account + "/*")))
            .build());
    return bucket;
  }

  private static LifecycleRule expire(String prefix) {
    return LifecycleRule.builder()
        .id(prefix)
        .prefix(prefix + "/")
        .expiration(Duration.days(90))
        .build();
  }

  private Role monitoringRole() {
    String logGroup =
        formatArn(
            ArnComponents.builder()
                .service("logs")
                .resource("log-group")
                .resourceName("RDSOSMetrics")
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
    return Role.Builder.create(this, "MonitoringRole")
        .description("RDS, to write the operating system's metrics of the database")
        .assumedBy(
            ServicePrincipal.Builder.create("monitoring.rds.amazonaws.com")
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount())))
                .build())
        .inlinePolicies(
            Map.of(
                "EnhancedMonitoring",
                PolicyDocument.Builder.create()
                    .statements(
                        List.of(
                            PolicyStatement.Builder.create()
                                .actions(List.of("logs:CreateLogGroup", "logs:PutRetentionPolicy"))
                                .resources(List.of(logGroup))
                                .build(),
                            PolicyStatement.Builder.create()
                                .actions(
                                    List.of(
                                        "logs:CreateLogStream",
                                        "logs:PutLogEvents",
                                        "logs:DescribeLogStreams",
                                        "logs:GetLogEvents"))
                                .resources(List.of(logGroup + ":log-stream:*"))
                                .build()))
                    .build()))
        .build();
  }

  private Service service(
      String name,
      ContainerImage image,
      int port,
      Map<String, String> environment,
      Map<String, Secret> secrets) {
    boolean internetFacing = name.equals("Frontend");
    ApplicationLoadBalancer loadBalancer =
        ApplicationLoadBalancer.Builder.create(this, name + "LoadBalancer")
            .vpc(vpc)
            .vpcSubnets(internetFacing ? publicSubnets : privateSubnets)
            .internetFacing(internetFacing)
            .dropInvalidHeaderFields(true)
            .desyncMitigationMode(DesyncMitigationMode.DEFENSIVE)
            .idleTimeout(Duration.seconds(60))
            .deletionProtection(true)
            .build();
    // logAccessLogs() wants a stack with a Region.
    loadBalancer.setAttribute("access_logs.s3.enabled", "true");
    loadBalancer.setAttribute("access_logs.s3.bucket", balancerLogs.getBucketName());
    loadBalancer.setAttribute("access_logs.s3.prefix", name.toLowerCase(Locale.ROOT));
    loadBalancer.setAttribute("connection_logs.s3.enabled", "false");
    loadBalancer.getNode().addDependency(balancerLogs);

    LogGroup logGroup = logGroup(name + "LogGroup");
    Ec2TaskDefinition taskDefinition =
        Ec2TaskDefinition.Builder.create(this, name + "TaskDefinition")
            .networkMode(NetworkMode.AWS_VPC)
            .build();
    String streamPrefix = name.toLowerCase(Locale.ROOT);
    taskDefinition.addContainer(
        streamPrefix,
        ContainerDefinitionOptions.builder()
            .image(image)
            .cpu(256)
            .memoryLimitMiB(512)
            .portMappings(List.of(PortMapping.builder().containerPort(port).build()))
            .environment(environment)
            .secrets(secrets)
            .logging(
                LogDrivers.awsLogs(
                    AwsLogDriverProps.builder()
                        .logGroup(logGroup)
                        .streamPrefix(streamPrefix)
                        .build()))
            .build());

    Ec2Service service =
        Ec2Service.Builder.create(this, name + "Service")
            .cluster(cluster)
            .taskDefinition(taskDefinition)
            .capacityProviderStrategies(
                List.of(
                    CapacityProviderStrategy.builder()
                        .capacityProvider(capacityProviderName)
                        .weight(1)
                        .build()))
            .vpcSubnets(privateSubnets)
            .desiredCount(2)
            .minHealthyPercent(100)
            .maxHealthyPercent(200)
            .deploymentController(
                DeploymentController.builder().type(DeploymentControllerType.ECS).build())
            .circuitBreaker(DeploymentCircuitBreaker.builder().enable(true).rollback(true).build())
            .healthCheckGracePeriod(Duration.seconds(120))
            .availabilityZoneRebalancing(AvailabilityZoneRebalancing.ENABLED)
            .placementStrategies(
                List.of(
                    PlacementStrategy.spreadAcross(
                        BuiltInAttributes.AVAILABILITY_ZONE, BuiltInAttributes.INSTANCE_ID)))
            .build();
    service.getNode().addDependency(cluster, taskDefinition);

    ApplicationTargetGroup targetGroup =
        ApplicationTargetGroup.Builder.create(this, name + "TargetGroup")
            .vpc(vpc)
            .protocol(ApplicationProtocol.HTTP)
            .targetType(TargetType.IP)
            .targets(List.of(service))
            .healthCheck(
                HealthCheck.builder()
                    .path("/")
                    .interval(Duration.seconds(5))
                    .timeout(Duration.seconds(4))
                    .healthyThresholdCount(2)
                    .unhealthyThresholdCount(3)
                    .build())
            .deregistrationDelay(Duration.seconds(20))
            .build();
    loadBalancer.addListener(
        "Http",
        BaseApplicationListenerProps.builder()
            .port(80)
            .open(internetFacing)
            .defaultTargetGroups(List.of(targetGroup))
            .build());
    return new Service(loadBalancer, taskDefinition, logGroup, service);
  }

  private LogGroup logGroup(String id) {
    return LogGroup.Builder.create(this, id)
        .retention(RetentionDays.THREE_MONTHS)
        .removalPolicy(RemovalPolicy.RETAIN)
        .encryptionKey(key)
        .build();
  }
}
