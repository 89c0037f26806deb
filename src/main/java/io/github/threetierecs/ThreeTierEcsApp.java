package io.github.threetierecs;

import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupSelection;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.ec2.FlowLog;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
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
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.CfnRotationSchedule;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.servicediscovery.HttpNamespace;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;
import software.constructs.Node;

/**
 * A three-tier application on Amazon ECS: an internet-facing load balancer in front of the frontend
 * service, an internal one in front of the backend service, both services on EC2 instances, and an
 * RDS for MySQL database that only the backend reaches.
 *
 * <pre>{@code
 * new ThreeTierEcsApp(this, "App", ThreeTierEcsAppProps.of(frontendImage, backendImage));
 * }</pre>
 *
 * <p>Everything that it makes is reachable through a getter, to be changed or added to.
 */
public final class ThreeTierEcsApp extends Construct {
  /**
   * The one feature flag of the CDK that changes our template and has no option of its own. It is
   * set for this construct alone, so that a consumer's {@code cdk.json} does not shape what we
   * make.
   */
  private static final String NO_EMPTY_ALARMS = "@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm";

  private static final String SET_TLS =
      "set frontend.edge.certificate, or frontend.edge.hostedZone and domainName.";

  private static final String SET_WEB_ACL =
      "A web ACL and its log are made only with frontend.edge.webAcl; set"
          + " WebAclProps.builder().build().";

  private final TieredVpc network;
  private final EcsEc2Capacity capacity;
  private final MySqlDataTier data;
  private final BalancerLogs logs;
  private final ServiceConnect connect;
  private final BackendTier backend;
  private final FrontendTier frontend;
  private final @Nullable SecretRotation rotation;
  private final @Nullable Observability observability;
  private final @Nullable Backup backup;

  /**
   * Makes the whole system below {@code scope}, which must be in a stack.
   *
   * @param scope the stack, or a construct in it
   * @param id the name below {@code scope}; changing it later replaces everything
   * @param props the options, checked when they were built
   * @throws IllegalArgumentException if an argument is null, if {@code scope} is in no stack or has
   *     a child of that name already, or if the options cannot work together
   */
  public ThreeTierEcsApp(Construct scope, String id, ThreeTierEcsAppProps props) {
    super(
        Scopes.checked(
            "ThreeTierEcsApp",
            scope,
            id,
            props,
            "ThreeTierEcsAppProps.of(frontendImage, backendImage)"),
        id);
    GivenValues.check(scope, props);
    Stack stack = Scopes.stackOf(scope);
    String region = stack.getRegion();
    Profile profile = props.profile;
    Node node = getNode();
    node.setContext(NO_EMPTY_ALARMS, true);

    Refusals refusals = new Refusals();
    try {
      ConsoleWords words = new ConsoleWords(node.getPath(), scope, id);
      boolean dataStays =
          Defaults.DATABASE_REMOVAL.unless(props.database.removalPolicy, profile)
              != RemovalPolicy.DESTROY;
      Keys keys =
          new Keys(this, Defaults.KEYS.unless(props.keys, profile), profile, words, dataStays);
      refusals.from("network");
      network =
          new TieredVpc(
              this,
              stack,
              region,
              props.networkOptions(),
              profile,
              keys,
              words,
              !props.database.isExisting());
      refusals.from("capacity");
      capacity =
          new EcsEc2Capacity(
              this,
              props.capacityOptions(),
              props.frontend.container.values.in(profile).get(ContainerOptions.EXECUTE_COMMAND)
                  || props
                      .backend
                      .container
                      .values
                      .in(profile)
                      .get(ContainerOptions.EXECUTE_COMMAND),
              Sidecars.gpus(props.frontend) + Sidecars.gpus(props.backend) > 0,
              profile,
              keys,
              words,
              network);
      refusals.from("database");
      data = new MySqlDataTier(this, props.database, profile, keys, words, network);

      logs = new BalancerLogs(this, region, profile, props.frontend, props.backend);
      connect = new ServiceConnect(this, props.backend, profile);
      connect.allow(capacity);
      Platform platform = new Platform(profile, keys, words, network, capacity, logs, connect);
      refusals.from("backend");
      backend = new BackendTier(this, props.backend, platform, data);
      refusals.from("frontend");
      frontend = new FrontendTier(this, props.frontend, platform, backend);
      capacity.acceptLogDrivers(frontend.task.logDrivers, backend.task.logDrivers);

      network.endpoints.admitInstances(capacity.instanceSecurityGroup, capacity.autoScalingGroup);
      network.endpoints.admit(frontend.service, backend.service);
      refusals.from("database.rotation");
      rotation =
          props.database.rotation == null
              ? null
              : new SecretRotation(
                  this,
                  props.database.rotation.values.in(profile),
                  words,
                  network,
                  data,
                  capacity,
                  backend);

      refusals.from("observability");
      observability =
          props.observability == null
              ? null
              : new Observability(
                  this, props.observability, props, platform, data, backend, frontend);

      refusals.from("backup");
      backup =
          props.backup == null
              ? null
              : new Backup(this, props.backup.values.in(profile), keys, words, data);

      name(words);
      words.describeStack(stack);
      checkImages();
      ReplacementGuard.of(this, stack, props);
      props.warnings.forEach(warning -> warning.addTo(this));
      TrafficShift.warnings(props).forEach(warning -> warning.addTo(this));
      RegionalGaps.warnings(region, props).forEach(warning -> warning.addTo(this));
      PlainHttp.mention(this, profile, frontend.edge);
      RuleQuota.watch(this, node, securityGroups(), RuleRemedies.of(props.frontend));

      AcceptedRisks.acknowledge(AcceptedRisks.of(props), node);
      AcceptedRisks.acknowledge(AcceptedRisks.INSTANCE_ROLE, capacity.instanceRole.getNode());
      AcceptedRisks.acknowledge(AcceptedRisks.FRONTEND_LOAD_BALANCER, frontend.balancer.node);

      new ReachabilityCheck(this, capacity, data, backend, frontend, rotation)
          .afterSynthesisOf(node.getRoot());

      Outputs.of(
          this,
          capacity,
          data,
          backend,
          frontend,
          backup,
          Defaults.PORT_FORWARD.unless(props.database.portForward, profile),
          securityGroups());
    } catch (RuntimeException refusal) {
      throw refusals.of(refusal);
    }
  }

