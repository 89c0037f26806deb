package io.github.threetierecs;

import java.util.Arrays;
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
 * the internet. Whatever needs a further service says so with {@link #need}, and whoever may call
 * is let in by {@link #admit}; where there are no endpoints, both do nothing.
 */
final class VpcEndpoints {
  /** What may be within reach: always, or where something needs it. */
  enum Service {
    // To register, to pull, to log and to read secrets.
    ECR_API("EcrApi", "ecr.api", "Amazon ECR", true),
    ECR_DOCKER("EcrDocker", "ecr.dkr", "Amazon ECR", true),
    ECS("Ecs", "ecs", "Amazon ECS", true),
    ECS_AGENT("EcsAgent", "ecs-agent", "Amazon ECS", true),
    ECS_TELEMETRY("EcsTelemetry", "ecs-telemetry", "Amazon ECS", true),
    LOGS("Logs", "logs", "CloudWatch Logs", true),
    SECRETS_MANAGER("SecretsManager", "secretsmanager", "Secrets Manager", true),

    /** Parameters, and the registration of an instance with Systems Manager. */
    SSM("Ssm", "ssm", "Systems Manager", false),

    /**
     * Sessions on an instance (with {@link #SSM}) and in a container. {@code ec2messages} is not
     * needed besides: the agent has preferred this one since 3.3.40, and Regions since 2024 have no
     * other.
     */
    SSM_MESSAGES("SsmMessages", "ssmmessages", "Systems Manager", false),

    /**
     * For what calls KMS itself, such as a session that is encrypted with a key of yours. Secrets,
     * parameters, logs and volumes are decrypted by the service that keeps them.
     */
    KMS("Kms", "kms", "AWS KMS", false);

    private final String id;
    private final String shortName;
    private final String name;
    private final boolean always;

    Service(String id, String shortName, String name, boolean always) {
      this.id = id;
      this.shortName = shortName;
      this.name = name;
      this.always = always;
    }

    /** {@return what no instance and no task can do without, as a list in words} */
    static String names() {
      List<String> names = always().stream().map(service -> service.name).distinct().toList();
      int last = names.size() - 1;
      return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private static List<Service> always() {
      return Arrays.stream(values()).filter(service -> service.always).toList();
    }
  }

  private static final int HTTPS = 443;

  private final Construct scope;
  private final IVpc vpc;
  private final SubnetSelection subnets;
  private final ConsoleWords words;
  private final Map<Service, InterfaceVpcEndpoint> made = new EnumMap<>(Service.class);
  final @Nullable SecurityGroup securityGroup;

  /**
   * Makes the endpoints that are always needed.
   *
   * @param network where the security group is made
   * @param scope where the endpoints are made
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
    need(Service.always().toArray(Service[]::new));
  }

  /** Adds endpoints of these services, unless they are there. */
  void need(Service... services) {
    if (securityGroup != null) {
      for (Service service : services) {
        made.computeIfAbsent(service, it -> endpoint(it, securityGroup));
      }
    }
  }

  /** Adds what is needed to read these secrets: some may be in Parameter Store. */
  void needToRead(Collection<String> arnsOfSecrets) {
    if (arnsOfSecrets.stream().anyMatch(arn -> arn.contains(":ssm:"))) {
      need(Service.SSM);
    }
  }

  /**
   * Lets the instances call, before anybody else is let in. They do to the last: without the
   * endpoints they could not drain, so that these and the rule outlive them.
   */
  void admitInstances(SecurityGroup instances, Construct autoScalingGroup) {
    if (securityGroup != null) {
      admit(instances);
      Node dependent = autoScalingGroup.getNode();
      // Not the group as a whole: rules for the services wait for the instances.
      dependent.addDependency(securityGroup.getNode().getChildren().toArray(IDependable[]::new));
      dependent.addDependency(made.values().toArray(IDependable[]::new));
    }
  }

  /** Lets the clients call, on every endpoint. */
  void admit(IConnectable... clients) {
    if (securityGroup != null) {
      for (IConnectable client : clients) {
        securityGroup
            .getConnections()
            .allowFrom(client, Port.tcp(HTTPS), "AWS APIs over VPC endpoints");
      }
    }
  }

  /** {@return the endpoints by the short name of their service, such as {@code ecr.api}} */
  Map<String, InterfaceVpcEndpoint> byService() {
    return made.entrySet().stream()
        .collect(
            Collectors.toMap(
                it -> it.getKey().shortName, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  private SecurityGroup securityGroup(Construct network) {
    return SecurityGroup.Builder.create(network, "EndpointSecurityGroup")
        .vpc(vpc)
        .description(words.describe("VPC endpoints, for instances and tasks,"))
        .allowAllOutbound(false)
        .build();
  }

  private InterfaceVpcEndpoint endpoint(Service service, SecurityGroup securityGroup) {
    InterfaceVpcEndpoint endpoint =
        InterfaceVpcEndpoint.Builder.create(scope, service.id)
            .vpc(vpc)
            .service(new InterfaceVpcEndpointAwsService(service.shortName))
            .subnets(subnets)
            .securityGroups(List.of(securityGroup))
            .open(false)
            .build();
    // The CDK names all of them as the VPC.
    words.nameAs(endpoint, "/Network/" + service.id);
    EndpointPolicies.close(endpoint, service);
    return endpoint;
  }
}
