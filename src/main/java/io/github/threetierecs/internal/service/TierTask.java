package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.capacity.LogDrivers;
import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.InitContainer;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.GivenValues;
import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import io.github.threetierecs.internal.shared.Refusals;
import io.github.threetierecs.internal.shared.SortedStatements;
import io.github.threetierecs.internal.shared.Structs;
import io.github.threetierecs.internal.shared.Trust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.AssetImage;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.RepositoryCredentialsProperty;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.EcrImage;
import software.amazon.awscdk.services.ecs.FirelensLogRouterDefinitionOptions;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RepositoryImage;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** What a tier runs: its containers, their variables, and where their output goes. */
public final class TierTask {
  public final LogGroup logGroup;
  public final Ec2TaskDefinition definition;
  public final IRole role;
  public final ContainerDefinition container;

  /** The port mapping of the service's own container, if it listens. */
  final @Nullable PortMapping port;

  /** Whether ECS Service Connect adds a proxy. */
  final boolean proxied;

  /** The containers by the option that names their image; of two with one option the first. */
  final Map<String, ContainerDefinition> containers = new LinkedHashMap<>();

  private final List<ContainerDefinition> all = new ArrayList<>();
  private @Nullable ContainerDefinition migration;

  /** The log drivers that users have given. */
  private final List<SortedLogDriver> drivers = new ArrayList<>();

  /** By option, what objects of the CDK reveal only once a container is created. */
  private final Map<String, Object> hidden = new LinkedHashMap<>();

  /** The log drivers of all containers. */
  public final Set<String> logDrivers;

  TierTask(Construct scope, Platform platform, Values service, OwnContainer own) {
    port = own.port();
    proxied = own.proxied();
    String ownName = ServiceOptions.ownContainer(service);
    ContainerImage image = service.get(ServiceOptions.IMAGE);
    Values how =
        port != null && Placeholder.is(image)
            ? service
                .with(ServiceOptions.CONTAINER, Placeholder.listeningOn(port.getContainerPort()))
                .get(ServiceOptions.CONTAINER)
            : service.get(ServiceOptions.CONTAINER);
    logGroup =
        platform
            .logGroups()
            .builder(scope, "LogGroup")
            .retention(service.get(ServiceOptions.LOG_RETENTION))
            .build();
    definition =
        Ec2TaskDefinition.Builder.create(scope, "TaskDefinition")
            .networkMode(
                platform.capacity().givesInterfaces ? NetworkMode.AWS_VPC : NetworkMode.BRIDGE)
            .build();
    role = definition.getTaskRole();
    Trust.narrow(role);
    container =
        add(
            ownName,
            service.path(),
            service.path(ServiceOptions.IMAGE),
            service.path(ServiceOptions.IMAGE),
            ContainerDefinitionOptions.builder()
                .image(image)
                .cpu(service.get(ServiceOptions.CPU))
                .stopTimeout(own.stopTimeout())
                .healthCheck(own.healthCheck())
                .memoryLimitMiB(service.get(ServiceOptions.MEMORY_MIB))
                .portMappings(port == null ? null : List.of(port))
                .environment(joined(own.environment(), service.get(ServiceOptions.ENVIRONMENT)))
                .secrets(
                    joined(
                        own.secrets(),
                        KeysOfOtherStacks.variables(scope, service.get(ServiceOptions.SECRETS))))
                .readonlyRootFilesystem(how.find(ContainerOptions.READONLY_ROOT_FILESYSTEM))
                .user(how.find(ContainerOptions.USER))
                .linuxParameters(linuxParameters(scope, "LinuxParameters", how))
                .ulimits(orNull(how.find(ContainerOptions.ULIMITS)))
                .entryPoint(how.find(ContainerOptions.ENTRY_POINT))
                .command(how.find(ContainerOptions.COMMAND))
                .workingDirectory(how.find(ContainerOptions.WORKING_DIRECTORY))
                .logging(logging(ownName, service.find(ServiceOptions.LOGGING)))
                .build());
    EcsEc2Capacity capacity = platform.capacity();
    if (ServiceOptions.executesCommands(service)) {
      capacity.sessions.allow(definition, capacity.cluster, capacity.clusterName);
    }
    mount(container, "writable-", how.get(ContainerOptions.WRITABLE_PATHS));
    containers.put(service.path(ServiceOptions.IMAGE), container);
    Map<String, ContainerDefinition> sidecars = new LinkedHashMap<>();
    service
        .get(ServiceOptions.SIDECARS)
        .forEach(
            (name, options) ->
                sidecars.put(
                    name,
                    addSidecar(
                        scope, service.path(ServiceOptions.SIDECARS) + "." + name, name, options)));
    for (InitContainer it : ServiceOptions.initContainers(service)) {
      ContainerDefinition added =
          addSidecar(scope, it.option(), it.imageOption(), it.name(), it.container());
      mount(added, it.name() + "-writable-", it.writablePaths());
      startAfter(added, it.startAfter(), sidecars);
      sidecars.put(it.name(), added);
      if (it.name().equals(Migration.CONTAINER)) {
        migration = added;
      }
    }
    startAfter(container, ServiceOptions.startAfter(service), sidecars);
    if (proxied) {
      platform.connect().makeRoom(definition, service);
    }
    boolean plain = isPlain(service, how);
    if (!plain) {
      GivenValues.check(definition, hidden);
    }
    RenderedTask rendered = plain ? RenderedTask.plain(ownName) : RenderedTask.of(definition, all);
    check(service, rendered);
    if (drivers.stream().anyMatch(SortedLogDriver::hasSeveralSecrets)) {
      SortedStatements.sortIn(definition.obtainExecutionRole());
    }
    logDrivers = rendered.logDrivers();
    // For each container, the variables whose secrets are the construct's; users have given all
    // others.
    Map<String, Set<String>> ours = new LinkedHashMap<>();
    ours.put(ownName, own.secrets().keySet());
    ServiceOptions.initContainers(service).forEach(it -> ours.put(it.name(), it.ownSecrets()));
    List<String> given = new ArrayList<>();
    for (RenderedTask.Container one : rendered.containers()) {
      given.addAll(one.secrets(ours.getOrDefault(one.name(), Set.of())));
    }
    platform.network().endpoints.needToRead(given);
    StartPermissions.grant(definition, rendered, sidecars, given);
    StartPermissions.acceptToken(definition, service);
  }

