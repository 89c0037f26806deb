package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.shared.Warning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.PortMapping;

/** What cannot find room is refused before it is deployed; of what may have to wait one is told. */
class PlacementTest {
  /** Options that change no template: they say what else there will be on the instances. */
  static final Set<String> ONLY_RECKONED_WITH =
      Set.of("capacity.daemonCpu", "capacity.daemonMemoryMiB");

  private final CapacityProps.Builder capacity = CapacityProps.builder();
  private final FrontendProps.Builder frontend = FrontendProps.builder().image(Options.IMAGE);
  private final BackendProps.Builder backend = BackendProps.builder().image(Options.IMAGE);
  private final ThreeTierEcsAppProps.Builder app = Templates.props();

  @ParameterizedTest
  @EnumSource
  void theDefaultsHaveRoom(Profile profile) {
    assertThat(warnings(app.profile(profile))).isEmpty();
  }

  @Test
  @Answers(Complaint.TASKS_THAT_FIT_NO_INSTANCE)
  void aTaskWithMoreMemoryThanAnInstanceIsRefused() {
    on("t3.small");
    backend.memoryMiB(8192);

    refused(
        "backend.memoryMiB: 8192 does not fit on capacity.instanceType t3.small, which offers"
            + " about 1 861 MiB to tasks; use an instance type such as t3.xlarge, or set at"
            + " most 1861");
  }

  @Test
  @Answers(Complaint.TASKS_THAT_FIT_NO_INSTANCE)
  void aTaskWithMoreCpuThanAnInstanceIsRefused() {
    on("m6i.large");
    backend.cpu(4096);

    refused(
        "backend.cpu: 4096 does not fit on capacity.instanceType m6i.large, which has 2048;"
            + " use an instance type such as m6i.xlarge, or set at most 2048");
  }

  @Test
  void bothTiersAndAllTypesAreNamedAtOnce() {
    on("m6i.xlarge");
    capacity.otherInstanceTypes(List.of(new InstanceType("m6i.large")));
    frontend.cpu(8192);
    backend.cpu(4096);

    assertThatIllegalArgumentException()
        .isThrownBy(this::build)
        .withMessageContainingAll(
            "frontend.cpu: 8192 does not fit on capacity.instanceType m6i.xlarge,",
            "frontend.cpu: 8192 does not fit on capacity.otherInstanceTypes m6i.large,",
            "backend.cpu: 4096 does not fit on capacity.otherInstanceTypes m6i.large,");
  }

  @Test
  void whetherAllOfTheMemoryIsThereDependsOnTheMachineImage() {
    on("m6i.large");
    backend.memoryMiB(7700);

    warned(
        "backend.memoryMiB: 7700 may not fit on capacity.instanceType m6i.large, which offers"
            + " about 7 636 MiB to tasks; use an instance type such as m6i.xlarge, or set at most"
            + " 7636");
  }

  @Test
  void sidecarsCount() {
    on("m6i.large");
    backend.cpu(2000).sidecars(Map.of("agent", sidecar().cpu(128).build()));

    refused(
        "backend.cpu: 2000 and 128 for the other containers does not fit on capacity.instanceType"
            + " m6i.large, which has 2048; use an instance type such as m6i.xlarge, or set at most"
            + " 1920");
  }

  @Test
  void theProxyOfServiceConnectCounts() {
    on("m6i.large");
    backend.cpu(2000).serviceConnect(true);

    refused(
        "backend.cpu: 2000 and 256 for the other containers does not fit on capacity.instanceType"
            + " m6i.large, which has 2048; use an instance type such as m6i.xlarge, or set at most"
            + " 1792");
  }

  @Test
  void theDaemonOfTheUserCounts() {
    on("m6i.large");
    capacity.daemonCpu(100).daemonMemoryMiB(200);
    backend.cpu(2000);

    refused(
        "backend.cpu: 2000 does not fit on capacity.instanceType m6i.large, which has 1948 beside"
            + " the daemon; use an instance type such as m6i.xlarge, or set at most 1948");
  }

  @Test
  @Answers(Complaint.TASKS_THAT_FIT_NO_INSTANCE)
  void moreTasksThanThereCanBeInstancesForAreRefused() {
    on("m6i.large");
    capacity.maxInstances(6).taskNetworking(TaskNetworking.BRIDGE);
    frontend.cpu(1024).desiredCount(6);
    backend.cpu(1024).desiredCount(7);

    refused(
        "capacity.maxInstances: 6 of m6i.large have room for 12 of 13 tasks at"
            + " frontend.desiredCount 6 and backend.desiredCount 7 (12 288 of 13 312 CPU units):"
            + " the rest never start; set capacity.maxInstances to 7, or capacity.instanceType to"
            + " m6i.xlarge");
  }

