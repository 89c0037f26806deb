package io.github.threetierecs;

import org.jspecify.annotations.Nullable;

/** The network that everything runs in: one VPC with public, private and database subnets. */
public final class NetworkProps {
  final @Nullable String cidr;
  final @Nullable Number maxAzs;
  final @Nullable NatStrategy nat;
  final @Nullable Boolean interfaceEndpoints;
  final @Nullable Boolean flowLogs;
  final @Nullable Boolean restrictDefaultSecurityGroup;

  private NetworkProps(Builder builder) {
    cidr = builder.cidr;
    maxAzs = builder.maxAzs;
    nat = builder.nat;
    interfaceEndpoints = builder.interfaceEndpoints;
    flowLogs = builder.flowLogs;
    restrictDefaultSecurityGroup = builder.restrictDefaultSecurityGroup;
  }

  /**
   * Starts with the profile's default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Sets the options of the network. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<NetworkProps> {
    private final Problems problems = new Problems("network");
    private @Nullable String cidr;
    private @Nullable Number maxAzs;
    private @Nullable NatStrategy nat;
    private @Nullable Boolean interfaceEndpoints;
    private @Nullable Boolean flowLogs;
    private @Nullable Boolean restrictDefaultSecurityGroup;

    private Builder() {}

    /**
     * The VPC's IPv4 range. Half of it goes to the private subnets; room for four Availability
     * Zones is set aside whatever {@link #maxAzs} says, so that adding a zone moves no subnet.
     *
     * <p>Default: {@code 10.0.0.0/16} in both profiles. It cannot be changed later: the deployment
     * fails, because RDS does not move a subnet group to another VPC. Choose it before the first
     * deployment.
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
    public Builder cidr(String cidr) {
      this.cidr = problems.given("cidr", cidr);
      return this;
    }

    /**
     * How many Availability Zones the subnets spread over.
     *
     * <p>Default: 2 in both profiles, which every Region has. Raising it adds subnets and moves
     * none, rolls the instances and deploys both services anew; lowering it deletes subnets, which
     * fails while anything is in them.
     *
     * <p>Refused: anything but a whole number from 2 to 4, and tokens, because the subnets are laid
     * out at synthesis. A Region with fewer zones fails at deployment.
     *
     * @param maxAzs from 2 to 4
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html">Regions
     *     and Zones</a>
     */
    public Builder maxAzs(Number maxAzs) {
      this.maxAzs = problems.given("maxAzs", maxAzs);
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
    public Builder nat(NatStrategy nat) {
      this.nat = problems.given("nat", nat);
      return this;
    }

    /**
     * Whether AWS's APIs are reached by interface endpoints in the private subnets: Amazon ECR,
     * Amazon ECS, CloudWatch Logs and Secrets Manager, and whatever else an option needs, such as
     * Systems Manager for secrets in Parameter Store. With NAT, calls to them then bypass it. Each
     * endpoint is billed by the hour in every Availability Zone. The gateway endpoint of Amazon S3,
     * which costs nothing, is there in any case.
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
    public Builder interfaceEndpoints(Boolean interfaceEndpoints) {
      this.interfaceEndpoints = problems.given("interfaceEndpoints", interfaceEndpoints);
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
    public Builder flowLogs(Boolean flowLogs) {
      this.flowLogs = problems.given("flowLogs", flowLogs);
      return this;
    }

    /**
     * Whether the default security group that AWS gives the VPC loses all its rules, so that what
     * is put into it by mistake can neither call nor be called. CloudFormation has no resource for
     * it: the CDK's custom resource does it, with a Lambda function that runs when the stack is
     * made and deleted. Nothing that the construct makes is in that group.
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
    public Builder restrictDefaultSecurityGroup(Boolean restrictDefaultSecurityGroup) {
      this.restrictDefaultSecurityGroup =
          problems.given("restrictDefaultSecurityGroup", restrictDefaultSecurityGroup);
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
      if (cidr != null) {
        VpcLayout.check(problems, "cidr", cidr);
      }
      problems.wholeNumber(
          "maxAzs",
          maxAzs,
          2,
          VpcLayout.AZ_SLOTS,
          "Availability Zones",
          "set 2, or 3 where the Region has them");
      problems.concrete(
          "maxAzs", maxAzs, "the subnets are laid out at synthesis", "set a literal such as 2");
      if (nat == NatStrategy.NONE && Boolean.FALSE.equals(interfaceEndpoints)) {
        problems.add(
            "interfaceEndpoints",
            false,
            "puts " + VpcEndpoints.Service.names() + " out of reach, since network.nat is NONE",
            "leave it out, or set network.nat to SINGLE");
      }
      problems.refuse();
      return new NetworkProps(this);
    }
  }
}
