package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.BalancerNames;
import io.github.threetierecs.internal.template.DatabasePorts;
import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the parts of a plan have to do with each other. Requests follow listeners, target groups and
 * the addresses that containers are told; everything else follows the references of a template, by
 * what stands at their ends.
 */
final class Links {

  private static final String LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  private static final Pattern URL =
      Pattern.compile("(https?)://(?:\\$\\{[^}]*}|[^:/])+(?::(\\d+))?.*");

  /** What says who may do something, and not what is done. */
  private static final Set<String> PERMISSIONS =
      Ordered.set(
          "AWS::EC2::SecurityGroup",
          "AWS::EC2::SecurityGroupEgress",
          "AWS::EC2::SecurityGroupIngress",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::IAM::RolePolicy",
          "AWS::KMS::Key",
          "AWS::Lambda::Permission",
          "AWS::S3::BucketPolicy",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::QueuePolicy",
          "AWS::SecretsManager::ResourcePolicy");

  /** What parts are placed in, or are pieces of: that is no link. */
  private static final Set<PartKind> PLACES =
      Ordered.set(PartKind.SUBNET, PartKind.VPC, PartKind.CLUSTER, PartKind.DASHBOARD);

  private static final Set<PartKind> RUNNERS =
      Ordered.set(
          PartKind.SERVICE,
          PartKind.WORKER,
          PartKind.JOB,
          PartKind.CAPACITY,
          PartKind.INSTANCE,
          PartKind.FUNCTION);

  private static final Comparator<Link> ORDER =
      Comparator.comparing(Link::kind)
          .thenComparing(Link::from)
          .thenComparing(Link::to)
          .thenComparing(Link::label);

  private final StackTemplate template;
  private final Folding folding;
  private final Tasks tasks;
  private final Applications applications;
  private final Places places;
  private final Map<String, Part> parts;
  private final LoadBalancing balancing;
  private final DatabasePorts ports;
  private final BalancerNames names;
  private final Set<Link> links = new TreeSet<>(ORDER);

  Links(
      StackTemplate template,
      Folding folding,
      Tasks tasks,
      Applications applications,
      Places places,
      Map<String, Part> parts) {
    this.template = template;
    this.folding = folding;
    this.tasks = tasks;
    this.applications = applications;
    this.places = places;
    this.parts = parts;
    this.balancing = LoadBalancing.of(template);
    this.ports = new DatabasePorts(template);
    this.names = new BalancerNames(template);
  }

  /** All links, by kind, ends and label. */
  List<Link> all() {
    for (Resource resource : template.resources()) {
      if (resource.type().equals(LOAD_BALANCER)) {
        toAndFrom(resource);
      }
      if (!PERMISSIONS.contains(resource.type())) {
        references(resource);
      }
    }
    for (Part part : List.copyOf(parts.values())) {
      if (part.isResource() && RUNNERS.contains(part.kind())) {
        tasks.variablesOf(template.resource(part.id())).forEach(variable -> told(part, variable));
        leaving(part);
      }
    }
    endpoints();
    return List.copyOf(links);
  }

  /** From users to a load balancer, and on to what answers behind it. */
  private void toAndFrom(Resource balancer) {
    String id = balancer.logicalId();
    List<Resource> listeners = balancing.listenersOf(id);
    for (Resource listener : listeners) {
      String label =
          (listener.text("Protocol").orElse("") + " " + listener.text("Port").orElse("")).strip();
      fromUsers(balancer, label);
      for (String group : balancing.targetGroupsOf(listener.logicalId())) {
        template.find(group).ifPresent(it -> targets(id, it));
      }
    }
  }

  private void fromUsers(Resource balancer, String label) {
    String id = balancer.logicalId();
    if (Places.isInternal(balancer)) {
      boolean forUsers =
          applications.all().stream()
              .anyMatch(it -> balancing.servicesBehind(id).contains(it.application().frontend()));
      if (forUsers) {
        add(Outside.USER, id, LinkKind.CALLS, label);
      }
      return;
    }
    add(Outside.USER, Outside.INTERNET, LinkKind.CALLS, "");
    Optional<String> gateway = gatewayTo(balancer);
    gateway.ifPresent(it -> add(Outside.INTERNET, it, LinkKind.CALLS, ""));
    add(gateway.orElse(Outside.INTERNET), id, LinkKind.CALLS, label);
  }

  private Optional<String> gatewayTo(Resource balancer) {
    return places.of(balancer).stream()
        .flatMap(it -> places.defaultRouteOf(it).stream())
        .filter(it -> kindOf(it) == PartKind.INTERNET_GATEWAY)
        .findFirst();
  }

  private void targets(String balancer, Resource group) {
    for (String service : balancing.servicesIn(group.logicalId())) {
      String port =
          template
              .resource(service)
              .text("LoadBalancers.0.ContainerPort")
              .or(() -> group.text("Port"))
              .orElse("");
      add(
          balancer,
          service,
          LinkKind.CALLS,
          (group.text("Protocol").orElse("") + " " + port).strip());
    }
    for (String target : Reference.idsIn(group.list("Targets"))) {
      add(balancer, target, LinkKind.CALLS, "");
    }
  }

