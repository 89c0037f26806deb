package io.github.threetierecs;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.connections.Connections;
import io.github.threetierecs.internal.database.Backup;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.database.RedeployOnRotation;
import io.github.threetierecs.internal.database.SecretRotation;
import io.github.threetierecs.internal.edge.BalancerLogs;
import io.github.threetierecs.internal.guard.PlainHttp;
import io.github.threetierecs.internal.guard.ReachabilityCheck;
import io.github.threetierecs.internal.guard.RegionalGaps;
import io.github.threetierecs.internal.guard.ReplacementGuard;
import io.github.threetierecs.internal.guard.RisksByOption;
import io.github.threetierecs.internal.guard.RuleQuota;
import io.github.threetierecs.internal.guard.RuleRemedies;
import io.github.threetierecs.internal.guard.SecurityGroups;
import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.observability.Observability;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.FrontendTier;
import io.github.threetierecs.internal.service.Platform;
import io.github.threetierecs.internal.service.ServiceConnect;
import io.github.threetierecs.internal.service.Sidecars;
import io.github.threetierecs.internal.service.TaskImages;
import io.github.threetierecs.internal.service.TrafficShift;
import io.github.threetierecs.internal.shared.AcceptedRisk;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.ConstructScope;
import io.github.threetierecs.internal.shared.GivenValues;
import io.github.threetierecs.internal.shared.Keys;
import io.github.threetierecs.internal.shared.LogGroups;
import io.github.threetierecs.internal.shared.Refusals;
import io.github.threetierecs.internal.shared.Stacks;
import io.github.threetierecs.internal.synthesis.BlueprintAtSynthesis;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;
import software.constructs.IConstruct;
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
 * <p>Everything that it creates is reachable through a getter, to be changed or added to.
 */
public final class ThreeTierEcsApp extends Construct {
  /**
   * The only feature flag of the CDK that changes our template and has no equivalent option. It is
   * set for this construct only, so that a user's {@code cdk.json} does not change what we create.
   */
  private static final String NO_EMPTY_ALARMS = "@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm";

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
  private final Workers workers;
  private final AddedBackends backends;
  private final ScheduledTasks scheduledTasks;