  /** All that the application has, by what a reader calls their owner. */
  private Map<String, SecurityGroup> securityGroups() {
    Map<String, SecurityGroup> groups = new LinkedHashMap<>();
    groups.put("the frontend's load balancer", frontend.balancer.securityGroup);
    groups.put("the backend's load balancer", backend.balancer.securityGroup);
    putIfThere(groups, "the frontend's tasks", frontend.securityGroup);
    putIfThere(groups, "the backend's tasks", backend.securityGroup);
    groups.put("the instances", capacity.instanceSecurityGroup);
    putIfThere(groups, "the database", data.securityGroup);
    putIfThere(
        groups, "the database's proxy", data.proxy == null ? null : data.proxy.securityGroup);
    putIfThere(groups, "the interface endpoints", network.endpoints.securityGroup);
    putIfThere(
        groups,
        "the function that changes the password",
        rotation == null ? null : rotation.securityGroup);
    return groups;
  }

  private static void putIfThere(
      Map<String, SecurityGroup> groups, String owner, @Nullable SecurityGroup group) {
    if (group != null) {
      groups.put(owner, group);
    }
  }

  /** Only now does the CDK know the names of all images. */
  private void checkImages() {
    Problems problems = new Problems("");
    Map<String, String> images = new LinkedHashMap<>();
    for (TierTask task : List.of(frontend.task, backend.task)) {
      task.containers.forEach(
          (option, it) -> {
            images.put(option, it.getImageName());
            network.checkPullable(problems, option, it);
          });
    }
    problems.refuse();
    GivenValues.check(this, images);
  }

  private void name(ConsoleWords words) {
    words.name(this, "");
    words.name(network, "/Network");
    words.name(capacity, "/Capacity");
    words.name(data, "/Data");
    words.name(backend, "/Backend");
    words.name(frontend, "/Frontend");
    if (rotation != null) {
      words.name(rotation, "/Rotation");
    }
    if (observability != null) {
      words.name(observability, "/Observability");
    }
    if (backup != null) {
      words.name(backup, "/Backup");
    }
  }

  /**
   * Where the frontend answers: {@code https://} with TLS, and {@code frontend.edge.domainName} or
   * else the load balancer's name.
   *
   * @return the URL
   */
  public String getUrl() {
    return frontend.url;
  }

  /** {@return the VPC} */
  public IVpc getVpc() {
    return network.vpc;
  }