  /** Whom a container is told about, it calls, reads or uses. */
  private void told(Part part, Tasks.Variable variable) {
    if (variable.name().equals(Applications.BACKEND_URL)) {
      applications
          .byServiceConnect(template.resource(part.id()), variable.value())
          .ifPresent(
              it ->
                  add(
                      part.id(),
                      it.logicalId(),
                      LinkKind.CALLS,
                      "Service Connect, " + protocolAndPort(variable.value())));
      names
          .at(part.id(), variable.value())
          .ifPresent(it -> add(part.id(), it, LinkKind.CALLS, protocolAndPort(variable.value())));
    }
    Set<String> ids = Reference.idsIn(variable.value());
    for (String id : ids) {
      String home = folding.home(id);
      switch (kindOf(home)) {
        case LOAD_BALANCER ->
            add(part.id(), home, LinkKind.CALLS, protocolAndPort(variable.value()));
        case DATABASE, READ_REPLICA, PROXY -> add(part.id(), home, LinkKind.CALLS, queries(home));
        default -> {}
      }
    }
    boolean elsewhere = ids.stream().noneMatch(it -> template.find(it).isPresent());
    if (elsewhere && variable.name().equals(Outside.DB_HOST)) {
      add(part.id(), Outside.databaseId(variable.value()), LinkKind.CALLS, queriesElsewhere(part));
    }
    if (elsewhere && variable.name().equals(Outside.DB_READ_HOSTS)) {
      add(part.id(), Outside.readersId(variable.value()), LinkKind.CALLS, queriesElsewhere(part));
    }
  }

  /** An existing database listens where the containers are told. */
  private String queriesElsewhere(Part part) {
    return tasks.variablesOf(template.resource(part.id())).stream()
        .filter(it -> it.name().equals("DB_PORT"))
        .findFirst()
        .map(it -> "MySQL " + Text.of(it.value()))
        .orElse("MySQL");
  }

  private static String protocolAndPort(Object url) {
    Matcher matcher = URL.matcher(Text.of(url));
    if (!matcher.matches()) {
      return "";
    }
    boolean tls = matcher.group(1).equals("https");
    String port = Objects.requireNonNullElse(matcher.group(2), tls ? "443" : "80");
    return (tls ? "HTTPS " : "HTTP ") + port;
  }

  private String queries(String database) {
    Resource resource = template.resource(database);
    String engine =
        resource
            .text("Engine")
            .map(Names::engine)
            .or(() -> resource.text("EngineFamily").map(it -> it.equals("MYSQL") ? "MySQL" : it))
            .or(() -> sourceOf(resource).flatMap(it -> it.text("Engine")).map(Names::engine))
            .orElse("");
    String port = ports.of(resource).or(() -> sourceOf(resource).flatMap(ports::of)).orElse("");
    return (engine + " " + port).strip();
  }

  private Optional<Resource> sourceOf(Resource replica) {
    return replica.property("SourceDBInstanceIdentifier").map(Reference::idsIn).stream()
        .flatMap(Set::stream)
        .flatMap(it -> template.find(it).stream())
        .findFirst();
  }

  /** What the other properties of a resource, or of one that is folded, refer to. */
  private void references(Resource resource) {
    String home = folding.home(resource.logicalId());
    for (String id : folding.referencesOf(resource)) {
      String other = folding.home(id);
      Part from = parts.get(home);
      Part to = parts.get(other);
      if (from != null && to != null && !home.equals(other)) {
        between(resource, from, to).ifPresent(links::add);
      }
    }
  }

  private Optional<Link> between(Resource resource, Part from, Part to) {
    if (PLACES.contains(to.kind()) || from.kind() == PartKind.DASHBOARD) {
      return Optional.empty();
    }
    if (resource.type().equals("AWS::RDS::EventSubscription") && to.kind() != PartKind.KEY) {
      return Optional.of(new Link(to.id(), from.id(), LinkKind.NOTIFIES, ""));
    }
    return switch (to.kind()) {
      case KEY -> link(from, to, LinkKind.ENCRYPTED_WITH);
      case ROLE -> link(from, to, LinkKind.ACTS_AS);
      case SECURITY_GROUP -> link(from, to, LinkKind.CARRIES);
      case LOG_GROUP ->
          link(from, to, from.kind() == PartKind.ALARM ? LinkKind.WATCHES : LinkKind.LOGS_TO);
      case SECRET ->
          link(from, to, from.kind() == PartKind.EVENT_RULE ? LinkKind.WATCHES : LinkKind.READS);
      case IMAGE_REPOSITORY -> link(from, to, LinkKind.PULLS_FROM);
      case CERTIFICATE -> link(from, to, LinkKind.IDENTIFIED_BY);
      case TOPIC -> link(from, to, LinkKind.NOTIFIES);
      case NAMESPACE -> link(from, to, LinkKind.USES);
      case CAPACITY ->
          from.kind() == PartKind.ALARM
              ? link(from, to, LinkKind.WATCHES)
              : RUNNERS.contains(from.kind()) ? link(from, to, LinkKind.RUNS_ON) : Optional.empty();
      case BUCKET ->
          link(from, to, from.kind() == PartKind.LOAD_BALANCER ? LinkKind.LOGS_TO : LinkKind.USES);
      default -> byCaller(resource, from, to);
    };
  }

