package io.github.threetierecs;

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
    Map<String, InterfaceVpcEndpoint> endpoints = app.getInterfaceEndpoints();
    SecurityGroup endpointSecurityGroup = app.getEndpointSecurityGroup();
    Cluster cluster = app.getCluster();
    AutoScalingGroup instances = app.getAutoScalingGroup();
    Role instanceRole = app.getInstanceRole();
    AsgCapacityProvider capacityProvider = app.getCapacityProvider();
    LogGroup executeCommandLogGroup = app.getExecuteCommandLogGroup();
    ApplicationLoadBalancer frontendLoadBalancer = app.getFrontendLoadBalancer();
    ApplicationListener frontendListener = app.getFrontendListener();
    ApplicationListener redirect = app.getFrontendRedirectListener();
    ICertificate certificate = app.getCertificate();
    CfnWebACL webAcl = app.getWebAcl();
    LogGroup webAclLogGroup = app.getWebAclLogGroup();
    ApplicationTargetGroup frontendTargetGroup = app.getFrontendTargetGroup();
    ApplicationTargetGroup frontendAlternate = app.getFrontendAlternateTargetGroup();
    ApplicationListenerRule frontendRule = app.getFrontendProductionRule();
    ApplicationListener frontendTest = app.getFrontendTestListener();
    ApplicationListenerRule frontendTestRule = app.getFrontendTestRule();
    Role frontendShiftRole = app.getFrontendShiftRole();
    Ec2Service frontend = app.getFrontendService();
    ApplicationLoadBalancer backendLoadBalancer = app.getBackendLoadBalancer();
    ApplicationListener backendListener = app.getBackendListener();
    ApplicationTargetGroup backendTargetGroup = app.getBackendTargetGroup();
    ApplicationTargetGroup backendAlternate = app.getBackendAlternateTargetGroup();
    ApplicationListenerRule backendRule = app.getBackendProductionRule();
    ApplicationListener backendTest = app.getBackendTestListener();
    ApplicationListenerRule backendTestRule = app.getBackendTestRule();
    Role backendShiftRole = app.getBackendShiftRole();
    Ec2Service backend = app.getBackendService();
    HttpNamespace namespace = app.getServiceConnectNamespace();
    Bucket loadBalancerLogs = app.getLoadBalancerLogBucket();
    ScalableTaskCount frontendScaling = app.getFrontendScaling();
    ScalableTaskCount backendScaling = app.getBackendScaling();
    IDatabaseInstance database = app.getDatabase();
    List<DatabaseInstanceReadReplica> replicas = app.getReadReplicas();
    CfnDBProxy proxy = app.getDatabaseProxy();
    SecurityGroup proxySecurityGroup = app.getDatabaseProxySecurityGroup();
    Role proxyRole = app.getDatabaseProxyRole();
    ISecret secret = app.getDatabaseSecret();
    ISecret ofApplication = app.getApplicationUserSecret();
    List<CfnRotationSchedule> rotations = app.getRotationSchedules();
    SecurityGroup rotationSecurityGroup = app.getRotationSecurityGroup();
    Rule rotationRule = app.getRotationRule();
    StateMachine redeployment = app.getRedeployment();
    ITopic alarmTopic = app.getAlarmTopic();
    Map<String, Alarm> alarms = app.getAlarms();
    Dashboard dashboard = app.getDashboard();
    CfnRule serviceEvents = app.getServiceEvents();
    CfnEventSubscription databaseEvents = app.getDatabaseEvents();

    Map<String, String> tokens = new TreeMap<>();
    tokens.put("getVpc", vpc.getVpcId());
    tokens.put("getS3Endpoint", app.getS3Endpoint().getVpcEndpointId());
    tokens.put("getFlowLog", app.getFlowLog().getFlowLogId());
    tokens.put("getFlowLogGroup", app.getFlowLogGroup().getLogGroupName());
    tokens.put(
        "getInterfaceEndpoints",
        Objects.requireNonNull(endpoints.get("secretsmanager")).getVpcEndpointId());
    tokens.put("getEndpointSecurityGroup", endpointSecurityGroup.getSecurityGroupId());
    tokens.put("getCluster", cluster.getClusterName());
    tokens.put("getAutoScalingGroup", instances.getAutoScalingGroupName());
    tokens.put("getInstanceRole", instanceRole.getRoleName());
    tokens.put("getLaunchTemplate", app.getLaunchTemplate().getLaunchTemplateId());
    tokens.put("getInstanceSecurityGroup", app.getInstanceSecurityGroup().getSecurityGroupId());
    tokens.put("getCapacityProvider", capacityProvider.getCapacityProviderName());
    tokens.put("getExecuteCommandLogGroup", executeCommandLogGroup.getLogGroupName());
    tokens.put("getFrontendLoadBalancer", frontendLoadBalancer.getLoadBalancerArn());
    tokens.put("getFrontendListener", frontendListener.getListenerArn());
    tokens.put("getFrontendRedirectListener", redirect.getListenerArn());
    tokens.put("getCertificate", certificate.getCertificateArn());
    tokens.put("getWebAcl", webAcl.getAttrArn());
    tokens.put("getWebAclLogGroup", webAclLogGroup.getLogGroupName());
    tokens.put("getFrontendTargetGroup", frontendTargetGroup.getTargetGroupArn());
    tokens.put("getFrontendAlternateTargetGroup", frontendAlternate.getTargetGroupArn());
    tokens.put("getFrontendProductionRule", frontendRule.getListenerRuleArn());
    tokens.put("getFrontendTestListener", frontendTest.getListenerArn());
    tokens.put("getFrontendTestRule", frontendTestRule.getListenerRuleArn());
    tokens.put("getFrontendShiftRole", frontendShiftRole.getRoleName());
    tokens.put("getFrontendLogGroup", app.getFrontendLogGroup().getLogGroupName());
    tokens.put("getBackendLogGroup", app.getBackendLogGroup().getLogGroupName());
    tokens.put("getFrontendService", frontend.getServiceName());
    tokens.put("getBackendLoadBalancer", backendLoadBalancer.getLoadBalancerArn());
    tokens.put("getBackendListener", backendListener.getListenerArn());
    tokens.put("getBackendTargetGroup", backendTargetGroup.getTargetGroupArn());
    tokens.put("getLoadBalancerLogBucket", loadBalancerLogs.getBucketName());
    tokens.put("getBackendAlternateTargetGroup", backendAlternate.getTargetGroupArn());
    tokens.put("getBackendProductionRule", backendRule.getListenerRuleArn());
    tokens.put("getBackendTestListener", backendTest.getListenerArn());
    tokens.put("getBackendTestRule", backendTestRule.getListenerRuleArn());
    tokens.put("getBackendShiftRole", backendShiftRole.getRoleName());
    tokens.put("getBackendService", backend.getServiceName());
    tokens.put("getServiceConnectNamespace", namespace.getNamespaceArn());
    tokens.put("getFrontendScaling", frontendScaling.getScalableTargetRef().getResourceId());
    tokens.put("getBackendScaling", backendScaling.getScalableTargetRef().getResourceId());
    tokens.put("getDatabase", database.getInstanceIdentifier());
    tokens.put("getReadReplicas", replicas.get(0).getInstanceIdentifier());
    tokens.put("getDatabaseProxy", proxy.getRef());
    tokens.put("getDatabaseProxySecurityGroup", proxySecurityGroup.getSecurityGroupId());
    tokens.put("getDatabaseProxyRole", proxyRole.getRoleName());
    tokens.put("getDatabaseSecret", secret.getSecretArn());
    tokens.put("getApplicationUserSecret", ofApplication.getSecretArn());
    tokens.put(
        "getDatabaseParameterGroup",
        app.getDatabaseParameterGroup()
            .bindToInstance(ParameterGroupInstanceBindOptions.builder().build())
            .getParameterGroupName());
    tokens.put("getDatabaseMonitoringRole", app.getDatabaseMonitoringRole().getRoleName());
    tokens.put("getRotationSchedules", rotations.get(0).getRef());
    tokens.put("getRotationSecurityGroup", rotationSecurityGroup.getSecurityGroupId());
    tokens.put("getRotationRule", rotationRule.getRuleArn());
    tokens.put("getRedeployment", redeployment.getStateMachineArn());
    tokens.put("getAlarmTopic", alarmTopic.getTopicArn());
    tokens.put("getAlarms", Objects.requireNonNull(alarms.get("DatabaseStorage")).getAlarmArn());
    tokens.put("getDashboard", dashboard.getDashboardName());
    tokens.put("getServiceEvents", serviceEvents.getRef());
    tokens.put("getDatabaseEvents", databaseEvents.getRef());
    tokens.put("getBackupPlan", app.getBackupPlan().getBackupPlanId());
    tokens.put("getBackupVault", app.getBackupVault().getBackupVaultName());
    tokens.put("getBackupSelection", app.getBackupSelection().getSelectionId());
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
                Map.entry("getInterfaceEndpoints", endpoint().logicalId()),
                Map.entry(
                    "getEndpointSecurityGroup",
                    Anatomy.theOnly(APP.reachability.securityGroupsOf(endpoint().logicalId()))),
                Map.entry("getS3Endpoint", gatewayEndpoint()),
                Map.entry("getFlowLog", only("AWS::EC2::FlowLog")),
                Map.entry(
                    "getFlowLogGroup",
                    APP.referent(APP.template.theOnly("AWS::EC2::FlowLog"), "LogGroupName")
                        .logicalId()),
                Map.entry("getLaunchTemplate", only("AWS::EC2::LaunchTemplate")),
                Map.entry(
                    "getInstanceSecurityGroup",
                    Anatomy.theOnly(
                        APP.reachability.securityGroupsOf(APP.instances().logicalId()))),
                Map.entry("getFrontendLogGroup", logGroup(APP.frontend())),
                Map.entry("getBackendLogGroup", logGroup(APP.backend())),
                Map.entry("getCluster", APP.cluster().logicalId()),
                Map.entry("getAutoScalingGroup", APP.instances().logicalId()),
                Map.entry("getInstanceRole", APP.instanceRole().logicalId()),
                Map.entry("getCapacityProvider", APP.capacityProvider().logicalId()),
                Map.entry(
                    "getExecuteCommandLogGroup",
                    APP.referent(
                            APP.cluster(),
                            "Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchLogGroupName")
                        .logicalId()),
                Map.entry("getFrontendLoadBalancer", APP.frontend().loadBalancer().logicalId()),
                Map.entry("getFrontendListener", APP.frontend().listener().logicalId()),
                Map.entry("getFrontendRedirectListener", redirect().logicalId()),
                Map.entry(
                    "getCertificate",
                    APP.template.theOnly("AWS::CertificateManager::Certificate").logicalId()),
                Map.entry("getWebAcl", APP.template.theOnly("AWS::WAFv2::WebACL").logicalId()),
                Map.entry("getWebAclLogGroup", webAclLogGroup().logicalId()),
                Map.entry("getFrontendTargetGroup", APP.frontend().targetGroup().logicalId()),
                Map.entry(
                    "getFrontendAlternateTargetGroup",
                    shift(APP.frontend(), "AlternateTargetGroupArn")),
                Map.entry(
                    "getFrontendProductionRule", shift(APP.frontend(), "ProductionListenerRule")),
                Map.entry(
                    "getFrontendTestListener",
                    Strategies.testListener(APP, APP.frontend()).logicalId()),
                Map.entry("getFrontendTestRule", shift(APP.frontend(), "TestListenerRule")),
                Map.entry("getFrontendShiftRole", shift(APP.frontend(), "RoleArn")),
                Map.entry("getFrontendService", APP.frontend().service().logicalId()),
                Map.entry("getBackendLoadBalancer", APP.backend().loadBalancer().logicalId()),
                Map.entry("getBackendListener", APP.backend().listener().logicalId()),
                Map.entry("getBackendTargetGroup", APP.backend().targetGroup().logicalId()),
                Map.entry(
                    "getLoadBalancerLogBucket",
                    APP.template.theOnly("AWS::S3::Bucket").logicalId()),
                Map.entry(
                    "getBackendAlternateTargetGroup",
                    shift(APP.backend(), "AlternateTargetGroupArn")),
                Map.entry(
                    "getBackendProductionRule", shift(APP.backend(), "ProductionListenerRule")),
                Map.entry(
                    "getBackendTestListener",
                    Strategies.testListener(APP, APP.backend()).logicalId()),
                Map.entry("getBackendTestRule", shift(APP.backend(), "TestListenerRule")),
                Map.entry("getBackendShiftRole", shift(APP.backend(), "RoleArn")),
                Map.entry("getBackendService", APP.backend().service().logicalId()),
                Map.entry(
                    "getServiceConnectNamespace", only("AWS::ServiceDiscovery::HttpNamespace")),
                Map.entry(
                    "getDatabaseParameterGroup",
                    APP.referent(APP.database(), "DBParameterGroupName").logicalId()),
                Map.entry(
                    "getDatabaseMonitoringRole",
                    APP.referent(APP.database(), "MonitoringRoleArn").logicalId()),
                Map.entry("getFrontendScaling", Scaling.target(APP, APP.frontend()).logicalId()),
                Map.entry("getBackendScaling", Scaling.target(APP, APP.backend()).logicalId()),
                Map.entry("getDatabase", APP.database().logicalId()),
                Map.entry("getReadReplicas", Anatomy.theOnly(APP.readReplicas()).logicalId()),
                Map.entry("getDatabaseProxy", only("AWS::RDS::DBProxy")),
                Map.entry(
                    "getDatabaseProxySecurityGroup",
                    Anatomy.theOnly(APP.reachability.securityGroupsOf(only("AWS::RDS::DBProxy")))),
                Map.entry(
                    "getDatabaseProxyRole",
                    APP.referent(APP.template.theOnly("AWS::RDS::DBProxy"), "RoleArn").logicalId()),
                Map.entry("getRotationSchedules", rotation().logicalId()),
                Map.entry(
                    "getRotationSecurityGroup",
                    Anatomy.theOnly(APP.reachability.securityGroupsOf(rotation().logicalId()))),
                Map.entry("getRotationRule", ruleOf("aws.secretsmanager")),
                Map.entry(
                    "getRedeployment",
                    APP.template.theOnly("AWS::StepFunctions::StateMachine").logicalId()),
                Map.entry("getDatabaseSecret", APP.attachmentOf(APP.databaseSecret()).logicalId()),
                Map.entry(
                    "getApplicationUserSecret",
                    APP.attachmentOf(APP.applicationUserSecret()).logicalId()),
                Map.entry("getAlarmTopic", only("AWS::SNS::Topic")),
                Map.entry("getAlarms", alarmOn("FreeStorageSpace")),
                Map.entry("getDashboard", only("AWS::CloudWatch::Dashboard")),
                Map.entry("getServiceEvents", ruleOf("aws.ecs")),
                Map.entry("getDatabaseEvents", APP.databaseEvents("db-instance").logicalId()),
                Map.entry("getBackupPlan", only("AWS::Backup::BackupPlan")),
                Map.entry("getBackupVault", only("AWS::Backup::BackupVault")),
                Map.entry("getBackupSelection", only("AWS::Backup::BackupSelection"))));
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
    Arrays.stream(ThreeTierEcsApp.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .forEach(getters::add);
    // The database is an instance here: ExistingClusterTest has the cluster.
    getters.remove("getDatabaseCluster");

    assertThat(GIVEN.keySet()).containsExactlyInAnyOrderElementsOf(getters);
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
    return APP.template.theOnly(type).logicalId();
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
