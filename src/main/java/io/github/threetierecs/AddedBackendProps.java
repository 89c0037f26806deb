package io.github.threetierecs;

import io.github.threetierecs.internal.options.AddedBackendOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.AddedBackend;
import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;

/**
 * A service behind the internal load balancer, which {@link ThreeTierEcsApp#addBackend} adds: it
 * answers the requests for some paths or hosts, which the backend answers otherwise. {@code
 * docs/adding.md#a-further-backend} has an example.
 */
public final class AddedBackendProps extends TargetProps {
  /** The environment variables that the construct itself sets. */
  private static final Set<String> RESERVED = TaskProps.reservedWith("BACKEND_URL");

  private AddedBackendProps(Values values) {
    super(values);
  }

  /**
   * Starts with the profile's default for every option but the image and the patterns.
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

  /** Sets the options of such a service. Whatever is left out gets the profile's default. */
  public static final class Builder extends TargetProps.Builder<AddedBackendProps, Builder> {
    private Builder(Values before) {
      super(before, AddedBackend.CONTAINER, AddedBackendOptions.CONTAINER_PORT, RESERVED);
    }

    /**
     * The paths whose requests the service answers. One has to match the whole path, without the
     * query string, in the same case: {@code *} stands for any characters, {@code /} among them, or
     * none, and {@code ?} for exactly one. {@code /search/*} does not match {@code /search}.
     *
     * <p>Default: none in both profiles: any path, if {@link #hostHeaders} is set. It can be
     * changed in place.
     *
     * <p>Refused: neither this nor {@link #hostHeaders}; more than five values of both together, or
     * more than five wildcards in them; a pattern of more than 128 characters, with others than
     * letters, digits, {@code _-.$/~"'@:+&} and the wildcards, that does not begin with {@code /}
     * or a wildcard, or that is there twice; {@code /*} without {@link #hostHeaders}, which leaves
     * the backend no request; by the construct, a pattern that matches a request which another
     * added service takes too, as far as synthesis knows both, unless both have a {@link
     * #priority}, and {@code backend.serviceConnect}, with which the frontend calls no load
     * balancer.
     *
     * @param pathPatterns such as {@code List.of("/search/*")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html">Condition
     *     types for listener rules</a>
     */
    public Builder pathPatterns(@Nullable List<String> pathPatterns) {
      return with(
          AddedBackendOptions.PATH_PATTERNS,
          pathPatterns == null ? null : Problems.copyOf(pathPatterns));
    }

    /**
     * The hosts whose requests the service answers, by the header {@code Host}; with {@link
     * #pathPatterns} a request has to match both. Upper and lower case are the same, and the
     * wildcards are those of paths.
     *
     * <p>Default: none in both profiles: any host, if {@link #pathPatterns} is set. It can be
     * changed in place.
     *
     * <p>Refused: a host of more than 128 characters, with others than letters, digits, {@code -},
     * {@code .} and the wildcards, without letters behind a last dot, or that is there twice; what
     * {@link #pathPatterns} refuses of both; and by the construct, {@code backend.tls.domainName}
     * for any path, which leaves the backend no request of the frontend's.
     *
     * @param hostHeaders such as {@code List.of("search.example.com")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html">Condition
     *     types for listener rules</a>
     */
    public Builder hostHeaders(@Nullable List<String> hostHeaders) {
      return with(
          AddedBackendOptions.HOST_HEADERS,
          hostHeaders == null ? null : Problems.copyOf(hostHeaders));
    }

    /**
     * The number of the rule: of two rules that match a request, the lower one takes it.
     *
     * <p>Default: a number from 10 000 to 39 999 in both profiles, which follows from the id alone,
     * so that it stays whatever else is added. It can be changed in place, to a number that no rule
     * has before: one that another rule gives up in the same deployment is still in use then, and
     * the deployment fails.
     *
     * <p>Refused: anything but a whole number from 1 to 49 999, since the last one, 50 000, is that
     * of the rule with which ECS shifts the backend's traffic; tokens; by the construct, the number
     * of another added service.
     *
     * @param priority from 1 to 49 999
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html">Rule
     *     priority</a>
     */
    public Builder priority(@Nullable Number priority) {
      return with(AddedBackendOptions.PRIORITY, priority);
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
      return with(AddedBackendOptions.DATABASE, database);
    }

    /**
     * Whether the tasks call the backend, or others that were added, by {@code BACKEND_URL}: the
     * service then waits for the backend's.
     *
     * <p>Default: false in both profiles. Changing it deploys the service again.
     *
     * @param callsBackend true for calls to the internal load balancer
     * @return this builder
     */
    public Builder callsBackend(@Nullable Boolean callsBackend) {
      return with(AddedBackendOptions.CALLS_BACKEND, callsBackend);
    }

    /**
     * Sends each client to the same task for so long, by a cookie of the load balancer's. The
     * client is the frontend's task, so that this helps only if it passes cookies on.
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
      return with(AddedBackendOptions.STICKINESS, stickiness);
    }

    /**
     * The protocol between the load balancer and the tasks, as with {@link
     * LoadBalancerProps.Builder#targetProtocol}.
     *
     * <p>Default: {@link ApplicationProtocol#HTTP} in both profiles. Changing it replaces the
     * target group: an outage of minutes.
     *
     * @param targetProtocol HTTP or HTTPS
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration">Routing
     *     configuration</a>
     */
    public Builder targetProtocol(@Nullable ApplicationProtocol targetProtocol) {
      return with(AddedBackendOptions.TARGET_PROTOCOL, targetProtocol);
    }

    @Override
    void checkKind(Problems problems, Values chosen) {
      AddedBackendOptions.check(problems, chosen);
    }

    @Override
    void checkImage(Problems problems, Values chosen, ContainerImage image) {
      if (Placeholder.is(image)) {
        checkPlaceholder(
            problems,
            chosen,
            AddedBackendOptions.TARGET_PROTOCOL.name(),
            chosen.find(AddedBackendOptions.TARGET_PROTOCOL));
      }
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    AddedBackendProps of(Values chosen) {
      return new AddedBackendProps(chosen);
    }
  }
}
