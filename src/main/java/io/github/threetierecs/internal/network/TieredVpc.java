package io.github.threetierecs.internal.network;

import io.github.threetierecs.internal.options.EndpointService;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.options.VpcLayout;
import io.github.threetierecs.internal.options.ZoneNames;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.LogGroups;
import io.github.threetierecs.internal.shared.Trust;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.FlowLog;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The network, created or given: public subnets for the internet-facing load balancer and the NAT
 * gateways, private ones for instances, tasks and internal load balancers, and isolated ones for
 * the database.
 *
 * <p>Subnets are chosen by the name of their group, never by their type, so that a change of the
 * NAT strategy moves nothing.
 */
public final class TieredVpc extends Construct {
  /** The flow log and the log group that it writes to. */
  public record Flows(FlowLog log, LogGroup group) {}

  public final IVpc vpc;

  /** The VPC that is created here; null if one was given. */
  public final @Nullable Vpc made;

  /** Null for an existing VPC if no load balancer faces the internet. */
  public final @Nullable SubnetSelection publicSubnets;

  public final SubnetSelection privateSubnets;

  /** One private subnet in each zone: a load balancer accepts no more. */
  public final SubnetSelection internalSubnets;

  /** Null for an existing VPC if no database is placed there. */
  public final @Nullable SubnetSelection databaseSubnets;

  public final VpcEndpoints endpoints;

  /** The flow logs; null if there are none. */
  public final @Nullable Flows flows;

  /** Whether the private subnets reach more than the services that have endpoints. */
  public final boolean reachesInternet;

  public TieredVpc(
      Construct scope,
      Stack stack,
      String region,
      Values options,
      LogGroups logGroups,
      ConsoleWords words,
      boolean facesInternet,
      boolean withDatabase) {
    super(scope, "Network");
    boolean wantsEndpoints = options.get(NetworkOptions.INTERFACE_ENDPOINTS);
    IVpc given = options.find(NetworkOptions.VPC);
    if (given != null) {
      ExistingVpc existing =
          new ExistingVpc(Stack.of(this), given, options, facesInternet, withDatabase);
      vpc = given;
      made = null;
      publicSubnets = existing.publicSubnets == null ? null : existing.publicSubnets.onePerZone();
      privateSubnets = existing.privateSubnets.selection();
      internalSubnets = existing.privateSubnets.onePerZone();
      databaseSubnets =
          existing.databaseSubnets == null ? null : existing.databaseSubnets.selection();
      reachesInternet = true;
      flows = null;
      endpoints = new VpcEndpoints(this, this, vpc, privateSubnets, words, wantsEndpoints);
      if (!options.has(NetworkOptions.INTERFACE_ENDPOINTS) && existing.isIsolated()) {
        warnOfIsolation(existing);
      }
      if (existing.publicSubnets != null
          && options.has(NetworkOptions.PUBLIC_SUBNETS)
          && existing.isShutOff()) {
        warnOfPublicSubnets(existing.publicSubnets);
      }
    } else {
      publicSubnets = group("Public");
      privateSubnets = group("Private");
      internalSubnets = privateSubnets;
      databaseSubnets = group("Database");
      reachesInternet = NetworkOptions.reachesInternet(options);
      made = make(stack, region, options);
      vpc = made;
      flows = options.get(NetworkOptions.FLOW_LOGS) ? recordFlows(logGroups, words) : null;
      endpoints =
          new VpcEndpoints(
              this, made, vpc, privateSubnets, words, wantsEndpoints || !reachesInternet);
    }
  }

  private void warnOfPublicSubnets(ExistingVpc.Layer publicSubnets) {
    new Warning(
            "ThreeTierEcsApp::PublicSubnets",
            "network.publicSubnets: "
                + publicSubnets.shown()
                + " have no route to an internet gateway that network.vpc knows of, without which"
                + " nobody reaches the frontend, or its creation fails; choose subnets that have"
                + " one: "
                + ExistingVpc.INTERNET_FACING)
        .addTo(this);
  }

