package io.github.threetierecs;

import io.github.threetierecs.internal.options.LoadBalancerOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.DesyncMitigationMode;

/** The load balancer of a service: how it treats requests, and what it writes down of them. */
public final class LoadBalancerProps {
  final Values values;

  private LoadBalancerProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the profile's default for every option.
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

  /** Sets the options of a load balancer. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<LoadBalancerProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * Whether the load balancer refuses to be deleted. Switch it off, and deploy, before deleting
     * the stack.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. It can be changed in place.
     *
     * @param deletionProtection true to protect it
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html">Load
     *     balancer attributes</a>
     */
    public Builder deletionProtection(@Nullable Boolean deletionProtection) {
      values.set(LoadBalancerOptions.DELETION_PROTECTION, deletionProtection);
      return this;
    }

    /**
     * Whether every request is written down, in a bucket that both load balancers share. The bucket
     * outlives the stack: what is in it keeps it from being deleted.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. It can be changed in place.
     *
     * @param accessLogs true to write
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html">Access
     *     logs</a>
     */
    public Builder accessLogs(@Nullable Boolean accessLogs) {
      values.set(LoadBalancerOptions.ACCESS_LOGS, accessLogs);
      return this;
    }

    /**
     * Whether every connection is written down, with its TLS handshake, in the same bucket.
     *
     * <p>Default: false in both profiles. It can be changed in place.
     *
     * @param connectionLogs true to write
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html">Connection
     *     logs</a>
     */
    public Builder connectionLogs(@Nullable Boolean connectionLogs) {
      values.set(LoadBalancerOptions.CONNECTION_LOGS, connectionLogs);
      return this;
    }

    /**
     * How long the bucket keeps what this load balancer writes. Without logs it has no effect.
     *
     * <p>Default: 90 days in PRODUCTION, 7 in DEVELOPMENT. It can be changed in place; a shorter
     * time deletes what is older.
     *
     * <p>Refused: anything but whole days from 1 to 2 147 483 647.
     *
     * @param logRetention such as {@code Duration.days(90)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html">S3
     *     Lifecycle</a>
     */
    public Builder logRetention(@Nullable Duration logRetention) {
      values.set(LoadBalancerOptions.LOG_RETENTION, logRetention);
      return this;
    }

    /**
     * What happens to requests that another server could read as two, which is how requests are
     * smuggled.
     *
     * <p>Default: {@link DesyncMitigationMode#DEFENSIVE} in both profiles, as AWS has it. It can be
     * changed in place; {@link DesyncMitigationMode#STRICTEST} also turns away what merely departs
     * from RFC 7230.
     *
     * @param desyncMitigationMode the mode
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode">Desync
     *     mitigation mode</a>
     */
    public Builder desyncMitigationMode(@Nullable DesyncMitigationMode desyncMitigationMode) {
      values.set(LoadBalancerOptions.DESYNC_MITIGATION_MODE, desyncMitigationMode);
      return this;
    }

    /**
     * How long a connection may be silent before the load balancer closes it. A container should
     * keep its own connections open for longer, or clients see error 502.
     *
     * <p>Default: 60 seconds in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but whole seconds from 1 to 4 000, and tokens, because the CDK writes
     * the number out at synthesis.
     *
     * @param idleTimeout such as {@code Duration.seconds(60)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout">Connection
     *     idle timeout</a>
     */
    public Builder idleTimeout(@Nullable Duration idleTimeout) {
      values.set(LoadBalancerOptions.IDLE_TIMEOUT, idleTimeout);
      return this;
    }

    /**
     * Sends each client to the same task for so long, by a cookie of the load balancer's. Load
     * spreads less evenly, and a client's sessions are still lost with its task.
     *
     * <p>Default: off in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but whole seconds from 1 to 604 800, which are seven days, and tokens,
     * because the CDK writes the number out at synthesis.
     *
     * @param stickiness such as {@code Duration.hours(1)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions">Sticky
     *     sessions</a>
     */
    public Builder stickiness(@Nullable Duration stickiness) {
      values.set(LoadBalancerOptions.STICKINESS, stickiness);
      return this;
    }

    /**
     * The protocol between the load balancer and the tasks, health checks included. With {@link
     * ApplicationProtocol#HTTPS} the container has to use TLS on its port; the load balancer
     * accepts any certificate, which protects against eavesdropping, not against impersonation.
     *
     * <p>Default: {@link ApplicationProtocol#HTTP} in both profiles. Changing it replaces the
     * target group: an outage of minutes. While another {@code deployment.strategy} than {@code
     * ROLLING} is deployed, CloudFormation refuses it.
     *
     * @param targetProtocol HTTP or HTTPS
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration">Routing
     *     configuration</a>
     */
    public Builder targetProtocol(@Nullable ApplicationProtocol targetProtocol) {
      values.set(LoadBalancerOptions.TARGET_PROTOCOL, targetProtocol);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public LoadBalancerProps build() {
      return new LoadBalancerProps(values.checked("loadBalancer"));
    }
  }
}
