package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.rds.CfnDBProxy;
import software.amazon.awscdk.services.rds.CfnEventSubscription;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.ParameterGroupInstanceBindOptions;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.CfnRotationSchedule;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.servicediscovery.HttpNamespace;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/** Whatever the construct makes, users can get hold of. */
class GettersTest {
  private static final Map<String, Object> GIVEN = new TreeMap<>();
  private static final Anatomy APP = Templates.in(GettersTest::read);

  private static void read(Stack stack) {
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props()
                .frontend(
                    Templates.frontend()
                        .edge(Edges.named(stack).webAcl(WebAclProps.builder().build()).build())
                        .autoScaling(AutoScalingProps.builder().maxTasks(4).build())
                        .deployment(
                            Strategies.builder(DeploymentStrategy.CANARY).testPort(8443).build())
                        .build())
                .network(NetworkProps.builder().interfaceEndpoints(true).build())
                .database(
                    DatabaseProps.builder()
                        .rotation(RotationProps.builder().build())
                        .readReplicas(1)
                        .proxy(true)
                        .applicationUser(ApplicationUserProps.builder().build())
                        .build())
                .observability(ObservabilityProps.builder().build())
                .backup(BackupProps.builder().build())
                .backend(
                    Templates.backend()
                        .serviceConnect(true)
                        .container(ContainerProps.builder().executeCommand(true).build())
                        .autoScaling(AutoScalingProps.builder().maxTasks(4).build())
                        .deployment(
                            Strategies.builder(DeploymentStrategy.LINEAR).testPort(8080).build())
                        .build())
                .build());
    // Declared, so that this class does not compile if a getter returns less than it promises.
    IVpc vpc = app.getVpc();
    Map<String, InterfaceVpcEndpoint> endpoints = app.getNetwork().getInterfaceEndpoints();
    SecurityGroup endpointSecurityGroup = app.getNetwork().getEndpointSecurityGroup();
    Cluster cluster = app.getCluster();
    AutoScalingGroup instances = app.getAutoScalingGroup();
    Role instanceRole = app.getCapacity().getInstanceRole();
    AsgCapacityProvider capacityProvider = app.getCapacityProvider();
    LogGroup executeCommandLogGroup = app.getCapacity().getExecuteCommandLogGroup();
    ApplicationLoadBalancer frontendLoadBalancer = app.getFrontendLoadBalancer();
    ApplicationListener frontendListener = app.getFrontend().getListener();
    ApplicationListener redirect = app.getFrontend().getRedirectListener();
    ICertificate certificate = app.getFrontend().getCertificate();
    CfnWebACL webAcl = app.getFrontend().getWebAcl();
    LogGroup webAclLogGroup = app.getFrontend().getWebAclLogGroup();
    ApplicationTargetGroup frontendTargetGroup = app.getFrontend().getTargetGroup();
    ApplicationTargetGroup frontendAlternate = app.getFrontend().getAlternateTargetGroup();
    ApplicationListenerRule frontendRule = app.getFrontend().getProductionRule();
    ApplicationListener frontendTest = app.getFrontend().getTestListener();
    ApplicationListenerRule frontendTestRule = app.getFrontend().getTestRule();
    Role frontendShiftRole = app.getFrontend().getShiftRole();
    Ec2Service frontend = app.getFrontendService();
    ApplicationLoadBalancer backendLoadBalancer = app.getBackendLoadBalancer();
    ApplicationListener backendListener = app.getBackend().getListener();
    ApplicationTargetGroup backendTargetGroup = app.getBackend().getTargetGroup();
    ApplicationTargetGroup backendAlternate = app.getBackend().getAlternateTargetGroup();
    ApplicationListenerRule backendRule = app.getBackend().getProductionRule();
    ApplicationListener backendTest = app.getBackend().getTestListener();
    ApplicationListenerRule backendTestRule = app.getBackend().getTestRule();
    Role backendShiftRole = app.getBackend().getShiftRole();
    Ec2Service backend = app.getBackendService();
    HttpNamespace namespace = app.getBackend().getServiceConnectNamespace();
    Bucket loadBalancerLogs = app.getOperations().getLoadBalancerLogBucket();
    ScalableTaskCount frontendScaling = app.getFrontend().getScaling();
    ScalableTaskCount backendScaling = app.getBackend().getScaling();
    IDatabaseInstance database = app.getDatabase();
    List<DatabaseInstanceReadReplica> replicas = app.getData().getReadReplicas();
    CfnDBProxy proxy = app.getData().getProxy();
    SecurityGroup proxySecurityGroup = app.getData().getProxySecurityGroup();
    Role proxyRole = app.getData().getProxyRole();
    ISecret secret = app.getDatabaseSecret();
    ISecret ofApplication = app.getData().getApplicationUserSecret();
    List<CfnRotationSchedule> rotations = app.getData().getRotationSchedules();
    SecurityGroup rotationSecurityGroup = app.getData().getRotationSecurityGroup();
    Rule rotationRule = app.getData().getRotationRule();
    StateMachine redeployment = app.getData().getRedeployment();
    ITopic alarmTopic = app.getOperations().getAlarmTopic();
    Map<String, Alarm> alarms = app.getOperations().getAlarms();
    Dashboard dashboard = app.getOperations().getDashboard();
    CfnRule serviceEvents = app.getOperations().getServiceEvents();
    CfnEventSubscription databaseEvents = app.getOperations().getDatabaseEvents();

