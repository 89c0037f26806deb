package io.github.threetierecs.internal.connections;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.database.MySqlProxy;
import io.github.threetierecs.internal.database.SecretRotation;
import io.github.threetierecs.internal.network.VpcEndpoints;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.FrontendTier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.Port;

/**
 * The connections of one application, which are opened once all its parts are there: no part opens
 * another one for itself.
 *
 * <p>Some are open with the part: a listener lets its clients in, a load balancer reaches the tasks
 * that register with it, and a proxy reaches its database. The replicas have the security group of
 * the database.
 */
public final class Connections {
  private static final String FROM_FRONTEND = "HTTP from the tasks of the frontend";

  private final VpcEndpoints endpoints;
  private final EcsEc2Capacity capacity;
  private final MySqlDataTier data;
  private final BackendTier backend;
  private final FrontendTier frontend;
  private final @Nullable SecretRotation rotation;

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
        capacity.givesInterfaces, serviceConnect, data.proxy != null, !data.replicas.isEmpty());
  }

  /** Adds the security group rules of all connections that are not opened together with a part. */
  public void open() {
    all(backend.connects).forEach(this::open);
  }

  private void open(Connection connection) {
    switch (connection.to()) {
      case BACKEND_LOAD_BALANCER -> backend.balancer.admit(frontend.service, FROM_FRONTEND);
      case BACKEND -> {
        if (connection.from() == Part.FRONTEND) {
          openServiceConnect();
        }
      }
      case PROXY -> open(data.proxy);
      case DATABASE -> openDatabase(connection.from());
      case ENDPOINTS -> openEndpoints(connection.from());
      case INTERNET, FRONTEND_LOAD_BALANCER, FRONTEND, INSTANCES, REPLICAS, ROTATION -> {}
    }
  }

  /**
   * The rule is written explicitly: the CDK would create it in the service's scope, for which the
   * frontend's service waits.
   */
  private void openServiceConnect() {
    CfnSecurityGroupIngress.Builder.create(backend, "FromFrontend")
        .groupId(groupOf(backend.service))
        .sourceSecurityGroupId(groupOf(frontend.service))
        .ipProtocol("tcp")
        .fromPort(backend.containerPort)
        .toPort(backend.containerPort)
        .description(FROM_FRONTEND)
        .build();
  }

  private static String groupOf(IConnectable tasks) {
    return tasks.getConnections().getSecurityGroups().get(0).getSecurityGroupId();
  }

  private void open(@Nullable MySqlProxy proxy) {
    if (proxy != null) {
      proxy
          .securityGroup
          .getConnections()
          .allowFrom(
              backend.service, Port.tcp(MySqlProxy.PORT), "MySQL from the tasks of the backend");
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
