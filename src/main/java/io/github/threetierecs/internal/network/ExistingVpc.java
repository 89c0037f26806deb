package io.github.threetierecs.internal.network;

import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Words;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SelectedSubnets;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;

/**
 * A VPC that somebody else created and manages: which of its subnets are which layer, and whether
 * they can be. Nothing in it is changed.
 *
 * <p>A VPC that is still to be looked up has dummies for subnets, which say nothing (aws-cdk#2926).
 */
public final class ExistingVpc {
  /** Load balancers and RDS both require two zones. */
  private static final int ZONES = 2;

  /** Users with a VPC that has no public subnets are told what does not need them. */
  static final String INTERNET_FACING =
      "the frontend's load balancer is internet-facing, unless frontend.edge.internal is true";

  private static final String ONLY_PUBLIC =
      "choose subnets with a route to an internet gateway, in "
          + ZONES
          + " Availability Zones or more, by a subnetType or subnetGroupName that it has, or by"
          + " subnets; if network.vpc has none, add them or use another VPC: "
          + INTERNET_FACING;

  /** Null if nothing faces the internet. */
  final @Nullable Layer publicSubnets;

  final Layer privateSubnets;
  final @Nullable Layer databaseSubnets;
  private final IVpc vpc;

  /**
   * Finds the layers.
   *
   * @throws IllegalArgumentException if a layer cannot be what it is chosen for
   */
  ExistingVpc(Stack stack, IVpc vpc, Values options, boolean facesInternet, boolean withDatabase) {
    this.vpc = vpc;
    Problems problems = new Problems("network");
    Places places = new Places(problems, stack);
    places.sameAccount("vpc", vpc, null, "use a VPC in the stack's account");
    problems.refuse();
    publicSubnets =
        facesInternet
            ? layer(problems, options, NetworkOptions.PUBLIC_SUBNETS, SubnetType.PUBLIC)
            : null;
    privateSubnets =
        layer(problems, options, NetworkOptions.PRIVATE_SUBNETS, SubnetType.PRIVATE_WITH_EGRESS);
    databaseSubnets =
        withDatabase
            ? layer(problems, options, NetworkOptions.DATABASE_SUBNETS, SubnetType.PRIVATE_ISOLATED)
            : null;
    refuseShared(problems, privateSubnets);
    if (databaseSubnets != null) {
      refuseShared(problems, databaseSubnets);
    }
    problems.refuse();
  }

  /** Whether the VPC says that none of the private subnets has a route to the internet. */
  boolean isIsolated() {
    if (privateSubnets.ids.isEmpty()) {
      return false;
    }
    List<String> isolated = vpc.getIsolatedSubnets().stream().map(ISubnet::getSubnetId).toList();
    return isolated.containsAll(privateSubnets.ids);
  }

  private Layer layer(
      Problems problems, Values options, Option<SubnetSelection> which, SubnetType otherwise) {
    String option = which.name();
    SubnetSelection chosen = options.find(which);
    SubnetSelection selection = orOfType(chosen, otherwise);
    Words shown =
        new Words(NetworkOptions.describe(selection) + (chosen == null ? " by default" : ""));
    SelectedSubnets found;
    try {
      found = vpc.selectSubnets(selection);
    } catch (RuntimeException refusal) {
      if (lackZones(selection.getSubnets())) {
        problems.add(
            option,
            shown,
            "have no known Availability Zone",
            "import each with Subnet.fromSubnetAttributes and its availabilityZone");
      } else {
        problems.add(
            option,
            shown,
            "cannot be found in network.vpc: " + reasonOf(refusal),
            lacksPublicSubnets(option)
                ? ONLY_PUBLIC
                : "choose by a subnetType or subnetGroupName that it has, or by subnets");
      }
      return new Layer(option, shown, selection, List.of(), selection);
    }
    if (Boolean.TRUE.equals(found.getIsPendingLookup())) {
      return new Layer(option, shown, selection, List.of(), selection);
    }
    List<ISubnet> subnets = found.getSubnets();
    List<String> zones = found.getAvailabilityZones();
    List<String> ids = found.getSubnetIds();
    if (Stream.of(zones, ids).flatMap(List::stream).anyMatch(Tokens::isListToken)) {
      problems.add(
          option,
          shown,
          "come from a list that is a token, whose length is known only at deployment",
          "give the VPC its availabilityZones one by one, and each list of subnets with its"
              + " length, as many or a multiple: Fn.split(\",\", value, 2)");
      return new Layer(option, shown, selection, List.of(), selection);
    }
    Map<String, ISubnet> firsts = new LinkedHashMap<>();
    for (int subnet = 0; subnet < subnets.size(); subnet++) {
      firsts.putIfAbsent(zones.get(subnet), subnets.get(subnet));
    }
    if (subnets.isEmpty()) {
      problems.add(
          option,
          shown,
          "do not exist in network.vpc",
          lacksPublicSubnets(option)
              ? ONLY_PUBLIC
              : "choose subnets in " + ZONES + " Availability Zones or more");
    } else if (firsts.size() < ZONES) {
      problems.add(
          option,
          shown,
          "are in only one Availability Zone, and "
              + (option.equals("databaseSubnets") ? "RDS" : "a load balancer")
              + " needs "
              + ZONES,
          "choose subnets in " + ZONES + " Availability Zones or more");
    }
    SubnetSelection onePerZone =
        firsts.size() == subnets.size()
            ? selection
            : SubnetSelection.builder().subnets(List.copyOf(firsts.values())).build();
    return new Layer(option, shown, selection, ids, onePerZone);
  }

