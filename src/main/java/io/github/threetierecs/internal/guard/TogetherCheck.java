package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.database.ApplicationUser;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.ApplicationUserOptions;
import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.BackendTlsOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.DatabaseChecks;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.InitContainer;
import io.github.threetierecs.internal.options.InstanceTypes;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.ObservabilityOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.Migration;
import io.github.threetierecs.internal.service.ServiceConnectChecks;
import io.github.threetierecs.internal.service.TaskDefinitionSize;
import io.github.threetierecs.internal.shared.Warning;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;

/**
 * Whether options of different groups fit together, with the defaults of the profile for what was
 * left out.
 */
public final class TogetherCheck {
  private final Problems problems;
  private final Values network;
  private final Values capacity;
  private final Values database;
  private final @Nullable Values frontend;
  private final @Nullable Values backend;
  private final @Nullable Values observability;
  private List<Warning> warnings = List.of();

  public TogetherCheck(Problems problems, Values app) {
    this.problems = problems;
    network = app.get(AppOptions.NETWORK);
    capacity = app.get(AppOptions.CAPACITY);
    database = app.get(AppOptions.DATABASE);
    frontend = app.find(AppOptions.FRONTEND);
    backend = app.find(AppOptions.BACKEND);
    observability = app.find(AppOptions.OBSERVABILITY);
    check();
  }

  /** {@return what is legal, but risky} */
  public List<Warning> warnings() {
    return warnings;
  }

  private void check() {
    problems.missing(
        "frontend", frontend, "set one such as FrontendProps.builder().image(…).build()");
    problems.missing("backend", backend, "set one such as BackendProps.builder().image(…).build()");
    checkInstances();
    checkDatabase();
    checkApplicationUser();
    checkInitContainers();
    checkPlacement();
    List<Values> services = Stream.of(frontend, backend).filter(Objects::nonNull).toList();
    ServiceChecks checks = new ServiceChecks(problems, capacity, observability);
    services.forEach(checks::tasks);
    services.forEach(checks::roomToDeploy);
    if (frontend != null) {
      checks.ports(frontend, frontend.get(FrontendOptions.CONTAINER_PORT));
    }
    if (backend != null) {
      checks.ports(backend, backend.get(BackendOptions.CONTAINER_PORT));
    }
    services.forEach(checks::cpuAlarm);
    checkPortForward();
    checkServiceConnect();
    checkPublicSubnets();
    checkBackendPaths();
    checkNames();
  }

  /** In the VPC the name of both would lead past the frontend; in one zone it is refused. */
  private void checkNames() {
    Values tls = backend == null ? null : backend.find(BackendOptions.TLS);
    String name =
        frontend == null ? null : EdgeOptions.domainName(frontend.get(FrontendOptions.EDGE));
    if (tls != null && BackendTlsOptions.domainName(tls).equals(name)) {
      problems.add(
          tls.path(BackendTlsOptions.DOMAIN_NAME),
          name,
          "is frontend.edge.domainName too, and a name leads to one load balancer",
          "set another, such as \"backend." + name + "\"");
    }
  }

  /** The backend's tasks are then in a target group of each load balancer. */
  private void checkBackendPaths() {
    if (frontend == null
        || backend == null
        || !frontend.get(FrontendOptions.EDGE).has(EdgeOptions.BACKEND_PATHS)) {
      return;
    }
    Values edge = frontend.get(FrontendOptions.EDGE);
    Values deployment = backend.get(ServiceOptions.DEPLOYMENT);
    if (DeploymentOptions.shiftsTraffic(deployment)) {
      problems.add(
          deployment.path(DeploymentOptions.STRATEGY),
          deployment.get(DeploymentOptions.STRATEGY),
          "shifts the traffic of one load balancer, and with frontend.edge.backendPaths the backend"
              + " has two",
          "leave one of the two out");
    }
    Values scaling = backend.find(ServiceOptions.AUTO_SCALING);
    Number requests = scaling == null ? null : scaling.find(AutoScalingOptions.REQUESTS_PER_TARGET);
    if (scaling != null && requests != null) {
      problems.add(
          scaling.path(AutoScalingOptions.REQUESTS_PER_TARGET),
          requests,
          "is counted at the backend's load balancer, and with frontend.edge.backendPaths requests"
              + " come by the frontend's too",
          "scale on CPU or memory, or leave one of the two out");
    }
    ApplicationProtocolVersion version = BackendOptions.versionOf(backend);
    if (version != ApplicationProtocolVersion.HTTP1 && !EdgeOptions.hasTls(edge)) {
      problems.add(
          edge.path(EdgeOptions.BACKEND_PATHS),
          edge.get(EdgeOptions.BACKEND_PATHS),
          "lead to tasks with backend.protocolVersion "
              + version
              + ", which needs an HTTPS listener, and the frontend's load balancer has none",
          "set frontend.edge.certificate, or frontend.edge.hostedZone and domainName");
    }
  }

  private void checkPublicSubnets() {
    if (frontend != null
        && frontend.get(FrontendOptions.EDGE).get(EdgeOptions.INTERNAL)
        && network.has(NetworkOptions.PUBLIC_SUBNETS)) {
      problems.add(
          network.path() + "." + NetworkOptions.PUBLIC_SUBNETS.name(),
          new Problems.Words(NetworkOptions.describe(network.get(NetworkOptions.PUBLIC_SUBNETS))),
          "are used by nothing, since frontend.edge.internal is true",
          "leave it out");
    }
  }

