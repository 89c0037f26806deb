package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.connections.Part;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.database.SecretRotation;
import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.FrontendTier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SecurityGroup;

/** All security groups of an application, by what a reader calls their owner. */
public final class SecurityGroups {
  static final String FRONTEND_LOAD_BALANCER = Part.FRONTEND_LOAD_BALANCER.toString();

  private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();

  private SecurityGroups() {}

  public static Map<String, SecurityGroup> byOwner(
      TieredVpc network,
      EcsEc2Capacity capacity,
      MySqlDataTier data,
      BackendTier backend,
      FrontendTier frontend,
      @Nullable SecretRotation rotation) {
    SecurityGroups all = new SecurityGroups();
    all.add(Part.FRONTEND_LOAD_BALANCER, frontend.balancer.securityGroup);
    all.add(Part.BACKEND_LOAD_BALANCER, backend.balancer.securityGroup);
    all.add(Part.FRONTEND, frontend.securityGroup);
    all.add(Part.BACKEND, backend.securityGroup);
    all.add(Part.INSTANCES, capacity.instanceSecurityGroup);
    all.add(Part.DATABASE, data.securityGroup);
    if (data.proxy != null) {
      all.add(Part.PROXY, data.proxy.securityGroup);
    }
    all.add(Part.ENDPOINTS, network.endpoints.securityGroup);
    if (rotation != null) {
      all.add(Part.ROTATION, rotation.securityGroup);
    }
    return all.groups;
  }

  /** Ignores a part that has no security group, or one that is not the application's. */
  private void add(Part owner, @Nullable SecurityGroup group) {
    if (group != null) {
      groups.put(owner.toString(), group);
    }
  }
}
