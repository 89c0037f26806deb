package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
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
  static final String FRONTEND_LOAD_BALANCER = "the frontend's load balancer";

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
    all.add(FRONTEND_LOAD_BALANCER, frontend.balancer.securityGroup);
    all.add("the backend's load balancer", backend.balancer.securityGroup);
    all.add("the frontend's tasks", frontend.securityGroup);
    all.add("the backend's tasks", backend.securityGroup);
    all.add("the instances", capacity.instanceSecurityGroup);
    all.add("the database", data.securityGroup);
    if (data.proxy != null) {
      all.add("the database's proxy", data.proxy.securityGroup);
    }
    all.add("the interface endpoints", network.endpoints.securityGroup);
    if (rotation != null) {
      all.add("the function that changes the password", rotation.securityGroup);
    }
    return all.groups;
  }

  /** Without a group where there is none, or one that is not of the application. */
  private void add(String owner, @Nullable SecurityGroup group) {
    if (group != null) {
      groups.put(owner, group);
    }
  }
}