  private void checkInstances() {
    Setting most = capacity.setting(CapacityOptions.MAX_INSTANCES);
    problems.ascending(capacity.setting(CapacityOptions.MIN_INSTANCES), most);
    if (CapacityOptions.usesSpot(capacity)) {
      checkSpotRoom(capacity.setting(CapacityOptions.ON_DEMAND_BASE), most);
    }
    if (capacity.get(CapacityOptions.ENI_TRUNKING)
        && !capacity.has(CapacityOptions.INSTANCE_TYPE)) {
      InstanceTypes.checkTrunking(
          problems,
          CapacityOptions.ENI_TRUNKING.path(),
          CapacityOptions.instanceType(capacity),
          CapacityOptions.INSTANCE_TYPE.path(),
          capacity.origin(CapacityOptions.INSTANCE_TYPE));
    }
  }

  private void checkPlacement() {
    if (frontend != null && backend != null) {
      warnings =
          List.copyOf(
              new PlacementCheck(
                      problems,
                      network,
                      capacity,
                      PlacementCheck.ofTiers(capacity, frontend, wholeBackend(database, backend)))
                  .warnings()
                  .values());
    }
  }

  private void checkSpotRoom(Setting base, Setting most) {
    if (base.isKnown() && most.isKnown() && base.number() >= most.number()) {
      problems.add(
          base.option(),
          base,
          "leaves no room for a Spot instance below " + most.option() + " " + most,
          "lower it, or raise " + most.option());
    }
  }

  private void checkDatabase() {
    SubnetSelection subnets = network.find(NetworkOptions.DATABASE_SUBNETS);
    if (DatabaseOptions.isExisting(database) && subnets != null) {
      problems.add(
          NetworkOptions.DATABASE_SUBNETS.path(),
          new Problems.Words(NetworkOptions.describe(subnets)),
          "are for a database that the construct creates, but "
              + DatabaseOptions.existing(database).path()
              + " is set",
          "leave out one of the two");
    }
    if (database.has(DatabaseOptions.EXISTING_CLUSTER)
        && observability != null
        && observability.has(ObservabilityOptions.FREE_STORAGE_GIB)) {
      problems.add(
          ObservabilityOptions.FREE_STORAGE_GIB.path(),
          observability.find(ObservabilityOptions.FREE_STORAGE_GIB),
          "is for a volume with a fixed size, but the volume of database.existingCluster grows by"
              + " itself",
          "leave it out");
    }
    DatabaseChecks.checkWithDefaults(problems, database);
  }

  /** Adds the containers of the construct that run before the backend's own. */
  static Values wholeBackend(Values database, Values options) {
    Values user = database.find(DatabaseOptions.APPLICATION_USER);
    return Migration.sizedIn(
        user == null ? options : ServiceOptions.beginningWith(options, ApplicationUser.size(user)));
  }

  private void checkApplicationUser() {
    Values user = database.find(DatabaseOptions.APPLICATION_USER);
    if (backend != null && user != null) {
      ApplicationUser.checkName(
          problems, user.get(ApplicationUserOptions.NAME), database.get(DatabaseOptions.USERNAME));
    }
  }

  /** Leaves the names and the number of containers that the construct's own need. */
  private void checkInitContainers() {
    if (backend == null) {
      return;
    }
    List<InitContainer> ours = ServiceOptions.initContainers(wholeBackend(database, backend));
    Map<String, ContainerDefinitionOptions> sidecars = backend.get(ServiceOptions.SIDECARS);
    for (InitContainer it : ours) {
      if (sidecars.containsKey(it.name())) {
        problems.add(
            "backend.sidecars",
            it.name(),
            "is the name of the container that " + it.purpose(),
            "use another");
      }
    }
    int others = TaskDefinitionSize.MOST_CONTAINERS - 1 - ours.size();
    if (!ours.isEmpty() && sidecars.size() > others) {
      problems.add(
          "backend.sidecars",
          new Problems.Words(sidecars.size() + " sidecars"),
          "with the backend's own container and "
              + (ours.size() == 1 ? "that of " : "those of ")
              + String.join(" and ", ours.stream().map(InitContainer::option).toList())
              + " are more than the "
              + TaskDefinitionSize.MOST_CONTAINERS
              + " that a task definition can have",
          "keep at most " + others);
    }
  }

  private void checkPortForward() {
    if (backend != null
        && database.get(DatabaseOptions.PORT_FORWARD)
        && !ServiceOptions.executesCommands(backend)) {
      problems.add(
          "database.portForward",
          true,
          "needs a session in the backend's container, which allows none",
          "set backend.container.executeCommand to true, or leave database.portForward out");
    }
  }

  private void checkServiceConnect() {
    if (backend == null || !backend.get(BackendOptions.SERVICE_CONNECT)) {
      return;
    }
    ServiceConnectChecks.checkSurroundings(problems, capacity, network);
    ServiceConnectChecks.checkBackendTask(problems, backend);
    if (frontend != null) {
      ServiceConnectChecks.checkClientTask(problems, frontend);
    }
  }
}
