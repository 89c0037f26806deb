package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Routes;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Subnet;
import io.github.threetierecs.internal.template.SubnetKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The subnets and Availability Zones of a plan, and what is placed in them. Subnets from outside
 * the assembly are known by what is placed in them: those of an internet-facing load balancer are
 * public, those of a subnet group of databases are the databases'.
 */
final class Places {

  private static final Pattern CHOSEN_ZONE = Pattern.compile("zones\\(.*\\)\\[(\\d+)]");

  private static final Set<String> OF_DATABASES =
      Ordered.set(
          "AWS::ElastiCache::ServerlessCache",
          "AWS::RDS::DBSubnetGroup",
          "AWS::RDS::DBInstance",
          "AWS::RDS::DBCluster",
          "AWS::RDS::DBProxy");

  /** What is placed in subnets that are for others. */
  private static final Set<String> GUESTS =
      Ordered.set(
          "AWS::EC2::VPCEndpoint",
          "AWS::EC2::NatGateway",
          "AWS::EFS::MountTarget",
          "AWS::SecretsManager::RotationSchedule");

  private static final Comparator<String> SHORT_FIRST =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final StackTemplate template;
  private final Routes routes;
  private final SortedMap<String, Set<Layer>> uses = new TreeMap<>();
  private final SortedMap<String, Integer> positions = new TreeMap<>();
  private final List<PlacedSubnet> subnets = new ArrayList<>();

  Places(StackTemplate template) {
    this.template = template;
    this.routes = Routes.of(template);
    for (Resource resource : template.resources()) {
      List<String> keys = routes.placesOf(resource.logicalId());
      for (int i = 0; i < keys.size(); i++) {
        positions.putIfAbsent(keys.get(i), i);
        Set<Layer> used = uses.computeIfAbsent(keys.get(i), key -> new TreeSet<>());
        if (!GUESTS.contains(resource.type())) {
          used.add(use(resource));
        }
      }
    }
    for (Subnet subnet : routes.subnets()) {
      subnets.add(known(subnet));
    }
    for (String key : uses.keySet()) {
      if (routes.subnets().stream().noneMatch(it -> it.logicalId().equals(key))) {
        subnets.add(unknown(key));
      }
    }
    subnets.sort(
        Comparator.comparing(PlacedSubnet::layer)
            .thenComparing(PlacedSubnet::vpc)
            .thenComparing(PlacedSubnet::zone, SHORT_FIRST)
            .thenComparing(PlacedSubnet::id));
  }

  List<PlacedSubnet> subnets() {
    return subnets;
  }

  List<String> zones() {
    return subnets.stream().map(PlacedSubnet::zone).distinct().sorted(SHORT_FIRST).toList();
  }

  /** The subnets that a resource is placed in, in the order of all. */
  List<String> of(Resource resource) {
    Set<String> keys = Ordered.copyOf(keysOf(resource).toList());
    return subnets.stream().map(PlacedSubnet::id).filter(keys::contains).toList();
  }

  List<String> zonesOf(List<String> ids) {
    return subnets.stream()
        .filter(it -> ids.contains(it.id()))
        .map(PlacedSubnet::zone)
        .distinct()
        .sorted(SHORT_FIRST)
        .toList();
  }

  /** The layer of a subnet. */
  Optional<Layer> layerOf(String id) {
    return subnets.stream().filter(it -> it.id().equals(id)).map(PlacedSubnet::layer).findFirst();
  }

  /** The logical id of what the default route of a subnet leads to. */
  Optional<String> defaultRouteOf(String id) {
    return routes.subnets().stream()
        .filter(it -> it.logicalId().equals(id))
        .findFirst()
        .flatMap(Subnet::defaultRouteTarget);
  }

  /** The VPC of a subnet; empty if the subnet is from outside. */
  String vpcOf(String id) {
    return template.find(id).flatMap(it -> it.property("VpcId")).map(Reference::keyOf).orElse("");
  }

  /** A zone as a person calls it: {@code Zone 1} for the first of a Region that is not known. */
  static String zone(String text) {
    Matcher chosen = CHOSEN_ZONE.matcher(text);
    return chosen.matches() ? numbered(Integer.parseInt(chosen.group(1))) : text;
  }

  private static String numbered(int position) {
    return "Zone " + (position + 1);
  }

  private Stream<String> keysOf(Resource resource) {
    return switch (resource.type()) {
      case "AWS::EC2::Subnet" -> Stream.of(resource.logicalId());
      case "AWS::Scheduler::Schedule" ->
          resource
              .list("Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.Subnets")
              .stream()
              .map(Reference::keyOf);
      case "AWS::EC2::VPCEndpoint" ->
          resource.has("RouteTableIds")
              ? behindRouteTables(resource)
              : routes.placesOf(resource.logicalId()).stream();
      case "AWS::RDS::DBInstance" -> {
        List<String> own = routes.placesOf(resource.logicalId());
        yield own.isEmpty()
            ? resource.property("SourceDBInstanceIdentifier").flatMap(template::referent).stream()
                .flatMap(this::keysOf)
            : own.stream();
      }
      default -> routes.placesOf(resource.logicalId()).stream();
    };
  }

  private Stream<String> behindRouteTables(Resource endpoint) {
    Set<String> tables =
        endpoint.list("RouteTableIds").stream().map(Reference::keyOf).collect(Ordered.toSet());
    return template.resourcesOfType("AWS::EC2::SubnetRouteTableAssociation").stream()
        .filter(
            it ->
                it.property("RouteTableId")
                    .map(Reference::keyOf)
                    .filter(tables::contains)
                    .isPresent())
        .flatMap(it -> it.property("SubnetId").stream())
        .map(Reference::keyOf);
  }

  private static Layer use(Resource resource) {
    if (OF_DATABASES.contains(resource.type())) {
      return Layer.DATABASE;
    }
    return resource.type().equals("AWS::ElasticLoadBalancingV2::LoadBalancer")
            && !isInternal(resource)
        ? Layer.PUBLIC
        : Layer.PRIVATE;
  }

  static boolean isInternal(Resource loadBalancer) {
    return loadBalancer.text("Scheme").filter("internal"::equals).isPresent();
  }

  private PlacedSubnet known(Subnet subnet) {
    Set<Layer> used = uses.getOrDefault(subnet.logicalId(), Set.of());
    boolean ofDatabases =
        used.contains(Layer.DATABASE)
            ? used.size() == 1
            : used.isEmpty() && subnet.kind() == SubnetKind.ISOLATED;
    Layer layer =
        subnet.kind() == SubnetKind.PUBLIC
            ? Layer.PUBLIC
            : ofDatabases ? Layer.DATABASE : Layer.PRIVATE;
    String zone = zone(subnet.availabilityZone());
    return new PlacedSubnet(
        subnet.logicalId(),
        vpcOf(subnet.logicalId()),
        layer,
        zone.isEmpty() ? numbered(positions.getOrDefault(subnet.logicalId(), 0)) : zone,
        subnet.cidr(),
        true);
  }

  private PlacedSubnet unknown(String key) {
    Set<Layer> used = uses.getOrDefault(key, Set.of());
    Layer layer =
        used.contains(Layer.PUBLIC)
            ? Layer.PUBLIC
            : used.contains(Layer.DATABASE) && used.size() == 1 ? Layer.DATABASE : Layer.PRIVATE;
    return new PlacedSubnet(key, "", layer, numbered(positions.getOrDefault(key, 0)), "", false);
  }
}