  /**
   * Makes the whole system below {@code scope}, which must be in a stack.
   *
   * @param scope the stack, or a construct in it
   * @param id the name below {@code scope}; changing it later replaces everything
   * @param props the options, checked when they were built
   * @throws IllegalArgumentException if an argument is null, if {@code scope} is not in a stack or
   *     has a child of that name already, or if the options cannot work together
   */
  public ThreeTierEcsApp(Construct scope, String id, ThreeTierEcsAppProps props) {
    super(
        ConstructScope.checked(
            "ThreeTierEcsApp",
            scope,
            id,
            props,
            "ThreeTierEcsAppProps.of(frontendImage, backendImage)"),
        id);
    Values options = props.values;
    GivenValues.check(scope, options);
    Stack stack = Stacks.of(scope);
    String region = stack.getRegion();
    Node node = getNode();
    node.setContext(NO_EMPTY_ALARMS, true);

    Refusals refusals = new Refusals();
    try {
      ConsoleWords words = new ConsoleWords(node.getPath(), scope, id);
      Values database = options.get(AppOptions.DATABASE);
      boolean dataStays = database.get(DatabaseOptions.REMOVAL_POLICY) != RemovalPolicy.DESTROY;
      Keys keys =
          new Keys(
              this,
              options.get(AppOptions.KEYS),
              options.get(AppOptions.KEY_REMOVAL),
              words,
              dataStays);
      LogGroups logGroups = new LogGroups(options, keys);
      Values frontendOptions = options.get(AppOptions.FRONTEND);
      boolean isInternal = frontendOptions.get(FrontendOptions.EDGE).get(EdgeOptions.INTERNAL);
      refusals.from("network");
      network =
          new TieredVpc(
              this,
              stack,
              region,
              options.get(AppOptions.NETWORK),
              logGroups,
              words,
              !isInternal,
              !DatabaseOptions.isExisting(database));
      Values backendOptions = options.get(AppOptions.BACKEND);
      refusals.from("capacity");
      capacity =
          new EcsEc2Capacity(
              this,
              options.get(AppOptions.CAPACITY),
              ServiceOptions.executesCommands(frontendOptions)
                  || ServiceOptions.executesCommands(backendOptions),
              Sidecars.gpus(frontendOptions) + Sidecars.gpus(backendOptions) > 0,
              keys,
              logGroups,
              words,
              network);
      refusals.from("database");
      data = new MySqlDataTier(this, database, keys, words, network);

      logs =
          new BalancerLogs(
              this,
              region,
              Ordered.map(
                  frontendOptions.path(),
                  frontendOptions.get(ServiceOptions.LOAD_BALANCER),
                  backendOptions.path(),
                  backendOptions.get(ServiceOptions.LOAD_BALANCER)));
      connect = new ServiceConnect(this, backendOptions);
      connect.allow(capacity);
      Platform platform = new Platform(keys, logGroups, words, network, capacity, logs, connect);
      refusals.from("backend");
      backend = new BackendTier(this, backendOptions, platform, data);
      refusals.from("frontend");
      frontend = new FrontendTier(this, frontendOptions, platform, backend);
      capacity.software.accept(frontend.task.logDrivers, backend.task.logDrivers);
      refusals.from("database.rotation");
      rotation =
          database.ifChosen(
              DatabaseOptions.ROTATION,
              it ->
                  new SecretRotation(
                      this,
                      it,
                      words,
                      network,
                      data,
                      new RedeployOnRotation.Tasks(
                          "the backend", backend, backend.service, capacity.cluster)));

      Connections connections =
          new Connections(network.endpoints, capacity, data, backend, frontend, rotation);
      connections.open();

      refusals.from("observability");
      observability =
          options.ifChosen(
              AppOptions.OBSERVABILITY,
              any -> new Observability(this, options, platform, data, backend, frontend));

      refusals.from("backup");
      backup = options.ifChosen(AppOptions.BACKUP, it -> new Backup(this, it, keys, words, data));

      name(words);
      words.describeStack(stack);
      TaskImages.check(this, network, List.of(frontend.task, backend.task));
      ReplacementGuard.of(this, stack, options);
      props.warnings.forEach(warning -> warning.addTo(this));
      TrafficShift.warnings(options).forEach(warning -> warning.addTo(this));
      RegionalGaps.warnings(region, options).forEach(warning -> warning.addTo(this));
      PlainHttp.mention(this, options, frontend.edge);
      Map<String, SecurityGroup> groups =
          SecurityGroups.byOwner(network, capacity, data, backend, frontend, rotation);
      RuleQuota.watch(
          this, node, groups, RuleRemedies.of(frontendOptions.get(FrontendOptions.EDGE)));

      AcceptedRisks.acknowledge(RisksByOption.of(options), node);
      AcceptedRisks.acknowledge(AcceptedRisks.INSTANCE_ROLE, capacity.instanceRole.getNode());
      List<AcceptedRisk> ofBalancer = RisksByOption.ofFrontendLoadBalancer(options);
      if (!ofBalancer.isEmpty()) {
        AcceptedRisks.acknowledge(ofBalancer, frontend.balancer.node);
      }

      IConstruct root = node.getRoot();
      new ReachabilityCheck(this, stack, capacity, data, backend, frontend, rotation, connections)
          .afterSynthesisOf(root);
      if (options.get(AppOptions.BLUEPRINT)) {
        BlueprintAtSynthesis.of(this, root);
      }

      Outputs.of(
          this,
          capacity,
          data,
          backend,
          frontend,
          backup,
          database.get(DatabaseOptions.PORT_FORWARD),
          groups);
      Additions additions =
          new Additions(
              this, options, platform, data, backend, connections, groups, rotation, observability);
      workers = new Workers(additions);
      backends = new AddedBackends(additions);
      scheduledTasks = new ScheduledTasks(additions);
    } catch (RuntimeException refusal) {
      throw refusals.of(refusal);
    }
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
   * Adds a service without a load balancer, on the same instances: it takes messages from a queue,
   * or finds its work itself. It waits for the capacity provider, its tasks are counted in what has
   * to find room, and it may connect to the database or the backend exactly if its options say so.
   *
   * @param id its name, which tells it from other workers; changing it later replaces the service
   * @param props its options, checked when they were built
   * @return what was created for it
   * @throws IllegalArgumentException if an argument is null, if the id is not up to 64 letters,
   *     digits, - and _, is {@code Default} or {@code Resource} or that of another worker, or if
   *     the options cannot work together with those of the application
   */
  public WorkerResources addWorker(String id, WorkerProps props) {
    return workers.add(id, props);
  }

  /**
   * Adds a service behind the internal load balancer, on the same instances: a rule of its listener
   * sends the requests for some paths or hosts there, and the frontend calls it below {@code
   * BACKEND_URL}. It waits for the capacity provider, its tasks are counted in what has to find
   * room, and it may connect to the database or the backend exactly if its options say so.
   *
   * <p>While it is created, its rule is there before its tasks: requests that the backend has
   * answered until then get errors 503 for some minutes. Add it with a host that nobody calls in
   * {@link AddedBackendProps.Builder#hostHeaders hostHeaders}, and take that away once its tasks
   * run. Before it is removed, have the rule lead away from it in the same way.
   *
   * @param id its name, which tells it from others; changing it later replaces the service
   * @param props its options, checked when they were built
   * @return what was created for it
   * @throws IllegalArgumentException if an argument is null, if the id is not up to 64 letters,
   *     digits, - and _, is {@code Default} or {@code Resource} or that of another one, if it takes
   *     requests that another one takes too, or if the options cannot work together with those of
   *     the application
   */
  public AddedBackendResources addBackend(String id, AddedBackendProps props) {
    return backends.add(id, props);
  }

  /**
   * Adds a task that EventBridge Scheduler starts on the same instances, through the capacity
   * provider, by default with the backend's image, variables, secrets and access to the database,
   * and another command. One run at a time is counted in what has to find room.
   *
   * @param id its name, which tells it from other scheduled tasks; changing it later replaces the
   *     schedule
   * @param props its options, checked when they were built
   * @return what was created for it
   * @throws IllegalArgumentException if an argument is null, if the id is not up to 64 letters,
   *     digits, - and _, is {@code Default} or {@code Resource} or that of another scheduled task,
   *     or if the options cannot work together with those of the application
   */
  public ScheduledTaskResources addScheduledTask(String id, ScheduledTaskProps props) {
    return scheduledTasks.add(id, props);
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
   * The group of EC2 instances. Permissions are added to {@link
   * CapacityResources#getInstanceRole()}: the group itself ignores them, so that the CDK does not
   * widen the role implicitly.
   *
   * @return the Auto Scaling group
   */
  public AutoScalingGroup getAutoScalingGroup() {
    return capacity.autoScalingGroup;
  }

  /** {@return the capacity provider that both services use} */
  public AsgCapacityProvider getCapacityProvider() {
    return capacity.capacityProvider;
  }

  /**
   * {@return the load balancer that clients reach, internet-facing unless {@code
   * frontend.edge.internal} is set}
   */
  public ApplicationLoadBalancer getFrontendLoadBalancer() {
    return frontend.balancer.loadBalancer;
  }

  /** {@return the frontend's service} */
  public Ec2Service getFrontendService() {
    return frontend.service;
  }

  /** {@return the internal load balancer} */
  public ApplicationLoadBalancer getBackendLoadBalancer() {
    return backend.balancer.loadBalancer;
  }

  /** {@return the backend's service} */
  public Ec2Service getBackendService() {
    return backend.service;
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
              + " getData().getDatabaseCluster()");
    }
    return data.database.instance();
  }

  /**
   * The secret with the database's user and password: the one that was given, or the one that was
   * created for the master user, which has the database's host, port and name too.
   *
   * @return the secret
   */
  public ISecret getDatabaseSecret() {
    return data.secret;
  }

  /** {@return what else was created of the network} */
  public NetworkResources getNetwork() {
    return new NetworkResources(network);
  }

  /** {@return what else was created for the EC2 instances} */
  public CapacityResources getCapacity() {
    return new CapacityResources(capacity);
  }

  /** {@return what else was created for the frontend} */
  public FrontendResources getFrontend() {
    return new FrontendResources(frontend);
  }

  /** {@return what else was created for the backend} */
  public BackendResources getBackend() {
    return new BackendResources(backend, connect);
  }

  /** {@return what else was created for the database} */
  public DataResources getData() {
    return new DataResources(data, rotation);
  }

  /** {@return what was created for those who run the application} */
  public OperationsResources getOperations() {
    return new OperationsResources(logs, observability, backup);
  }
}
