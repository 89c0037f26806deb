package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.options.AddedBackendOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.constructs.Construct;

/**
 * A further service behind the internal load balancer, which a rule of its listener sends some
 * paths or hosts to. It may use the database and call the backend if it asks for that.
 */
public final class AddedBackend extends Construct {
  /** The name of its own container, whatever the id. */
  public static final String CONTAINER = "addedBackend";

  public final TierTask task;
  public final ExplicitService service;

  /** Null if tasks use their instance's security group. */
  public final @Nullable SecurityGroup securityGroup;

  public final ApplicationTargetGroup targetGroup;
  public final ApplicationListenerRule rule;
  public final TierScaling scaling;
  public final SharedFolders folders;

  public AddedBackend(
      Construct scope,
      String id,
      Values chosen,
      Platform platform,
      MySqlDataTier data,
      BackendTier backend) {
    super(scope, id);
    Values options = AddedBackendOptions.withTargets(chosen);
    AddedTask added =
        new AddedTask(
            this,
            platform,
            options,
            new AddedTask.Asked(
                PortMapping.builder()
                    .containerPort(options.get(AddedBackendOptions.CONTAINER_PORT))
                    .build(),
                options.get(AddedBackendOptions.DATABASE),
                options.get(AddedBackendOptions.CALLS_BACKEND),
                /* ofService= */ true,
                Map.of(),
                DeploymentOptions.stopTimeout(options.get(ServiceOptions.DEPLOYMENT)),
                null),
            data,
            backend);
    task = added.task;
    TierService made = new TierService(this, platform, options, task);
    service = made.service;
    securityGroup = made.securityGroup;
    targetGroup =
        TierBalancer.targetGroup(this, "TargetGroup", options, platform)
            .targets(List.of(service))
            .build();
    // The CDK has the service wait for the rule: ECS refuses a target group without a load
    // balancer.
    rule =
        ApplicationListenerRule.Builder.create(this, "Rule")
            .listener(backend.balancer.listener)
            .priority(AddedBackendOptions.priorityOf(options))
            .conditions(conditions(options))
            .action(ListenerAction.forward(List.of(targetGroup)))
            .build();
    added.holdBack(service);
    ServiceOutputs.add(this, "", "backend " + id, service.getServiceName(), task);
    folders = new SharedFolders(task, service, platform.capacity());
    scaling = new TierScaling(options, service, targetGroup);
  }

  private static List<ListenerCondition> conditions(Values options) {
    List<ListenerCondition> conditions = new ArrayList<>();
    List<String> paths = AddedBackendOptions.pathsOf(options);
    if (!paths.isEmpty()) {
      conditions.add(ListenerCondition.pathPatterns(paths));
    }
    List<String> hosts = AddedBackendOptions.hostsOf(options);
    if (!hosts.isEmpty()) {
      conditions.add(ListenerCondition.hostHeaders(hosts));
    }
    return conditions;
  }
}
