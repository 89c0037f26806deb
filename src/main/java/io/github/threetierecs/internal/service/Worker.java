package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.options.WorkerOptions;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * A service that nobody calls: it waits for messages, or for the time, and may use the database and
 * call the backend if it asks for that.
 */
public final class Worker extends Construct {
  /** The name of its own container, whatever the id. */
  public static final String CONTAINER = "worker";

  public final TierTask task;
  public final ExplicitService service;

  /** Null if tasks use their instance's security group. */
  public final @Nullable SecurityGroup securityGroup;

  public final TierScaling scaling;
  public final SharedFolders folders;

  public Worker(
      Construct scope,
      String id,
      Values chosen,
      Platform platform,
      MySqlDataTier data,
      BackendTier backend) {
    super(scope, id);
    Values options =
        AddedTask.running(
            ServiceOptions.withOwnContainer(chosen, CONTAINER), chosen.find(WorkerOptions.COMMAND));
    IQueue queue = options.find(WorkerOptions.QUEUE);
    AddedTask added =
        new AddedTask(
            this,
            platform,
            options,
            new AddedTask.Asked(
                /* port= */ null,
                options.get(WorkerOptions.DATABASE),
                options.get(WorkerOptions.CALLS_BACKEND),
                /* ofService= */ true,
                queue == null ? Map.of() : Map.of("QUEUE_URL", queue.getQueueUrl()),
                options.get(WorkerOptions.STOP_TIMEOUT),
                options.find(WorkerOptions.HEALTH_CHECK)),
            data,
            backend);
    task = added.task;
    if (queue != null) {
      QueueAccess.allow(queue, task.definition, platform.network().endpoints);
    }
    TierService made = new TierService(this, platform, options, task);
    service = made.service;
    securityGroup = made.securityGroup;
    added.holdBack(service);
    ServiceOutputs.add(this, "", "worker " + id, service.getServiceName(), task);
    folders = new SharedFolders(task, service, platform.capacity());
    scaling = new TierScaling(options, service, null);
    Number messages = options.find(WorkerOptions.MESSAGES_PER_TASK);
    if (messages != null) {
      QueueScaling.follow(
          this,
          scaling.orThrow(),
          options.get(ServiceOptions.AUTO_SCALING),
          messages,
          Objects.requireNonNull(queue).getQueueName(),
          platform.capacity().clusterName,
          service.getServiceName());
    }
  }
}