  @Test
  void whatScalingOrAScheduleCanReachIsReckonedWith() {
    on("t3.medium");
    frontend.autoScaling(
        AutoScalingProps.builder()
            .maxTasks(4)
            .schedules(
                Map.of(
                    "sale",
                    ScalingSchedule.builder()
                        .schedule(Schedule.expression("cron(0 8 * * ? *)"))
                        .maxCapacity(20)
                        .build()))
            .build());

    refused(
        "capacity.maxInstances: 8 (the default of PRODUCTION) of t3.medium have room for 16 of 22"
            + " tasks at frontend.autoScaling.schedules.sale.maxCapacity 20 and"
            + " backend.desiredCount 2 (the default of PRODUCTION) (16 of 22 network interfaces):"
            + " the rest never start; set capacity.maxInstances to 11, or capacity.instanceType to"
            + " t3.xlarge");
  }

  @Test
  @Answers(Complaint.NETWORK_INTERFACES_RUN_OUT)
  void typesWithoutATrunkAreRefusedForWantOfNetworkInterfaces() {
    on("t3.medium");
    capacity.maxInstances(6);
    frontend.desiredCount(6);
    backend.desiredCount(7);

    refused(
        "capacity.maxInstances: 6 of t3.medium have room for 12 of 13 tasks at"
            + " frontend.desiredCount 6 and backend.desiredCount 7 (12 of 13 network interfaces):"
            + " the rest never start; set capacity.maxInstances to 7, or capacity.instanceType to"
            + " t3.xlarge");
  }

  /** It may be switched on for the account. */
  @Test
  @Answers(Complaint.NETWORK_INTERFACES_RUN_OUT)
  void typesWithATrunkMayHaveNetworkInterfacesEnough() {
    on("m6i.large");
    capacity.maxInstances(8).minInstances(5);
    frontend.desiredCount(5);
    backend.desiredCount(5);

    warned(
        "capacity.maxInstances: 8 of m6i.large have room for 16 of 20 tasks while both tiers are"
            + " deployed at frontend.desiredCount 5 and backend.desiredCount 5 (16 of 20 network"
            + " interfaces): a deployment takes longer, and may fail; set capacity.maxInstances to"
            + " 10, or capacity.instanceType to m6i.xlarge, or capacity.eniTrunking to true");
    capacity.eniTrunking(true);
    assertThat(warnings(app)).isEmpty();
  }

  @Test
  void typesWithATrunkAreNotRefusedForWantOfNetworkInterfaces() {
    on("m6i.large");
    frontend.desiredCount(9);
    backend.desiredCount(9);

    warnedOf("(16 of 18 network interfaces): the rest may never start");
  }

  @Test
  void ofSeveralTypesTheSmallestCounts() {
    on("m6i.xlarge");
    capacity.otherInstanceTypes(List.of(new InstanceType("m6i.large")));
    frontend.desiredCount(9);
    backend.desiredCount(9);

    warnedOf(
        "8 (the default of PRODUCTION) of m6i.xlarge or m6i.large have room for 16 of 18 tasks");
  }

  @Test
  void aRollingDeploymentNeedsRoomForOneMoreTask() {
    on("t3.medium");
    capacity.maxInstances(2);

    refused(
        "capacity.maxInstances: 2 of t3.medium have room for 4 of 8 tasks while both tiers are"
            + " deployed at frontend.desiredCount 2 (the default of PRODUCTION) and"
            + " backend.desiredCount 2 (the default of PRODUCTION) (4 of 8 network interfaces): no"
            + " deployment ever finishes; set capacity.maxInstances to 4");
  }

  @Test
  void aRollingDeploymentThatStopsATaskFirstNeedsNone() {
    on("t3.medium");
    capacity.maxInstances(3).minInstances(2);
    DeploymentProps stopsFirst =
        DeploymentProps.builder().minHealthyPercent(50).maxHealthyPercent(100).build();
    frontend.deployment(stopsFirst);
    backend.deployment(stopsFirst);

    assertThat(warnings(app)).isEmpty();
  }

  @Test
  void aRollingDeploymentThatMayStopATaskFirstIsNotRefusedForWantOfRoom() {
    on("t3.medium");
    app.profile(Profile.DEVELOPMENT);
    capacity.maxInstances(2);
    DeploymentProps mayStopFirst = DeploymentProps.builder().minHealthyPercent(50).build();
    frontend.desiredCount(2).deployment(mayStopFirst);
    backend.desiredCount(2).deployment(mayStopFirst);

    warnedOf("4 of 8 tasks while both tiers are deployed at");
  }

  @Test
  void blueAndGreenNeedRoomForAllTasksTwice() {
    on("t3.medium");
    capacity.maxInstances(3);
    backend.desiredCount(3);
    frontend.desiredCount(1);

    warnedOf("8 tasks while both tiers are deployed at");
    backend.deployment(DeploymentProps.builder().strategy(DeploymentStrategy.BLUE_GREEN).build());
    refusedFor("6 of 8 tasks while both tiers are deployed at");
  }

