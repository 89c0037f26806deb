package io.github.threetierecs;

import static io.github.threetierecs.internal.template.SubnetKind.ISOLATED;
import static io.github.threetierecs.internal.template.SubnetKind.PRIVATE;
import static io.github.threetierecs.internal.template.SubnetKind.PUBLIC;
import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.openToWorld;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Subnet;
import io.github.threetierecs.internal.template.SubnetKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@EveryConfiguration
class NetworkTest {
  private static final Set<String> PLACED =
      Set.of(
          "AWS::AutoScaling::AutoScalingGroup",
          "AWS::EC2::NatGateway",
          "AWS::ECS::Service",
          "AWS::ElasticLoadBalancingV2::LoadBalancer",
          "AWS::RDS::DBInstance");

  private final Configuration configuration;
  private final Anatomy app;

  NetworkTest(Configuration configuration) {
    this.configuration = configuration;
    app = Templates.of(configuration);
  }

  @Test
  void theVpcHasAnInternetGateway() {
    Resource attachment = theOnly(app.template, "AWS::EC2::VPCGatewayAttachment");

    assertThat(attachment.references())
        .as("what %s attaches", attachment)
        .contains(
            app.vpc().logicalId(), theOnly(app.template, "AWS::EC2::InternetGateway").logicalId());
  }

  @Test
  void publicSubnetsSpanEveryZone() {
    assertSpansEveryZone(PUBLIC);
  }

  @Test
  void privateSubnetsSpanEveryZone() {
    assertSpansEveryZone(PRIVATE);
  }

  @Test
  void isolatedSubnetsSpanEveryZone() {
    assertSpansEveryZone(ISOLATED);
  }