  /**
   * The gateway endpoint by which the private subnets reach Amazon S3.
   *
   * <p>Without NAT its policy admits this account's principals to this account's buckets, lets them
   * read others, and lets anybody read the buckets of AWS that images and updates come from. A
   * statement that is added with {@code addToPolicy} widens it. With NAT its policy is AWS's
   * default, which only a statement that denies makes narrower.
   *
   * @return the endpoint
   * @throws IllegalStateException if the VPC is one that was there already
   */
  public GatewayVpcEndpoint getS3Endpoint() {
    // One that was given may be of this class too.
    if (!(network.vpc instanceof Vpc made) || made.getNode().getScope() != network) {
      throw new IllegalStateException(
          "The endpoint of Amazon S3 is made with the VPC only; leave network.vpc out");
    }
    return (GatewayVpcEndpoint) made.getNode().findChild("S3");
  }

  /**
   * The record of who connected to whom.
   *
   * @return the flow log
   * @throws IllegalStateException without flow logs
   */
  public FlowLog getFlowLog() {
    return flows().log();
  }

  /**
   * Where the flow log is written to.
   *
   * @return the log group
   * @throws IllegalStateException without flow logs
   */
  public LogGroup getFlowLogGroup() {
    return flows().group();
  }

  private TieredVpc.Flows flows() {
    if (network.flows == null) {
      throw new IllegalStateException(
          "There is a flow log only of a VPC that is made here, with network.flowLogs; leave"
              + " network.vpc out, and set network.flowLogs to true");
    }
    return network.flows;
  }

  /**
   * The interface endpoints. Their policies admit this account's principals alone; a statement that
   * is added with {@code addToPolicy} widens one, or narrows it if it denies. Those of {@code
   * ecs-agent} and {@code ecs-telemetry} take no policy.
   *
   * @return the endpoints by the short name of their service, such as {@code ecr.api}; none unless
   *     {@code network.interfaceEndpoints} is true or {@code network.nat} is {@code NONE}
   */
  public Map<String, InterfaceVpcEndpoint> getInterfaceEndpoints() {
    return network.endpoints.byService();
  }

  /**
   * The security group of the interface endpoints, to let others use them.
   *
   * @return the security group, which lets in port 443 from the instances and the tasks
   * @throws IllegalStateException if there are no interface endpoints
   */
  public SecurityGroup getEndpointSecurityGroup() {
    SecurityGroup securityGroup = network.endpoints.securityGroup;
    if (securityGroup == null) {
      throw new IllegalStateException(
          "There are interface endpoints only with network.interfaceEndpoints, or without NAT; set"
              + " network.interfaceEndpoints to true");
    }
    return securityGroup;
  }

  /**
   * The cluster that both services run on. Further services join it with the {@link
   * #getCapacityProvider() capacity provider}, and wait for it: {@code
   * service.getNode().addDependency(app.getCluster())}.
   *
   * @return the cluster
   */
  public Cluster getCluster() {
    return capacity.cluster;
  }

  /**
   * The group of EC2 instances. Permissions are added to {@link #getInstanceRole()}: the group
   * itself ignores them, so that the CDK does not widen the role unasked.
   *
   * @return the Auto Scaling group
   */
  public AutoScalingGroup getAutoScalingGroup() {
    return capacity.autoScalingGroup;
  }

  /** {@return the role of the EC2 instances} */
  public Role getInstanceRole() {
    return capacity.instanceRole;
  }

  /** {@return what the instances are started from} */
  public LaunchTemplate getLaunchTemplate() {
    return capacity.launchTemplate;
  }

  /** {@return the security group of the instances, which lets nobody in unless tasks share it} */
  public SecurityGroup getInstanceSecurityGroup() {
    return capacity.instanceSecurityGroup;
  }

  /** {@return the capacity provider that both services use} */
  public AsgCapacityProvider getCapacityProvider() {
    return capacity.capacityProvider;
  }

  /**
   * Where what is typed and shown in containers is written down.
   *
   * @return the log group
   * @throws IllegalStateException if neither service has {@code container.executeCommand}
   */
  public LogGroup getExecuteCommandLogGroup() {
    if (capacity.exec == null) {
      throw new IllegalStateException(
          "There is a log group of sessions only with container.executeCommand; set"
              + " frontend.container or backend.container to"
              + " ContainerProps.builder().executeCommand(true).build()");
    }
    return capacity.exec.logGroup;
  }

  /** {@return the internet-facing load balancer} */
  public ApplicationLoadBalancer getFrontendLoadBalancer() {
    return frontend.balancer.loadBalancer;
  }

