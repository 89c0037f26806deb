package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The subnets of a template, what they are by their routes, and what is placed in them.
 *
 * <p>A subnet without an associated route table counts as isolated, because the template does not
 * say what the main route table of its network holds.
 */
public final class Routes {

  private static final Set<String> EVERYWHERE = Ordered.set("0.0.0.0/0", "::/0");

  /** The properties of a route that can name its target. */
  private static final List<String> TARGETS =
      List.of(
          "GatewayId",
          "NatGatewayId",
          "EgressOnlyInternetGatewayId",
          "TransitGatewayId",
          "InstanceId",
          "NetworkInterfaceId",
          "VpcPeeringConnectionId",
          "CoreNetworkArn");

  private static final String SUBNET_GROUP = "DBSubnetGroupName";

  /** Where each type names its subnets, or what is placed in the subnets it shares. */
  private static final Map<String, List<String>> PLACES =
      Ordered.mapOfEntries(
          Map.entry("AWS::AutoScaling::AutoScalingGroup", List.of("VPCZoneIdentifier")),
          Map.entry("AWS::EC2::Instance", List.of("SubnetId", "NetworkInterfaces.0.SubnetId")),
          Map.entry("AWS::EC2::NatGateway", List.of("SubnetId")),
          Map.entry("AWS::EC2::VPCEndpoint", List.of("SubnetIds")),
          Map.entry(
              "AWS::ECS::Service", List.of("NetworkConfiguration.AwsvpcConfiguration.Subnets")),
          Map.entry("AWS::EFS::MountTarget", List.of("SubnetId")),
          Map.entry("AWS::ElastiCache::ServerlessCache", List.of("SubnetIds")),
          Map.entry("AWS::ElasticLoadBalancingV2::LoadBalancer", List.of("Subnets")),
          Map.entry("AWS::Lambda::Function", List.of("VpcConfig.SubnetIds")),
          Map.entry("AWS::RDS::DBCluster", List.of(SUBNET_GROUP)),
          Map.entry("AWS::RDS::DBInstance", List.of(SUBNET_GROUP)),
          Map.entry("AWS::RDS::DBProxy", List.of("VpcSubnetIds")),
          Map.entry("AWS::RDS::DBSubnetGroup", List.of("SubnetIds")),
          Map.entry(
              "AWS::Scheduler::Schedule",
              List.of("Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.Subnets")),
          Map.entry(
              "AWS::SecretsManager::RotationSchedule",
              List.of("HostedRotationLambda.VpcSubnetIds")));

  private final StackTemplate template;
  private final AutoScalingCapacity capacity;
  private final SortedMap<String, Subnet> subnets = new TreeMap<>();

  private Routes(StackTemplate template) {
    this.template = template;
    this.capacity = new AutoScalingCapacity(template);
    Map<String, String> routeTables = new TreeMap<>();
    for (Resource it : template.resourcesOfType("AWS::EC2::SubnetRouteTableAssociation")) {
      routeTables.put(key(it, "SubnetId"), key(it, "RouteTableId"));
    }
    for (Resource subnet : template.resourcesOfType("AWS::EC2::Subnet")) {
      subnets.put(
          subnet.logicalId(),
          subnet(subnet, defaultRoutesOf(routeTables.getOrDefault(subnet.logicalId(), ""))));
    }
  }

  /**
   * Reads the routes of a template.
   *
   * @param template the template
   * @return its routes
   */
  public static Routes of(StackTemplate template) {
    return new Routes(template);
  }

  /**
   * All subnets.
   *
   * @return the subnets, in logical-id order
   */
  public List<Subnet> subnets() {
    return List.copyOf(subnets.values());
  }

  /**
   * One subnet.
   *
   * @param logicalId its logical id
   * @return the subnet
   * @throws IllegalArgumentException if there is no such subnet; names those that there are
   */
  public Subnet subnet(String logicalId) {
    Resource resource = template.resource(logicalId);
    Subnet subnet = subnets.get(logicalId);
    if (subnet == null) {
      throw new IllegalArgumentException(
          resource
              + " is not a subnet. The subnets are "
              + String.join(", ", subnets.keySet())
              + ".");
    }
    return subnet;
  }

