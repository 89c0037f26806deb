package io.github.threetierecs.internal.connections;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.database.MySqlProxy;
import io.github.threetierecs.internal.database.SecretRotation;
import io.github.threetierecs.internal.network.VpcEndpoints;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.ExplicitService;
import io.github.threetierecs.internal.service.FrontendTier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.constructs.IDependable;

/**
 * The connections of one application, which are opened once all its parts are there: no part opens
 * another one for itself.
 *
 * <p>Some are open with the part: a listener lets its clients in, a load balancer reaches the tasks
 * that register with it, and a proxy reaches its database. The replicas have the security group of
 * the database.
 */
public final class Connections {
  private static final String FRONTEND_TASKS = "the tasks of the frontend";

  private final VpcEndpoints endpoints;
  private final EcsEc2Capacity capacity;
  private final MySqlDataTier data;
  private final BackendTier backend;
  private final FrontendTier frontend;
  private final @Nullable SecretRotation rotation;
  private final List<Added> added = new ArrayList<>();

  /**
   * Tasks that users have added.
   *
   * @param name such as {@code worker "Mailer"}
   * @param source what the tasks connect as
   * @param starter what starts them
   * @param reference how a template refers to that
   * @param to what they may connect to
   * @param from what may connect to them
   */
  public record Added(
      String name,
      IConnectable source,
      CfnResource starter,
      String reference,
      List<Part> to,
      List<Part> from) {
    /** {@return what a reader calls its tasks} */
    public String tasks() {
      return "the tasks of " + name;
    }

    /** EC2 accepts no quotes in a description. */
    String client() {
      return tasks().replace("\"", "");
    }
  }

  public Connections(
      VpcEndpoints endpoints,
      EcsEc2Capacity capacity,
      MySqlDataTier data,
      BackendTier backend,
      FrontendTier frontend,
      @Nullable SecretRotation rotation) {
    this.endpoints = endpoints;
    this.capacity = capacity;
    this.data = data;
    this.backend = backend;
    this.frontend = frontend;
    this.rotation = rotation;
  }

  /**
   * {@return who may talk to whom}
   *
   * @param serviceConnect whether the frontend calls the backend's tasks without a load balancer
   */
  public List<Connection> all(boolean serviceConnect) {
    return Connection.all(
        capacity.givesInterfaces,
        serviceConnect,
        leadPathsToBackend(),
        data.proxy != null,
        !data.replicas.isEmpty());
  }

  /** Adds the security group rules of all connections that are not opened together with a part. */
  public void open() {
    all(backend.connects).forEach(this::open);
  }

  /** {@return whether paths of the public name lead to the backend's tasks} */
  public boolean leadPathsToBackend() {
    return frontend.publicPaths != null;
  }

  /** {@return what users have added so far} */
  public List<Added> added() {
    return Collections.unmodifiableList(added);
  }

  /** Adds a service that nobody calls, and opens what it may connect to. */
  public void add(String name, ExplicitService service, boolean database, boolean callsBackend) {
    add(name, service, database, callsBackend, List.of());
  }

  /**
   * Adds a service, and opens what it may connect to.
   *
   * @param database whether it uses the database: as the backend does
   * @param callsBackend whether it calls the backend: as the frontend does
   * @param from what may connect to its tasks: a load balancer, which lets itself in
   */
  public void add(
      String name,
      ExplicitService service,
      boolean database,
      boolean callsBackend,
      List<Part> from) {
    add(
        new Added(
            name,
            service,
            service.resource,
            service.getServiceArn(),
            to(backend.connects, database, callsBackend),
            from));
  }

  /**
   * Adds tasks that no service starts, which call the backend by its load balancer in any case.
   *
   * @param source what they connect as
   * @param schedule what starts them
   */
  public void addTask(
      String name,
      IConnectable source,
      CfnSchedule schedule,
      boolean database,
      boolean callsBackend) {
    add(
        new Added(
            name,
            source,
            schedule,
            schedule.getRef(),
            to(/* serviceConnect= */ false, database, callsBackend),
            List.of()));
  }

  private void add(Added one) {
    added.add(one);
    one.to.forEach(part -> open(part, one));
    endpoints.admit(one.source);
  }

