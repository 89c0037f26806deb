package io.github.threetierecs;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.ContainerChecks;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.LogRouting;
import io.github.threetierecs.internal.service.Sidecars;
import io.github.threetierecs.internal.service.TaskDefinitionSize;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * What every task has, of whichever service it is: its image, its size, its variables, its logs.
 */
public abstract sealed class TaskProps permits ScheduledTaskProps, TargetProps, WorkerProps {
  static final String SET_AN_IMAGE =
      "set one such as ContainerImage.fromRegistry(\"nginx:stable\")";

  /** What the construct tells of itself and of the database. */
  private static final List<String> RESERVED =
      List.of(
          "AWS_REGION",
          "DB_HOST",
          "DB_IAM_USER",
          "DB_NAME",
          "DB_PASSWORD",
          "DB_PORT",
          "DB_READ_HOSTS",
          "DB_SECRET_ARN",
          "DB_USER");

  final Values values;

  TaskProps(Values values) {
    this.values = values;
  }

  /**
   * {@return the environment variables that the construct itself sets of a task that may use the
   * database}
   *
   * @param further what it sets besides
   */
  static Set<String> reservedWith(String... further) {
    Set<String> all = new TreeSet<>(RESERVED);
    all.addAll(List.of(further));
    return all;
  }

  /**
   * Sets the options of a task. Whatever is left out gets the profile's default.
   *
   * @param <P> what it builds
   * @param <B> the builder itself
   */
  public abstract static sealed class Builder<P extends TaskProps, B extends Builder<P, B>>
      implements software.amazon.jsii.Builder<P>
      permits ScheduledTaskProps.Builder, TargetProps.Builder, WorkerProps.Builder {
    private final Values.Setter values;
    private final String path;
    private final Set<String> reserved;

    /**
     * Starts with what was chosen before.
     *
     * @param before the values of the service
     * @param path the path of the service's options, and the name of its own container
     * @param reserved the environment variables that the construct itself sets
     */
    Builder(Values before, String path, Set<String> reserved) {
      values = before.setter();
      this.path = path;
      this.reserved = reserved;
    }

    abstract B self();

    abstract P of(Values chosen);

    /** {@return whether there is no task without an image of its own} */
    boolean needsImage() {
      return true;
    }

    /** Refuses what applies to one kind of service only. */
    abstract void checkKind(Problems problems, Values chosen);

    /** Refuses images that one kind of service cannot run. */
    abstract void checkImage(Problems problems, Values chosen, ContainerImage image);

    final <T> B with(Option<T> option, @Nullable T value) {
      values.set(option, value);
      return self();
    }

    /**
     * The container's image: any {@link ContainerImage}, from a public registry, an Amazon ECR
     * repository or a Docker asset. It must be built for the architecture of the instance type,
     * which nothing can check here: give an asset its platform, {@code
     * AssetImageProps.builder().platform(Platform.LINUX_AMD64).build()} or {@code LINUX_ARM64}, or
     * it is built for the machine that runs Docker.
     *
     * <p>Give maps of an asset, such as {@code buildArgs}, as a {@code TreeMap}: their order is in
     * the image's hash, and {@code Map.of} has another one in every run.
     *
     * <p>Required, but for a scheduled task, which runs the backend's image otherwise. Changing it
     * deploys the service again, old tasks serving until the new ones are healthy.
     *
     * @param image the image
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public B image(@Nullable ContainerImage image) {
      return with(ServiceOptions.IMAGE, image);
    }

    /**
     * The CPU units that are reserved for a task; 1 024 are one vCPU. A task may use more while its
     * instance has some to spare, unless {@code backend.serviceConnect} is on.
     *
     * <p>Default: 256 in both profiles; of a scheduled task that runs the backend's image, {@code
     * backend.cpu}. Changing it deploys the service again.
     *
     * <p>Refused: anything but a whole number from 2, the least that ECS gives a container, to 196
     * 608, and with the other containers more than an instance of {@code capacity} has.
     *
     * @param cpu CPU units, from 2 to 196 608
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public B cpu(@Nullable Number cpu) {
      return with(ServiceOptions.CPU, cpu);
    }

    /**
     * The memory of a task, in MiB. A container that takes more is killed.
     *
     * <p>Default: 512 in both profiles; of a scheduled task that runs the backend's image, {@code
     * backend.memoryMiB}. Changing it deploys the service again.
     *
     * <p>Refused: anything but a whole number from 6, the least that Docker accepts, to 25 165 824,
     * and with the other containers more than an instance of {@code capacity} has.
     *
     * @param memoryMiB MiB, from 6 to 25 165 824
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public B memoryMiB(@Nullable Number memoryMiB) {
      return with(ServiceOptions.MEMORY_MIB, memoryMiB);
    }

    /**
     * How long CloudWatch Logs keeps what the containers print, as far as it gets it: see {@link
     * #logging}.
     *
     * <p>Default: {@code THREE_MONTHS} in PRODUCTION, where the log group also outlives the stack;
     * {@code ONE_WEEK} in DEVELOPMENT. It can be changed in place.
     *
     * @param logRetention how long
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">PutRetentionPolicy</a>
     */
    public B logRetention(@Nullable RetentionDays logRetention) {
      return with(ServiceOptions.LOG_RETENTION, logRetention);
    }

    /**
     * Where the service's own container writes what it prints, instead of the service's log group
     * in CloudWatch Logs: {@code LogDrivers.firelens(…)} to a router among the {@link #sidecars},
     * {@code LogDrivers.splunk(…)}, {@code LogDrivers.fluentd(…)} and the like. The execution role
     * may read the secrets among the driver's options. {@code docs/guides/logs.md} has an example,
     * what is to be allowed to the task role, and what still goes to the log group.
     *
     * <p>Default: the service's log group in both profiles. Changing it deploys the service again;
     * a driver that the agents have to be configured for also rolls the instances, and new tasks
     * wait for the first new instance.
     *
     * <p>Refused: a FireLens driver without a {@code FirelensLogRouterDefinitionOptions} among the
     * sidecars; by the construct, a driver that Amazon ECS does not have on EC2 instances.
     *
     * @param logging a log driver
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html">FireLens</a>
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html">Log
     *     configuration</a>
     */
    public B logging(@Nullable LogDriver logging) {
      return with(ServiceOptions.LOGGING, logging);
    }

    /**
     * Environment variables of the container, in addition to those that the construct sets. They
     * are readable by everyone who may read the task definition: passwords belong in {@link
     * #secrets}.
     *
     * <p>Default: none in both profiles. Changing them deploys the service again.
     *
     * <p>Refused: a variable that the construct itself sets, one that {@link #secrets} sets too, an
     * empty name, and one with {@code =} or white space in it.
     *
     * @param environment values by name
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/taskdef-envfiles.html">Environment
     *     variables</a>
     */
    public B environment(@Nullable Map<String, String> environment) {
      return with(
          ServiceOptions.ENVIRONMENT, environment == null ? null : Problems.copyOf(environment));
    }

    /**
     * Environment variables whose values are read from Secrets Manager or Parameter Store when a
     * task starts. The execution role is allowed to read them.
     *
     * <p>Default: none in both profiles. Changing them deploys the service again.
     *
     * <p>Refused: the same names as in {@link #environment}.
     *
     * @param secrets secrets by name
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html">Sensitive
     *     data</a>
     */
    public B secrets(@Nullable Map<String, Secret> secrets) {
      return with(ServiceOptions.SECRETS, secrets == null ? null : Problems.copyOf(secrets));
    }

    /**
     * How the container runs its image: as whom, with what rights, and what it starts. Default:
     * {@link ContainerProps}' defaults.
     *
     * @param container options of the container
     * @return this builder
     */
    public B container(@Nullable ContainerProps container) {
      return with(ServiceOptions.CONTAINER, container == null ? null : container.values);
    }

    /**
     * Further containers of each task, by name, such as a proxy or a collector of traces. They
     * share the task's network interface and its task role, and reach the container on {@code
     * localhost}. What they print goes to the service's log group, under their name, unless their
     * own {@code logging} is set. {@code FirelensLogRouterDefinitionOptions} describe a router of
     * FireLens. The execution role may read what the options name: secrets, those of log drivers
     * and of private registries too, environment files, and a router's configuration in Amazon S3.
     *
     * <p>Of the variables of the application's container, a sidecar gets {@code AWS_REGION} only;
     * {@code docs/adding.md#a-container-that-runs-before-the-application-such-as-a-migration} adds
     * what one needs for the database. What migrates the schema is {@code backend.migration}.
     *
     * <p>Default: none in both profiles. Changing them deploys the service again. A sidecar is
     * {@code essential} unless it says otherwise: when it stops, the task is replaced.
     *
     * <p>Refused: the name of the service's own container, and what is no name of a container; more
     * than nine; neither {@code memoryLimitMiB} nor {@code memoryReservationMiB}; a port that
     * another container of the task listens on; what {@code container}, {@code environment} and
     * {@code secrets} refuse of the service's own container, and nulls in any list or map; with
     * {@code BRIDGE}, a {@code hostPort} that another sidecar has, or that is reserved on every
     * instance (22, 2375, 2376, 51678 to 51680); a {@code containerName} other than its name here;
     * a second router of FireLens, and a FireLens driver without one; {@code credentialSpecs} and
     * {@code inferenceAcceleratorResources}, for which the instances have nothing; with {@code
     * capacity.taskNetworking} {@code AWSVPC}, {@code hostname}, {@code dnsServers}, {@code
     * dnsSearchDomains} and {@code extraHosts}, which ECS takes in bridge mode only; more than the
     * 64 KiB that a task definition can have.
     *
     * @param sidecars containers by name
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definitions">Container
     *     definitions</a>
     */
    public B sidecars(@Nullable Map<String, ContainerDefinitionOptions> sidecars) {
      return with(ServiceOptions.SIDECARS, sidecars == null ? null : Problems.copyOf(sidecars));
    }

    /**
     * What the container waits for: sidecars, and how far each must have come. {@code HEALTHY} for
     * a proxy with a health check, {@code SUCCESS} for one that prepares something and ends.
     *
     * <p>Default: nothing in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: a name that is not in {@link #sidecars}; {@code HEALTHY} for a sidecar without a
     * health check; {@code COMPLETE} or {@code SUCCESS} for one that is essential, since its end
     * would stop the task.
     *
     * @param startAfter conditions by the sidecar's name
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html">Container
     *     dependency</a>
     */
    public B startAfter(@Nullable Map<String, ContainerDependencyCondition> startAfter) {
      return with(
          ServiceOptions.START_AFTER, startAfter == null ? null : Problems.copyOf(startAfter));
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public P build() {
      return of(values.checked(path, this::checkTogether));
    }

    private void checkTogether(Problems problems, Values chosen) {
      ContainerImage image = chosen.find(ServiceOptions.IMAGE);
      if (needsImage()) {
        problems.missing(ServiceOptions.IMAGE.name(), image, SET_AN_IMAGE);
      }
      checkScaling(problems, chosen);
      checkKind(problems, chosen);
      Map<String, String> environment = chosen.known(ServiceOptions.ENVIRONMENT);
      Map<String, ContainerDefinitionOptions> sidecars = chosen.known(ServiceOptions.SIDECARS);
      new ContainerChecks(problems, "")
          .variables(environment, chosen.find(ServiceOptions.SECRETS), path + ".secrets", reserved);
      Sidecars.check(
          problems, path, sidecars, Problems.copyOf(chosen.find(ServiceOptions.START_AFTER)));
      LogRouting.check(problems, chosen.find(ServiceOptions.LOGGING), sidecars);
      TaskDefinitionSize.check(
          problems, path, environment, chosen.known(ServiceOptions.CONTAINER), sidecars);
      if (image != null) {
        checkImage(problems, chosen, image);
      }
    }

    private static void checkScaling(Problems problems, Values chosen) {
      Values scaling = chosen.find(ServiceOptions.AUTO_SCALING);
      if (scaling != null) {
        Number desired = chosen.find(ServiceOptions.DESIRED_COUNT);
        problems.ascending(
            "autoScaling.minTasks",
            scaling.find(AutoScalingOptions.MIN_TASKS),
            "desiredCount",
            desired);
        problems.ascending(
            "desiredCount",
            desired,
            "autoScaling.maxTasks",
            scaling.find(AutoScalingOptions.MAX_TASKS));
      }
    }
  }
}
