package io.github.threetierecs;

/** How the private subnets reach the internet, to pull images and updates. */
public enum NatStrategy {
  /**
   * A NAT gateway in every Availability Zone. The loss of a zone leaves the others connected, and
   * no traffic is charged for crossing zones.
   */
  ONE_PER_AZ,

  /** One NAT gateway for all zones: the cheaper choice, lost when its zone is lost. */
  SINGLE,

  /**
   * No NAT gateway. The private subnets reach AWS through interface endpoints, as {@code
   * network.interfaceEndpoints} adds them, and Amazon S3; nothing else is reachable by IP. Names
   * are still resolved by the VPC's resolver, and a DNS query can carry data out: Route 53 Resolver
   * DNS Firewall is what stops that. Images must come from Amazon ECR.
   */
  NONE
}