    Map<String, String> tokens = new TreeMap<>();
    tokens.put("getVpc", vpc.getVpcId());
    tokens.put("getNetwork().getS3Endpoint", app.getNetwork().getS3Endpoint().getVpcEndpointId());
    tokens.put("getNetwork().getFlowLog", app.getNetwork().getFlowLog().getFlowLogId());
    tokens.put(
        "getNetwork().getFlowLogGroup", app.getNetwork().getFlowLogGroup().getLogGroupName());
    tokens.put(
        "getNetwork().getInterfaceEndpoints",
        Objects.requireNonNull(endpoints.get("secretsmanager")).getVpcEndpointId());
    tokens.put("getNetwork().getEndpointSecurityGroup", endpointSecurityGroup.getSecurityGroupId());
    tokens.put("getCluster", cluster.getClusterName());
    tokens.put("getAutoScalingGroup", instances.getAutoScalingGroupName());
    tokens.put("getCapacity().getInstanceRole", instanceRole.getRoleName());
    tokens.put(
        "getCapacity().getLaunchTemplate",
        app.getCapacity().getLaunchTemplate().getLaunchTemplateId());
    tokens.put(
        "getCapacity().getInstanceSecurityGroup",
        app.getCapacity().getInstanceSecurityGroup().getSecurityGroupId());
    tokens.put("getCapacityProvider", capacityProvider.getCapacityProviderName());
    tokens.put("getCapacity().getExecuteCommandLogGroup", executeCommandLogGroup.getLogGroupName());
    tokens.put("getFrontendLoadBalancer", frontendLoadBalancer.getLoadBalancerArn());
    tokens.put("getFrontend().getListener", frontendListener.getListenerArn());
    tokens.put("getFrontend().getRedirectListener", redirect.getListenerArn());
    tokens.put("getFrontend().getCertificate", certificate.getCertificateArn());
    tokens.put("getFrontend().getWebAcl", webAcl.getAttrArn());
    tokens.put("getFrontend().getWebAclLogGroup", webAclLogGroup.getLogGroupName());
    tokens.put("getFrontend().getTargetGroup", frontendTargetGroup.getTargetGroupArn());
    tokens.put("getFrontend().getAlternateTargetGroup", frontendAlternate.getTargetGroupArn());
    tokens.put("getFrontend().getProductionRule", frontendRule.getListenerRuleArn());
    tokens.put("getFrontend().getTestListener", frontendTest.getListenerArn());
    tokens.put("getFrontend().getTestRule", frontendTestRule.getListenerRuleArn());
    tokens.put("getFrontend().getShiftRole", frontendShiftRole.getRoleName());
    tokens.put("getFrontend().getLogGroup", app.getFrontend().getLogGroup().getLogGroupName());
    tokens.put("getBackend().getLogGroup", app.getBackend().getLogGroup().getLogGroupName());
    tokens.put("getFrontendService", frontend.getServiceName());
    tokens.put("getBackendLoadBalancer", backendLoadBalancer.getLoadBalancerArn());
    tokens.put("getBackend().getListener", backendListener.getListenerArn());
    tokens.put("getBackend().getTargetGroup", backendTargetGroup.getTargetGroupArn());
    tokens.put("getOperations().getLoadBalancerLogBucket", loadBalancerLogs.getBucketName());
    tokens.put("getBackend().getAlternateTargetGroup", backendAlternate.getTargetGroupArn());
    tokens.put("getBackend().getProductionRule", backendRule.getListenerRuleArn());
    tokens.put("getBackend().getTestListener", backendTest.getListenerArn());
    tokens.put("getBackend().getTestRule", backendTestRule.getListenerRuleArn());
    tokens.put("getBackend().getShiftRole", backendShiftRole.getRoleName());
    tokens.put("getBackendService", backend.getServiceName());
    tokens.put("getBackend().getServiceConnectNamespace", namespace.getNamespaceArn());
    tokens.put("getFrontend().getScaling", frontendScaling.getScalableTargetRef().getResourceId());
    tokens.put("getBackend().getScaling", backendScaling.getScalableTargetRef().getResourceId());
    tokens.put("getDatabase", database.getInstanceIdentifier());
    tokens.put("getData().getReadReplicas", replicas.get(0).getInstanceIdentifier());
    tokens.put("getData().getProxy", proxy.getRef());
    tokens.put("getData().getProxySecurityGroup", proxySecurityGroup.getSecurityGroupId());
    tokens.put("getData().getProxyRole", proxyRole.getRoleName());
    tokens.put("getDatabaseSecret", secret.getSecretArn());
    tokens.put("getData().getApplicationUserSecret", ofApplication.getSecretArn());
    tokens.put(
        "getData().getParameterGroup",
        app.getData()
            .getParameterGroup()
            .bindToInstance(ParameterGroupInstanceBindOptions.builder().build())
            .getParameterGroupName());
    tokens.put("getData().getMonitoringRole", app.getData().getMonitoringRole().getRoleName());
    tokens.put("getData().getRotationSchedules", rotations.get(0).getRef());
    tokens.put("getData().getRotationSecurityGroup", rotationSecurityGroup.getSecurityGroupId());
    tokens.put("getData().getRotationRule", rotationRule.getRuleArn());
    tokens.put("getData().getRedeployment", redeployment.getStateMachineArn());
    tokens.put("getOperations().getAlarmTopic", alarmTopic.getTopicArn());
    tokens.put(
        "getOperations().getAlarms",
        Objects.requireNonNull(alarms.get("DatabaseStorage")).getAlarmArn());
    tokens.put("getOperations().getDashboard", dashboard.getDashboardName());
    tokens.put("getOperations().getServiceEvents", serviceEvents.getRef());
    tokens.put("getOperations().getDatabaseEvents", databaseEvents.getRef());
    tokens.put(
        "getOperations().getBackupPlan", app.getOperations().getBackupPlan().getBackupPlanId());
    tokens.put(
        "getOperations().getBackupVault",
        app.getOperations().getBackupVault().getBackupVaultName());
    tokens.put(
        "getOperations().getBackupSelection",
        app.getOperations().getBackupSelection().getSelectionId());
    tokens.put(
        "getFrontend().getTaskDefinition",
        app.getFrontend().getTaskDefinition().getTaskDefinitionArn());
    tokens.put(
        "getBackend().getTaskDefinition",
        app.getBackend().getTaskDefinition().getTaskDefinitionArn());
    tokens.put(
        "getFrontend().getLoadBalancerSecurityGroup",
        app.getFrontend().getLoadBalancerSecurityGroup().getSecurityGroupId());
    tokens.put(
        "getFrontend().getSecurityGroup",
        app.getFrontend().getSecurityGroup().getSecurityGroupId());
    tokens.put(
        "getBackend().getLoadBalancerSecurityGroup",
        app.getBackend().getLoadBalancerSecurityGroup().getSecurityGroupId());
    tokens.put(
        "getBackend().getSecurityGroup", app.getBackend().getSecurityGroup().getSecurityGroupId());
    tokens.put("getUrl", app.getUrl());
    tokens.forEach((getter, token) -> GIVEN.put(getter, stack.resolve(token)));
  }

  @Test
  void everyGetterGivesWhatItIsNamedFor() {
    Map<String, String> ids = new TreeMap<>();
    GIVEN.forEach((getter, value) -> Reference.idOf(value).ifPresent(id -> ids.put(getter, id)));

    assertThat(ids)
        .as("the resource that each getter gives, by its logical id")
        .isEqualTo(
            Map.ofEntries(
                Map.entry("getVpc", APP.vpc().logicalId()),
                Map.entry("getNetwork().getInterfaceEndpoints", endpoint().logicalId()),
                Map.entry(
                    "getNetwork().getEndpointSecurityGroup",
                    Anatomy.theOnly(APP.reachability.securityGroupsOf(endpoint().logicalId()))),
                Map.entry("getNetwork().getS3Endpoint", gatewayEndpoint()),
                Map.entry("getNetwork().getFlowLog", only("AWS::EC2::FlowLog")),
                Map.entry(
                    "getNetwork().getFlowLogGroup",
                    APP.referent(theOnly(APP.template, "AWS::EC2::FlowLog"), "LogGroupName")
                        .logicalId()),
                Map.entry("getCapacity().getLaunchTemplate", only("AWS::EC2::LaunchTemplate")),
                Map.entry(
                    "getCapacity().getInstanceSecurityGroup",
                    Anatomy.theOnly(
                        APP.reachability.securityGroupsOf(APP.instances().logicalId()))),
                Map.entry("getFrontend().getLogGroup", logGroup(APP.frontend())),
                Map.entry("getBackend().getLogGroup", logGroup(APP.backend())),
                Map.entry("getCluster", APP.cluster().logicalId()),
                Map.entry("getAutoScalingGroup", APP.instances().logicalId()),
                Map.entry("getCapacity().getInstanceRole", APP.instanceRole().logicalId()),
                Map.entry("getCapacityProvider", APP.capacityProvider().logicalId()),
                Map.entry(
                    "getCapacity().getExecuteCommandLogGroup",
                    APP.referent(
                            APP.cluster(),
                            "Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchLogGroupName")
                        .logicalId()),
                Map.entry("getFrontendLoadBalancer", APP.frontend().loadBalancer().logicalId()),
                Map.entry("getFrontend().getListener", APP.frontend().listener().logicalId()),
                Map.entry("getFrontend().getRedirectListener", redirect().logicalId()),
                Map.entry(
                    "getFrontend().getCertificate",
                    theOnly(APP.template, "AWS::CertificateManager::Certificate").logicalId()),
                Map.entry(
                    "getFrontend().getWebAcl",
                    theOnly(APP.template, "AWS::WAFv2::WebACL").logicalId()),
                Map.entry("getFrontend().getWebAclLogGroup", webAclLogGroup().logicalId()),
                Map.entry("getFrontend().getTargetGroup", APP.frontend().targetGroup().logicalId()),
                Map.entry(
                    "getFrontend().getAlternateTargetGroup",
                    shift(APP.frontend(), "AlternateTargetGroupArn")),
                Map.entry(
                    "getFrontend().getProductionRule",
                    shift(APP.frontend(), "ProductionListenerRule")),
                Map.entry(
                    "getFrontend().getTestListener",
                    Strategies.testListener(APP, APP.frontend()).logicalId()),
                Map.entry("getFrontend().getTestRule", shift(APP.frontend(), "TestListenerRule")),
                Map.entry("getFrontend().getShiftRole", shift(APP.frontend(), "RoleArn")),
                Map.entry(
                    "getFrontend().getTaskDefinition", APP.frontend().taskDefinition().logicalId()),
                Map.entry(
                    "getBackend().getTaskDefinition", APP.backend().taskDefinition().logicalId()),
                Map.entry(
                    "getFrontend().getLoadBalancerSecurityGroup",
                    Anatomy.theOnly(
                        APP.reachability.securityGroupsOf(
                            APP.frontend().loadBalancer().logicalId()))),
                Map.entry(
                    "getFrontend().getSecurityGroup",
                    Anatomy.theOnly(
                        APP.reachability.securityGroupsOf(APP.frontend().service().logicalId()))),
                Map.entry(
                    "getBackend().getLoadBalancerSecurityGroup",
                    Anatomy.theOnly(
                        APP.reachability.securityGroupsOf(
                            APP.backend().loadBalancer().logicalId()))),
                Map.entry(
                    "getBackend().getSecurityGroup",
                    Anatomy.theOnly(
                        APP.reachability.securityGroupsOf(APP.backend().service().logicalId()))),
                Map.entry("getFrontendService", APP.frontend().service().logicalId()),
                Map.entry("getBackendLoadBalancer", APP.backend().loadBalancer().logicalId()),
                Map.entry("getBackend().getListener", APP.backend().listener().logicalId()),
                Map.entry("getBackend().getTargetGroup", APP.backend().targetGroup().logicalId()),
                Map.entry(
                    "getOperations().getLoadBalancerLogBucket",
                    theOnly(APP.template, "AWS::S3::Bucket").logicalId()),
                Map.entry(
                    "getBackend().getAlternateTargetGroup",
                    shift(APP.backend(), "AlternateTargetGroupArn")),
                Map.entry(
                    "getBackend().getProductionRule",
                    shift(APP.backend(), "ProductionListenerRule")),
                Map.entry(
                    "getBackend().getTestListener",
                    Strategies.testListener(APP, APP.backend()).logicalId()),
                Map.entry("getBackend().getTestRule", shift(APP.backend(), "TestListenerRule")),
                Map.entry("getBackend().getShiftRole", shift(APP.backend(), "RoleArn")),
                Map.entry("getBackendService", APP.backend().service().logicalId()),
                Map.entry(
                    "getBackend().getServiceConnectNamespace",
                    only("AWS::ServiceDiscovery::HttpNamespace")),
                Map.entry(
                    "getData().getParameterGroup",
                    APP.referent(APP.database(), "DBParameterGroupName").logicalId()),
                Map.entry(
                    "getData().getMonitoringRole",
                    APP.referent(APP.database(), "MonitoringRoleArn").logicalId()),
                Map.entry(
                    "getFrontend().getScaling", Scaling.target(APP, APP.frontend()).logicalId()),
                Map.entry(
                    "getBackend().getScaling", Scaling.target(APP, APP.backend()).logicalId()),
                Map.entry("getDatabase", APP.database().logicalId()),
                Map.entry(
                    "getData().getReadReplicas", Anatomy.theOnly(APP.readReplicas()).logicalId()),
                Map.entry("getData().getProxy", only("AWS::RDS::DBProxy")),
                Map.entry(
                    "getData().getProxySecurityGroup",
                    Anatomy.theOnly(APP.reachability.securityGroupsOf(only("AWS::RDS::DBProxy")))),
                Map.entry(
                    "getData().getProxyRole",
                    APP.referent(theOnly(APP.template, "AWS::RDS::DBProxy"), "RoleArn")
                        .logicalId()),
                Map.entry("getData().getRotationSchedules", rotation().logicalId()),
                Map.entry(
                    "getData().getRotationSecurityGroup",
                    Anatomy.theOnly(APP.reachability.securityGroupsOf(rotation().logicalId()))),
                Map.entry("getData().getRotationRule", ruleOf("aws.secretsmanager")),
                Map.entry(
                    "getData().getRedeployment",
                    theOnly(APP.template, "AWS::StepFunctions::StateMachine").logicalId()),
                Map.entry("getDatabaseSecret", APP.attachmentOf(APP.databaseSecret()).logicalId()),
                Map.entry(
                    "getData().getApplicationUserSecret",
                    APP.attachmentOf(APP.applicationUserSecret()).logicalId()),
                Map.entry("getOperations().getAlarmTopic", only("AWS::SNS::Topic")),
                Map.entry("getOperations().getAlarms", alarmOn("FreeStorageSpace")),
                Map.entry("getOperations().getDashboard", only("AWS::CloudWatch::Dashboard")),
                Map.entry("getOperations().getServiceEvents", ruleOf("aws.ecs")),
                Map.entry(
                    "getOperations().getDatabaseEvents",
                    APP.databaseEvents("db-instance").logicalId()),
                Map.entry("getOperations().getBackupPlan", only("AWS::Backup::BackupPlan")),
                Map.entry("getOperations().getBackupVault", only("AWS::Backup::BackupVault")),
                Map.entry(
                    "getOperations().getBackupSelection", only("AWS::Backup::BackupSelection"))));
  }

  private static Resource rotation() {
    return Anatomy.theOnly(
        APP.template.resourcesOfType("AWS::SecretsManager::RotationSchedule").stream()
            .filter(
                it ->
                    APP.referent(it, "SecretId")
                        .equals(APP.attachmentOf(APP.applicationUserSecret())))
            .toList());
  }

  @Test
  void theUrlIsThatOfTheName() {
    assertThat(GIVEN).containsEntry("getUrl", "https://shop.example.com");
  }

  private static String shift(Anatomy.Tier tier, String property) {
    return APP.referent(tier.service(), Strategies.ADVANCED + property).logicalId();
  }

  private static Resource webAclLogGroup() {
    return Anatomy.theOnly(
        APP.template.resourcesOfType("AWS::Logs::LogGroup").stream()
            .filter(it -> it.text("LogGroupName").filter(n -> n.startsWith("aws-waf")).isPresent())
            .toList());
  }

  private static Resource redirect() {
    return Anatomy.theOnly(
        APP.balancing.listenersOf(APP.frontend().loadBalancer().logicalId()).stream()
            .filter(it -> it.text("DefaultActions.0.Type").filter("redirect"::equals).isPresent())
            .toList());
  }

  @Test
  void everyGetterIsTested() {
    List<String> getters = new ArrayList<>();
    for (Method getter : gettersOf(ThreeTierEcsApp.class)) {
      if (getter.getReturnType().getSimpleName().endsWith("Resources")) {
        gettersOf(getter.getReturnType())
            .forEach(it -> getters.add(getter.getName() + "()." + it.getName()));
      } else {
        getters.add(getter.getName());
      }
    }
    // The database is an instance here: ExistingClusterTest has the cluster.
    getters.remove("getData().getDatabaseCluster");
    // TLS and Service Connect refuse each other: BackendTlsTest has the zone.
    getters.remove("getBackend().getHostedZone");
    // The backend has a strategy here, which refuses it: BackendPathsTest has the target group.
    getters.remove("getFrontend().getBackendTargetGroup");

    assertThat(GIVEN.keySet()).containsExactlyInAnyOrderElementsOf(getters);
  }

  /** Those of a construct's own class: a construct has others from the CDK. */
  private static List<Method> gettersOf(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(it -> it.getDeclaringClass().getPackage() == type.getPackage())
        .filter(it -> !Modifier.isStatic(it.getModifiers()))
        // What takes arguments adds something. WorkerTest has the getters of a worker;
        // AddedBackendTest and ScheduledTaskTest have theirs.
        .filter(it -> it.getParameterCount() == 0)
        .toList();
  }

  private static Resource endpoint() {
    return Anatomy.theOnly(
        APP.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
            .filter(it -> it.text("ServiceName").orElse("").endsWith(".secretsmanager"))
            .toList());
  }

  private static String gatewayEndpoint() {
    return Anatomy.theOnly(
            APP.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
                .filter(it -> it.text("VpcEndpointType").filter("Gateway"::equals).isPresent())
                .toList())
        .logicalId();
  }

  private static String logGroup(Anatomy.Tier tier) {
    return APP.referent(
            APP.referent(tier.service(), "TaskDefinition"),
            "ContainerDefinitions.0.LogConfiguration.Options.awslogs-group")
        .logicalId();
  }

  private static String only(String type) {
    return theOnly(APP.template, type).logicalId();
  }

  private static String ruleOf(String source) {
    return Anatomy.theOnly(
            APP.template.resourcesOfType("AWS::Events::Rule").stream()
                .filter(
                    rule -> rule.text("EventPattern.source.0").filter(source::equals).isPresent())
                .toList())
        .logicalId();
  }

  private static String alarmOn(String metric) {
    return Anatomy.theOnly(
            APP.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
                .filter(alarm -> Text.of(alarm.properties()).contains(metric))
                .toList())
        .logicalId();
  }
}