  /**
   * The subnets that something is placed in. A service without its own network is where its
   * instances are.
   *
   * @param logicalId the logical id of a load balancer, service, Auto Scaling group, database,
   *     subnet group, NAT gateway or the like
   * @return those subnets of it that are in the template, in logical-id order
   * @throws IllegalArgumentException if there is no such resource, or nothing of its type is placed
   *     in subnets
   */
  public List<Subnet> subnetsOf(String logicalId) {
    Resource resource = template.resource(logicalId);
    if (!PLACES.containsKey(resource.type())) {
      throw new IllegalArgumentException(
          resource
              + " is not placed in subnets. Those that are: "
              + String.join(", ", new TreeSet<>(PLACES.keySet()))
              + ".");
    }
    return knownSubnetsOf(resource);
  }

  /**
   * What something is placed in, also outside the template. A service without its own network is
   * where its instances are.
   *
   * @param logicalId the logical id of any resource
   * @return the logical ids of its subnets, or the texts of those that are not in the template, as
   *     the template orders them; none if it is not placed in subnets, or in a subnet group that is
   *     not in the template
   * @throws IllegalArgumentException if there is no such resource
   */
  public List<String> placesOf(String logicalId) {
    return namesOfPlaces(template.resource(logicalId)).distinct().toList();
  }

  private Stream<String> namesOfPlaces(Resource resource) {
    Stream<String> named =
        PLACES.getOrDefault(resource.type(), List.of()).stream()
            .flatMap(
                path ->
                    resource.list(path).stream()
                        .flatMap(value -> Json.joinedIn(value).stream())
                        .flatMap(value -> namesOfPlaces(path, value)));
    return Stream.concat(named, capacity.of(resource).stream().flatMap(this::namesOfPlaces));
  }

  private Stream<String> namesOfPlaces(String path, Object value) {
    Optional<Resource> place = template.referent(value);
    if (place.isEmpty()) {
      return path.equals(SUBNET_GROUP) ? Stream.of() : Stream.of(Reference.keyOf(value));
    }
    return subnets.containsKey(place.get().logicalId())
        ? Stream.of(place.get().logicalId())
        : namesOfPlaces(place.get());
  }

  /** The subnets of a resource that is in the template; none if it is not placed in any. */
  List<Subnet> knownSubnetsOf(Resource resource) {
    SortedMap<String, Subnet> known = new TreeMap<>();
    placesOf(resource).forEach(it -> known.put(it.logicalId(), it));
    return List.copyOf(known.values());
  }

  private Stream<Subnet> placesOf(Resource resource) {
    Stream<Resource> named =
        PLACES.getOrDefault(resource.type(), List.of()).stream()
            .flatMap(path -> resource.list(path).stream())
            .flatMap(value -> Json.joinedIn(value).stream())
            .flatMap(value -> template.referent(value).stream());
    return Stream.concat(named, capacity.of(resource).stream())
        .flatMap(
            it ->
                subnets.containsKey(it.logicalId())
                    ? Stream.of(subnet(it.logicalId()))
                    : placesOf(it));
  }

  private Subnet subnet(Resource subnet, List<Resource> defaultRoutes) {
    Optional<Resource> open = defaultRoutes.stream().filter(this::leadsToInternet).findFirst();
    Optional<Resource> route = open.or(() -> defaultRoutes.stream().findFirst());
    SubnetKind kind =
        open.isPresent()
            ? SubnetKind.PUBLIC
            : route.isPresent() ? SubnetKind.PRIVATE : SubnetKind.ISOLATED;
    return new Subnet(
        subnet.logicalId(),
        kind,
        subnet.text("AvailabilityZone").orElse(""),
        subnet.text("CidrBlock").orElse(""),
        route.flatMap(Routes::targetOf));
  }

  private List<Resource> defaultRoutesOf(String routeTable) {
    return template.resourcesOfType("AWS::EC2::Route").stream()
        .filter(it -> key(it, "RouteTableId").equals(routeTable))
        .filter(
            it ->
                EVERYWHERE.contains(it.text("DestinationCidrBlock").orElse(""))
                    || EVERYWHERE.contains(it.text("DestinationIpv6CidrBlock").orElse("")))
        .filter(it -> targetOf(it).isPresent())
        .toList();
  }

  /** A gateway of unknown make counts as an internet gateway: better a warning too many. */
  private boolean leadsToInternet(Resource route) {
    return route.has("GatewayId")
        && template
            .find(key(route, "GatewayId"))
            .map(gateway -> !gateway.type().equals("AWS::EC2::VPNGateway"))
            .orElse(!key(route, "GatewayId").startsWith("vgw-"));
  }

  private static Optional<String> targetOf(Resource route) {
    return TARGETS.stream().filter(route::has).findFirst().map(target -> key(route, target));
  }

  private static String key(Resource resource, String path) {
    return resource.property(path).map(Reference::keyOf).orElse("");
  }
}
