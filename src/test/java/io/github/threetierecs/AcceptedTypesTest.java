package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.service.LogRouting;
import io.github.threetierecs.internal.shared.Structs;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.FirelensLogRouterDefinitionOptions;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Ulimit;
import software.amazon.awscdk.services.ecs.VersionConsistency;

/**
 * What becomes of each CDK object that an option takes: a table for every type, and one for every
 * property of the CDK's structs. A new option, or a property that a newer CDK adds, fails here
 * until it has been thought about.
 */
class AcceptedTypesTest {
  // spotless:off
  /** By type: what it says, and whether that is carried over, checked or refused. */
  private static final Map<String, String> TYPES = new TreeMap<>(Map.ofEntries(
      Map.entry("ApplicationProtocol", "HTTP and HTTPS, all that a target group of HTTP can have: carried"),
      Map.entry("ApplicationProtocolVersion", "HTTP/2 and gRPC: carried, refused without an HTTPS listener; HTTP/1.1 is what is not written"),
      Map.entry("CaCertificate", "the authority's name: carried"),
      Map.entry("Capability", "its name: carried"),
      Map.entry("ContainerDefinitionOptions", "see the properties; a router of FireLens is one"),
      Map.entry("ContainerDependencyCondition", "checked against the sidecar: one without a health check is never HEALTHY"),
      Map.entry("ContainerImage", "name and credentials: carried, with decryption of the credentials; a Region or a registry out of reach without NAT: refused"),
      Map.entry("ContainerInsights", "carried"),
      Map.entry("DatabaseInsightsMode", "checked against the class"),
      Map.entry("DeploymentStrategy", "carried; options of other strategies are refused"),
      Map.entry("DesyncMitigationMode", "carried"),
      Map.entry("Duration", "converted to the unit that AWS takes; what is not whole in it, or a token of another unit, is refused"),
      Map.entry("EngineLifecycleSupport", "checked against the end of the version's support"),
      Map.entry("HealthCheck", "of a worker's container: carried"),
      Map.entry("IAlarm", "its name: carried; another Region or account: refused, since ECS looks it up by name"),
      Map.entry("IBackupVault", "its ARN: carried; the stack's own Region, or another account: refused"),
      Map.entry("ICertificate", "its ARN: carried; another Region or account: refused"),
      Map.entry("IDatabaseCluster", "endpoints, port, security groups, engine: see ExistingClusterTest"),
      Map.entry("IDatabaseInstance", "address, port, security groups, engine: see ExistingDatabaseTest"),
      Map.entry("IFunction", "its ARN, role and security groups: see RotationFunctionTest"),
      Map.entry("IHostedZone", "its name is checked; a private one needs a certificate at the edge; another account: refused"),
      Map.entry("IKey", "its ARN: carried; another Region: refused"),
      Map.entry("IMachineImage", "image and user data: carried; architecture, operating system, an image without ECS or without drivers for GPUs, Amazon Linux 2 with trunking, a map without the Region, too much user data: refused"),
      Map.entry("IPrefixList", "its id: carried; the CDK knows no more of one that exists"),
      Map.entry("IQueue", "its ARN, URL and key: carried, with decryption; as a dead-letter queue, FIFO and another Region: refused"),
      Map.entry("ISecret", "its ARN and key: carried; one known by its name only is refused where the ARN is needed"),
      Map.entry("ITopic", "its ARN: carried; FIFO and another Region: refused"),
      Map.entry("IVpc", "its subnets: checked; another Region or account: refused"),
      Map.entry("InstanceType", "its name, architecture, memory, network interfaces and GPUs: checked"),
      Map.entry("LogDriver", "what it binds to: carried, with secrets and their decryption; the agents are told; FireLens without a router, unknown drivers: refused"),
      Map.entry("MysqlEngineVersion", "version and family: checked against each other"),
      Map.entry("RemovalPolicy", "each has its meaning, or is refused by name"),
      Map.entry("RetentionDays", "carried"),
      Map.entry("ScalingSchedule", "see the properties"),
      Map.entry("ScheduleExpression", "its expression and time zone: carried; what is no at, cron or rate: refused"),
      Map.entry("Secret", "ARN, field and version: carried, with decryption in the Region that its ARN names"),
      Map.entry("SslPolicy", "carried; refused without TLS"),
      Map.entry("StorageType", "checked against size, IOPS and throughput; what RDS no longer advises is refused by name"),
      Map.entry("SubnetSelection", "see the properties"),
      Map.entry("Ulimit", "see the properties")));

