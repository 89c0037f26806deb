package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where VPCs and their Availability Zones stand in a picture: beside each other. */
final class VpcColumns {

  /** A zone of a VPC. */
  record Column(String vpc, String zone, int x, int width) {}

  /** A VPC. */
  record Vpc(String id, int x, int width, List<Column> columns) {}

  private static final int PADDING = 18;
  private static final int BETWEEN = 40;
  private static final int LEAST_WIDTH = 560;

  private final Plan plan;
  private final List<Vpc> vpcs = new ArrayList<>();
  private final int left;
  private final int right;

  VpcColumns(Plan plan, int left, int gap, int least) {
    this.plan = plan;
    this.left = left;
    int x = left;
    for (String vpc : plan.subnets().stream().map(PlacedSubnet::vpc).distinct().sorted().toList()) {
      List<String> zones =
          plan.zones().stream()
              .filter(
                  zone ->
                      plan.subnets().stream()
                          .anyMatch(it -> it.vpc().equals(vpc) && it.zone().equals(zone)))
              .toList();
      int width = Math.max(least, (LEAST_WIDTH - 2 * PADDING) / zones.size() - gap);
      List<Column> columns = new ArrayList<>();
      int columnX = x + PADDING;
      for (String zone : zones) {
        columns.add(new Column(vpc, zone, columnX, width));
        columnX += width + gap;
      }
      int vpcWidth = columnX - gap + PADDING - x;
      vpcs.add(new Vpc(vpc, x, vpcWidth, columns));
      x += vpcWidth + BETWEEN;
    }
    this.right = vpcs.isEmpty() ? left + LEAST_WIDTH : x - BETWEEN;
  }

  int left() {
    return left;
  }

  int right() {
    return right;
  }

  List<Vpc> vpcs() {
    return vpcs;
  }

  List<Column> all() {
    return vpcs.stream().flatMap(it -> it.columns().stream()).toList();
  }

  /** The VPC that an internet gateway is attached to. */
  Optional<Vpc> vpcOfGateway(Part gateway) {
    return plan.template().resourcesOfType("AWS::EC2::VPCGatewayAttachment").stream()
        .filter(
            it ->
                it.property("InternetGatewayId")
                    .map(Reference::keyOf)
                    .filter(gateway.id()::equals)
                    .isPresent())
        .flatMap(it -> it.property("VpcId").map(Reference::keyOf).stream())
        .flatMap(id -> vpcs.stream().filter(it -> it.id().equals(id)))
        .findFirst();
  }

  boolean has(Layer layer) {
    return plan.subnets().stream().anyMatch(it -> it.layer() == layer);
  }

  List<PlacedSubnet> subnets(Column column, Layer layer) {
    return plan.subnets().stream()
        .filter(
            it ->
                it.vpc().equals(column.vpc())
                    && it.zone().equals(column.zone())
                    && it.layer() == layer)
        .toList();
  }

  /**
   * The columns of a part: those of its subnets, or else of the instances that it runs on; none if
   * neither is known.
   */
  List<Column> of(Part part) {
    List<Column> own = ofSubnets(part.subnets());
    return own.isEmpty()
        ? plan.links().stream()
            .filter(it -> it.kind() == LinkKind.RUNS_ON && it.from().equals(part.id()))
            .flatMap(it -> plan.find(it.to()).stream())
            .map(it -> ofSubnets(it.subnets()))
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElse(own)
        : own;
  }

  private List<Column> ofSubnets(List<String> ids) {
    List<PlacedSubnet> subnets =
        plan.subnets().stream().filter(it -> ids.contains(it.id())).toList();
    Optional<String> vpc = subnets.stream().map(PlacedSubnet::vpc).findFirst();
    return all().stream()
        .filter(it -> Objects.equals(it.vpc(), vpc.orElse(null)))
        .filter(column -> subnets.stream().anyMatch(it -> it.zone().equals(column.zone())))
        .sorted(Comparator.comparingInt(Column::x))
        .toList();
  }

  /** The group of what is between these sides: a zone, or the VPC if it is in several. */
  String groupAt(int x, int width) {
    for (Vpc vpc : vpcs) {
      for (Column column : vpc.columns()) {
        if (column.x() <= x && x + width <= column.x() + column.width()) {
          return "vpc " + vpc.id() + " zone " + column.zone();
        }
      }
      if (vpc.x() <= x && x + width <= vpc.x() + vpc.width()) {
        return "vpc " + vpc.id();
      }
    }
    return "";
  }
}
