package io.github.threetierecs;

import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The frontend tier: an internet-facing load balancer and the service that it routes to. */
public final class FrontendProps extends ServiceProps {
  /** The environment variables that the construct itself sets. */
  private static final Set<String> RESERVED = Ordered.set("AWS_REGION", "BACKEND_URL");

  private FrontendProps(Values values) {
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

  /** Sets the options of the frontend. Whatever is left out gets the profile's default. */
  public static final class Builder extends ServiceProps.Builder<FrontendProps, Builder> {
    private Builder(Values before) {
      super(before, "frontend", FrontendOptions.CONTAINER_PORT, RESERVED);
    }

    /**
     * The ingress from the internet: TLS, a name, and who may call. Default: {@link EdgeProps}'
     * defaults, which are HTTP for everybody.
     *
     * @param edge options of the ingress
     * @return this builder
     */
    public Builder edge(@Nullable EdgeProps edge) {
      return with(FrontendOptions.EDGE, edge == null ? null : edge.values);
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    FrontendProps of(Values chosen) {
      return new FrontendProps(chosen);
    }
  }
}
