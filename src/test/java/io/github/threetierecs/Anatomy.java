package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.servicesBehind;

import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Permissions;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Routes;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Statement;
import io.github.threetierecs.internal.template.Subnet;
import io.github.threetierecs.internal.template.SubnetKind;
import io.github.threetierecs.internal.template.TemplateQuestions;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A template of the construct, and which of its resources is what. Resources are found by what they
 * do, never by their logical id, so that a statement about them holds for what users get.
 */
final class Anatomy {
  final Map<String, Object> json;
  final StackTemplate template;
  final Routes routes;
  final Reachability reachability;
  final LoadBalancing balancing;
  final Permissions permissions;

  Anatomy(Map<String, Object> json) {
    this.json = json;
    template = StackTemplate.of(json);
    routes = Routes.of(template);
    reachability = Reachability.of(template);
    balancing = LoadBalancing.of(template);
    permissions = Permissions.of(template);
  }

  /** The tier that the internet-facing load balancer opens up. */
  Tier frontend() {
    return new Tier(true);
  }

  /** The tier behind the internal load balancer. */
  Tier backend() {
    return new Tier(false);
  }

  Resource database() {
    return theOnly(
        template.resourcesOfType("AWS::RDS::DBInstance").stream()
            .filter(it -> !it.has("SourceDBInstanceIdentifier"))
            .toList());
  }

  List<Resource> readReplicas() {
    return template.resourcesOfType("AWS::RDS::DBInstance").stream()
        .filter(it -> it.has("SourceDBInstanceIdentifier"))
        .toList();
  }

  /** What tells of RDS's events of a type of source, such as {@code db-instance}. */
  Resource databaseEvents(String sourceType) {
    return theOnly(
        template.resourcesOfType("AWS::RDS::EventSubscription").stream()
            .filter(it -> it.text("SourceType").filter(sourceType::equals).isPresent())
            .toList());
  }

  /** Of the master user. */
  Resource databaseSecret() {
    return secretOf("Master user");
  }

  Resource applicationUserSecret() {
    return secretOf("User");
  }

  private Resource secretOf(String user) {
    return theOnly(
        template.resourcesOfType("AWS::SecretsManager::Secret").stream()
            .filter(it -> it.text("Description").orElse("").startsWith(user + " "))
            .toList());
  }

  /** What others name a secret by, since it has the host too. */
  Resource attachmentOf(Resource secret) {
    return theOnly(
        template.resourcesOfType("AWS::SecretsManager::SecretTargetAttachment").stream()
            .filter(it -> referent(it, "SecretId").equals(secret))
            .toList());
  }

  Resource cluster() {
    return TemplateQuestions.theOnly(template, "AWS::ECS::Cluster");
  }

  Resource capacityProvider() {
    return TemplateQuestions.theOnly(template, "AWS::ECS::CapacityProvider");
  }

  Resource association() {
    return TemplateQuestions.theOnly(template, "AWS::ECS::ClusterCapacityProviderAssociations");
  }

  Resource instances() {
    return TemplateQuestions.theOnly(template, "AWS::AutoScaling::AutoScalingGroup");
  }

  Resource launchTemplate() {
    String policy = "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification";
    return referent(
        instances(), (instances().has(policy) ? policy : "LaunchTemplate") + ".LaunchTemplateId");
  }

  Resource instanceRole() {
    Resource profile = referent(launchTemplate(), "LaunchTemplateData.IamInstanceProfile.Arn");
    return referent(profile, "Roles.0");
  }

  Resource vpc() {
    return TemplateQuestions.theOnly(template, "AWS::EC2::VPC");
  }

  List<Subnet> subnets(SubnetKind kind) {
    return routes.subnets().stream().filter(subnet -> subnet.kind() == kind).toList();
  }