  /** {@return the listener that routes to the frontend, to which rules can be added} */
  public ApplicationListener getFrontendListener() {
    return frontend.balancer.listener;
  }

  /**
   * The listener that sends those who come by HTTP to HTTPS.
   *
   * @return the listener
   * @throws IllegalStateException without TLS, or if {@code frontend.edge.redirectHttp} is false
   */
  public ApplicationListener getFrontendRedirectListener() {
    if (frontend.balancer.redirect == null) {
      throw new IllegalStateException(
          frontend.edge.certificate == null
              ? "There is a redirect only with TLS; " + SET_TLS
              : "There is no redirect with frontend.edge.redirectHttp false; leave it out");
    }
    return frontend.balancer.redirect;
  }

  /**
   * The certificate of the frontend: the one that was given, or the one that was made.
   *
   * @return the certificate
   * @throws IllegalStateException without TLS
   */
  public ICertificate getCertificate() {
    if (frontend.edge.certificate == null) {
      throw new IllegalStateException("There is a certificate only with TLS; " + SET_TLS);
    }
    return frontend.edge.certificate;
  }

  /**
   * The web ACL in front of the frontend, to which further rules can be added.
   *
   * @return the web ACL
   * @throws IllegalStateException without {@code frontend.edge.webAcl}
   */
  public CfnWebACL getWebAcl() {
    if (frontend.webAcl.acl == null) {
      throw new IllegalStateException(SET_WEB_ACL);
    }
    return frontend.webAcl.acl;
  }

  /**
   * Where the web ACL writes what it keeps out.
   *
   * @return the log group
   * @throws IllegalStateException without {@code frontend.edge.webAcl}
   */
  public LogGroup getWebAclLogGroup() {
    if (frontend.webAcl.logGroup == null) {
      throw new IllegalStateException(SET_WEB_ACL);
    }
    return frontend.webAcl.logGroup;
  }

  /**
   * Where the frontend's tasks register, for listeners of the frontend's load balancer; with {@code
   * deployment.strategy} ECS moves them to another one and back, and only its own rules follow: no
   * further rule should forward to this one then. Its health check is set by {@code
   * frontend.healthCheckPath} and {@code healthyHttpCodes}: {@code configureHealthCheck} replaces
   * all settings at once.
   *
   * @return the target group
   */
  public ApplicationTargetGroup getFrontendTargetGroup() {
    return frontend.balancer.targetGroup;
  }

  /**
   * Where the frontend's tasks register in every other deployment.
   *
   * @return the target group
   * @throws IllegalStateException unless {@code frontend.deployment.strategy} shifts traffic
   */
  public ApplicationTargetGroup getFrontendAlternateTargetGroup() {
    return frontend.balancer.shiftOrThrow().alternate;
  }

  /**
   * The rule that sends requests to the frontend, with weights that ECS changes.
   *
   * @return the rule
   * @throws IllegalStateException unless {@code frontend.deployment.strategy} shifts traffic
   */
  public ApplicationListenerRule getFrontendProductionRule() {
    return frontend.balancer.shiftOrThrow().rule;
  }

  /**
   * The role in which ECS changes these weights.
   *
   * @return the role
   * @throws IllegalStateException unless {@code frontend.deployment.strategy} shifts traffic
   */
  public Role getFrontendShiftRole() {
    return frontend.balancer.shiftOrThrow().role;
  }

  /**
   * Where the frontend's new tasks can be called before the rest of the traffic goes to them.
   *
   * @return the listener for tests
   * @throws IllegalStateException unless {@code frontend.deployment.testPort} is set
   */
  public ApplicationListener getFrontendTestListener() {
    return frontend.balancer.testOrThrow().listener();
  }

  /**
   * The rule that sends requests of tests to the frontend, with weights that ECS changes.
   *
   * <p>A condition narrows who sees the new tasks, by address or by header; all others get status
   * 404: {@code addCondition(ListenerCondition.sourceIps(List.of("203.0.113.0/24")))}.
   *
   * @return the rule
   * @throws IllegalStateException unless {@code frontend.deployment.testPort} is set
   */
  public ApplicationListenerRule getFrontendTestRule() {
    return frontend.balancer.testOrThrow().rule();
  }

  /** {@return where the frontend's containers write to, to be given metric filters} */
  public LogGroup getFrontendLogGroup() {
    return frontend.task.logGroup;
  }

  /** {@return the frontend's service} */
  public Ec2Service getFrontendService() {
    return frontend.service;
  }

