package io.github.threetierecs;

import java.util.Set;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** The backend tier: an internal load balancer, and the service that has the database. */
public final class BackendProps extends ServiceProps {
  private static final int DEFAULT_PORT = 8080;

  /** The environment variables that the construct itself sets. */
  private static final Set<String> RESERVED =
      Set.of(
          "AWS_REGION",
          "DB_HOST",
          "DB_IAM_USER",
          "DB_NAME",
          "DB_PASSWORD",
          "DB_PORT",
          "DB_READ_HOSTS",
          "DB_SECRET_ARN",
          "DB_USER");

  private BackendProps(Builder builder, ContainerImage image) {
    super(builder, image);
  }

  /**
   * Starts with the profile's default for every option but the image.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Sets the options of the backend. Whatever is left out gets the profile's default. */
  public static final class Builder extends ServiceProps.Builder<BackendProps, Builder> {
    private Builder() {
      super("backend", DEFAULT_PORT, RESERVED);
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    BackendProps of(ContainerImage image) {
      return new BackendProps(this, image);
    }
  }
}
