package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ScheduledTaskOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.service.ScheduledTask;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.IQueue;

/**
 * A task that EventBridge Scheduler starts, which {@link ThreeTierEcsApp#addScheduledTask} adds. It
 * ends by itself, and nobody may connect to it.
 *
 * <p>Without an {@code image} it is the backend with another command: it has the backend's image,
 * {@code cpu}, {@code memoryMiB}, {@code environment}, {@code secrets} and {@code container}, but
 * not its sidecars, {@code logging}, {@code backend.migration}, mounted folders and sessions by ECS
 * Exec. What is set here takes the place of that; {@code environment} and {@code secrets} are
 * added. With an {@code image} it has nothing of the backend's but what {@link Builder#database}
 * says.
 *
 * <p>What "deploys the service again" elsewhere, and every other change, is for the next run: one
 * that is under way goes on. {@code docs/adding.md#a-task-on-a-schedule} has an example.
 */
public final class ScheduledTaskProps extends TaskProps {
  /** The environment variables that the construct itself sets. */
  private static final Set<String> RESERVED = TaskProps.reservedWith("BACKEND_URL");

  private ScheduledTaskProps(Values values) {
    super(values);
  }

  /**
   * Starts with the default for every option but the schedule.
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

  /** Sets the options of a scheduled task. Whatever is left out gets its default. */
  public static final class Builder extends TaskProps.Builder<ScheduledTaskProps, Builder> {
    private Builder(Values before) {
      super(before, ScheduledTask.CONTAINER, RESERVED);
    }

    /**
     * When it is started, and in which time zone: {@code ScheduleExpression.cron(…)}, {@code
     * ScheduleExpression.rate(…)}, or once by {@code ScheduleExpression.at(…)}.
     *
     * <p>A rate counts from the deployment that creates the schedule, and the first run is then. A
     * time that daylight saving time skips has no run on that day; one that it repeats has one run.
     *
     * <p>EventBridge Scheduler does not look whether the last run has ended, and may start a run
     * twice: a task that must not run twice at a time has to lock, such as by {@code GET_LOCK} of
     * MySQL.
     *
     * <p>Required.
     *
     * <p>Refused: an expression that is neither {@code at(…)}, {@code cron(…)} nor {@code rate(…)};
     * a {@code cron(…)} that has not six fields, or not {@code ?} for exactly one of day of the
     * month and day of the week; a time zone that the JDK does not know.
     *
     * @param schedule an expression, with its time zone
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
     *     types</a>
     */
    public Builder schedule(@Nullable ScheduleExpression schedule) {
      return with(ScheduledTaskOptions.SCHEDULE, schedule);
    }

    /**
     * What the container runs instead of the image's own command.
     *
     * <p>Default: the image's in both profiles, if {@code image} is set. Without an image it is
     * required: the backend's own command would not end.
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
      return with(ScheduledTaskOptions.COMMAND, command == null ? null : Problems.copyOf(command));
    }

    /**
     * Whether it uses the database as the backend does, by the variables {@code DB_…} and with the
     * same permissions. Every run reads the password again.
     *
     * <p>Default: true in both profiles, as the backend has it.
     *
     * @param database false for no access to the database
     * @return this builder
     */
    public Builder database(@Nullable Boolean database) {
      return with(ScheduledTaskOptions.DATABASE, database);
    }

    /**
     * Whether it calls the backend, by {@code BACKEND_URL} and the internal load balancer; with
     * {@code backend.serviceConnect} too, whose clients are tasks of services only.
     *
     * <p>Default: false in both profiles.
     *
     * @param callsBackend true for calls to the backend
     * @return this builder
     */
    public Builder callsBackend(@Nullable Boolean callsBackend) {
      return with(ScheduledTaskOptions.CALLS_BACKEND, callsBackend);
    }