  @Test
  void publicSubnetsHoldTheFrontendLoadBalancerAndNatGatewaysAndNothingElse() {
    assertThat(placedIn(PUBLIC))
        .as("what is placed in public subnets")
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(app.frontend().loadBalancer()),
                    app.template.resourcesOfType("AWS::EC2::NatGateway").stream())
                .map(Resource::logicalId)
                .toList());
  }

  @Test
  void privateSubnetsHoldInstancesTasksAndTheBackendLoadBalancerAndNothingElse() {
    assertThat(placedIn(PRIVATE))
        .as("what is placed in private subnets")
        .containsExactlyInAnyOrder(
            app.instances().logicalId(),
            app.frontend().service().logicalId(),
            app.backend().service().logicalId(),
            app.backend().loadBalancer().logicalId());
  }

  @Test
  void isolatedSubnetsHoldTheDatabaseAndNothingElse() {
    assertThat(placedIn(ISOLATED))
        .as("what is placed in isolated subnets")
        .containsExactly(app.database().logicalId());
  }

  @Test
  void loadBalancersInstancesTasksAndTheDatabaseUseEveryZone() {
    for (Resource resource : app.template.resources()) {
      if (PLACED.contains(resource.type()) && !resource.type().equals("AWS::EC2::NatGateway")) {
        assertThat(app.routes.subnetsOf(resource.logicalId()))
            .as("the subnets of %s, one in every zone", resource)
            .hasSize(configuration.maxAzs());
      }
    }
  }

  @Test
  void privateSubnetsReachTheInternetThroughNat() {
    for (Subnet subnet : app.subnets(PRIVATE)) {
      assertThat(subnet.defaultRouteTarget().map(app.template::resource).map(Resource::type))
          .as("where everything else goes from private subnet %s", subnet.logicalId())
          .contains("AWS::EC2::NatGateway");
    }
  }

  @Test
  void productionKeepsTheOtherZonesConnectedWhenOneIsLost() {
    Set<String> crossing = new TreeSet<>();
    for (Subnet subnet : app.subnets(PRIVATE)) {
      Subnet natSubnet =
          Anatomy.theOnly(app.routes.subnetsOf(subnet.defaultRouteTarget().orElseThrow()));
      if (!natSubnet.availabilityZone().equals(subnet.availabilityZone())) {
        crossing.add(subnet.logicalId());
      }
    }

    assertThat(crossing)
        .as("private subnets whose NAT gateway is in another zone")
        .hasSize(configuration.profile() == Profile.PRODUCTION ? 0 : configuration.maxAzs() - 1);
  }

  @Test
  void isolatedSubnetsHaveNoRouteButTheLocalOne() {
    Set<String> isolated =
        app.subnets(ISOLATED).stream().map(Subnet::logicalId).collect(Collectors.toSet());
    Set<String> routeTables =
        app.template.resourcesOfType("AWS::EC2::SubnetRouteTableAssociation").stream()
            .filter(it -> isolated.contains(app.referent(it, "SubnetId").logicalId()))
            .map(it -> app.referent(it, "RouteTableId").logicalId())
            .collect(Collectors.toSet());

    assertThat(routeTables)
        .as("route tables of isolated subnets; a subnet without one uses the VPC's main table")
        .hasSameSizeAs(isolated);
    assertThat(app.template.resourcesOfType("AWS::EC2::Route"))
        .as("routes out of isolated subnets")
        .noneMatch(route -> routeTables.contains(app.referent(route, "RouteTableId").logicalId()));
    assertThat(app.template.resourcesOfType("AWS::EC2::VPCEndpoint"))
        .as("VPC endpoints that add routes to isolated subnets")
        .noneMatch(endpoint -> endpoint.references().stream().anyMatch(routeTables::contains));
  }

  @Test
  void nothingGetsAPublicAddressByBeingInAPublicSubnet() {
    assertThat(app.template.resourcesOfType("AWS::EC2::Subnet"))
        .as("subnets that give public addresses to whatever is started in them")
        .noneMatch(subnet -> subnet.isTrue("MapPublicIpOnLaunch"));
  }

  @Test
  void productionClosesTheDefaultSecurityGroupAndDevelopmentHasNoFunctionForIt() {
    boolean closed = configuration.profile() == Profile.PRODUCTION;

    assertThat(
            app.template.resourcesOfType("Custom::VpcRestrictDefaultSG").stream()
                .map(it -> it.text("DefaultSecurityGroupId").orElse("")))
        .as("the security groups that are closed")
        .isEqualTo(
            closed
                ? List.of("${%s.DefaultSecurityGroup}".formatted(app.vpc().logicalId()))
                : List.of());
    assertThat(app.template.resourcesOfType("AWS::Lambda::Function"))
        .as("functions")
        .hasSize(closed ? 1 : 0);
  }

  @Test
  void nothingButTheFrontendLoadBalancerIsOpenToTheWorld() {
    String securityGroup =
        Anatomy.theOnly(
            app.reachability.securityGroupsOf(app.frontend().loadBalancer().logicalId()));

    assertThat(openToWorld(app.template))
        .as("security group rules that let in 0.0.0.0/0 or ::/0")
        .allMatch(rule -> rule.securityGroup().equals(securityGroup));
  }

  @Test
  void theInternetReachesTheFrontendLoadBalancerOnPort80AndNothingElse() {
    List<String> reached =
        app.reachability.endpoints().stream()
            .flatMap(
                endpoint ->
                    Stream.of(22, 80, 443, 3306, 8080)
                        .filter(
                            port ->
                                canReach(app.reachability, Reachability.INTERNET, endpoint, port))
                        .map(port -> endpoint + ":" + port))
            .toList();

    assertThat(reached)
        .as("what can be reached from the internet")
        .containsExactly(app.frontend().loadBalancer().logicalId() + ":80");
  }

  @Test
  void subnetsLieInTheVpcSideBySide() {
    List<String> ranges =
        app.routes.subnets().stream()
            .filter(
                subnet ->
                    app.routes.subnets().stream()
                        .anyMatch(
                            other -> !other.equals(subnet) && overlap(subnet.cidr(), other.cidr())))
            .map(Subnet::toString)
            .toList();

    assertThat(ranges).as("subnets that overlap another").isEmpty();
    assertThat(app.routes.subnets())
        .as("subnets of the VPC %s", app.vpc().text("CidrBlock"))
        .allMatch(subnet -> overlap(subnet.cidr(), app.vpc().text("CidrBlock").orElseThrow()));
  }

  private void assertSpansEveryZone(SubnetKind kind) {
    assertThat(app.subnets(kind).stream().map(Subnet::availabilityZone))
        .as("the zones of the %s subnets", kind)
        .hasSize(configuration.maxAzs())
        .hasSizeGreaterThanOrEqualTo(2)
        .doesNotHaveDuplicates();
  }

  private List<String> placedIn(SubnetKind kind) {
    return app.template.resources().stream()
        .filter(resource -> PLACED.contains(resource.type()))
        .filter(
            resource ->
                app.routes.subnetsOf(resource.logicalId()).stream()
                    .anyMatch(subnet -> subnet.kind() == kind))
        .map(Resource::logicalId)
        .toList();
  }

  private static boolean overlap(String one, String other) {
    int shift = 32 - Math.min(prefix(one), prefix(other));
    return address(one) >>> shift == address(other) >>> shift;
  }

  private static int prefix(String cidr) {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }

  private static long address(String cidr) {
    long address = 0;
    for (String octet : cidr.substring(0, cidr.indexOf('/')).split("\\.", -1)) {
      address = address << 8 | Integer.parseInt(octet);
    }
    return address;
  }
}
