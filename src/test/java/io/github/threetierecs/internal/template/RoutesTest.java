package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final String NETWORK =
      """
      "Igw": {"Type": "AWS::EC2::InternetGateway"},
      "Nat": {"Type": "AWS::EC2::NatGateway", "Properties": {"SubnetId": {"Ref": "Public"}}},
      "Vpn": {"Type": "AWS::EC2::VPNGateway"},
      "Public": {"Type": "AWS::EC2::Subnet", "Properties": {
        "CidrBlock": "10.0.0.0/24",
        "AvailabilityZone": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}}},
      "Private": {"Type": "AWS::EC2::Subnet", "Properties": {"AvailabilityZone": "eu-west-1a"}},
      "Isolated": {"Type": "AWS::EC2::Subnet"},
      "PublicTable": {"Type": "AWS::EC2::RouteTable"},
      "PrivateTable": {"Type": "AWS::EC2::RouteTable"},
      "IsolatedTable": {"Type": "AWS::EC2::RouteTable"},
      "PublicRoute": {"Type": "AWS::EC2::Route", "Properties": {
        "RouteTableId": {"Ref": "PublicTable"},
        "DestinationCidrBlock": "0.0.0.0/0",
        "GatewayId": {"Ref": "Igw"}}},
      "PrivateRoute": {"Type": "AWS::EC2::Route", "Properties": {
        "RouteTableId": {"Ref": "PrivateTable"},
        "DestinationCidrBlock": "0.0.0.0/0",
        "NatGatewayId": {"Ref": "Nat"}}},
      "OfficeRoute": {"Type": "AWS::EC2::Route", "Properties": {
        "RouteTableId": {"Ref": "IsolatedTable"},
        "DestinationCidrBlock": "192.168.0.0/16",
        "GatewayId": {"Ref": "Vpn"}}},
      """
          + association("Public")
          + ","
          + association("Private")
          + ","
          + association("Isolated");

  private final Routes routes = routes();

  @Test
  void aDefaultRouteToAnInternetGatewayMakesASubnetPublic() {
    assertThat(routes.subnet("Public").kind()).isEqualTo(SubnetKind.PUBLIC);
    assertThat(routes.subnet("Public").defaultRouteTarget()).contains("Igw");
  }

  @Test
  void aDefaultRouteToANatGatewayMakesASubnetPrivate() {
    assertThat(routes.subnet("Private").kind()).isEqualTo(SubnetKind.PRIVATE);
    assertThat(routes.subnet("Private").defaultRouteTarget()).contains("Nat");
  }

  @Test
  void aSubnetWithoutADefaultRouteIsIsolatedWhateverOtherRoutesItHas() {
    assertThat(routes.subnet("Isolated").kind()).isEqualTo(SubnetKind.ISOLATED);
    assertThat(routes.subnet("Isolated").defaultRouteTarget()).isEmpty();
  }

  @Test
  void aSubnetWithoutARouteTableIsIsolated() {
    Routes without = routes("\"Lost\": {\"Type\": \"AWS::EC2::Subnet\"}");

    assertThat(without.subnet("Lost").kind()).isEqualTo(SubnetKind.ISOLATED);
  }

  @Test
  void anIpv6DefaultRouteCountsToo() {
    Routes dualStack =
        routes(
            """
            "V6Route": {"Type": "AWS::EC2::Route", "Properties": {
              "RouteTableId": {"Ref": "IsolatedTable"},
              "DestinationIpv6CidrBlock": "::/0",
              "EgressOnlyInternetGatewayId": {"Ref": "Eigw"}}}
            """);

    assertThat(dualStack.subnet("Isolated").kind()).isEqualTo(SubnetKind.PRIVATE);
    assertThat(dualStack.subnet("Isolated").defaultRouteTarget()).contains("Eigw");
  }

  @Test
  void oneRouteToTheInternetOutweighsOneBehindANat() {
    Routes both =
        routes(
            """
            "V6Route": {"Type": "AWS::EC2::Route", "Properties": {
              "RouteTableId": {"Ref": "PrivateTable"},
              "DestinationIpv6CidrBlock": "::/0",
              "GatewayId": {"Ref": "Igw"}}}
            """);

    assertThat(both.subnet("Private").kind()).isEqualTo(SubnetKind.PUBLIC);
  }

  @Test
  void aDefaultRouteToAVpnIsNotPublic() {
    assertThat(withGateway("{\"Ref\": \"Vpn\"}")).isEqualTo(SubnetKind.PRIVATE);
    assertThat(withGateway("\"vgw-1\"")).isEqualTo(SubnetKind.PRIVATE);
  }

  @Test
  void aDefaultRouteToAnUnknownGatewayIsTakenForPublic() {
    assertThat(withGateway("{\"Ref\": \"GatewayParameter\"}")).isEqualTo(SubnetKind.PUBLIC);
    assertThat(withGateway("\"igw-1\"")).isEqualTo(SubnetKind.PUBLIC);
  }

  @Test
  void subnetsTellTheirZoneAndRange() {
    assertThat(routes.subnet("Public").availabilityZone()).isEqualTo("zones(${AWS::Region})[0]");
    assertThat(routes.subnet("Public").cidr()).isEqualTo("10.0.0.0/24");
    assertThat(routes.subnet("Private").availabilityZone()).isEqualTo("eu-west-1a");
    assertThat(routes.subnet("Isolated").availabilityZone()).isEmpty();
  }

  @Test
  void subnetsComeInLogicalIdOrder() {
    assertThat(routes.subnets())
        .extracting(Subnet::logicalId)
        .containsExactly("Isolated", "Private", "Public");
  }

  @Test
  void everythingPlacedKnowsItsSubnets() {
    Routes placed =
        routes(
            """
            "Alb": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
              "Subnets": [{"Ref": "Public"}, {"Ref": "Private"}]}},
            "Group": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
              "VPCZoneIdentifier": [{"Ref": "Private"}, "subnet-elsewhere"]}},
            "Service": {"Type": "AWS::ECS::Service", "Properties": {"NetworkConfiguration": {
              "AwsvpcConfiguration": {"Subnets": [{"Ref": "Private"}]}}}},
            "DbSubnets": {"Type": "AWS::RDS::DBSubnetGroup", "Properties": {
              "SubnetIds": [{"Ref": "Isolated"}]}},
            "Db": {"Type": "AWS::RDS::DBInstance", "Properties": {
              "DBSubnetGroupName": {"Ref": "DbSubnets"}}},
            "Function": {"Type": "AWS::Lambda::Function", "Properties": {
              "VpcConfig": {"SubnetIds": [{"Ref": "Isolated"}]}}}
            """);

    assertThat(placed.subnetsOf("Alb"))
        .extracting(Subnet::logicalId)
        .containsExactly("Private", "Public");
    assertThat(placed.subnetsOf("Group")).containsExactly(placed.subnet("Private"));
    assertThat(placed.subnetsOf("Service")).containsExactly(placed.subnet("Private"));
    assertThat(placed.subnetsOf("DbSubnets")).containsExactly(placed.subnet("Isolated"));
    assertThat(placed.subnetsOf("Db")).containsExactly(placed.subnet("Isolated"));
    assertThat(placed.subnetsOf("Function")).containsExactly(placed.subnet("Isolated"));
    assertThat(placed.subnetsOf("Nat")).containsExactly(placed.subnet("Public"));
  }

  @Test
  void aServiceWithoutItsOwnNetworkIsWhereItsInstancesAre() {
    Routes bridged =
        routes(
            """
            "Group": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
              "VPCZoneIdentifier": [{"Ref": "Private"}]}},
            "Capacity": {"Type": "AWS::ECS::CapacityProvider", "Properties": {
              "AutoScalingGroupProvider": {"AutoScalingGroupArn": {"Ref": "Group"}}}},
            "Service": {"Type": "AWS::ECS::Service", "Properties": {
              "CapacityProviderStrategy": [{"CapacityProvider": {"Ref": "Capacity"}}]}}
            """);

    assertThat(bridged.subnetsOf("Service")).containsExactly(bridged.subnet("Private"));
  }

  @Test
  void aRouteTableIsNoSubnet() {
    assertThatThrownBy(() -> routes.subnet("PublicTable"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "PublicTable (AWS::EC2::RouteTable) is not a subnet. The subnets are Isolated, Private,"
                + " Public.");
  }

  @Test
  void aGatewayIsNotPlacedInSubnets() {
    assertThatThrownBy(() -> routes.subnetsOf("Igw"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Igw (AWS::EC2::InternetGateway) is not placed in subnets. Those that are: AWS::");
  }

  private static SubnetKind withGateway(String gateway) {
    return routes(
            """
            "MoreRoute": {"Type": "AWS::EC2::Route", "Properties": {
              "RouteTableId": {"Ref": "IsolatedTable"},
              "DestinationCidrBlock": "0.0.0.0/0",
              "GatewayId": %s}}
            """
                .formatted(gateway))
        .subnet("Isolated")
        .kind();
  }

  private static String association(String subnet) {
    return """
    "%sAssociation": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {
      "SubnetId": {"Ref": "%s"}, "RouteTableId": {"Ref": "%sTable"}}}
    """
        .formatted(subnet, subnet, subnet);
  }

  private static Routes routes() {
    return Routes.of(Templates.withResources(NETWORK));
  }

  private static Routes routes(String more) {
    return Routes.of(Templates.withResources(NETWORK, more));
  }
}
