package io.github.threetierecs;

import io.github.threetierecs.internal.options.EndpointService;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.options.ZoneNames;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;

/** The network that everything runs in: one VPC with public, private and database subnets. */
public final class NetworkProps {
  final Values values;

  private NetworkProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the profile's default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with what these options are set to.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the options of the network. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<NetworkProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * The VPC's IPv4 range. Half of it goes to the private subnets; room for four Availability
     * Zones is reserved whatever {@link #maxAzs} says, so that adding a zone moves no subnet.
     *
     * <p>Default: {@code 10.0.0.0/16} in both profiles. Choose it before the first deployment:
     * changing it later would replace the VPC, and RDS does not move a database to another one, so
     * that CloudFormation refuses it.
     *
     * <p>Refused: anything but an IPv4 range from {@code /16} to {@code /23} that begins at a
     * network address, ranges that Amazon VPC reserves, and tokens, because the subnets are laid
     * out at synthesis.
     *
     * @param cidr the range, such as {@code 10.0.0.0/16}
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html">VPC CIDR
     *     blocks</a>
     */
    public Builder cidr(@Nullable String cidr) {
      values.set(NetworkOptions.CIDR, cidr);
      return this;
    }

    /**
     * How many Availability Zones the subnets spread over. {@link #availabilityZones} says which.
     *
     * <p>Default: 2 in both profiles, which every Region has. Raising it adds subnets and moves
     * none, rolls the instances and deploys both services again; lowering it deletes subnets, which
     * fails while anything is in them.
     *
     * <p>Refused: anything but a whole number from 2 to 4, another number than {@link
     * #availabilityZones} names, and tokens, because the subnets are laid out at synthesis. A
     * Region with fewer zones fails at deployment.
     *
     * @param maxAzs from 2 to 4
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html">Regions
     *     and Zones</a>
     */
    public Builder maxAzs(@Nullable Number maxAzs) {
      values.set(NetworkOptions.MAX_AZS, maxAzs);
      return this;
    }

    /**
     * Which Availability Zones the subnets are in, by name: the first subnet of each group is in
     * the first zone, and so on. With names, nothing that happens to the account's list of zones
     * reaches the stack, and a zone that lacks the instance type can be avoided.
     *
     * <p>Default: none in both profiles, so that the first {@link #maxAzs} zones of {@code
     * Fn::GetAZs} are used. If that list changes, every later deployment fails until the zones are
     * named: {@code docs/upgrades.md#naming-the-zones}.
     *
     * <p>Naming the zones that the subnets are in, in their order, changes nothing, and so does
     * adding a name at the end, but for what {@link #maxAzs} says. <b>Naming others fails at
     * deployment</b>, and CloudFormation rolls back: a subnet does not move to another zone.
     *
     * <p>Refused: fewer than 2 names or more than 4; a name that is listed twice; the id of a zone
     * ({@code euc1-az1}); Local Zones and Wavelength Zones, which lack what the construct creates;
     * zones of several Regions or, when the construct is created, of another Region than the
     * stack's; another number of them than {@link #maxAzs}; {@link #vpc}, whose subnets have their
     * zones; and tokens.
     *
     * @param availabilityZones such as {@code List.of("eu-central-1a", "eu-central-1b")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html">Fn::GetAZs</a>
     */
    public Builder availabilityZones(@Nullable List<String> availabilityZones) {
      values.set(
          NetworkOptions.AVAILABILITY_ZONES,
          availabilityZones == null ? null : Problems.copyOf(availabilityZones));
      return this;
    }

    /**
     * How the private subnets reach the internet, to pull images and updates.
     *
     * <p>Default: {@link NatStrategy#ONE_PER_AZ} in PRODUCTION, {@link NatStrategy#SINGLE} in
     * DEVELOPMENT. It can be changed in place.
     *
     * <p>Refused: {@link NatStrategy#NONE} together with an image that is not in Amazon ECR, since
     * nothing could pull it.
     *
     * @param nat the strategy
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html">NAT
     *     gateways</a>
     */
    public Builder nat(@Nullable NatStrategy nat) {
      values.set(NetworkOptions.NAT, nat);
      return this;
    }

    /**
     * Whether AWS's APIs are reached by interface endpoints in the private subnets: Amazon ECR,
     * Amazon ECS, CloudWatch Logs and Secrets Manager, and whatever else an option needs, such as
     * Systems Manager for secrets in Parameter Store. With NAT, calls to them then bypass it. Each
     * endpoint is billed by the hour in every Availability Zone. The gateway endpoint of Amazon S3,
     * which costs nothing, always exists. {@code docs/security/network.md#security-groups} says
     * whom they admit.
     *
     * <p>Default: false in both profiles, but true with {@link NatStrategy#NONE}. It can be changed
     * in place.
     *
     * <p>Refused: false together with {@link NatStrategy#NONE}, since neither instances nor tasks
     * could start.
     *
     * @param interfaceEndpoints true to add them
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html">Amazon
     *     ECS interface VPC endpoints</a>
     */
    public Builder interfaceEndpoints(@Nullable Boolean interfaceEndpoints) {
      values.set(NetworkOptions.INTERFACE_ENDPOINTS, interfaceEndpoints);
      return this;
    }

    /**
     * Whether all traffic's metadata is recorded in a CloudWatch Logs group.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. It can be changed in place.
     *
     * @param flowLogs true to record
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html">VPC Flow
     *     Logs</a>
     */
    public Builder flowLogs(@Nullable Boolean flowLogs) {
      values.set(NetworkOptions.FLOW_LOGS, flowLogs);
      return this;
    }

    /**
     * Whether the VPC's default security group, in which the construct puts nothing, loses all its
     * rules, so that what is put into it by mistake can neither call nor be called. The CDK's
     * custom resource does it, with a Lambda function that runs when the stack is created and
     * deleted.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. It can be changed in place; false gives
     * the group AWS's rules back.
     *
     * @param restrictDefaultSecurityGroup true to close it
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2">AWS
     *     Security Hub, EC2.2</a>
     */
    public Builder restrictDefaultSecurityGroup(@Nullable Boolean restrictDefaultSecurityGroup) {
      values.set(NetworkOptions.RESTRICT_DEFAULT_SECURITY_GROUP, restrictDefaultSecurityGroup);
      return this;
    }

    /**
     * An existing VPC, instead of one that the construct creates: from {@code Vpc.fromLookup},
     * {@code Vpc.fromVpcAttributes}, or another stack of the app. Nothing in it is changed: its
     * routes, NAT, flow logs, default security group and gateway endpoints stay its owner's. {@link
     * #publicSubnets}, {@link #privateSubnets} and {@link #databaseSubnets} say which of its
     * subnets are used.
     *
     * <p>Default: none in both profiles, so that the construct creates a VPC. <b>Choose it before
     * the first deployment</b>: RDS does not move a database to another VPC, so that CloudFormation
     * refuses to change it.
     *
     * <p>Refused: together with an option of a VPC that the construct creates: {@link #cidr},
     * {@link #maxAzs}, {@link #availabilityZones}, {@link #nat}, {@link #flowLogs} and {@link
     * #restrictDefaultSecurityGroup}.
     *
     * @param vpc the VPC
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2-readme.html#importing-an-existing-vpc">Importing
     *     an existing VPC</a>
     */
    public Builder vpc(@Nullable IVpc vpc) {
      values.set(NetworkOptions.VPC, vpc);
      return this;
    }

    /**
     * The subnets of {@link #vpc} that the internet-facing load balancer is in, by type, by the
     * name of their group, or the subnets themselves. If several are in one Availability Zone, it
     * uses the first.
     *
     * <p>Default: those of type {@code PUBLIC}, in both profiles. It can be changed in place, as
     * long as the load balancer keeps two zones.
     *
     * <p>Refused: without {@link #vpc}; with {@code frontend.edge.internal}, where nothing uses
     * them; and, when the construct is created, subnets that do not exist or that are in fewer than
     * two zones.
     *
     * @param publicSubnets the subnets
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer">Subnets
     *     for your load balancer</a>
     */
    public Builder publicSubnets(@Nullable SubnetSelection publicSubnets) {
      values.set(NetworkOptions.PUBLIC_SUBNETS, publicSubnets);
      return this;
    }

    /**
     * The subnets of {@link #vpc} that instances, tasks, the internal load balancer and interface
     * endpoints are in.
     *
     * <p>Default: those of type {@code PRIVATE_WITH_EGRESS}, in both profiles. Changing it rolls
     * the instances and deploys both services again.
     *
     * <p>Refused: without {@link #vpc}; and, when the construct is created, subnets that do not
     * exist, that are in fewer than two zones, or that are among the public ones. Subnets without a
     * route to the internet are a warning, unless {@link #interfaceEndpoints} is set.
     *
     * @param privateSubnets the subnets
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html">Subnets
     *     for your VPC</a>
     */
    public Builder privateSubnets(@Nullable SubnetSelection privateSubnets) {
      values.set(NetworkOptions.PRIVATE_SUBNETS, privateSubnets);
      return this;
    }

    /**
     * The subnets of {@link #vpc} that the database is in. They may be the private ones.
     *
     * <p>Default: those of type {@code PRIVATE_ISOLATED}, in both profiles. It can be changed in
     * place, as long as the subnet that the database is in stays.
     *
     * <p>Refused: without {@link #vpc}; and, when the construct is created, subnets that do not
     * exist, that are in fewer than two zones, or that are among the public ones.
     *
     * @param databaseSubnets the subnets
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html">Working
     *     with a DB instance in a VPC</a>
     */
    public Builder databaseSubnets(@Nullable SubnetSelection databaseSubnets) {
      values.set(NetworkOptions.DATABASE_SUBNETS, databaseSubnets);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public NetworkProps build() {
      return new NetworkProps(values.checked("network", Builder::checkTogether));
    }

    private static void checkTogether(Problems problems, Values chosen) {
      List<String> zones = chosen.find(NetworkOptions.AVAILABILITY_ZONES);
      Number maxAzs = chosen.find(NetworkOptions.MAX_AZS);
      if (zones != null && maxAzs != null) {
        ZoneNames.checkCount(problems, zones, maxAzs);
      }
      if (!NetworkOptions.reachesInternet(chosen)
          && Boolean.FALSE.equals(chosen.find(NetworkOptions.INTERFACE_ENDPOINTS))) {
        problems.add(
            NetworkOptions.INTERFACE_ENDPOINTS.name(),
            false,
            "puts " + EndpointService.names() + " out of reach, since network.nat is NONE",
            "leave it out, or set network.nat to SINGLE");
      }
      if (chosen.has(NetworkOptions.VPC)) {
        NetworkOptions.OF_A_CREATED_VPC.forEach(option -> refuseWithVpc(problems, chosen, option));
      } else {
        NetworkOptions.OF_AN_EXISTING_VPC.forEach(
            option -> refuseWithoutVpc(problems, chosen, option));
      }
    }

    private static void refuseWithVpc(Problems problems, Values chosen, Option<?> option) {
      Object value = chosen.find(option);
      if (value != null) {
        problems.add(
            option.name(),
            value,
            "is for a VPC that the construct creates, but network.vpc is set",
            "leave out one of the two");
      }
    }

    private static void refuseWithoutVpc(
        Problems problems, Values chosen, Option<SubnetSelection> option) {
      SubnetSelection selection = chosen.find(option);
      if (selection != null) {
        problems.add(
            option.name(),
            new Problems.Words(NetworkOptions.describe(selection)),
            "are for an existing VPC, but network.vpc is not set",
            "set it, or leave this out");
      }
    }
  }
}