  /** By struct: every property, and what becomes of it. */
  private static final Map<Class<?>, Map<String, String>> PROPERTIES = properties();

  private static Map<Class<?>, Map<String, String>> properties() {
    String carried = "carried";
    Map<Class<?>, Map<String, String>> all = new LinkedHashMap<>();
    Map<String, String> container = new TreeMap<>();
    for (String property : List.of("DisableNetworking", "DockerLabels", "DockerSecurityOptions", "EnableRestartPolicy", "Essential",
        "Interactive", "LinuxParameters", "Privileged", "PseudoTerminal", "ReadonlyRootFilesystem", "RestartAttemptPeriod", "RestartIgnoredExitCodes", "SystemControls",
        "VersionConsistency")) {
      container.put(property, carried);
    }
    for (String property : List.of("Command", "EntryPoint", "Environment", "Ulimits", "User", "WorkingDirectory")) {
      container.put(property, "carried, and checked as the service's own: see SidecarsTest");
    }
    container.put("Image", "carried, and its name checked where there is no NAT");
    container.put("ContainerName", "refused unless it is the name in the map");
    container.put("Cpu", "counted and checked");
    container.put("CredentialSpecs", "refused");
    container.put("DnsSearchDomains", "refused with AWSVPC, else carried");
    container.put("DnsServers", "refused with AWSVPC, else carried");
    container.put("EnvironmentFiles", "carried, with the permissions that the CDK does not grant; at most ten");
    container.put("ExtraHosts", "refused with AWSVPC, else carried");
    container.put("GpuCount", "counted in placement; picks an image with drivers");
    container.put("HealthCheck", "carried, ranges checked");
    container.put("Hostname", "refused with AWSVPC, else carried");
    container.put("InferenceAcceleratorResources", "refused");
    container.put("Logging", "carried; the service's log group if left out");
    container.put("MemoryLimitMiB", "counted and checked");
    container.put("MemoryReservationMiB", "counted and checked");
    container.put("PortMappings", "carried; ports of one network interface checked by protocol");
    container.put("Secrets", "carried, with decryption");
    container.put("StartTimeout", "carried, range checked");
    container.put("StopTimeout", "carried, range checked");
    all.put(ContainerDefinitionOptions.class, container);
    Map<String, String> router = new TreeMap<>(container);
    router.put("FirelensConfig", "carried: the container is added as a router, with its permissions");
    all.put(FirelensLogRouterDefinitionOptions.class, router);
    all.put(PortMapping.class, Map.of("AppProtocol", carried, "ContainerPort", "1 to 65 535", "ContainerPortRange", "carried, not compared", "HostPort", "0 to 65 535; with BRIDGE once, not reserved, and placement counts it", "Name", "checked against Service Connect", "Protocol", "checked with the port"));
    all.put(HealthCheck.class, Map.of("Command", "not empty", "Interval", "5 to 300 s", "Retries", "1 to 10", "StartPeriod", "0 to 300 s", "Timeout", "2 to 60 s"));
    all.put(Ulimit.class, Map.of("Name", "once", "SoftLimit", "not above the hard limit", "HardLimit", carried));
    all.put(ScalingSchedule.class, Map.of("Schedule", carried, "StartTime", carried, "EndTime", carried, "MinCapacity", "checked", "MaxCapacity", "checked, counted in placement", "TimeZone", carried));
    all.put(SubnetSelection.class, Map.of("AvailabilityZones", carried, "OnePerAz", carried, "SubnetFilters", carried, "SubnetGroupName", carried, "SubnetType", carried, "Subnets", carried));
    return all;
  }
  // spotless:on

