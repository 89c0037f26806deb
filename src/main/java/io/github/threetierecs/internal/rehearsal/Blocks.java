package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What fails before anything else matters: subnets and databases that would have to move. */
final class Blocks {
  private static final String DATABASE = "AWS::RDS::DBInstance";
  private static final String VPC = "AWS::EC2::VPC";

  private final Differences differences;
  private final List<Effect> effects = new ArrayList<>();

  private Blocks(Differences differences) {
    this.differences = differences;
  }

  static List<Effect> of(Differences differences) {
    Blocks blocks = new Blocks(differences);
    blocks.find();
    return blocks.effects;
  }

  private void find() {
    differences.all().values().stream()
        .filter(this::isMovedSubnet)
        .forEach(
            it -> {
              if (isOfList(it)) {
                effects.add(
                    Effect.of(
                        Kind.BESIDE,
                        Verdict.NOT_KNOWN,
                        it.type(),
                        "",
                        "it fails unless the zones are those that the subnets are in: which ones"
                            + " Fn::GetAZs has, only the account tells",
                        Because.of(it),
                        "docs/upgrades.md, naming the zones"));
              } else {
                add(
                    it.type(),
                    "no subnet moves to another zone",
                    "CIDR Block must change if Availability Zone is changed and VPC ID is not"
                        + " changed. Name the zones that are deployed: network.availabilityZones",
                    Because.of(it),
                    "buildkite/elastic-ci-stack#319");
              }
            });
    boolean databaseStays =
        differences.after().resourcesOfType(DATABASE).stream()
            .anyMatch(it -> differences.stays(it.logicalId()));
    if (!databaseStays) {
      return;
    }
    if (isAnotherVpc()) {
      add(
          VPC,
          "no database moves to another VPC",
          "The new Subnets are not in the same Vpc as the existing subnet group",
          "the VPC",
          "Amazon RDS API Reference, ModifyDBSubnetGroup");
    }
    differences.after().resourcesOfType("AWS::RDS::DBSubnetGroup").stream()
        .filter(this::losesAllSubnets)
        .forEach(
            it ->
                add(
                    it.type(),
                    "the database is in one of the old subnets",
                    "Some of the subnets to be deleted are currently in use",
                    it.logicalId(),
                    "Amazon RDS API Reference, ModifyDBSubnetGroup"));
  }

  private void add(String type, String brief, String words, String because, String source) {
    effects.add(
        Effect.of(
            Kind.BLOCKED, Verdict.FAILS, type, "**fails**: " + brief, words, because, source));
  }

  private boolean isMovedSubnet(ResourceChange change) {
    return change.type().equals("AWS::EC2::Subnet")
        && differences.before().find(change.id()).isPresent()
        && differences.after().find(change.id()).isPresent()
        && has(change, "AvailabilityZone")
        && !has(change, "CidrBlock")
        && !has(change, "VpcId");
  }

  private boolean isOfList(ResourceChange change) {
    return Stream.of(differences.before(), differences.after())
        .flatMap(it -> it.resource(change.id()).property("AvailabilityZone").stream())
        .anyMatch(it -> !(it instanceof String));
  }

  private static boolean has(ResourceChange change, String path) {
    return change.properties().stream().anyMatch(it -> it.path().equals(path));
  }

  private boolean isAnotherVpc() {
    return differences.before().resourcesOfType(VPC).stream()
            .anyMatch(it -> differences.isLost(it.logicalId()))
        || differences.after().resourcesOfType(VPC).stream()
            .anyMatch(it -> differences.before().find(it.logicalId()).isEmpty());
  }

  private boolean losesAllSubnets(Resource group) {
    return differences.stays(group.logicalId())
        && Collections.disjoint(
            group.list("SubnetIds"),
            differences.before().resource(group.logicalId()).list("SubnetIds"));
  }
}
