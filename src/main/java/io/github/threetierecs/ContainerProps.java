package io.github.threetierecs;

import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.Ulimit;

/**
 * How a service's container runs its image: as whom, with what rights, and what it starts. Hardly
 * anything of it has a default, because an image has to be built for a read-only file system,
 * another user or fewer rights.
 */
public final class ContainerProps {
  final Values values;

  private ContainerProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with what the image says, for every option.
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

  /** Sets how the container runs. Whatever is left out is as the image and Docker have it. */
  public static final class Builder implements software.amazon.jsii.Builder<ContainerProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * Whether the container's root file system is read-only, so that an intruder can leave nothing
     * in it. What the application has to write goes to {@link #writablePaths}.
     *
     * <p>Default: false in both profiles, since many images write when they start: {@code nginx} to
     * {@code /var/cache/nginx} and {@code /var/run}, most JVMs to {@code /tmp}. Changing it deploys
     * the service again.
     *
     * @param readonlyRootFilesystem true for a read-only root file system
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_storage">Storage
     *     and logging</a>
     */
    public Builder readonlyRootFilesystem(@Nullable Boolean readonlyRootFilesystem) {
      values.set(ContainerOptions.READONLY_ROOT_FILESYSTEM, readonlyRootFilesystem);
      return this;
    }

    /**
     * The folders that stay writable. Each is an empty volume on the instance's disk that is
     * created and deleted with the task; a folder of the image brings its content and its owner
     * along. One that is not in the image belongs to root: a container of another user cannot write
     * to it.
     *
     * <p>Default: none in both profiles. Changing them deploys the service again.
     *
     * <p>Refused: without {@link #readonlyRootFilesystem}, since then all is writable; what is not
     * the absolute path of a folder, in letters, digits, {@code _}, {@code .} and {@code -}; a path
     * that is named twice.
     *
     * @param writablePaths such as {@code List.of("/tmp", "/var/cache/nginx")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html">Bind
     *     mounts</a>
     */
    public Builder writablePaths(@Nullable List<String> writablePaths) {
      values.set(
          ContainerOptions.WRITABLE_PATHS,
          writablePaths == null ? null : Problems.copyOf(writablePaths));
      return this;
    }

    /**
     * Who the container's process runs as. Another user than root may not be able to listen on a
     * port below 1 024: then set {@code containerPort} too.
     *
     * <p>Default: as the image says in both profiles, which is often root. Changing it deploys the
     * service again.
     *
     * <p>Refused: what is neither {@code user}, {@code uid}, nor one of them with {@code :group} or
     * {@code :gid}.
     *
     * @param user such as {@code "1000:1000"} or {@code "app"}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public Builder user(@Nullable String user) {
      values.set(ContainerOptions.USER, user);
      return this;
    }

    /**
     * Which of the capabilities that Docker gives a container's root are dropped.
     *
     * <p>Default: {@link Capability#NET_RAW} in {@code PRODUCTION}, none in {@code DEVELOPMENT}.
     * With {@code NET_RAW} a container can impersonate its neighbours on an instance's bridge and
     * read their credentials; applications need it for {@code ping} as root and to capture packets,
     * and for little else. What is set here replaces the default: an empty list keeps all
     * capabilities. {@link Capability#ALL} is right for most applications that do not run as root.
     * Sidecars keep theirs, unless their own {@code linuxParameters} drop them. Changing the list
     * deploys the service again.
     *
     * <p>Refused: a capability that is named twice.
     *
     * @param dropCapabilities such as {@code List.of(Capability.ALL)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html">Kernel
     *     capabilities</a>
     */
    public Builder dropCapabilities(@Nullable List<Capability> dropCapabilities) {
      values.set(
          ContainerOptions.DROP_CAPABILITIES,
          dropCapabilities == null ? null : Problems.copyOf(dropCapabilities));
      return this;
    }

    /**
     * Limits of the operating system on the container's processes, such as how many files they have
     * open.
     *
     * <p>Default: none in both profiles; the limits are those of the instance's Docker daemon.
     * Changing them deploys the service again.
     *
     * <p>Refused: a limit that is set twice, and a soft limit above its hard one.
     *
     * @param ulimits such as one of {@code UlimitName.NOFILE}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html">Ulimit</a>
     */
    public Builder ulimits(@Nullable List<Ulimit> ulimits) {
      values.set(ContainerOptions.ULIMITS, ulimits == null ? null : Problems.copyOf(ulimits));
      return this;
    }

    /**
     * Whether Docker's small init process starts the container's and reaps what that leaves behind.
     * It helps applications that do not expect to be process 1, and so neither stop on {@code
     * SIGTERM} nor collect their children.
     *
     * <p>Default: false in both profiles, since images with their own init process expect it to be
     * process 1. Changing it deploys the service again.
     *
     * @param initProcess true for Docker's init process
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html">Linux
     *     parameters</a>
     */
    public Builder initProcess(@Nullable Boolean initProcess) {
      values.set(ContainerOptions.INIT_PROCESS, initProcess);
      return this;
    }

    /**
     * Whether people whom your policies allow {@code ecs:ExecuteCommand} can run commands and
     * shells in the service's running containers, as root. What they type and see is written to a
     * separate log group, for which the image needs {@code script} and {@code cat}. {@code
     * docs/security/roles.md#ecs-exec} says which further rights they need.
     *
     * <p>A session may leave zombie processes behind: set {@link #initProcess} too, unless the
     * image brings an init process.
     *
     * <p>Default: false in both profiles. It can be changed in place, for tasks that start later:
     * running tasks accept no session until they are replaced ({@code
     * docs/guides/database-access.md#as-a-person}).
     *
     * <p>Refused: with {@link #readonlyRootFilesystem}, since the agent of Systems Manager has to
     * write.
     *
     * @param executeCommand true to allow sessions
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html">ECS
     *     Exec</a>
     */
    public Builder executeCommand(@Nullable Boolean executeCommand) {
      values.set(ContainerOptions.EXECUTE_COMMAND, executeCommand);
      return this;
    }

    /**
     * What the container starts, instead of the image's {@code ENTRYPOINT}. Docker then ignores the
     * image's {@code CMD} too: set {@link #command}.
     *
     * <p>Default: the image's in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: an empty list.
     *
     * @param entryPoint the program and its first arguments
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public Builder entryPoint(@Nullable List<String> entryPoint) {
      values.set(
          ContainerOptions.ENTRY_POINT, entryPoint == null ? null : Problems.copyOf(entryPoint));
      return this;
    }

    /**
     * What the entry point is given, instead of the image's {@code CMD}.
     *
     * <p>Default: the image's in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: an empty list.
     *
     * @param command the arguments, one a string
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public Builder command(@Nullable List<String> command) {
      values.set(ContainerOptions.COMMAND, command == null ? null : Problems.copyOf(command));
      return this;
    }

    /**
     * The folder that the container starts in, instead of the image's {@code WORKDIR}.
     *
     * <p>Default: the image's in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: what does not begin with {@code /}.
     *
     * @param workingDirectory such as {@code /app}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public Builder workingDirectory(@Nullable String workingDirectory) {
      values.set(ContainerOptions.WORKING_DIRECTORY, workingDirectory);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public ContainerProps build() {
      return new ContainerProps(values.checked("container", Builder::checkTogether));
    }

    private static void checkTogether(Problems problems, Values chosen) {
      boolean readonly =
          Boolean.TRUE.equals(chosen.find(ContainerOptions.READONLY_ROOT_FILESYSTEM));
      List<String> paths = Problems.copyOf(chosen.find(ContainerOptions.WRITABLE_PATHS));
      if (!paths.isEmpty() && !readonly) {
        problems.add(
            ContainerOptions.WRITABLE_PATHS.name(),
            paths,
            "is for a read-only root file system, and this one is writable",
            "set container.readonlyRootFilesystem to true, or leave the paths out");
      }
      if (readonly && Boolean.TRUE.equals(chosen.find(ContainerOptions.EXECUTE_COMMAND))) {
        problems.add(
            ContainerOptions.EXECUTE_COMMAND.name(),
            true,
            "needs a writable root file system, and this one is read-only",
            "leave out container.readonlyRootFilesystem or container.executeCommand");
      }
    }
  }
}