  @ParameterizedTest
  @EnumSource
  void theLossOfAZoneLeavesRoom(Profile profile) {
    on("t3.medium");
    capacity.maxInstances(3).minInstances(3);
    app.profile(profile);
    DeploymentProps stopsFirst =
        DeploymentProps.builder().minHealthyPercent(50).maxHealthyPercent(100).build();
    frontend.desiredCount(3).deployment(stopsFirst);
    backend.desiredCount(3).deployment(stopsFirst);

    String message =
        "capacity.maxInstances: 3 of t3.medium have room for 2 of 6 tasks without one of 2"
            + " Availability Zones at frontend.desiredCount 3 and backend.desiredCount 3 (2 of 6"
            + " network interfaces): the rest wait until EC2 Auto Scaling has given up the"
            + " instances that are lost; set capacity.maxInstances to 5";
    if (profile == Profile.PRODUCTION) {
      refused(message);
    } else {
      warned(message);
    }
  }

  @Test
  void theZonesOfAnExistingVpcAreNotKnownSoThatTheirLossIsNoError() {
    on("t3.medium");
    capacity.maxInstances(3).minInstances(3);
    DeploymentProps stopsFirst =
        DeploymentProps.builder().minHealthyPercent(50).maxHealthyPercent(100).build();
    frontend.desiredCount(3).deployment(stopsFirst);
    backend.desiredCount(3).deployment(stopsFirst);
    app.network(NetworkProps.builder().vpc(new Vpc(new Stack(), "Theirs")).build());

    warnedOf("without one of 2 Availability Zones");
  }

  @Test
  void whatDoesNotFitOnTheFewestInstancesWaitsForOthers() {
    on("m6i.large");
    frontend.desiredCount(4);

    warned(
        "capacity.minInstances: 2 (the default of PRODUCTION) of m6i.large have room for 4 of 6"
            + " tasks at frontend.desiredCount 4 and backend.desiredCount 2 (the default of"
            + " PRODUCTION) (4 of 6 network interfaces): the rest wait some minutes for another"
            + " instance; set capacity.minInstances to 3, or capacity.instanceType to m6i.xlarge,"
            + " or capacity.eniTrunking to true");
  }

  @Test
  void aPortOfTheInstanceIsThereOnce() {
    on("m6i.large");
    capacity.taskNetworking(TaskNetworking.BRIDGE).maxInstances(5).minInstances(3);
    backend
        .desiredCount(3)
        .sidecars(
            Map.of(
                "agent",
                sidecar()
                    .portMappings(
                        List.of(PortMapping.builder().containerPort(8125).hostPort(8125).build()))
                    .build()));

    warned(
        "capacity.maxInstances: 5 of m6i.large have room for 9 of 10 tasks while both tiers are"
            + " deployed at frontend.desiredCount 2 (the default of PRODUCTION) and"
            + " backend.desiredCount 3 (what is left of each instance is too little): a deployment"
            + " takes longer, and may fail; set capacity.maxInstances to 6");
  }

  @Test
  void aTypeThatIsNotKnownIsLetThroughWithAWarning() {
    on("m99.large");
    backend.cpu(4096).memoryMiB(65_536);

    assertThat(warnings(app))
        .containsExactly(
            Warning.ofUnknownType(
                "capacity.instanceType: \"m99.large\" is not a known instance type, so it is not"
                    + " checked whether the tasks fit; make sure that they do, or use a newer"
                    + " version of this library"));
  }

  @Test
  void whatIsKnownAtDeploymentOnlyIsLetThrough() {
    Number number =
        CfnParameter.Builder.create(new Stack(), "Number")
            .type("Number")
            .build()
            .getValueAsNumber();
    on("m6i.large");
    capacity.maxInstances(number).minInstances(number);
    frontend.desiredCount(number).cpu(number).memoryMiB(number);
    backend.desiredCount(50);

    assertThatCode(this::build).doesNotThrowAnyException();
    assertThat(warnings(app)).isEmpty();
  }

  @Test
  void theConstructTellsOfWhatIsNotRefused() {
    on("m6i.large");
    frontend.desiredCount(4);
    Stack stack =
        Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE);

    new ThreeTierEcsApp(stack, "App", build());

    Annotations.fromStack(stack)
        .hasWarning(
            "/Shop/App",
            Match.stringLikeRegexp("capacity.minInstances: 2 .*ack: ThreeTierEcsApp::Placement.*"));
  }

  private void on(String type) {
    capacity.instanceType(new InstanceType(type));
  }

  private static ContainerDefinitionOptions.Builder sidecar() {
    return ContainerDefinitionOptions.builder()
        .image(ContainerImage.fromRegistry("example/agent:1"))
        .memoryLimitMiB(64);
  }

  private ThreeTierEcsAppProps build() {
    return app.capacity(capacity.build())
        .frontend(frontend.build())
        .backend(backend.build())
        .build();
  }

  private List<Warning> warnings(ThreeTierEcsAppProps.Builder ofApp) {
    assertThat(ofApp).isSameAs(app);
    return build().warnings;
  }

  private void warned(String text) {
    assertThat(warnings(app)).containsExactly(Warning.ofPlacement(text));
  }

  private void warnedOf(String part) {
    assertThat(warnings(app)).anySatisfy(it -> assertThat(it.text()).contains(part));
  }

  private void refused(String message) {
    assertThatIllegalArgumentException().isThrownBy(this::build).withMessage(message);
  }

  private void refusedFor(String part) {
    assertThatIllegalArgumentException().isThrownBy(this::build).withMessageContaining(part);
  }
}