  /**
   * What the number of the frontend's tasks follows, to add further metrics to.
   *
   * @return the scaling of the frontend's service
   * @throws IllegalStateException unless {@code frontend.autoScaling} is set
   */
  public ScalableTaskCount getFrontendScaling() {
    return frontend.scaling.orThrow();
  }

  /** {@return the internal load balancer} */
  public ApplicationLoadBalancer getBackendLoadBalancer() {
    return backend.balancer.loadBalancer;
  }

  /** {@return the listener that routes to the backend, to which rules can be added} */
  public ApplicationListener getBackendListener() {
    return backend.balancer.listener;
  }

  /**
   * Where the backend's tasks register, for listeners of the backend's load balancer; with {@code
   * deployment.strategy} ECS moves them to another one and back, and only its own rules follow: no
   * further rule should forward to this one then. Its health check is set by {@code
   * backend.healthCheckPath} and {@code healthyHttpCodes}: {@code configureHealthCheck} replaces
   * all settings at once.
   *
   * @return the target group
   */
  public ApplicationTargetGroup getBackendTargetGroup() {
    return backend.balancer.targetGroup;
  }

  /**
   * Where the backend's tasks register in every other deployment.
   *
   * @return the target group
   * @throws IllegalStateException unless {@code backend.deployment.strategy} shifts traffic
   */
  public ApplicationTargetGroup getBackendAlternateTargetGroup() {
    return backend.balancer.shiftOrThrow().alternate;
  }

  /**
   * The rule that sends requests to the backend, with weights that ECS changes.
   *
   * @return the rule
   * @throws IllegalStateException unless {@code backend.deployment.strategy} shifts traffic
   */
  public ApplicationListenerRule getBackendProductionRule() {
    return backend.balancer.shiftOrThrow().rule;
  }

  /**
   * The role in which ECS changes these weights.
   *
   * @return the role
   * @throws IllegalStateException unless {@code backend.deployment.strategy} shifts traffic
   */
  public Role getBackendShiftRole() {
    return backend.balancer.shiftOrThrow().role;
  }

  /**
   * Where the backend's new tasks can be called before the rest of the traffic goes to them.
   *
   * @return the listener for tests
   * @throws IllegalStateException unless {@code backend.deployment.testPort} is set
   */
  public ApplicationListener getBackendTestListener() {
    return backend.balancer.testOrThrow().listener();
  }

  /**
   * The rule that sends requests of tests to the backend, with weights that ECS changes.
   *
   * <p>A condition narrows who sees the new tasks; all others get status 404.
   *
   * @return the rule
   * @throws IllegalStateException unless {@code backend.deployment.testPort} is set
   */
  public ApplicationListenerRule getBackendTestRule() {
    return backend.balancer.testOrThrow().rule();
  }

  /** {@return where the backend's containers write to, to be given metric filters} */
  public LogGroup getBackendLogGroup() {
    return backend.task.logGroup;
  }

  /** {@return the backend's service} */
  public Ec2Service getBackendService() {
    return backend.service;
  }

  /**
   * What the number of the backend's tasks follows, to add further metrics to.
   *
   * @return the scaling of the backend's service
   * @throws IllegalStateException unless {@code backend.autoScaling} is set
   */
  public ScalableTaskCount getBackendScaling() {
    return backend.scaling.orThrow();
  }

  /**
   * Where the frontend finds the backend's tasks, and further services could.
   *
   * @return the namespace of Service Connect
   * @throws IllegalStateException unless {@code backend.serviceConnect} is true
   */
  public HttpNamespace getServiceConnectNamespace() {
    if (connect.namespace == null) {
      throw new IllegalStateException(
          "There is a namespace only with backend.serviceConnect; set it to true");
    }
    return connect.namespace;
  }

  /**
   * The bucket that the load balancers write their logs to.
   *
   * @return the bucket
   * @throws IllegalStateException if neither load balancer writes logs
   */
  public Bucket getLoadBalancerLogBucket() {
    if (logs.bucket == null) {
      throw new IllegalStateException(
          "There is a bucket for logs only with frontend.loadBalancer.accessLogs, connectionLogs,"
              + " or those of the backend; set one of them to true.");
    }
    return logs.bucket;
  }

