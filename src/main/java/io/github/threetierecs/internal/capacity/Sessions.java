package io.github.threetierecs.internal.capacity;

import io.github.threetierecs.internal.network.VpcEndpoints;
import io.github.threetierecs.internal.shared.Keys;
import io.github.threetierecs.internal.shared.LogGroups;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.CfnCluster;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ExecuteCommandConfiguration;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * Whether there are shells in containers: from the beginning if a tier has them, or from when a
 * service is added that does.
 */
public final class Sessions {
  private final Construct scope;
  private final Keys keys;
  private final LogGroups logGroups;
  private final VpcEndpoints endpoints;
  private @Nullable ExecSessions made;

  Sessions(
      Construct scope, boolean wanted, Keys keys, LogGroups logGroups, VpcEndpoints endpoints) {
    this.scope = scope;
    this.keys = keys;
    this.logGroups = logGroups;
    this.endpoints = endpoints;
    made = wanted ? new ExecSessions(scope, keys, logGroups, endpoints) : null;
  }

  ExecuteCommandConfiguration configuration() {
    return made == null ? ExecSessions.NOT_CONFIGURED : made.configuration();
  }

  /** {@return what is written down of them; null if there are none} */
  public @Nullable ExecSessions orNull() {
    return made;
  }

  /** Lets a task have sessions, on a cluster that may not have had any so far. */
  public void allow(TaskDefinition task, Cluster cluster, String clusterName) {
    ExecSessions sessions = made;
    if (sessions == null) {
      sessions = new ExecSessions(scope, keys, logGroups, endpoints);
      made = sessions;
      CfnCluster resource =
          (CfnCluster) Objects.requireNonNull(cluster.getNode().getDefaultChild());
      resource.setConfiguration(sessions.property());
    }
    sessions.allow(task, clusterName);
  }
}