  private void warnOfIsolation(ExistingVpc existing) {
    new Warning(
            "ThreeTierEcsApp::IsolatedPrivateSubnets",
            "network.privateSubnets: "
                + existing.privateSubnets.shown()
                + " have no route to the internet that network.vpc knows of; unless its owner"
                + " created endpoints for Amazon S3, "
                + EndpointService.names()
                + ", no instance joins the cluster and no task starts; set"
                + " network.interfaceEndpoints to true for all but Amazon S3, or to false if they"
                + " are there")
        .addTo(this);
  }

  private Vpc make(Stack stack, String region, Values options) {
    String cidr = options.get(NetworkOptions.CIDR);
    int azs = NetworkOptions.zones(options);
    VpcLayout layout = VpcLayout.of(cidr);
    List<String> named = options.find(NetworkOptions.AVAILABILITY_ZONES);
    ZoneNames.checkRegion(named, region);
    DefaultSecurityGroup closed =
        options.get(NetworkOptions.RESTRICT_DEFAULT_SECURITY_GROUP)
            ? new DefaultSecurityGroup(stack)
            : null;
    Vpc.Builder builder =
        Vpc.Builder.create(this, "Vpc")
            .ipAddresses(IpAddresses.cidr(cidr))
            .availabilityZones(named != null ? named : zones(azs))
            .reservedAzs(VpcLayout.AZ_SLOTS - azs)
            .natGateways(NetworkOptions.natGateways(options))
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("Public")
                        .subnetType(SubnetType.PUBLIC)
                        .cidrMask(layout.edgeMask())
                        // Nothing needs this: load balancers and NAT gateways bring their own
                        // public addresses.
                        .mapPublicIpOnLaunch(false)
                        .build(),
                    subnets(
                        "Private",
                        NetworkOptions.reachesInternet(options)
                            ? SubnetType.PRIVATE_WITH_EGRESS
                            : SubnetType.PRIVATE_ISOLATED,
                        layout.privateMask()),
                    subnets("Database", SubnetType.PRIVATE_ISOLATED, layout.edgeMask())))
            .gatewayEndpoints(
                Map.of(
                    "S3",
                    GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .subnets(List.of(privateSubnets))
                        .build()))
            .restrictDefaultSecurityGroup(closed != null);
    Vpc made;
    try {
      made = ZoneLookup.without(stack, region, named, builder::build);
    } catch (RuntimeException refusal) {
      throw closed == null ? refusal : DefaultSecurityGroup.orOf(refusal, options);
    }
    if (closed != null) {
      closed.narrow(made);
    }
    GatewayVpcEndpoint s3 = (GatewayVpcEndpoint) made.getNode().findChild("S3");
    if (NetworkOptions.reachesInternet(options)) {
      EndpointPolicies.writeDefaultOfS3(s3);
    } else {
      EndpointPolicies.closeS3(s3);
    }
    return made;
  }

  /**
   * The first zones by name. Zones that CDK looked up would move every subnet on the day on which a
   * stack without an environment is given one.
   */
  private static List<String> zones(int count) {
    List<String> all = Fn.getAzs();
    List<String> zones = new ArrayList<>();
    for (int zone = 0; zone < count; zone++) {
      zones.add(Fn.select(zone, all));
    }
    return zones;
  }

  private static SubnetSelection group(String name) {
    return SubnetSelection.builder().subnetGroupName(name).build();
  }

  private static SubnetConfiguration subnets(String name, SubnetType type, int mask) {
    return SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(mask).build();
  }

  private Flows recordFlows(LogGroups logGroups, ConsoleWords words) {
    LogGroup logGroup = logGroups.builder(this, "FlowLogGroup").build();
    FlowLog flowLog =
        vpc.addFlowLog(
            "FlowLog",
            FlowLogOptions.builder()
                .destination(FlowLogDestination.toCloudWatchLogs(logGroup))
                .build());
    // The CDK names this role after the construct path, which may contain characters that IAM does
    // not accept in a tag.
    words.nameAs(flowLog, "/Network/Vpc/FlowLog");
    Trust.narrow(Objects.requireNonNull(flowLog.getIamRole()));
    return new Flows(flowLog, logGroup);
  }
}
