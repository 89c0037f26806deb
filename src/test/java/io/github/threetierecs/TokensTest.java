package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.IStableNumberProducer;
import software.amazon.awscdk.IStableStringProducer;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.jsii.Builder;

/** Parameters of the stack work as values, wherever the value does not shape the template. */
class TokensTest {
  /** They have their rows among the refused options. */
  private static final Set<String> SHAPE_THE_TEMPLATE =
      Set.of(
          "network.cidr",
          "network.maxAzs",
          "capacity.spotPercentage",
          // These shape no template, but whether one is made.
          "capacity.daemonCpu",
          "capacity.daemonMemoryMiB",
          "database.readReplicas",
          "applicationUser.name",
          "deployment.minHealthyPercent",
          "deployment.maxHealthyPercent");

  /** They need resources or options around them, and are parameters in tests of their own. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "edge.domainName",
          "tls.domainName",
          "backend.healthyGrpcCodes",
          "edge.webAclArn",
          "webAcl.rateLimit",
          "deployment.testPort",
          "deployment.canaryPercent",
          "deployment.linearStepPercent");

  private final Stack stack = new Stack(Templates.lenientApp(), "Demo");

  @Test
  void parametersReachTheTemplate() {
    FrontendProps.Builder frontend = FrontendProps.builder().image(Options.IMAGE);
    BackendProps.Builder backend = BackendProps.builder().image(Options.IMAGE);
    DatabaseProps.Builder database = DatabaseProps.builder();
    CapacityProps.Builder capacity = CapacityProps.builder();
    AutoScalingProps.Builder scaling = AutoScalingProps.builder();
    ContainerProps.Builder container = ContainerProps.builder();
    ObservabilityProps.Builder observability = ObservabilityProps.builder();
    Map<String, Builder<?>> builders =
        Map.of(
            "frontend", frontend,
            "backend", backend,
            "database", database,
            "capacity", capacity,
            "autoScaling", scaling,
            "container", container,
            "observability", observability);
    List<String> options =
        Stream.concat(Options.of(Number.class), Options.of(String.class))
            .filter(option -> !SHAPE_THE_TEMPLATE.contains(option) && !ELSEWHERE.contains(option))
            .toList();
    Set<String> numbers = Options.of(Number.class).collect(Collectors.toSet());
    builders.forEach(
        (path, builder) ->
            options.stream()
                .filter(option -> option.startsWith(path + "."))
                .forEach(
                    option ->
                        Options.set(
                            builder,
                            option,
                            numbers.contains(option)
                                ? parameter(option, "Number").getValueAsNumber()
                                : parameter(option, "String").getValueAsString())));

    Map<?, ?> template =
        synthesized(
            ThreeTierEcsAppProps.builder()
                .frontend(
                    frontend
                        .autoScaling(scaling.build())
                        .container(container.build())
                        .healthCheckGracePeriod(
                            Duration.seconds(parameter("grace", "Number").getValueAsNumber()))
                        .build())
                .backend(
                    backend
                        .environment(
                            Map.of("LEVEL", parameter("level", "String").getValueAsString()))
                        .build())
                .database(
                    database
                        .iamAuthentication(true)
                        .backupRetention(
                            Duration.days(parameter("retention", "Number").getValueAsNumber()))
                        .instanceType(
                            new InstanceType(parameter("type", "String").getValueAsString()))
                        .engineVersion(
                            MysqlEngineVersion.of(
                                parameter("version", "String").getValueAsString(), "8.4"))
                        .build())
                .capacity(capacity.spotPercentage(50).build())
                .observability(observability.build())
                .build());

    String resources = String.valueOf(template.get("Resources"));
    assertThat(options)
        // Scaling has the frontend's count, within bounds of its own. Repositories are another
        // construct's, and what is added comes afterwards: WorkerTest, AddedBackendTest and
        // ScheduledTaskTest have theirs.
        .filteredOn(option -> !option.equals("frontend.desiredCount"))
        .filteredOn(option -> !option.startsWith("repositories."))
        .filteredOn(option -> Options.ADDED.stream().noneMatch(it -> option.startsWith(it + ".")))
        .allSatisfy(option -> assertThat(resources).contains("Ref=" + idOf(option) + "}"));
    assertThat(Stream.of("grace", "level", "retention", "type", "version"))
        .allSatisfy(it -> assertThat(resources).contains("Ref=" + idOf(it) + "}"));
  }

  @Test
  void lazyValuesAndReferencesReachTheTemplate() {
    CfnParameter name = parameter("name", "String");
    Map<?, ?> template =
        synthesized(
            ThreeTierEcsAppProps.builder()
                .frontend(
                    FrontendProps.builder()
                        .image(Options.IMAGE)
                        .desiredCount(Lazy.number((IStableNumberProducer) () -> 7777))
                        .healthCheckPath(Lazy.string((IStableStringProducer) () -> "/lazily"))
                        .build())
                .backend(BackendProps.builder().image(Options.IMAGE).build())
                .database(DatabaseProps.builder().databaseName(Fn.ref(name.getLogicalId())).build())
                .build());

    assertThat(String.valueOf(template.get("Resources")))
        .contains("DesiredCount=7777", "HealthCheckPath=/lazily", "DBName={Ref=Pname}");
  }

  private Map<?, ?> synthesized(ThreeTierEcsAppProps props) {
    new ThreeTierEcsApp(stack, "Shop", props);
    return Template.fromStack(stack).toJSON();
  }

  private CfnParameter parameter(String option, String type) {
    return CfnParameter.Builder.create(stack, idOf(option)).type(type).build();
  }

  private static String idOf(String option) {
    return "P" + option.replace(".", "");
  }
}