  /** {@return the service's own container, and the migration, which has whatever that has} */
  List<ContainerDefinition> ownAndMigration() {
    return migration == null ? List.of(container) : List.of(container, migration);
  }

  /** Whether the options alone tell everything that {@link RenderedTask} would be asked for. */
  private boolean isPlain(Values service, Values how) {
    return ServiceOptions.furtherContainers(service).isEmpty()
        && service.get(ServiceOptions.SECRETS).isEmpty()
        && !service.has(ServiceOptions.LOGGING)
        && TaskDefinitionSize.isSmall(service.get(ServiceOptions.ENVIRONMENT), how)
        && isWithoutCredentials(service.get(ServiceOptions.IMAGE));
  }

  /** Compares classes exactly, since a user's subclass may do anything. */
  private boolean isWithoutCredentials(ContainerImage image) {
    Class<?> kind = image.getClass();
    return kind == EcrImage.class
        || kind == AssetImage.class
        || (kind == RepositoryImage.class && hidden.isEmpty());
  }

  private void check(Values service, RenderedTask rendered) {
    Problems problems = new Problems("");
    SecretsOfTask.check(problems, service, definition, rendered, containers);
    LogRouting.check(problems, service, rendered);
    TaskDefinitionSize.check(problems, service, rendered);
    problems.refuse();
  }

  /** Linux parameters are a construct, so there are none unless an option sets one. */
  static @Nullable LinuxParameters linuxParameters(Construct scope, String id, Values how) {
    Boolean init = how.find(ContainerOptions.INIT_PROCESS);
    List<Capability> dropped = how.get(ContainerOptions.DROP_CAPABILITIES);
    if (init == null && dropped.isEmpty()) {
      return null;
    }
    LinuxParameters parameters =
        LinuxParameters.Builder.create(scope, id).initProcessEnabled(init).build();
    parameters.dropCapabilities(dropped.toArray(Capability[]::new));
    return parameters;
  }

