package io.github.threetierecs;

import io.github.threetierecs.internal.options.ApplicationUserOptions;
import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.InstanceTypes;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.ObservabilityOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** What a {@link ThreeTierEcsApp} is made from: two images, a profile, and options by tier. */
public final class ThreeTierEcsAppProps {
  final Profile profile;
  final @Nullable KeyStrategy keys;
  final NetworkProps network;
  final CapacityProps capacity;
  final FrontendProps frontend;
  final BackendProps backend;
  final DatabaseProps database;
  final @Nullable ObservabilityProps observability;
  final @Nullable BackupProps backup;

  /** Of the options together. */
  final List<Warning> warnings;

  private ThreeTierEcsAppProps(Builder builder, FrontendProps frontend, BackendProps backend) {
    profile = builder.profile;
    keys = builder.keys;
    network = builder.network;
    capacity = builder.capacity;
    database = builder.database;
    observability = builder.observability;
    backup = builder.backup;
    warnings = builder.warnings;
    this.frontend = frontend;
    this.backend = backend;
  }

  /** {@return what was chosen of the network, and the profile's defaults for the rest} */
  Values networkOptions() {
    return network.values.in(profile);
  }

  /** {@return what was chosen of the capacity, and the profile's defaults for the rest} */
  Values capacityOptions() {
    return capacity.values.in(profile);
  }

  /** {@return what was chosen of the alarms, with defaults for the rest; null without alarms} */
  @Nullable Values observabilityOptions() {
    return observability == null ? null : observability.values.in(profile);
  }

  /** {@return what was chosen of the database, and the profile's defaults for the rest} */
  Values databaseOptions() {
    return database.values.in(profile);
  }

  /** {@return what was chosen of the frontend, and the profile's defaults for the rest} */
  Values frontendOptions() {
    return frontend.values.in(profile);
  }

  /** {@return what was chosen of the backend, and the profile's defaults for the rest} */
  Values backendOptions() {
    return backend.values.in(profile);
  }

  /** {@return what was chosen of the snapshots, with defaults for the rest; null without them} */
  @Nullable Values backupOptions() {
    return backup == null ? null : backup.values.in(profile);
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
    Cdk.check();
    Problems problems = new Problems("");
    problems.argument("frontendImage", frontendImage, ServiceProps.SET_AN_IMAGE);
    problems.argument("backendImage", backendImage, ServiceProps.SET_AN_IMAGE);
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
    Cdk.check();
    return new Builder();
  }

  /** Sets the options by tier. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<ThreeTierEcsAppProps> {
    private final Problems problems = new Problems("");
    private Profile profile = Profile.PRODUCTION;
    private @Nullable KeyStrategy keys;
    private NetworkProps network = NetworkProps.builder().build();
    private CapacityProps capacity = CapacityProps.builder().build();
    private @Nullable FrontendProps frontend;
    private @Nullable BackendProps backend;
    private DatabaseProps database = DatabaseProps.builder().build();
    private @Nullable ObservabilityProps observability;
    private @Nullable BackupProps backup;
    private List<Warning> warnings = List.of();

    private Builder() {}

    /**
     * Which defaults the options that are left out get.
     *
     * <p>Default: {@link Profile#PRODUCTION}. Changing it changes all those defaults at once. That
     * of {@link #keys} would replace the database: CloudFormation refuses the deployment, unless
     * {@code keys} is set to what it was. From PRODUCTION to DEVELOPMENT it also fails unless
     * {@code database.allocatedStorage} and {@code database.maxAllocatedStorage} are set to what
     * they were: RDS does not shrink a volume.
     *
     * @param profile the profile
     * @return this builder
     */
    public Builder profile(@Nullable Profile profile) {
      this.profile = profile == null ? Profile.PRODUCTION : profile;
      return this;
    }

