package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users get with {@link TaskNetworking#BRIDGE}, to the last rule of a security group. */
class BridgeTest {
  private static final Anatomy APP =
      Templates.with(
          props ->
              props
                  .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
                  .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                  .frontend(FrontendProps.builder().image(Templates.ecrImage("frontend")).build())
                  .backend(BackendProps.builder().image(Templates.ecrImage("backend")).build()));

  private final Anatomy.Tier frontend = APP.frontend();
  private final Anatomy.Tier backend = APP.backend();

  private List<Anatomy.Tier> tiers() {
    return List.of(frontend, backend);
  }

  @Test
  @Answers(Complaint.NETWORK_INTERFACES_RUN_OUT)
  void tasksShareTheNetworkOfTheirInstance() {
    for (Anatomy.Tier tier : tiers()) {
      assertThat(tier.taskDefinition().text("NetworkMode")).contains("bridge");
      assertThat(tier.service().has("NetworkConfiguration"))
          .as("whether %s has a network of its own, which ECS refuses", tier.service())
          .isFalse();
    }
  }

  @Test
  void dockerChoosesThePorts() {
    for (Anatomy.Tier tier : tiers()) {
      assertThat(tier.container("PortMappings.0.HostPort"))
          .as("the instance's port for the container of %s; 0 is any that is free", tier.service())
          .isEqualTo("0");
    }
  }

  @Test
  void targetsAreInstances() {
    for (Anatomy.Tier tier : tiers()) {
      assertThat(tier.targetGroup().text("TargetType")).contains("instance");
    }
  }

  @Test
  @Answers(Complaint.DYNAMIC_PORTS_BLOCKED)
  void loadBalancersAloneReachInstancesAtThePortsThatDockerChooses() {
    assertThat(APP.admittedTo(APP.instances()))
        .as("what the instances let in")
        .containsExactlyInAnyOrder(
            dynamicPortsFrom(frontend.loadBalancer()), dynamicPortsFrom(backend.loadBalancer()));
    for (Anatomy.Tier tier : tiers()) {
      for (int port : new int[] {32_768, 65_535}) {
        assertThat(
                canReach(
                    APP.reachability,
                    tier.loadBalancer().logicalId(),
                    tier.service().logicalId(),
                    port))
            .as("whether %s reaches its tasks on port %d", tier.loadBalancer(), port)
            .isTrue();
      }
      assertThat(why(tier.loadBalancer().logicalId(), tier.service().logicalId(), 32_767))
          .as("rules by which a load balancer reaches the ports of the instance itself")
          .isEmpty();
      assertThat(why(Reachability.INTERNET, tier.service().logicalId(), 32_768))
          .as("rules by which the internet reaches tasks")
          .isEmpty();
    }
  }

  @Test
  void tasksDoNotReachEachOtherBesideTheLoadBalancer() {
    assertThat(why(frontend.service().logicalId(), backend.service().logicalId(), 32_768))
        .as("rules by which the frontend's tasks reach the backend's on another instance")
        .isEmpty();
  }

  @Test
  void instancesReachTheBackendsLoadBalancerAndNobodyElseDoes() {
    assertThat(APP.admittedTo(backend.loadBalancer()))
        .as("what the internal load balancer lets in")
        .containsExactly(APP.from(APP.instances(), 80));
  }

  @Test
  void instancesReachTheDatabaseAndNobodyElseDoes() {
    assertThat(APP.admittedTo(APP.database()))
        .as("what the database lets in")
        .containsExactly(APP.from(APP.instances(), 3306));
  }

  @Test
  void theFrontendReachesTheDatabaseWhichIsThePriceOfBridge() {
    assertThat(
            canReach(
                APP.reachability, frontend.service().logicalId(), APP.database().logicalId(), 3306))
        .as("whether the frontend's tasks reach the database; docs/security/network.md says so")
        .isTrue();
    assertThat(APP.permissions.mayRead(frontend.taskRole().logicalId(), secret()))
        .as("whether the frontend may read the database's password")
        .isFalse();
  }

  @Test
  void instancesReachTheEndpoints() {
    for (Resource endpoint : APP.template.resourcesOfType("AWS::EC2::VPCEndpoint")) {
      if (endpoint.has("SecurityGroupIds")) {
        assertThat(APP.admittedTo(endpoint)).containsExactly(APP.from(APP.instances(), 443));
      }
    }
  }

  @Test
  void thereIsNoSecurityGroupThatNobodyCarries() {
    assertThat(APP.template.resourcesOfType("AWS::EC2::SecurityGroup"))
        .as("of two load balancers, the database, the endpoints and the instances")
        .hasSize(5);
  }

  @Test
  void containersCannotReachTheInstancesMetadata() {
    assertThat(
            APP.launchTemplate().text("LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit"))
        .as("how far a metadata token travels; a container on the bridge is two hops away")
        .contains("1");
    assertThat(APP.launchTemplate().text("LaunchTemplateData.MetadataOptions.HttpTokens"))
        .as("whether the metadata service answers without a token")
        .contains("required");
  }

  @Test
  void containersAreToldTheRegionWhichTheyCannotAskFor() {
    for (Anatomy.Tier tier : tiers()) {
      assertThat(tier.environment()).containsEntry("AWS_REGION", "${AWS::Region}");
    }
  }

  @Test
  void aChangeOfTheNetworkModeMakesNewServices() {
    Anatomy awsvpc = Templates.of(Profile.PRODUCTION);

    assertThat(frontend.service().logicalId())
        .isNotEqualTo(awsvpc.frontend().service().logicalId());
    assertThat(backend.service().logicalId()).isNotEqualTo(awsvpc.backend().service().logicalId());
  }

  private static List<Rule> why(String from, String to, int port) {
    return APP.reachability.whyReachable(from, to, port);
  }

  private static String secret() {
    return APP.databaseSecret().logicalId();
  }

  private static String dynamicPortsFrom(Resource loadBalancer) {
    return "tcp 32768-65535 from security group "
        + Anatomy.theOnly(APP.reachability.securityGroupsOf(loadBalancer.logicalId()));
  }
}
