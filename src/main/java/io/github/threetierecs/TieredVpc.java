package io.github.threetierecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The network: public subnets for the internet-facing load balancer and the NAT gateways, private
 * ones for instances, tasks and the internal load balancer, and isolated ones for the database.
 *
 * <p>Subnets are chosen by the name of their group, never by their type, so that a change of the
 * NAT strategy moves nothing.
 */
final class TieredVpc extends Construct {
  final Vpc vpc;
  final SubnetSelection publicSubnets = group("Public");
  final SubnetSelection privateSubnets = group("Private");
  final SubnetSelection databaseSubnets = group("Database");
  final VpcEndpoints endpoints;
  private final boolean reachesInternet;

  TieredVpc(Construct scope, NetworkProps props, Profile profile, Keys keys) {
    super(scope, "Network");
    String cidr = Defaults.CIDR.unless(props.cidr, profile);
    int azs = Defaults.MAX_AZS.unless(props.maxAzs, profile).intValue();
    NatStrategy nat = Defaults.NAT.unless(props.nat, profile);
    reachesInternet = nat != NatStrategy.NONE;
    VpcLayout layout = VpcLayout.of(cidr);
    DefaultSecurityGroup closed =
        Defaults.RESTRICT_DEFAULT_SECURITY_GROUP.unless(props.restrictDefaultSecurityGroup, profile)
            ? new DefaultSecurityGroup(this)
            : null;

    vpc =
        Vpc.Builder.create(this, "Vpc")
            .ipAddresses(IpAddresses.cidr(cidr))
            .availabilityZones(zones(azs))
            .reservedAzs(VpcLayout.AZ_SLOTS - azs)
            .natGateways(nat == NatStrategy.ONE_PER_AZ ? azs : nat == NatStrategy.SINGLE ? 1 : 0)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("Public")
                        .subnetType(SubnetType.PUBLIC)
                        .cidrMask(layout.edgeMask())
                        // Load balancers and NAT gateways bring addresses of their own.
                        .mapPublicIpOnLaunch(false)
                        .build(),
                    subnets(
                        "Private",
                        reachesInternet
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
            .restrictDefaultSecurityGroup(closed != null)
            .build();
    if (closed != null) {
      closed.narrow(vpc);
    }
    if (Defaults.FLOW_LOGS.unless(props.flowLogs, profile)) {
      recordFlows(profile, keys);
    }
    endpoints =
        new VpcEndpoints(
            this,
            vpc,
            vpc,
            privateSubnets,
            !reachesInternet
                || Defaults.INTERFACE_ENDPOINTS.unless(props.interfaceEndpoints, profile));
  }

  /** Refuses an image that cannot be pulled: without NAT, only Amazon ECR is within reach. */
  void checkPullable(Problems problems, String option, ContainerDefinition container) {
    if (reachesInternet) {
      return;
    }
    String image = container.getImageName();
    if (!Tokens.isToken(image) && !image.contains(".dkr.ecr.")) {
      problems.add(
          option,
          image,
          "cannot be pulled: network.nat NONE reaches no registry but Amazon ECR",
          "push it to an ECR repository and use ContainerImage.fromEcrRepository, or set"
              + " network.nat to SINGLE");
    }
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

  private void recordFlows(Profile profile, Keys keys) {
    LogGroup logGroup =
        LogGroup.Builder.create(this, "FlowLogGroup")
            .retention(Defaults.LOG_RETENTION.in(profile))
            .removalPolicy(Defaults.LOG_REMOVAL.in(profile))
            .encryptionKey(keys.of(Keys.Use.LOGS))
            .build();
    vpc.addFlowLog(
        "FlowLog",
        FlowLogOptions.builder()
            .destination(FlowLogDestination.toCloudWatchLogs(logGroup))
            .build());
  }
}
