package io.github.threetierecs;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** The frontend tier: an internet-facing load balancer and the service that it routes to. */
public final class FrontendProps extends ServiceProps {
  private static final int DEFAULT_PORT = 80;

  /** The environment variables that the construct itself sets. */
  private static final Set<String> RESERVED = Ordered.set("AWS_REGION", "BACKEND_URL");

  final EdgeProps edge;

  private FrontendProps(Builder builder, ContainerImage image) {
    super(builder, image);
    edge = builder.edge;
  }

  /**
   * Starts with the profile's default for every option but the image.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder();
  }

  /** Sets the options of the frontend. Whatever is left out gets the profile's default. */
  public static final class Builder extends ServiceProps.Builder<FrontendProps, Builder> {
    private EdgeProps edge = EdgeProps.builder().build();

    private Builder() {
      super("frontend", DEFAULT_PORT, RESERVED);
    }

    /**
     * The way in from the internet: TLS, a name, and who may call. Default: {@link EdgeProps}'
     * defaults, which are HTTP for everybody.
     *
     * @param edge options of the way in
     * @return this builder
     */
    public Builder edge(@Nullable EdgeProps edge) {
      this.edge = edge == null ? EdgeProps.builder().build() : edge;
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    FrontendProps of(ContainerImage image) {
      return new FrontendProps(this, image);
    }
  }
}