  private List<Part> to(boolean serviceConnect, boolean database, boolean callsBackend) {
    return all(serviceConnect).stream()
        .filter(
            it ->
                (database && it.from() == Part.BACKEND && it.to() != Part.ENDPOINTS)
                    || (callsBackend && it.from() == Part.FRONTEND && it.to() != Part.ENDPOINTS))
        .map(Connection::to)
        .toList();
  }

  private void open(Part part, Added from) {
    switch (part) {
      case BACKEND_LOAD_BALANCER -> admitToBackend(from.source, from.starter, from.client());
      case BACKEND ->
          openServiceConnect(
              "From" + from.name.replaceAll("[^A-Za-z0-9_-]", "-"),
              from.source,
              "HTTP from " + from.client());
      case PROXY -> open(data.proxy, from.source, "MySQL from " + from.client());
      case DATABASE -> data.database.admit(from.source, "MySQL from " + from.client());
      case INTERNET,
          FRONTEND_LOAD_BALANCER,
          FRONTEND,
          INSTANCES,
          REPLICAS,
          ENDPOINTS,
          ROTATION -> {}
    }
  }

  private void open(Connection connection) {
    switch (connection.to()) {
      case BACKEND_LOAD_BALANCER ->
          admitToBackend(frontend.service, frontend.service.resource, FRONTEND_TASKS);
      case BACKEND -> {
        if (connection.from() == Part.FRONTEND) {
          openServiceConnect("FromFrontend", frontend.service, "HTTP from " + FRONTEND_TASKS);
        }
      }
      case PROXY -> open(data.proxy, backend.service, "MySQL from the tasks of the backend");
      case DATABASE -> openDatabase(connection.from());
      case ENDPOINTS -> openEndpoints(connection.from());
      case INTERNET, FRONTEND_LOAD_BALANCER, FRONTEND, INSTANCES, REPLICAS, ROTATION -> {}
    }
  }

  /**
   * With TLS, the service waits for the rule: on a running system the old tasks call another port,
   * and new ones should find theirs open.
   */
  private void admitToBackend(IConnectable client, CfnResource starter, String tasks) {
    boolean hasTls = backend.tls != null;
    backend.balancer.admit(client, (hasTls ? "HTTPS from " : "HTTP from ") + tasks);
    if (hasTls) {
      IDependable[] rules =
          backend.balancer.securityGroup.getNode().getChildren().stream()
              .filter(CfnSecurityGroupIngress.class::isInstance)
              .toArray(IDependable[]::new);
      starter.getNode().addDependency(rules);
    }
  }

  /**
   * The rule is written explicitly: the CDK would create it in the service's scope, for which the
   * frontend's service waits.
   */
  private void openServiceConnect(String id, IConnectable client, String description) {
    CfnSecurityGroupIngress.Builder.create(backend, id)
        .groupId(groupOf(backend.service))
        .sourceSecurityGroupId(groupOf(client))
        .ipProtocol("tcp")
        .fromPort(backend.containerPort)
        .toPort(backend.containerPort)
        .description(description)
        .build();
  }

  private static String groupOf(IConnectable tasks) {
    return tasks.getConnections().getSecurityGroups().get(0).getSecurityGroupId();
  }

  private static void open(@Nullable MySqlProxy proxy, IConnectable client, String description) {
    if (proxy != null) {
      proxy
          .securityGroup
          .getConnections()
          .allowFrom(client, Port.tcp(MySqlProxy.PORT), description);
    }
  }

  private void openDatabase(Part from) {
    if (from == Part.BACKEND) {
      data.database.admit(backend.service, "MySQL from the tasks of the backend");
    } else if (from == Part.ROTATION && rotation != null && rotation.client != null) {
      data.database.admit(rotation.client, "MySQL from the function that changes the password");
    }
  }

  private void openEndpoints(Part from) {
    if (from == Part.INSTANCES) {
      endpoints.admitInstances(capacity.instanceSecurityGroup, capacity.autoScalingGroup);
    } else if (from == Part.FRONTEND) {
      endpoints.admit(frontend.service);
    } else if (from == Part.BACKEND) {
      endpoints.admit(backend.service);
    } else if (from == Part.ROTATION && rotation != null && rotation.client != null) {
      endpoints.admit(rotation.client);
    }
  }
}