  @Test
  void everyTypeOfTheCdkThatAnOptionTakesIsInTheTable() {
    Set<String> taken =
        Options.builderClasses()
            .flatMap(builder -> Stream.of(builder.getMethods()))
            .filter(it -> it.getParameterCount() == 1)
            .flatMap(it -> types(it.getGenericParameterTypes()[0]))
            .filter(it -> it.getName().startsWith("software.amazon.awscdk."))
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(taken).as("types of the CDK that options take").isEqualTo(TYPES.keySet());
  }

  static Stream<Class<?>> structs() {
    return PROPERTIES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("structs")
  void everyPropertyOfAStructIsInTheTable(Class<?> struct) {
    assertThat(getters(struct).map(AcceptedTypesTest::property).collect(Collectors.toSet()))
        .as("properties of %s", struct.getSimpleName())
        .isEqualTo(Objects.requireNonNull(PROPERTIES.get(struct)).keySet());
  }

  @ParameterizedTest
  @MethodSource("containers")
  void aCopyOfASidecarSaysAllThatItSaid(Class<? extends ContainerDefinitionOptions> struct)
      throws ReflectiveOperationException {
    ContainerDefinitionOptions given =
        struct.cast(
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {struct},
                (proxy, method, arguments) -> value(method.getReturnType())));

    ContainerDefinitionOptions copy = Structs.sorted(given, Map.of());

    assertThat(LogRouting.isRouter(copy)).isEqualTo(LogRouting.isRouter(given));
    for (Method getter : getters(struct).toList()) {
      assertThat(getter.invoke(copy)).as(getter.getName()).isNotNull();
    }
  }

  static Stream<Class<? extends ContainerDefinitionOptions>> containers() {
    return Stream.of(ContainerDefinitionOptions.class, FirelensLogRouterDefinitionOptions.class);
  }

  private static Object value(Class<?> type) {
    if (type == String.class) {
      return "text";
    }
    if (type == Number.class) {
      return 60;
    }
    if (type == Boolean.class) {
      return true;
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Duration.class) {
      return Duration.seconds(60);
    }
    if (type == VersionConsistency.class) {
      return VersionConsistency.ENABLED;
    }
    if (type.getSimpleName().equals("ContainerImage")) {
      return Options.IMAGE;
    }
    if (type == HealthCheck.class) {
      return HealthCheck.builder().command(List.of("true")).build();
    }
    if (type.getSimpleName().equals("FirelensConfig")) {
      return Routers.router().build().getFirelensConfig();
    }
    if (type.getSimpleName().equals("LogDriver")) {
      return LogDrivers.fluentd();
    }
    if (type.getSimpleName().equals("LinuxParameters")) {
      return new software.amazon.awscdk.services.ecs.LinuxParameters(
          new software.amazon.awscdk.Stack(), "Parameters");
    }
    throw new AssertionError("a property of a new type: " + type);
  }

  private static Stream<Method> getters(Class<?> struct) {
    return Arrays.stream(struct.getMethods())
        .filter(it -> it.getName().startsWith("get") && it.getParameterCount() == 0);
  }

  private static String property(Method getter) {
    return getter.getName().substring("get".length());
  }

  private static Stream<Class<?>> types(Type type) {
    if (type instanceof Class<?> plain) {
      return Stream.of(plain);
    }
    if (type instanceof ParameterizedType generic) {
      return Stream.concat(
          types(generic.getRawType()),
          Stream.of(generic.getActualTypeArguments()).flatMap(AcceptedTypesTest::types));
    }
    if (type instanceof java.lang.reflect.WildcardType wildcard) {
      return Stream.of(wildcard.getUpperBounds()).flatMap(AcceptedTypesTest::types);
    }
    return Stream.empty();
  }
}