  /**
   * The database: the one that was given, or the one that was created. To let in something of
   * another stack, begin there: {@code function.getConnections().allowToDefaultPort(app.getDatabase
   * ())}. The other way round, the two stacks would have to wait for each other.
   *
   * @return the database
   */
  public IDatabaseInstance getDatabase() {
    if (data.database.isCluster()) {
      throw new IllegalStateException(
          "The database is the Aurora cluster of database.existingCluster; call"
              + " getDatabaseCluster()");
    }
    return data.database.instance();
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
  public CfnDBProxy getDatabaseProxy() {
    return proxy().proxy;
  }

  /**
   * The security group of the proxy, which the database admits, and which admits the backend.
   *
   * @return the security group
   * @throws IllegalStateException unless {@code database.proxy} is true
   */
  public SecurityGroup getDatabaseProxySecurityGroup() {
    return proxy().securityGroup;
  }

  /**
   * The role in which the proxy reads the secret, to let it read those of further users.
   *
   * @return the role
   * @throws IllegalStateException unless {@code database.proxy} is true
   */
  public Role getDatabaseProxyRole() {
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
   * The secret with the database's user and password: the one that was given, or the one that was
   * made of the master user, which has the database's host, port and name too.
   *
   * @return the secret
   */
  public ISecret getDatabaseSecret() {
    return data.secret;
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
          "There is a user of the application's own only with database.applicationUser; set it to"
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
  public ParameterGroup getDatabaseParameterGroup() {
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
  public Role getDatabaseMonitoringRole() {
    if (data.monitoringRole == null) {
      throw new IllegalStateException(
          "There is a monitoring role only with Enhanced Monitoring, and not of an existing"
              + " database; set"
              + " database.monitoring.enhancedMonitoring to Duration.seconds(60)");
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
          "There is a rotation only with database.rotation; set it to"
              + " RotationProps.builder().build()");
    }
    return rotation;
  }

  private RedeployOnRotation redeployment() {
    RedeployOnRotation redeployment = rotation().redeployment;
    if (redeployment == null) {
      throw new IllegalStateException(
          "The backend is redeployed after a rotation only without rotation.redeploy(false); leave"
              + " it out");
    }
    return redeployment;
  }

  /**
   * The topic that alarms and events go to, which more can be subscribed to.
   *
   * @return the topic
   * @throws IllegalStateException if {@code observability} is not set
   */
  public ITopic getAlarmTopic() {
    return observed().topic;
  }

  /**
   * The alarms by their names, such as {@code FrontendErrors}, to add actions to or to watch
   * deployments with.
   *
   * @return the alarms, not to be changed
   * @throws IllegalStateException if {@code observability} is not set
   */
  public Map<String, Alarm> getAlarms() {
    return Collections.unmodifiableMap(observed().alarms);
  }

  /**
   * The dashboard, which more widgets can be added to.
   *
   * @return the dashboard
   * @throws IllegalStateException if {@code observability} is not set
   */
  public Dashboard getDashboard() {
    return observed().dashboard;
  }

  /**
   * The rule that sends failed deployments, and tasks that do not start, to the topic.
   *
   * @return the rule
   * @throws IllegalStateException if {@code observability} is not set
   */
  public CfnRule getServiceEvents() {
    return observed().serviceEvents;
  }

  /**
   * The subscription that sends what RDS reports of the database to the topic.
   *
   * @return the subscription
   * @throws IllegalStateException if {@code observability} is not set
   */
  public CfnEventSubscription getDatabaseEvents() {
    return observed().databaseEvents;
  }

  private Observability observed() {
    if (observability == null) {
      throw new IllegalStateException(
          "Alarms, their topic and a dashboard are made only with observability; set"
              + " ThreeTierEcsAppProps.observability(ObservabilityProps.builder().build())");
    }
    return observability;
  }

  /**
   * The plan by which AWS Backup makes snapshots of the database, which rules can be added to.
   *
   * @return the plan
   * @throws IllegalStateException if {@code backup} is not set
   */
  public BackupPlan getBackupPlan() {
    return backup().plan;
  }

  /**
   * The vault that the snapshots are in.
   *
   * @return the vault
   * @throws IllegalStateException if {@code backup} is not set
   */
  public BackupVault getBackupVault() {
    return backup().vault;
  }

  /**
   * What the plan is for: the database alone. Permissions can be granted to its role.
   *
   * @return the selection
   * @throws IllegalStateException if {@code backup} is not set
   */
  public BackupSelection getBackupSelection() {
    return backup().selection;
  }

  private Backup backup() {
    if (backup == null) {
      throw new IllegalStateException(
          "A backup plan and its vault are made only with backup; set"
              + " ThreeTierEcsAppProps.backup(BackupProps.builder().build())");
    }
    return backup;
  }
}