    /**
     * Whose KMS keys encrypt the database, secrets, log groups and volumes.
     *
     * <p>Default: {@link KeyStrategy#ONE_KEY} in PRODUCTION, {@link KeyStrategy#AWS_MANAGED} in
     * DEVELOPMENT. <b>Choose it before the first deployment</b>: RDS cannot change the key of an
     * instance, so that changing it later would replace the database, and with it lose what is in
     * it. CloudFormation refuses such a deployment until it is confirmed; {@code docs/upgrades.md}
     * has the safe way.
     *
     * @param keys the strategy
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html">Encrypting
     *     RDS resources</a>
     */
    public Builder keys(@Nullable KeyStrategy keys) {
      this.keys = keys;
      return this;
    }

    /**
     * The VPC and its subnets. Default: {@link NetworkProps}' defaults.
     *
     * @param network options of the network
     * @return this builder
     */
    public Builder network(@Nullable NetworkProps network) {
      this.network = network == null ? NetworkProps.builder().build() : network;
      return this;
    }

    /**
     * The EC2 instances and the cluster. Default: {@link CapacityProps}' defaults.
     *
     * @param capacity options of the capacity
     * @return this builder
     */
    public Builder capacity(@Nullable CapacityProps capacity) {
      this.capacity = capacity == null ? CapacityProps.builder().build() : capacity;
      return this;
    }

    /**
     * The internet-facing tier. Required, since it names an image.
     *
     * @param frontend options of the frontend
     * @return this builder
     */
    public Builder frontend(@Nullable FrontendProps frontend) {
      this.frontend = frontend;
      return this;
    }

    /**
     * The internal tier, which has the database. Required, since it names an image.
     *
     * @param backend options of the backend
     * @return this builder
     */
    public Builder backend(@Nullable BackendProps backend) {
      this.backend = backend;
      return this;
    }

    /**
     * The database. Default: {@link DatabaseProps}' defaults.
     *
     * @param database options of the database
     * @return this builder
     */
    public Builder database(@Nullable DatabaseProps database) {
      this.database = database == null ? DatabaseProps.builder().build() : database;
      return this;
    }

    /**
     * Alarms, a topic that tells of them, and a dashboard.
     *
     * <p>Default: none in both profiles; {@code ObservabilityProps.builder().build()} gives all of
     * them. It can be changed in place: nothing restarts.
     *
     * @param observability options of the alarms
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">CloudWatch
     *     alarms</a>
     */
    public Builder observability(@Nullable ObservabilityProps observability) {
      this.observability = observability;
      return this;
    }

