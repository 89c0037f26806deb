package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.options.WorkerOptions;
import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.service.Worker;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.sqs.IQueue;

/**
 * A service without a load balancer, which {@link ThreeTierEcsApp#addWorker} adds: it takes
 * messages from a queue, or finds its work itself. {@code docs/adding.md#a-worker} has an example,
 * and what each option opens and allows.
 */
public final class WorkerProps extends TaskProps {
  /** The environment variables that the construct itself sets. */
  private static final Set<String> RESERVED = TaskProps.reservedWith("BACKEND_URL", "QUEUE_URL");

  private WorkerProps(Values values) {
    super(values);
  }

  /**
   * Starts with the profile's default for every option but the image.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with what these options are set to.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the options of a worker. Whatever is left out gets the profile's default. */
  public static final class Builder extends TaskProps.Builder<WorkerProps, Builder> {
    private Builder(Values before) {
      super(before, Worker.CONTAINER, RESERVED);
    }

    /**
     * What the container runs instead of the image's own command: a backend's image often contains
     * its workers.
     *
     * <p>Default: the image's in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: an empty list, a null in it, and {@code container.command} beside it.
     *
     * @param command the words of the command
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public Builder command(@Nullable List<String> command) {
      return with(WorkerOptions.COMMAND, command == null ? null : Problems.copyOf(command));
    }

    /**
     * The number of tasks; with {@link #autoScaling} the least number, unless that names one.
     *
     * <p>Default: 2 in PRODUCTION, 1 in DEVELOPMENT. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 0 to 5 000, and with {@link #autoScaling} a
     * number outside its bounds.
     *
     * @param desiredCount from 0 to 5 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html">CreateService</a>
     */
    public Builder desiredCount(@Nullable Number desiredCount) {
      return with(ServiceOptions.DESIRED_COUNT, desiredCount);
    }

    /**
     * Lets the number of tasks follow the load: the CPU, the memory, a schedule, and with {@link
     * #messagesPerTask} the queue.
     *
     * <p>Default: off in both profiles; the count stays at {@link #desiredCount}. It can be changed
     * in place.
     *
     * <p>Refused: {@code requestsPerTarget}, which is counted at a load balancer.
     *
     * @param autoScaling bounds and target
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html">Service
     *     auto scaling</a>
     */
    public Builder autoScaling(@Nullable AutoScalingProps autoScaling) {
      return with(ServiceOptions.AUTO_SCALING, autoScaling == null ? null : autoScaling.values);
    }

    /**
     * The queue that the tasks receive from, by the URL in {@code QUEUE_URL}. The policies of a
     * queue of another account, and of a key that was created elsewhere, have to allow this
     * account; a queue of another account has no alarm here, since CloudWatch counts its messages
     * there.
     *
     * <p>Default: none in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: one of another Region, by the construct.
     *
     * @param queue a queue
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-types.html">Amazon
     *     SQS</a>
     */
    public Builder queue(@Nullable IQueue queue) {
      return with(WorkerOptions.QUEUE, queue);
    }

    /**
     * How many messages of {@link #queue} may wait for each running task: {@link #autoScaling} adds
     * tasks while there are more, and stops some while there are fewer.
     *
     * <p>Default: none in both profiles; the number of tasks does not follow the queue. It can be
     * changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 1 000 000; without {@link #queue} or {@link
     * #autoScaling}; with no task at the least, since the number is kept by adding to tasks that
     * run; with {@code capacity.containerInsights} {@code DISABLED}, which is the default of
     * DEVELOPMENT: only Container Insights counts running tasks; with a queue of another account.
     *
     * @param messagesPerTask from 1 to 1 000 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html">Backlog
     *     per task</a>
     */
    public Builder messagesPerTask(@Nullable Number messagesPerTask) {
      return with(WorkerOptions.MESSAGES_PER_TASK, messagesPerTask);
    }

    /**
     * Whether the tasks use the database as the backend's do, by the variables {@code DB_…} and
     * with the same permissions.
     *
     * <p>Default: false in both profiles. Changing it deploys the service again.
     *
     * @param database true for access to the database
     * @return this builder
     */
    public Builder database(@Nullable Boolean database) {
      return with(WorkerOptions.DATABASE, database);
    }

    /**
     * Whether the tasks call the backend, by {@code BACKEND_URL}: the service then waits for the
     * backend's. With {@code backend.serviceConnect} each task has a proxy of 256 CPU units and 64
     * MiB.
     *
     * <p>Default: false in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: with {@code backend.serviceConnect}, by the construct, tokens as CPU or memory of
     * a container.
     *
     * @param callsBackend true for calls to the backend
     * @return this builder
     */
    public Builder callsBackend(@Nullable Boolean callsBackend) {
      return with(WorkerOptions.CALLS_BACKEND, callsBackend);
    }

    /**
     * What ECS runs in the container to see whether it works; the image has to contain it. A task
     * that fails is replaced, and a deployment whose tasks fail is rolled back.
     *
     * <p>Default: none in both profiles; a task works as long as its container runs. Changing it
     * deploys the service again.
     *
     * <p>Refused: an empty command, an interval not from 5 to 300 seconds, a timeout not from 2 to
     * 60 seconds, a start period above 300 seconds, retries not from 1 to 10.
     *
     * @param healthCheck a command, and how often it runs
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html">HealthCheck</a>
     */
    public Builder healthCheck(@Nullable HealthCheck healthCheck) {
      return with(WorkerOptions.HEALTH_CHECK, healthCheck);
    }

    /**
     * How long the container may take to stop after SIGTERM, before it is killed. It should exceed
     * what one message takes.
     *
     * <p>Default: 30 seconds in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: less than 2 seconds, or more than 2 147 483 647.
     *
     * @param stopTimeout such as {@code Duration.seconds(120)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public Builder stopTimeout(@Nullable Duration stopTimeout) {
      return with(WorkerOptions.STOP_TIMEOUT, stopTimeout);
    }

    @Override
    void checkKind(Problems problems, Values chosen) {
      WorkerOptions.check(problems, chosen);
    }

    @Override
    void checkImage(Problems problems, Values chosen, ContainerImage image) {
      if (Placeholder.is(image)) {
        problems.add(
            ServiceOptions.IMAGE.name(),
            new Problems.Words("the placeholder"),
            "answers requests, and nobody calls a worker",
            "push an image, and pass its tag");
      }
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    WorkerProps of(Values chosen) {
      return new WorkerProps(chosen);
    }
  }
}
