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
   * network.interfaceEndpoints} adds them; nothing else on the internet is reachable. Images must
   * come from Amazon ECR.
   */
  NONE
}
