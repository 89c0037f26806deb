package io.github.threetierecs;

import io.github.threetierecs.internal.options.ObservabilityOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * Alarms, a topic that notifies of them, and a dashboard that follows a request from the frontend's
 * load balancer to the database. {@code docs/observability.md#alarms} says what raises each alarm,
 * and after how long.
 */
public final class ObservabilityProps {
  final Values values;

  private ObservabilityProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the default for every option: all alarms, to their own topic without subscribers
   * yet.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets who is notified, and the limits of the alarms. */
  public static final class Builder implements software.amazon.jsii.Builder<ObservabilityProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * An existing topic that all alarms and events go to, in the stack's Region. Its own policy,
     * and that of its KMS key, have to allow it: {@code docs/observability.md#a-topic-of-your-own}.
     *
     * <p>Default: a new one in both profiles, which accepts messages over TLS only, and is
     * encrypted if {@code keys} is not {@link KeyStrategy#AWS_MANAGED}. It can be changed in place;
     * a topic that was created before is deleted, with its subscriptions.
     *
     * <p>Refused: a FIFO topic, which RDS event subscriptions do not support.
     *
     * @param topic such as {@code Topic.fromTopicArn(…)}
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html">Encrypted
     *     topics and AWS services</a>
     */
    public Builder topic(@Nullable ITopic topic) {
      values.set(ObservabilityOptions.TOPIC, topic);
      return this;
    }

    /**
     * Addresses that get an e-mail for each alarm, each recovery and each event, once they have
     * confirmed what Amazon SNS asks.
     *
     * <p>Default: none in both profiles. It can be changed in place.
     *
     * <p>Refused: what cannot be read as an address, and the same address twice.
     *
     * @param emails such as {@code List.of("operations@example.com")}
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html">E-mail
     *     notifications</a>
     */
    public Builder emails(@Nullable List<String> emails) {
      values.set(ObservabilityOptions.EMAILS, emails == null ? null : Problems.copyOf(emails));
      return this;
    }

    /**
     * The share of requests, in percent, that may fail with a 5xx status within five minutes: of
     * either load balancer, and of its tasks.
     *
     * <p>Default: 1 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a number above 0 and at most 100.
     *
     * @param errorRatePercent above 0, up to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html">Metrics
     *     of Application Load Balancers</a>
     */
    public Builder errorRatePercent(@Nullable Number errorRatePercent) {
      values.set(ObservabilityOptions.ERROR_RATE_PERCENT, errorRatePercent);
      return this;
    }

    /**
     * How long a task may take for 99 of 100 requests. It holds for either tier, and that of the
     * frontend has the backend's in it.
     *
     * <p>Default: 2 seconds in both profiles. It can be changed in place.
     *
     * <p>Refused: anything from nothing down, and more than the 4 000 seconds that a load balancer
     * waits at most.
     *
     * @param latencyThreshold such as {@code Duration.millis(500)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html">Metrics
     *     of Application Load Balancers</a>
     */
    public Builder latencyThreshold(@Nullable Duration latencyThreshold) {
      values.set(ObservabilityOptions.LATENCY_THRESHOLD, latencyThreshold);
      return this;
    }

    /**
     * The share of CPU, in percent, that may be in use: of what a service's tasks reserve, on
     * average, and of the database's.
     *
     * <p>Default: 80 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 100, and what is not above the {@code
     * autoScaling.cpuUtilizationPercent} of a service, which keeps its tasks there.
     *
     * @param cpuPercent from 1 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html">Metrics
     *     of Amazon ECS</a>
     */
    public Builder cpuPercent(@Nullable Number cpuPercent) {
      values.set(ObservabilityOptions.CPU_PERCENT, cpuPercent);
      return this;
    }

    /**
     * The share of its memory, in percent, that a task may use. The task that uses most counts.
     *
     * <p>Default: 90 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 100.
     *
     * @param memoryPercent from 1 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html">Metrics
     *     of Amazon ECS</a>
     */
    public Builder memoryPercent(@Nullable Number memoryPercent) {
      values.set(ObservabilityOptions.MEMORY_PERCENT, memoryPercent);
      return this;
    }

    /**
     * How many connections may be open to the database.
     *
     * <p>Default: four fifths of what RDS allows by the memory of {@code database.instanceType}, in
     * both profiles. For a type that is a token, or of a family other than m, r and t, and for
     * {@code database.existing}, there is no default, and no alarm. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 100 000.
     *
     * @param databaseConnections from 1 to 100 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections">Maximum
     *     number of connections</a>
     */
    public Builder databaseConnections(@Nullable Number databaseConnections) {
      values.set(ObservabilityOptions.DATABASE_CONNECTIONS, databaseConnections);
      return this;
    }

    /**
     * How much of the database's storage has to stay free, in GiB. RDS enlarges a volume when a
     * tenth is left, so that less means that it cannot.
     *
     * <p>Default: a twentieth of {@code database.allocatedStorage}, which is 5 in PRODUCTION and 1
     * in DEVELOPMENT; 1 if that is a token, and for {@code database.existing}. It can be changed in
     * place.
     *
     * <p>Refused: anything but a whole number from 1 to 65 536.
     *
     * @param freeStorageGiB GiB, from 1 to 65 536
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html">Storage
     *     autoscaling</a>
     */
    public Builder freeStorageGiB(@Nullable Number freeStorageGiB) {
      values.set(ObservabilityOptions.FREE_STORAGE_GIB, freeStorageGiB);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public ObservabilityProps build() {
      return new ObservabilityProps(values.checked("observability"));
    }
  }
}
