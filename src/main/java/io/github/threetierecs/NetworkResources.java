package io.github.threetierecs;

import io.github.threetierecs.internal.network.TieredVpc;
import java.util.Map;
import software.amazon.awscdk.services.ec2.FlowLog;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;

/** What a {@link ThreeTierEcsApp} created of its network, besides the VPC. */
public final class NetworkResources {
  private final TieredVpc network;

  NetworkResources(TieredVpc network) {
    this.network = network;
  }

  /**
   * The gateway endpoint by which the private subnets reach Amazon S3.
   *
   * <p>Without NAT its policy admits this account's principals to this account's buckets, lets them
   * read others, and lets everybody read the buckets of AWS that images and updates come from. A
   * statement that is added with {@code addToPolicy} widens it. With NAT its policy is AWS's
   * default, which can be narrowed only by a statement that denies.
   *
   * @return the endpoint
   * @throws IllegalStateException if the VPC is an existing one
   */
  public GatewayVpcEndpoint getS3Endpoint() {
    // An existing VPC may be of class Vpc too.
    if (!(network.vpc instanceof Vpc made) || made.getNode().getScope() != network) {
      throw new IllegalStateException(
          "The endpoint for Amazon S3 is created only with the VPC; leave network.vpc out");
    }
    return (GatewayVpcEndpoint) made.getNode().findChild("S3");
  }

  /**
   * The record of who connected to whom.
   *
   * @return the flow log
   * @throws IllegalStateException without flow logs
   */
  public FlowLog getFlowLog() {
    return flows().log();
  }

  /**
   * Where the flow log is written to.
   *
   * @return the log group
   * @throws IllegalStateException without flow logs
   */
  public LogGroup getFlowLogGroup() {
    return flows().group();
  }

  private TieredVpc.Flows flows() {
    if (network.flows == null) {
      throw new IllegalStateException(
          "There is a flow log only for a VPC that the construct creates, with network.flowLogs;"
              + " leave network.vpc out, and set network.flowLogs to true");
    }
    return network.flows;
  }

  /**
   * The interface endpoints. Their policies admit this account's principals only; a statement that
   * is added with {@code addToPolicy} widens one, or narrows it if it denies. Those of {@code
   * ecs-agent} and {@code ecs-telemetry} support no policy.
   *
   * @return the endpoints by the short name of their service, such as {@code ecr.api}; none unless
   *     {@code network.interfaceEndpoints} is true or {@code network.nat} is {@code NONE}
   */
  public Map<String, InterfaceVpcEndpoint> getInterfaceEndpoints() {
    return network.endpoints.byService();
  }

  /**
   * The security group of the interface endpoints, to let others use them.
   *
   * @return the security group, which lets in port 443 from the instances and the tasks
   * @throws IllegalStateException if there are no interface endpoints
   */
  public SecurityGroup getEndpointSecurityGroup() {
    SecurityGroup securityGroup = network.endpoints.securityGroup;
    if (securityGroup == null) {
      throw new IllegalStateException(
          "There are interface endpoints only with network.interfaceEndpoints, or without NAT; set"
              + " network.interfaceEndpoints to true");
    }
    return securityGroup;
  }
}