  /** A volume without a path on the host is created and deleted with the task. */
  private void mount(ContainerDefinition of, String prefix, List<String> paths) {
    for (String path : paths) {
      String volume = prefix + (paths.indexOf(path) + 1);
      definition.addVolume(Volume.builder().name(volume).build());
      of.addMountPoints(
          MountPoint.builder().sourceVolume(volume).containerPath(path).readOnly(false).build());
    }
  }

  private static void startAfter(
      ContainerDefinition waiting,
      Map<String, ContainerDependencyCondition> conditions,
      Map<String, ContainerDefinition> others) {
    conditions.forEach(
        (name, condition) ->
            waiting.addContainerDependencies(
                ContainerDependency.builder()
                    .container(others.get(name))
                    .condition(condition)
                    .build()));
  }

  private ContainerDefinition addSidecar(
      Construct scope, String option, String name, ContainerDefinitionOptions sidecar) {
    return addSidecar(scope, option, option + ".image", name, sidecar);
  }

  /** An image that two containers have is the first one's to be refused. */
  private ContainerDefinition addSidecar(
      Construct scope,
      String option,
      String imageOption,
      String name,
      ContainerDefinitionOptions sidecar) {
    Map<String, Object> instead = new LinkedHashMap<>();
    instead.put("logging", logging(name, sidecar.getLogging()));
    if (sidecar.getSecrets() != null) {
      instead.put("secrets", KeysOfOtherStacks.variables(scope, sidecar.getSecrets()));
    }
    ContainerDefinition added =
        add(name, option, imageOption, option, Structs.sorted(sidecar, instead));
    containers.putIfAbsent(imageOption, added);
    return added;
  }

  /** Creates the container, which fails if its image is a directory that does not exist. */
  private ContainerDefinition add(
      String name,
      String option,
      String imageOption,
      String ofRefusal,
      ContainerDefinitionOptions options) {
    SortedLogDriver driver = options.getLogging() instanceof SortedLogDriver sorted ? sorted : null;
    ContainerDefinition added;
    try {
      added =
          options instanceof FirelensLogRouterDefinitionOptions router
              ? definition.addFirelensLogRouter(name, router)
              : definition.addContainer(name, options);
    } catch (RuntimeException refusal) {
      RuntimeException ofDriver = driver == null ? null : driver.refusal();
      throw ofDriver == null
          ? Refusals.of(ofRefusal, refusal)
          : Refusals.of(option + ".logging", ofDriver);
    }
    all.add(added);
    if (driver != null) {
      drivers.add(driver);
      hidden.put(option + ".logging", driver.values());
    }
    String credentials = credentialsOf(added, options.getImage());
    if (credentials != null) {
      hidden.put(imageOption, credentials);
    }
    if (options.getEnvironmentFiles() != null && !options.getEnvironmentFiles().isEmpty()) {
      hidden.put(option + ".environmentFiles", StartPermissions.bucketsOf(added));
    }
    return added;
  }

  /**
   * Where the credentials of an image are, which it keeps to itself. To bind an image from a
   * registry again changes nothing: what it grants is granted once.
   */
  private static @Nullable String credentialsOf(ContainerDefinition added, ContainerImage image) {
    RepositoryCredentialsProperty credentials =
        image.getClass() == RepositoryImage.class
            ? image.bind(added, added).getRepositoryCredentials()
            : null;
    return credentials == null ? null : credentials.getCredentialsParameter();
  }

  /** The log driver that was given, or else one that writes to the service's log group. */
  private LogDriver logging(String streamPrefix, @Nullable LogDriver given) {
    return given == null ? LogDrivers.inGroup(logGroup, streamPrefix) : new SortedLogDriver(given);
  }

  static <T> @Nullable List<T> orNull(@Nullable List<T> list) {
    return list == null || list.isEmpty() ? null : list;
  }

  private static <T> Map<String, T> joined(Map<String, T> ours, Map<String, T> theirs) {
    Map<String, T> all = new LinkedHashMap<>(ours);
    all.putAll(theirs);
    return all;
  }
}
