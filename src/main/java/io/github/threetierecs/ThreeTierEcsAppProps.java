package io.github.threetierecs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** What a {@link ThreeTierEcsApp} is made from: two images, a profile, and options by tier. */
public final class ThreeTierEcsAppProps {
  final Profile profile;
  final NetworkProps network;
  final CapacityProps capacity;
  final FrontendProps frontend;
  final BackendProps backend;
  final DatabaseProps database;

  private ThreeTierEcsAppProps(Builder builder, FrontendProps frontend, BackendProps backend) {
    profile = builder.profile;
    network = builder.network;
    capacity = builder.capacity;
    database = builder.database;
    this.frontend = frontend;
    this.backend = backend;
  }

  /**
   * The whole system from two images: {@link Profile#PRODUCTION} with every default.
   *
   * @param frontendImage listens on port 80 and answers {@code /} with status 200
   * @param backendImage listens on port 8080 and answers {@code /} with status 200
   * @return the options
   * @throws IllegalArgumentException if an image is null
   */
  public static ThreeTierEcsAppProps of(ContainerImage frontendImage, ContainerImage backendImage) {
    Problems problems = new Problems("");
    problems.given("frontendImage", frontendImage);
    problems.given("backendImage", backendImage);
    problems.refuse();
    return builder()
        .frontend(FrontendProps.builder().image(frontendImage).build())
        .backend(BackendProps.builder().image(backendImage).build())
        .build();
  }

  /**
   * Starts with {@link Profile#PRODUCTION} and its default for every option but the images.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Sets the options by tier. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<ThreeTierEcsAppProps> {
    private final Problems problems = new Problems("");
    private Profile profile = Profile.PRODUCTION;
    private NetworkProps network = NetworkProps.builder().build();
    private CapacityProps capacity = CapacityProps.builder().build();
    private @Nullable FrontendProps frontend;
    private @Nullable BackendProps backend;
    private DatabaseProps database = DatabaseProps.builder().build();

    private Builder() {}

    /**
     * Which defaults the options that are left out get.
     *
     * <p>Default: {@link Profile#PRODUCTION}. Changing it changes all those defaults at once; none
     * of them replaces the database, its secret or the VPC.
     *
     * @param profile the profile
     * @return this builder
     */
    public Builder profile(Profile profile) {
      this.profile = problems.given("profile", profile);
      return this;
    }

    /**
     * The VPC and its subnets. Default: {@link NetworkProps}' defaults.
     *
     * @param network options of the network
     * @return this builder
     */
    public Builder network(NetworkProps network) {
      this.network = problems.given("network", network);
      return this;
    }

    /**
     * The EC2 instances and the cluster. Default: {@link CapacityProps}' defaults.
     *
     * @param capacity options of the capacity
     * @return this builder
     */
    public Builder capacity(CapacityProps capacity) {
      this.capacity = problems.given("capacity", capacity);
      return this;
    }

    /**
     * The internet-facing tier. Required, since it names an image.
     *
     * @param frontend options of the frontend
     * @return this builder
     */
    public Builder frontend(FrontendProps frontend) {
      this.frontend = problems.given("frontend", frontend);
      return this;
    }

    /**
     * The internal tier, which has the database. Required, since it names an image.
     *
     * @param backend options of the backend
     * @return this builder
     */
    public Builder backend(BackendProps backend) {
      this.backend = problems.given("backend", backend);
      return this;
    }

    /**
     * The database. Default: {@link DatabaseProps}' defaults.
     *
     * @param database options of the database
     * @return this builder
     */
    public Builder database(DatabaseProps database) {
      this.database = problems.given("database", database);
      return this;
    }

    /**
     * The finished options, checked against one another and against the profile's defaults.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public ThreeTierEcsAppProps build() {
      problems.missing(
          "frontend", frontend, "give FrontendProps.builder().image(…).build(), or use of(…)");
      problems.missing(
          "backend", backend, "give BackendProps.builder().image(…).build(), or use of(…)");
      problems.refuse();
      checkInstances();
      checkStorage();
      problems.refuse();
      return new ThreeTierEcsAppProps(
          this, Objects.requireNonNull(frontend), Objects.requireNonNull(backend));
    }

    private void checkInstances() {
      Number min = Defaults.MIN_INSTANCES.unless(capacity.minInstances, profile);
      Number max = Defaults.MAX_INSTANCES.unless(capacity.maxInstances, profile);
      problems.ascending(
          "capacity.minInstances", min, "capacity.maxInstances", max, "set both, the least first");
    }

    private void checkStorage() {
      Number max = Defaults.MAX_ALLOCATED_STORAGE_GIB.unless(database.maxAllocatedStorage, profile);
      DatabaseProps.checkRoomToGrow(
          problems,
          "database.allocatedStorage",
          Defaults.ALLOCATED_STORAGE_GIB.unless(database.allocatedStorage, profile),
          max,
          database.maxAllocatedStorage == null
              ? max + ", the default of " + profile
              : max.toString());
    }
  }
}
