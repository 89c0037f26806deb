package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threetierecs.internal.template.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.EnvironmentFile;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Ulimit;
import software.amazon.awscdk.services.ecs.UlimitName;
import software.amazon.awscdk.services.s3.Bucket;

/** Further containers of a task. */
class SidecarsTest {
  private static final Anatomy APP =
      Templates.with(
          props ->
              props.backend(
                  Templates.backend()
                      .sidecars(
                          Map.of(
                              "proxy",
                              sidecar()
                                  .portMappings(ports(9_901))
                                  .environment(Map.of("DB_HOST", "localhost"))
                                  .build()))
                      .build()));

  static final Secret SECRET =
      Secret.fromSecretsManager(
          software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(
              new Stack(), "Key", "key"));

  @Test
  void theServicesOwnContainerComesFirstAndTakesTheRequests() {
    assertThat(APP.backend().container("Name")).isEqualTo("backend");
    assertThat(APP.backend().service().text("LoadBalancers.0.ContainerName")).contains("backend");
    assertThat(APP.backend().service().text("LoadBalancers.0.ContainerPort")).contains("8080");
  }

  @Test
  void sidecarsLogToTheServicesLogGroupUnderTheirName() {
    Map<String, String> options = logOptions(APP.backend(), 1);

    assertThat(options)
        .containsEntry("awslogs-group", "${" + APP.backend().logGroup().logicalId() + "}")
        .containsEntry("awslogs-stream-prefix", "proxy");
  }

  @Test
  void sidecarsLogElsewhereIfTheySaySo() {
    Anatomy app =
        Templates.with(
            props ->
                props.backend(
                    Templates.backend()
                        .sidecars(
                            Map.of(
                                "proxy",
                                sidecar()
                                    .logging(
                                        LogDriver.awsLogs(
                                            software.amazon.awscdk.services.ecs.AwsLogDriverProps
                                                .builder()
                                                .streamPrefix("mine")
                                                .build()))
                                    .build()))
                        .build()));

    assertThat(logOptions(app.backend(), 1)).containsEntry("awslogs-stream-prefix", "mine");
  }

  @Test
  void sidecarsAreToldTheRegionAndWhatTheySay() {
    assertThat(APP.backend().taskDefinition().list("ContainerDefinitions.1.Environment"))
        .isEqualTo(
            List.of(
                Map.of("Name", "DB_HOST", "Value", "localhost"),
                Map.of("Name", "AWS_REGION", "Value", Map.of("Ref", "AWS::Region"))));
    assertThat(APP.backend().taskDefinition().list("ContainerDefinitions.1.Secrets")).isEmpty();
  }

  @Test
  void portsOfSidecarsAreOpenToNobody() {
    assertThat(APP.admittedTo(APP.backend().service()))
        .containsExactly(APP.from(APP.backend().loadBalancer(), 8080));
  }

  @Test
  void theOtherTierHasNone() {
    assertThat(APP.frontend().taskDefinition().list("ContainerDefinitions")).hasSize(1);
  }