  private Optional<Link> byCaller(Resource resource, Part from, Part to) {
    return switch (from.kind()) {
      case ALARM -> link(from, to, LinkKind.WATCHES);
      case WEB_ACL -> link(to, from, LinkKind.FILTERED_BY);
      case BACKUP -> link(to, from, LinkKind.BACKED_UP_BY);
      case RECORD -> link(from, to, LinkKind.NAMES);
      case READ_REPLICA -> link(from, to, LinkKind.REPLICATES);
      case PROXY ->
          link(from, to, LinkKind.CALLS)
              .map(it -> new Link(it.from(), it.to(), it.kind(), queries(to.id())));
      // What a job calls is known already.
      case JOB -> isReached(to.kind()) ? Optional.empty() : started(resource, from, to);
      case EVENT_RULE, STATE_MACHINE -> started(resource, from, to);
      // Of load balancers, listeners and services, what is behind them is known already.
      case LOAD_BALANCER, LISTENER -> Optional.empty();
      case SERVICE, WORKER, CAPACITY, FUNCTION, OTHER, NESTED_STACK ->
          isReached(to.kind()) ? Optional.empty() : link(from, to, LinkKind.USES);
      default -> Optional.empty();
    };
  }

  private static Optional<Link> started(Resource by, Part from, Part to) {
    return RUNNERS.contains(to.kind()) || to.kind() == PartKind.STATE_MACHINE
        ? link(from, to, startedBy(by, to) ? LinkKind.STARTS : LinkKind.WATCHES)
        : link(from, to, LinkKind.USES);
  }

  /** An event rule names in its pattern what it watches, and as a target what it starts. */
  private static boolean startedBy(Resource rule, Part to) {
    return !rule.type().equals("AWS::Events::Rule")
        || Reference.idsIn(rule.list("Targets")).contains(to.id());
  }

  private static boolean isReached(PartKind kind) {
    return switch (kind) {
      case LOAD_BALANCER, LISTENER, SERVICE, WORKER, DATABASE, READ_REPLICA, PROXY -> true;
      default -> false;
    };
  }

  private static Optional<Link> link(Part from, Part to, LinkKind kind) {
    return Optional.of(new Link(from.id(), to.id(), kind, ""));
  }

  /** The instances that a service runs on, its way to the internet, and whose images it pulls. */
  private void leaving(Part part) {
    Resource resource = template.resource(part.id());
    for (String strategy : resource.elements("CapacityProviderStrategy").toList()) {
      resource
          .property(strategy + ".CapacityProvider")
          .flatMap(Reference::idOf)
          .ifPresent(it -> add(part.id(), folding.home(it), LinkKind.RUNS_ON, ""));
    }
    for (String subnet : part.subnets()) {
      places
          .defaultRouteOf(subnet)
          .filter(it -> kindOf(it) == PartKind.NAT_GATEWAY)
          .ifPresent(it -> add(part.id(), it, LinkKind.USES_NAT, ""));
    }
    tasks
        .definitionOf(resource)
        .ifPresent(
            definition ->
                Registries.of(definition, template)
                    .forEach(
                        it -> add(part.id(), Outside.registryId(it), LinkKind.PULLS_FROM, "")));
  }

  private void endpoints() {
    Reachability reachability = Reachability.of(template);
    Collection<String> ends = Ordered.copyOf(reachability.endpoints());
    List<Part> endpoints = ofKind(PartKind.ENDPOINT).toList();
    for (Part part : parts.values()) {
      if (part.isResource() && RUNNERS.contains(part.kind())) {
        for (Part endpoint : endpoints) {
          boolean reached =
              template.resource(endpoint.id()).has("RouteTableIds")
                  ? part.subnets().stream().anyMatch(endpoint.subnets()::contains)
                  : ends.contains(part.id())
                      && ends.contains(endpoint.id())
                      && !reachability.whyReachable(part.id(), endpoint.id(), 443).isEmpty();
          if (reached) {
            add(part.id(), endpoint.id(), LinkKind.USES_ENDPOINT, "");
          }
        }
      }
    }
  }

  private Stream<Part> ofKind(PartKind kind) {
    return parts.values().stream().filter(it -> it.kind() == kind);
  }

  private PartKind kindOf(String id) {
    Part part = parts.get(id);
    return part == null ? PartKind.OTHER : part.kind();
  }

  private void add(String from, String to, LinkKind kind, String label) {
    if (parts.containsKey(from) && parts.containsKey(to) && !from.equals(to)) {
      links.add(new Link(from, to, kind, label));
    }
  }
}