  /** Subnets of {@code Subnet.fromSubnetId} have no zone, and the CDK throws when asked for one. */
  private static boolean lackZones(@Nullable List<ISubnet> subnets) {
    if (subnets == null) {
      return false;
    }
    try {
      subnets.forEach(ISubnet::getAvailabilityZone);
      return false;
    } catch (RuntimeException unknown) {
      return true;
    }
  }

  /**
   * The exception about a subnet's zone is wrapped on its way through the CDK; the innermost one
   * has the reason.
   */
  private static String reasonOf(RuntimeException refusal) {
    Throwable root = refusal;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Problems.reasonOf(root instanceof RuntimeException reason ? reason : refusal);
  }

  /** Subnets with a route to the internet must be used by nothing but the load balancer. */
  private void refuseShared(Problems problems, Layer layer) {
    Set<String> shared = new TreeSet<>(layer.ids);
    shared.retainAll(publicSubnets == null ? List.of() : publicSubnets.ids);
    if (!shared.isEmpty()) {
      problems.add(
          layer.option,
          layer.shown,
          "are "
              + (shared.size() == layer.ids.size() ? "" : "partly ")
              + "the subnets of network.publicSubnets too",
          "choose others, without a route to an internet gateway"
              + (isShutOff()
                  ? "; and for network.publicSubnets choose subnets that have one: "
                      + INTERNET_FACING
                  : ""));
    }
  }

  private boolean lacksPublicSubnets(String option) {
    return option.equals("publicSubnets") && vpc.getPublicSubnets().isEmpty();
  }

  /**
   * Whether the VPC says that all the public subnets that were chosen are private or isolated ones.
   * It may have been imported with the wrong types (aws-cdk#18638), so this is no refusal.
   */
  boolean isShutOff() {
    if (publicSubnets == null || publicSubnets.ids.isEmpty()) {
      return false;
    }
    List<String> shut =
        Stream.of(vpc.getPrivateSubnets(), vpc.getIsolatedSubnets())
            .flatMap(List::stream)
            .map(ISubnet::getSubnetId)
            .toList();
    return shut.containsAll(publicSubnets.ids);
  }

  /** A selection without type, group or subnets narrows the default one. */
  private static SubnetSelection orOfType(@Nullable SubnetSelection chosen, SubnetType otherwise) {
    if (chosen == null) {
      return SubnetSelection.builder().subnetType(otherwise).build();
    }
    if (chosen.getSubnetType() != null
        || chosen.getSubnetGroupName() != null
        || chosen.getSubnets() != null) {
      return chosen;
    }
    return SubnetSelection.builder()
        .subnetType(otherwise)
        .availabilityZones(chosen.getAvailabilityZones())
        .onePerAz(chosen.getOnePerAz())
        .subnetFilters(chosen.getSubnetFilters())
        .build();
  }

  /** The subnets for one purpose; they are unknown while the VPC is still to be looked up. */
  record Layer(
      String option,
      Words shown,
      SubnetSelection selection,
      List<String> ids,
      SubnetSelection onePerZone) {}
}