  @Test
  void environmentFilesCanBeRead() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.backend(
                    Templates.backend()
                        .sidecars(
                            Map.of(
                                "proxy",
                                sidecar()
                                    .environmentFiles(
                                        List.of(
                                            EnvironmentFile.fromBucket(
                                                Bucket.fromBucketName(stack, "Conf", "conf"),
                                                "proxy.env")))
                                    .build()))
                        .build()));

    assertThat(app.grantsOf(app.backend().executionRole()))
        .as("what the CDK grants nobody")
        .containsEntry("arn:${AWS::Partition}:s3:::conf/proxy.env", Set.of("s3:GetObject"))
        .containsEntry("arn:${AWS::Partition}:s3:::conf", Set.of("s3:GetBucketLocation"))
        .containsEntry("arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*", Set.of("kms:Decrypt"));
  }

  @Test
  void portsOfOtherProtocolsAreOtherPorts() {
    List<PortMapping> dns =
        List.of(
            PortMapping.builder().containerPort(53).protocol(Protocol.TCP).build(),
            PortMapping.builder().containerPort(53).protocol(Protocol.UDP).build());

    assertThat(
            Templates.props()
                .backend(
                    Templates.backend()
                        .sidecars(Map.of("dns", sidecar().portMappings(dns).build()))
                        .build())
                .build())
        .isNotNull();
  }

  @Test
  void whatATaskWithItsOwnNetworkInterfaceCannotHaveIsNamed() {
    ThreeTierEcsAppProps.Builder app =
        Templates.props()
            .backend(
                Templates.backend()
                    .sidecars(
                        Map.of(
                            "proxy",
                            sidecar().hostname("proxy").dnsServers(List.of("10.0.0.2")).build()))
                    .build());

    assertThatIllegalArgumentException()
        .isThrownBy(app::build)
        .withMessage(
            """
            2 problems:
              - backend.sidecars.proxy.hostname: "proxy" is not possible where a task has its own \
            network interface; leave it out, or set capacity.taskNetworking to BRIDGE
              - backend.sidecars.proxy.dnsServers: [10.0.0.2] is not possible where a task has \
            its own network interface; leave it out, or set capacity.taskNetworking to BRIDGE\
            """);
    app.capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()).build();
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertRefused(
        Templates.backend()
            .sidecars(
                Map.of(
                    "proxy",
                    sidecar()
                        .memoryLimitMiB(4)
                        .stopTimeout(Duration.seconds(1))
                        .inferenceAcceleratorResources(List.of("device_1"))
                        .healthCheck(
                            HealthCheck.builder()
                                .command(List.of("true"))
                                .interval(Duration.seconds(1))
                                .build())
                        .build())),
        """
        4 problems:
          - backend.sidecars.proxy.healthCheck.interval: 1 is not a whole number from 5 to 300 \
        seconds; set Duration.seconds(30)
          - backend.sidecars.proxy.inferenceAcceleratorResources: [device_1] are for \
        Elastic Inference, which AWS has discontinued; leave them out, and set gpuCount on instances with GPUs
          - backend.sidecars.proxy.memoryLimitMiB: 4 is not a whole number from 6 to 25 165 824 \
        MiB; set 128
          - backend.sidecars.proxy.stopTimeout: 1 is not a whole number from 2 to 2 147 483 647 \
        seconds; set one such as Duration.seconds(30)\
        """);
  }

  @Test
  void everythingThatIsWrongWithSidecarsIsNamed() {
    Map<String, ContainerDefinitionOptions> sidecars = new LinkedHashMap<>();
    sidecars.put("backend", sidecar().build());
    sidecars.put("agent", sidecar().containerName("other").build());
    sidecars.put("small", ContainerDefinitionOptions.builder().image(Options.IMAGE).build());
    sidecars.put("none", Nulls.nothing());
    sidecars.put(Nulls.nothing(), sidecar().build());

    assertRefused(
        Templates.backend().sidecars(sidecars),
        """
        5 problems:
          - backend.sidecars: null is not the name of a container; use up to 255 letters, digits, \
        - and _
          - backend.sidecars.agent.containerName: "other" is not the name that it has in the map; \
        leave it out
          - backend.sidecars: "backend" is the name of the service's own container; use another
          - backend.sidecars.none: null is not a container; leave the sidecar out
          - backend.sidecars.small.memoryLimitMiB: missing, and it has no default; set what it \
        needs, such as 128\
        """);
  }

  @Test
  void portsAreTakenOnceOnANetworkInterface() {
    Map<String, ContainerDefinitionOptions> sidecars = new LinkedHashMap<>();
    sidecars.put("proxy", sidecar().portMappings(ports(8_080)).build());
    sidecars.put("tracer", sidecar().portMappings(ports(9_000)).build());
    sidecars.put("agent", sidecar().portMappings(ports(9_000)).build());
    ThreeTierEcsAppProps.Builder app =
        Templates.props().backend(Templates.backend().sidecars(sidecars).build());

    assertThatIllegalArgumentException()
        .isThrownBy(app::build)
        .withMessage(
            """
            2 problems:
              - backend.sidecars.proxy.portMappings: 8080 is a port of container "backend" too, \
            on the same network interface; give one of them another port
              - backend.sidecars.tracer.portMappings: 9000 is a port of container "agent" too, on \
            the same network interface; give one of them another port\
            """);
    app.capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()).build();
  }

  /** What {@code container} refuses of the service's own, in the same words. */
  @Test
  void sidecarsAreCheckedAsTheServicesOwnContainer() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("", "x");
    environment.put("A B", "x");
    environment.put("KEY", "x");
    environment.put("NONE", Nulls.nothing());
    assertRefused(
        Templates.backend()
            .sidecars(
                Map.of(
                    "proxy",
                    sidecar()
                        .environment(environment)
                        .secrets(Map.of("KEY", SECRET))
                        .portMappings(
                            List.of(
                                PortMapping.builder().containerPort(70_000).build(),
                                PortMapping.builder().containerPort(80).hostPort(-1).build()))
                        .user("bad user!")
                        .workingDirectory("rel")
                        .entryPoint(List.of())
                        .command(Arrays.asList("run", null))
                        .ulimits(List.of(limit(100, 10), limit(1, 10)))
                        .healthCheck(HealthCheck.builder().command(List.of()).build())
                        .build())),
        """
        13 problems:
          - backend.sidecars.proxy.environment: "" is not the name of a variable; give it a name
          - backend.sidecars.proxy.environment: "A B" has = or white space in it; use letters, \
        digits and _
          - backend.sidecars.proxy.environment.NONE: null is not a value; leave the variable out
          - backend.sidecars.proxy.environment: "KEY" is in backend.sidecars.proxy.secrets too; \
        keep one of the two
          - backend.sidecars.proxy.user: "bad user!" is neither a user nor user:group, by names \
        or numbers; write one such as "1000:1000"
          - backend.sidecars.proxy.ulimits: "NOFILE" is in the list twice; keep one of the two
          - backend.sidecars.proxy.ulimits.NOFILE.softLimit: 100 is above \
        backend.sidecars.proxy.ulimits.NOFILE.hardLimit 10; set \
        backend.sidecars.proxy.ulimits.NOFILE.softLimit to at most 10, or \
        backend.sidecars.proxy.ulimits.NOFILE.hardLimit to at least 100
          - backend.sidecars.proxy.entryPoint: [] starts nothing; leave the option out to use \
        that of the image
          - backend.sidecars.proxy.command: [run, null] has a null in it; leave the word out
          - backend.sidecars.proxy.workingDirectory: "rel" does not begin with /; write "/rel"
          - backend.sidecars.proxy.portMappings.containerPort: 70000 is not a whole number from 1 \
        to 65 535; set the port that the container listens on
          - backend.sidecars.proxy.portMappings.hostPort: -1 is not a whole number from 0 to \
        65 535; leave it out for one that Docker chooses
          - backend.sidecars.proxy.healthCheck.command: [] checks nothing; write one such as \
        List.of("CMD-SHELL", "curl -f http://localhost/")\
        """);
  }

  /** Which jsii would refuse without a word on where they are. */
  @Test
  void nullsInListsAndMapsAreNamed() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("team", Nulls.nothing());

    assertRefused(
        Templates.backend()
            .sidecars(
                Map.of(
                    "proxy",
                    sidecar()
                        .dockerLabels(labels)
                        .portMappings(Arrays.asList((PortMapping) null))
                        .dockerSecurityOptions(Arrays.asList((String) null))
                        .build())),
        """
        3 problems:
          - backend.sidecars.proxy.dockerLabels.team: null is not a value; leave it out
          - backend.sidecars.proxy.dockerSecurityOptions: null is not a value; leave it out of \
        the list
          - backend.sidecars.proxy.portMappings: null is not a value; leave it out of the list\
        """);
  }

  @Test
  void portsAreTakenOnceOnAnInstance() {
    Map<String, ContainerDefinitionOptions> sidecars = new LinkedHashMap<>();
    sidecars.put("agent", sidecar().portMappings(onHost(9_000, Protocol.TCP)).build());
    sidecars.put("other", sidecar().portMappings(onHost(9_000, Protocol.UDP)).build());
    sidecars.put("proxy", sidecar().portMappings(onHost(9_000, Protocol.TCP)).build());
    sidecars.put("tracer", sidecar().portMappings(onHost(51_678, Protocol.TCP)).build());
    ThreeTierEcsAppProps.Builder app =
        Templates.props()
            .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
            .backend(Templates.backend().sidecars(sidecars).build());

    assertThatIllegalArgumentException()
        .isThrownBy(app::build)
        .withMessageContaining(
            "backend.sidecars.proxy.portMappings.hostPort: 9000 is a port of container \"agent\""
                + " too, on the same instance; give one of them another, or leave it out for one"
                + " that Docker chooses")
        .withMessageContaining(
            "backend.sidecars.tracer.portMappings.hostPort: 51678 is reserved on every instance,"
                + " for SSH, Docker or the agent of Amazon ECS; set another, or leave it out for"
                + " one that Docker chooses");
  }

  private static List<PortMapping> onHost(int port, Protocol protocol) {
    return List.of(
        PortMapping.builder().containerPort(80).hostPort(port).protocol(protocol).build());
  }

  private static Ulimit limit(int soft, int hard) {
    return Ulimit.builder().name(UlimitName.NOFILE).softLimit(soft).hardLimit(hard).build();
  }

  @Test
  void conditionsThatCannotBeMetAreNamed() {
    Map<String, ContainerDependencyCondition> startAfter = new LinkedHashMap<>();
    startAfter.put("proxy", ContainerDependencyCondition.HEALTHY);
    startAfter.put("migrate", ContainerDependencyCondition.SUCCESS);
    startAfter.put("other", Nulls.nothing());
    Map<String, ContainerDefinitionOptions> sidecars = new LinkedHashMap<>();
    sidecars.put("proxy", sidecar().build());
    sidecars.put("migrate", sidecar().build());

    assertRefused(
        Templates.backend().sidecars(sidecars).startAfter(startAfter),
        """
        3 problems:
          - backend.startAfter.migrate: SUCCESS is the end of an essential container, which stops \
        the task; set essential(false) on the sidecar
          - backend.startAfter.other: null is not a condition; leave the sidecar out
          - backend.startAfter.proxy: HEALTHY is never reached without a health check; give the \
        sidecar one, or wait for START\
        """);
  }

  @Test
  void whatTheCdkRefusesOfASidecarIsSaidOfTheSidecar() {
    assertThatThrownBy(
            () ->
                Templates.with(
                    props ->
                        props.backend(
                            Templates.backend()
                                .sidecars(
                                    Map.of(
                                        "proxy",
                                        sidecar()
                                            .enableRestartPolicy(true)
                                            .restartAttemptPeriod(Duration.seconds(10))
                                            .build()))
                                .build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("backend.sidecars.proxy: ")
        .hasMessageEndingWith("; fix what this refers to in the options of the container");
  }

  @Test
  void imagesOfSidecarsHaveToBeWithinReachToo() {
    assertThatThrownBy(
            () ->
                Templates.with(
                    props ->
                        props
                            .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                            .frontend(
                                FrontendProps.builder()
                                    .image(Templates.ecrImage("frontend"))
                                    .sidecars(
                                        Map.of(
                                            "proxy",
                                            sidecar()
                                                .image(ContainerImage.fromRegistry("envoy:1"))
                                                .build()))
                                    .build())
                            .backend(
                                BackendProps.builder()
                                    .image(Templates.ecrImage("backend"))
                                    .build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("frontend.sidecars.proxy.image: \"envoy:1\" cannot be pulled");
  }

  static ContainerDefinitionOptions.Builder sidecar() {
    return ContainerDefinitionOptions.builder().image(Options.IMAGE).memoryLimitMiB(64);
  }

  private static Map<String, String> logOptions(Anatomy.Tier tier, int container) {
    Map<String, String> options = new LinkedHashMap<>();
    tier.taskDefinition()
        .property("ContainerDefinitions." + container + ".LogConfiguration.Options")
        .ifPresent(
            all ->
                ((Map<?, ?>) all)
                    .forEach((key, value) -> options.put(String.valueOf(key), Text.of(value))));
    return options;
  }

  private static List<PortMapping> ports(int port) {
    return List.of(PortMapping.builder().containerPort(port).build());
  }

  private static void assertRefused(BackendProps.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
