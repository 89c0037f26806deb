package io.github.threetierecs.internal.network;

import io.github.threetierecs.internal.options.EndpointService;
import io.github.threetierecs.internal.shared.ConsoleWords;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.constructs.Construct;
import software.constructs.IDependable;
import software.constructs.Node;

/**
 * AWS's APIs by interface endpoints in the private subnets, so that calls to them need no way to
 * the internet. Whatever needs a further service says so with {@link #need}, and clients are
 * admitted by {@link #admit}; where there are no endpoints, both do nothing.
 */
public final class VpcEndpoints {
  private static final int HTTPS = 443;

  private final Construct scope;
  private final IVpc vpc;
  private final SubnetSelection subnets;
  private final ConsoleWords words;
  private final Map<EndpointService, InterfaceVpcEndpoint> made =
      new EnumMap<>(EndpointService.class);
  public final @Nullable SecurityGroup securityGroup;

  /**
   * Makes the endpoints that are always needed.
   *
   * @param network where the security group is created
   * @param scope where the endpoints are created
   * @param wanted false for none at all
   */
  VpcEndpoints(
      Construct network,
      Construct scope,
      IVpc vpc,
      SubnetSelection subnets,
      ConsoleWords words,
      boolean wanted) {
    this.scope = scope;
    this.vpc = vpc;
    this.subnets = subnets;
    this.words = words;
    securityGroup = wanted ? securityGroup(network) : null;
    need(EndpointService.always().toArray(EndpointService[]::new));
  }

  /** Adds endpoints of these services, unless they are there. */
  public void need(EndpointService... services) {
    if (securityGroup != null) {
      for (EndpointService service : services) {
        made.computeIfAbsent(service, it -> endpoint(it, securityGroup));
      }
    }
  }

  /** Adds the endpoints that are needed to read these secrets: some may be in Parameter Store. */
  public void needToRead(Collection<String> arnsOfSecrets) {
    if (arnsOfSecrets.stream().anyMatch(arn -> arn.contains(":ssm:"))) {
      need(EndpointService.SSM);
    }
  }

  /**
   * Admits the instances, before all others. They call to the last: without the endpoints they
   * could not drain, so that these and the rule outlive them.
   */
  public void admitInstances(SecurityGroup instances, Construct autoScalingGroup) {
    if (securityGroup != null) {
      admit(instances);
      Node dependent = autoScalingGroup.getNode();
      // The dependency is on the group's parts and not on the group as a whole: its rules for the
      // services wait for the instances.
      dependent.addDependency(securityGroup.getNode().getChildren().toArray(IDependable[]::new));
      dependent.addDependency(made.values().toArray(IDependable[]::new));
    }
  }

  /** Admits the clients on every endpoint. */
  public void admit(IConnectable... clients) {
    if (securityGroup != null) {
      for (IConnectable client : clients) {
        securityGroup
            .getConnections()
            .allowFrom(client, Port.tcp(HTTPS), "AWS APIs over VPC endpoints");
      }
    }
  }

  /** {@return the endpoints by the short name of their service, such as {@code ecr.api}} */
  public Map<String, InterfaceVpcEndpoint> byService() {
    return made.entrySet().stream()
        .collect(
            Collectors.toMap(
                it -> it.getKey().shortName(),
                Map.Entry::getValue,
                (a, b) -> a,
                LinkedHashMap::new));
  }

  private SecurityGroup securityGroup(Construct network) {
    return SecurityGroup.Builder.create(network, "EndpointSecurityGroup")
        .vpc(vpc)
        .description(words.describe("VPC endpoints, for instances and tasks,"))
        .allowAllOutbound(false)
        .build();
  }

  private InterfaceVpcEndpoint endpoint(EndpointService service, SecurityGroup securityGroup) {
    InterfaceVpcEndpoint endpoint =
        InterfaceVpcEndpoint.Builder.create(scope, service.id())
            .vpc(vpc)
            .service(new InterfaceVpcEndpointAwsService(service.shortName()))
            .subnets(subnets)
            .securityGroups(List.of(securityGroup))
            .open(false)
            .build();
    // The CDK would give each of them the name of the VPC.
    words.nameAs(endpoint, "/Network/" + service.id());
    EndpointPolicies.close(endpoint, service);
    return endpoint;
  }
}