    /**
     * Snapshots of the database in a vault of AWS Backup, beside RDS's own backups.
     *
     * <p>Default: none in both profiles; {@code BackupProps.builder().build()} gives a snapshot a
     * day and one a month. It can be added in place: nothing restarts. When it is taken away, no
     * more snapshots are made; in PRODUCTION the vault stays with those that there are, and to set
     * the option again fails until that vault is deleted. In DEVELOPMENT it cannot be taken away,
     * nor the stack deleted, while snapshots are in the vault.
     *
     * @param backup options of the snapshots
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/vaults.html">Backup
     *     vaults</a>
     */
    public Builder backup(@Nullable BackupProps backup) {
      this.backup = backup;
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
          "frontend", frontend, "set one such as FrontendProps.builder().image(…).build()");
      problems.missing(
          "backend", backend, "set one such as BackendProps.builder().image(…).build()");
      checkInstances();
      checkDatabase();
      checkApplicationUser();
      checkPlacement();
      List<Values> services =
          Stream.of(frontend, backend)
              .filter(Objects::nonNull)
              .map(it -> it.values.in(profile))
              .toList();
      services.forEach(this::checkTasks);
      services.forEach(this::checkRoomToDeploy);
      checkPorts(frontend, FrontendOptions.CONTAINER_PORT);
      checkPorts(backend, BackendOptions.CONTAINER_PORT);
      services.forEach(this::checkCpuAlarm);
      checkPortForward();
      checkServiceConnect();
      problems.refuse();
      return new ThreeTierEcsAppProps(
          this, Objects.requireNonNull(frontend), Objects.requireNonNull(backend));
    }

    private void checkInstances() {
      Values options = capacity.values.in(profile);
      Setting most = options.setting(CapacityOptions.MAX_INSTANCES);
      problems.ascending(options.setting(CapacityOptions.MIN_INSTANCES), most);
      if (CapacityOptions.usesSpot(options)) {
        checkSpotRoom(options.setting(CapacityOptions.ON_DEMAND_BASE), most);
      }
      if (options.get(CapacityOptions.ENI_TRUNKING)
          && !options.has(CapacityOptions.INSTANCE_TYPE)) {
        InstanceTypes.checkTrunking(
            problems,
            CapacityOptions.ENI_TRUNKING.path(),
            CapacityOptions.instanceType(options),
            CapacityOptions.INSTANCE_TYPE.path(),
            options.origin(CapacityOptions.INSTANCE_TYPE));
      }
    }

    private void checkPlacement() {
      if (frontend != null && backend != null) {
        warnings =
            new PlacementCheck(
                    problems,
                    network.values.in(profile),
                    capacity.values.in(profile),
                    frontend.values.in(profile),
                    wholeBackend(backend.values.in(profile)))
                .warnings();
      }
    }

    private void checkSpotRoom(Setting base, Setting most) {
      if (base.isKnown() && most.isKnown() && base.number() >= most.number()) {
        problems.add(
            base.option(),
            base,
            "leaves no room for a Spot instance below " + most.option() + " " + most,
            "lower it, or raise " + most.option());
      }
    }

    private void checkDatabase() {
      Values options = database.values.in(profile);
      SubnetSelection subnets = network.values.find(NetworkOptions.DATABASE_SUBNETS);
      if (DatabaseOptions.isExisting(options) && subnets != null) {
        problems.add(
            NetworkOptions.DATABASE_SUBNETS.path(),
            new Problems.Words(ExistingVpc.describe(subnets)),
            "are for a database that the construct makes, but "
                + DatabaseOptions.existing(options).path()
                + " is set",
            "leave out one of the two");
      }
      if (options.has(DatabaseOptions.EXISTING_CLUSTER)
          && observability != null
          && observability.values.has(ObservabilityOptions.FREE_STORAGE_GIB)) {
        problems.add(
            ObservabilityOptions.FREE_STORAGE_GIB.path(),
            observability.values.find(ObservabilityOptions.FREE_STORAGE_GIB),
            "is of a volume with a size, but the one of database.existingCluster grows by itself",
            "leave it out");
      }
      DatabaseOptions.checkWithDefaults(problems, options);
    }

    /** The backend's task begins with a container that makes its user, if it is to have one. */
    private Values wholeBackend(Values options) {
      Values user = database.values.in(profile).find(DatabaseOptions.APPLICATION_USER);
      return user == null
          ? options
          : ServiceOptions.beginningWith(options, ApplicationUser.size(user));
    }

    private void checkApplicationUser() {
      Values options = database.values.in(profile);
      Values user = options.find(DatabaseOptions.APPLICATION_USER);
      if (backend == null || user == null) {
        return;
      }
      Map<String, ContainerDefinitionOptions> sidecars =
          backend.values.in(profile).get(ServiceOptions.SIDECARS);
      ApplicationUser.checkName(
          problems, user.get(ApplicationUserOptions.NAME), options.get(DatabaseOptions.USERNAME));
      if (sidecars.containsKey(ApplicationUser.CONTAINER)) {
        problems.add(
            "backend.sidecars",
            ApplicationUser.CONTAINER,
            "is the name of the container that makes database.applicationUser",
            "use another");
      }
      int others = TaskDefinitionSize.MOST_CONTAINERS - 2;
      if (sidecars.size() > others) {
        problems.add(
            "backend.sidecars",
            new Problems.Words(sidecars.size() + " sidecars"),
            "with the backend's own container and that of database.applicationUser are more than"
                + " the "
                + TaskDefinitionSize.MOST_CONTAINERS
                + " that a task definition can have",
            "keep at most " + others);
      }
    }

    /** A deployment that may neither start a task nor stop one waits until it fails. */
    private void checkRoomToDeploy(Values service) {
      Values deployment = service.get(ServiceOptions.DEPLOYMENT);
      if (deployment.get(DeploymentOptions.MIN_HEALTHY_PERCENT).intValue() == 0) {
        return;
      }
      Setting least = ServiceOptions.leastTasks(service);
      Number tasks = Objects.requireNonNull(least.value());
      if (!Tokens.isToken(tasks) && DeploymentOptions.stalls(deployment, tasks.intValue())) {
        problems.add(
            deployment.path(DeploymentOptions.MAX_HEALTHY_PERCENT),
            deployment.get(DeploymentOptions.MAX_HEALTHY_PERCENT),
            "with minHealthyPercent "
                + deployment.get(DeploymentOptions.MIN_HEALTHY_PERCENT)
                + " lets a deployment of "
                + least.option()
                + " "
                + least
                + " neither start a task nor stop one",
            "raise maxHealthyPercent, or lower minHealthyPercent");
      }
    }

    private void checkPortForward() {
      if (backend != null
          && database.values.in(profile).get(DatabaseOptions.PORT_FORWARD)
          && !ServiceOptions.executesCommands(backend.values.in(profile))) {
        problems.add(
            "database.portForward",
            true,
            "goes through a session in the backend's container, which takes none",
            "set backend.container.executeCommand to true, or leave database.portForward out");
      }
    }

    private void checkServiceConnect() {
      if (backend == null) {
        return;
      }
      Values options = backend.values.in(profile);
      if (options.get(BackendOptions.SERVICE_CONNECT)) {
        ServiceConnect.checkSurroundings(
            problems, capacity.values.in(profile), network.values.in(profile));
        ServiceConnect.checkBackendTask(problems, options);
        if (frontend != null) {
          ServiceConnect.checkFrontendTask(problems, frontend.values.in(profile));
        }
      }
    }

    /** Only a count that is neither set nor overruled by a minimum is still to be checked. */
    private void checkTasks(Values service) {
      Values scaling = service.find(ServiceOptions.AUTO_SCALING);
      if (scaling != null
          && !scaling.has(AutoScalingOptions.MIN_TASKS)
          && !service.has(ServiceOptions.DESIRED_COUNT)) {
        problems.ascending(
            service.setting(ServiceOptions.DESIRED_COUNT),
            scaling.setting(AutoScalingOptions.MAX_TASKS));
      }
    }

    private void checkPorts(@Nullable ServiceProps service, Option<Number> containerPort) {
      if (service == null) {
        return;
      }
      Values options = service.values.in(profile);
      if (capacity.values.in(profile).get(CapacityOptions.TASK_NETWORKING).givesInterfaces()) {
        Sidecars.checkInterface(problems, options, options.get(containerPort));
      } else {
        Sidecars.checkInstance(problems, options);
      }
    }

    /** Scaling keeps the tasks at its target, where they would raise the alarm for good. */
    private void checkCpuAlarm(Values service) {
      Values scaling = service.find(ServiceOptions.AUTO_SCALING);
      if (observability == null || scaling == null) {
        return;
      }
      Number target = AutoScalingOptions.cpuTarget(scaling);
      Setting alarm = observability.values.in(profile).setting(ObservabilityOptions.CPU_PERCENT);
      if (alarm.value() != null
          && target != null
          && !Tokens.isToken(target)
          && !Tokens.isToken(alarm.value())
          && alarm.value().doubleValue() <= target.doubleValue()) {
        String option = scaling.path(AutoScalingOptions.CPU_UTILIZATION_PERCENT);
        problems.add(
            alarm.option(),
            alarm,
            "is not above " + option + " " + target + ", where scaling keeps the tasks",
            "set observability.cpuPercent higher, or " + option + " lower");
      }
    }
  }
}