    /**
     * How long the container may take to stop after SIGTERM, before it is killed: when somebody
     * stops the task, or EC2 takes a Spot instance back.
     *
     * <p>Default: 30 seconds in both profiles.
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
      return with(ScheduledTaskOptions.STOP_TIMEOUT, stopTimeout);
    }

    /**
     * Whether the schedule starts it. It can be run by hand in any case, by the command in the
     * stack's output.
     *
     * <p>Default: true in both profiles. It can be changed in place. As long as the backend runs
     * the placeholder of {@code ImageRepositories}, the schedule of a task that runs the backend's
     * image is disabled.
     *
     * @param enabled false to pause it
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-state.html">State
     *     of a schedule</a>
     */
    public Builder enabled(@Nullable Boolean enabled) {
      return with(ScheduledTaskOptions.ENABLED, enabled);
    }

    /**
     * In how much time after {@link #schedule} EventBridge Scheduler may start it, so that not all
     * tasks begin at the full hour.
     *
     * <p>Default: none in both profiles; it is started at its time. It can be changed in place.
     *
     * <p>Refused: anything but whole minutes from 1 to 1 440.
     *
     * @param flexibleTimeWindow such as {@code Duration.minutes(15)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html">Flexible
     *     time windows</a>
     */
    public Builder flexibleTimeWindow(@Nullable Duration flexibleTimeWindow) {
      return with(ScheduledTaskOptions.FLEXIBLE_TIME_WINDOW, flexibleTimeWindow);
    }

    /**
     * How often EventBridge Scheduler asks ECS again, if ECS does not take the task. A task that
     * was started and fails is not started again before its next time.
     *
     * <p>Default: 185 in both profiles, as EventBridge Scheduler has it; {@link #maximumEventAge}
     * ends it earlier. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 0 to 185.
     *
     * @param retryAttempts from 0 to 185
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html">RetryPolicy</a>
     */
    public Builder retryAttempts(@Nullable Number retryAttempts) {
      return with(ScheduledTaskOptions.RETRY_ATTEMPTS, retryAttempts);
    }

    /**
     * How late EventBridge Scheduler may still start it; after that it goes to the dead-letter
     * queue. A task that ECS has taken waits for an instance as long as it takes.
     *
     * <p>Default: 60 minutes in both profiles; EventBridge Scheduler's own is a day, after which a
     * nightly task would disturb the day. It can be changed in place.
     *
     * <p>Refused: anything but whole minutes from 1 to 1 440.
     *
     * @param maximumEventAge such as {@code Duration.hours(2)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html">RetryPolicy</a>
     */
    public Builder maximumEventAge(@Nullable Duration maximumEventAge) {
      return with(ScheduledTaskOptions.MAXIMUM_EVENT_AGE, maximumEventAge);
    }

    /**
     * The queue for what EventBridge Scheduler could not start. With {@code observability} there is
     * an alarm while it has a message, unless it is of another account, where CloudWatch counts its
     * messages. The policies of a queue of another account, and of a key that was created
     * elsewhere, have to allow this account.
     *
     * <p>Default: one of its own in both profiles, encrypted by Amazon SQS, reachable by TLS only,
     * which keeps messages for 14 days and is deleted with the stack. It can be changed in place;
     * its own queue is deleted then.
     *
     * <p>Refused: a FIFO queue; by the construct, one of another Region.
     *
     * @param deadLetterQueue a standard queue
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html">Dead-letter
     *     queues</a>
     */
    public Builder deadLetterQueue(@Nullable IQueue deadLetterQueue) {
      return with(ScheduledTaskOptions.DEAD_LETTER_QUEUE, deadLetterQueue);
    }

    @Override
    boolean needsImage() {
      return false;
    }

    @Override
    void checkKind(Problems problems, Values chosen) {
      ScheduledTaskOptions.check(problems, chosen);
    }

    @Override
    void checkImage(Problems problems, Values chosen, ContainerImage image) {
      if (Placeholder.is(image)) {
        problems.add(
            ServiceOptions.IMAGE.name(),
            new Problems.Words("the placeholder"),
            "answers requests, and nobody calls a scheduled task",
            "push an image and pass its tag, or leave it out for that of the backend");
      }
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    ScheduledTaskProps of(Values chosen) {
      return new ScheduledTaskProps(chosen);
    }
  }
}