  /** The resource that a property refers to. */
  Resource referent(Resource resource, String path) {
    return resource
        .property(path)
        .flatMap(template::referent)
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s of %s should refer to a resource of the template, but is %s"
                        .formatted(path, resource, resource.text(path).orElse("not set"))));
  }

  /** Everything that CloudFormation makes before this resource, and deletes after it. */
  Set<String> madeBefore(Resource resource) {
    Set<String> before = new TreeSet<>();
    Deque<Resource> open = new ArrayDeque<>(List.of(resource));
    while (!open.isEmpty()) {
      for (String reference : open.pop().references()) {
        if (before.add(reference)) {
          template.find(reference).ifPresent(open::push);
        }
      }
    }
    return before;
  }

  /** What a role may do, as actions by resource. */
  Map<String, Set<String>> grantsOf(Resource role) {
    Map<String, Set<String>> grants = new TreeMap<>();
    for (Statement statement : permissions.role(role.logicalId()).statements()) {
      for (String resource : statement.resourceTexts()) {
        grants.computeIfAbsent(resource, any -> new TreeSet<>()).addAll(statement.actions());
      }
    }
    return grants;
  }

  /** The security groups that may open a connection, and the ports they may open it to. */
  Set<String> admittedTo(Resource resource) {
    return reachability.ingressOf(resource.logicalId()).stream()
        .map(rule -> rule.protocol() + " " + rule.ports() + " from " + rule.peer())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What {@link #admittedTo} says when the carriers of a resource's security group may connect. */
  String from(Resource client, int port) {
    return "tcp %d from security group %s"
        .formatted(port, theOnly(reachability.securityGroupsOf(client.logicalId())));
  }

  static <T> T theOnly(Collection<T> all) {
    if (all.size() != 1) {
      throw new AssertionError("There should be exactly one, but there are: " + all);
    }
    return all.iterator().next();
  }

  /** A load balancer, the service behind it, and what the service is made of. */
  final class Tier {
    private final boolean isFrontend;

    private Tier(boolean isFrontend) {
      this.isFrontend = isFrontend;
    }

    /** What faces the internet, or with {@code edge.internal} what has an id of its own. */
    private boolean isOfFrontend(Resource balancer) {
      return balancer.text("Scheme").filter("internet-facing"::equals).isPresent()
          || balancer.logicalId().contains("FrontendInternal");
    }

    Resource loadBalancer() {
      List<Resource> found =
          template.resourcesOfType("AWS::ElasticLoadBalancingV2::LoadBalancer").stream()
              .filter(it -> isOfFrontend(it) == isFrontend)
              .toList();
      return theOnly(found);
    }

    /** The listener of clients, which routes to the service and not elsewhere. */
    Resource listener() {
      return theOnly(
          balancing.listenersOf(loadBalancer().logicalId()).stream()
              .filter(it -> it.text("DefaultActions.0.Type").filter("forward"::equals).isPresent())
              .toList());
    }

    Resource targetGroup() {
      return referent(service(), "LoadBalancers.0.TargetGroupArn");
    }

    /** What answers by default: others behind the load balancer were added, or answer paths. */
    Resource service() {
      return template.resource(
          theOnly(
              servicesBehind(template, loadBalancer().logicalId()).stream()
                  .filter(it -> !it.contains("AddedBackends"))
                  .filter(it -> !isFrontend || !it.matches(".*Backend(Bridge)?Service.*"))
                  .toList()));
    }

    Resource taskDefinition() {
      return referent(service(), "TaskDefinition");
    }

    Resource logGroup() {
      return referent(
          taskDefinition(), "ContainerDefinitions.0.LogConfiguration.Options.awslogs-group");
    }

    Resource executionRole() {
      return referent(taskDefinition(), "ExecutionRoleArn");
    }

    Resource taskRole() {
      return referent(taskDefinition(), "TaskRoleArn");
    }

    /** A property of the one container, as text. */
    String container(String path) {
      return taskDefinition().text("ContainerDefinitions.0." + path).orElse("not set");
    }

    int port() {
      return Integer.parseInt(container("PortMappings.0.ContainerPort"));
    }

    Map<String, String> environment() {
      return pairs("Environment", "Name", "Value");
    }

    Map<String, String> secrets() {
      return pairs("Secrets", "Name", "ValueFrom");
    }

    String loadBalancerAttribute(String key) {
      return attribute(loadBalancer().list("LoadBalancerAttributes"), key);
    }

    String targetGroupAttribute(String key) {
      return attribute(targetGroup().list("TargetGroupAttributes"), key);
    }

    private Map<String, String> pairs(String list, String key, String value) {
      return textsOf(taskDefinition().list("ContainerDefinitions.0." + list), key, value);
    }

    private static String attribute(List<Object> list, String key) {
      return textsOf(list, "Key", "Value").getOrDefault(key, "not set");
    }

    private static Map<String, String> textsOf(List<Object> list, String key, String value) {
      Map<String, String> texts = new TreeMap<>();
      for (Object item : list) {
        Map<?, ?> pair = (Map<?, ?>) item;
        texts.put(String.valueOf(pair.get(key)), Text.of(Objects.requireNonNull(pair.get(value))));
      }
      return texts;
    }
  }

  /** The parameter that a value refers to, by its default. */
  String parameterDefault(Resource resource, String path) {
    String name = resource.property(path).flatMap(Reference::idOf).orElse("");
    Object parameters = json.getOrDefault("Parameters", Map.of());
    return parameters instanceof Map<?, ?> map && map.get(name) instanceof Map<?, ?> parameter
        ? String.valueOf(parameter.get("Default"))
        : resource.text(path).orElse("not set");
  }
}
