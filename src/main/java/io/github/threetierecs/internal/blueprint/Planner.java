package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.JoinedStacks;
import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a plan of an assembly: joins the templates, folds what only says something of another
 * resource, makes a part of each that is left, adds what is outside the assembly, and links them.
 */
public final class Planner {
  private static final String SERVICE = "(?:Bridge)?Service(?:/Service)?";

  private static final Pattern WORKER = added("Workers", SERVICE);
  private static final Pattern ADDED_BACKEND = added("AddedBackends", SERVICE);
  private static final Pattern SCHEDULED_TASK = added("ScheduledTasks", "Schedule");

  private static final String LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";

  private final List<String> stacks;
  private final StackTemplate template;
  private final Folding folding;
  private final Tasks tasks;
  private final Applications applications;
  private final Places places;
  private final LoadBalancing balancing;
  private final Facts facts;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private Planner(List<String> stacks, StackTemplate template) {
    this.stacks = stacks;
    this.template = template;
    this.folding = new Folding(template);
    this.tasks = new Tasks(template);
    this.applications = new Applications(template, tasks);
    this.places = new Places(template);
    this.balancing = LoadBalancing.of(template);
    Map<String, List<Resource>> folded = new TreeMap<>();
    folding
        .folds()
        .forEach(
            (id, fold) ->
                folded
                    .computeIfAbsent(fold.into(), into -> new ArrayList<>())
                    .add(template.resource(id)));
    this.facts = new Facts(tasks, balancing, folded);
  }

  /**
   * Makes a plan.
   *
   * @param assembly the templates
   * @return the plan of all of them
   */
  public static Plan plan(Assembly assembly) {
    return plan(
        List.copyOf(assembly.stacks().keySet()),
        JoinedStacks.of(assembly.stacks(), assembly.nested(), assembly.names()));
  }

  /**
   * Makes a plan of what has been joined already.
   *
   * @param stacks the names of the stacks, in order
   * @param template all of their resources, with the names of the stacks in front of their ids
   * @return the plan of all of them
   */
  public static Plan plan(List<String> stacks, StackTemplate template) {
    return new Planner(stacks, template).plan();
  }

  private Plan plan() {
    for (Resource resource : template.resources()) {
      if (!folding.folds().containsKey(resource.logicalId())) {
        put(part(resource));
      }
    }
    for (Part part : List.copyOf(parts.values())) {
      containersOf(part);
    }
    outside();
    List<Folded> folded = new ArrayList<>();
    folding
        .folds()
        .forEach(
            (id, fold) ->
                folded.add(
                    new Folded(id, template.resource(id).type(), fold.into(), fold.reason())));
    List<Link> links = new Links(template, folding, tasks, applications, places, parts).all();
    List<Part> sorted = new ArrayList<>(parts.values());
    sorted.sort(
        Comparator.comparing(Part::layer).thenComparing(Part::kind).thenComparing(Part::id));
    return new Plan(
        stacks,
        applications.all().stream().map(Applications.Found::application).toList(),
        places.zones(),
        places.subnets(),
        sorted,
        links,
        folded,
        template);
  }

  private void put(Part part) {
    parts.put(part.id(), part);
  }

  private Part part(Resource resource) {
    PartKind kind = kindOf(resource);
    Optional<Applications.Found> application = applications.of(resource);
    List<String> subnets =
        kind == PartKind.LISTENER
            ? balancerOf(resource).map(places::of).orElse(List.of())
            : places.of(resource);
    return new Part(
        resource.logicalId(),
        resource.type(),
        kind,
        layerOf(resource, kind, subnets),
        application.map(it -> it.application().id()).orElse(""),
        tierOf(resource, kind, application),
        nameOf(resource, kind, application, subnets),
        kind == PartKind.LISTENER ? balancerOf(resource).map(Resource::logicalId).orElse("") : "",
        subnets,
        places.zonesOf(subnets),
        facts.of(resource, kind));
  }

  private PartKind kindOf(Resource resource) {
    PartKind kind = Catalogue.kindOf(resource);
    boolean answers =
        resource.has("LoadBalancers.0")
            || resource.has("ServiceConnectConfiguration.Services.0")
            || applications.all().stream()
                .map(Applications.Found::application)
                .anyMatch(
                    it ->
                        it.frontend().equals(resource.logicalId())
                            || it.backend().equals(resource.logicalId()));
    return kind == PartKind.SERVICE && !answers ? PartKind.WORKER : kind;
  }

  private Layer layerOf(Resource resource, PartKind kind, List<String> subnets) {
    return switch (kind) {
      case LOAD_BALANCER -> Places.isInternal(resource) ? Layer.PRIVATE : Layer.PUBLIC;
      case LISTENER ->
          balancerOf(resource)
              .map(it -> Places.isInternal(it) ? Layer.PRIVATE : Layer.PUBLIC)
              .orElse(Layer.PRIVATE);
      case SUBNET, NAT_GATEWAY, SERVICE, WORKER, JOB, CAPACITY, INSTANCE ->
          subnets.stream()
              .flatMap(it -> places.layerOf(it).stream())
              .findFirst()
              .filter(it -> it != Layer.DATABASE || kind == PartKind.SUBNET)
              .orElse(Catalogue.layerOf(kind));
      case ENDPOINT ->
          resource.text("VpcEndpointType").filter("Interface"::equals).isPresent()
              ? Layer.PRIVATE
              : Layer.SUPPORT;
      case FUNCTION -> subnets.isEmpty() ? Layer.SUPPORT : Layer.PRIVATE;
      default -> Catalogue.layerOf(kind);
    };
  }

  private Optional<Resource> balancerOf(Resource listener) {
    return listener.property("LoadBalancerArn").flatMap(template::referent);
  }

  private PartTier tierOf(
      Resource resource, PartKind kind, Optional<Applications.Found> application) {
    for (Applications.Found found : applications.all()) {
      Application it = found.application();
      PartTier ahead =
          kind == PartKind.LISTENER
              ? balancerOf(resource)
                  .map(balancer -> inFrontOf(balancer, it))
                  .orElse(PartTier.SHARED)
              : inFrontOf(resource, it);
      if (ahead != PartTier.SHARED) {
        return ahead;
      }
      if (it.database().equals(resource.logicalId())) {
        return PartTier.DATABASE;
      }
    }
    return application.map(it -> below(it.placeOf(resource), kind)).orElse(PartTier.SHARED);
  }

  /** The tier of a service, or of the load balancer in front of it. */
  private PartTier inFrontOf(Resource resource, Application application) {
    String id = resource.logicalId();
    boolean balancer = resource.type().equals(LOAD_BALANCER);
    if (id.equals(application.frontend())
        || (balancer && balancing.servicesBehind(id).contains(application.frontend()))) {
      return PartTier.FRONTEND;
    }
    if (id.equals(application.backend())
        || (balancer && balancing.servicesBehind(id).contains(application.backend()))) {
      return PartTier.BACKEND;
    }
    return PartTier.SHARED;
  }

  private static PartTier below(String wholePlace, PartKind kind) {
    String place = wholePlace.replaceFirst("^Observability/?", "");
    if (place.startsWith("Frontend")) {
      return PartTier.FRONTEND;
    }
    if (place.startsWith("Backend")) {
      return PartTier.BACKEND;
    }
    if (place.startsWith("Data")
        || place.startsWith("Replica")
        || place.startsWith("Rotation")
        || place.startsWith("Backup")) {
      return PartTier.DATABASE;
    }
    return kind == PartKind.SERVICE || kind == PartKind.WORKER || kind == PartKind.JOB
        ? PartTier.ADDED
        : PartTier.SHARED;
  }

  private String nameOf(
      Resource resource,
      PartKind kind,
      Optional<Applications.Found> application,
      List<String> subnets) {
    String name = plainNameOf(resource, kind, application, subnets);
    return applications.all().size() > 1 && application.isPresent()
        ? name + " (" + applications.nameOf(application.get()) + ")"
        : name;
  }

  private String plainNameOf(
      Resource resource,
      PartKind kind,
      Optional<Applications.Found> application,
      List<String> subnets) {
    String id = resource.logicalId();
    String path = Applications.pathOf(resource);
    String place =
        application
            .map(it -> it.placeOf(resource))
            .orElseGet(
                () ->
                    path.isEmpty()
                        ? Names.withoutHash(id.substring(id.lastIndexOf('/') + 1))
                        : path.substring(path.indexOf('/') + 1));
    String zones = String.join(", ", places.zonesOf(subnets));
    PartTier tier = tierOf(resource, kind, application);
    return switch (kind) {
      case SERVICE ->
          tier == PartTier.FRONTEND || tier == PartTier.BACKEND
              ? tier.title() + " service"
              : idOr(ADDED_BACKEND, place, Names.of(place, kind, resource.type()));
      case WORKER ->
          idOr(
              WORKER,
              place,
              Names.of(place.replaceAll("Service(/Service)?$", ""), kind, resource.type()));
      case JOB -> idOr(SCHEDULED_TASK, place, Names.of(place, kind, resource.type()));
      case LOAD_BALANCER -> ofBalancer(resource, tier, place);
      case LISTENER -> Names.ofListener(resource);
      case READ_REPLICA ->
          tier == PartTier.DATABASE
              ? (kind.label() + " " + Names.numberIn(place.replaceFirst("/Resource$", ""))).strip()
              : Names.of(place, kind, resource.type());
      case DATABASE ->
          tier == PartTier.DATABASE
              ? Names.ofDatabase(resource)
              : Names.of(place, kind, resource.type());
      case VPC, INTERNET_GATEWAY -> kind.label();
      case CAPACITY, CLUSTER, PROXY ->
          application.isPresent() ? kind.label() : Names.of(place, kind, resource.type());
      case SUBNET ->
          subnets.stream()
                  .flatMap(it -> places.layerOf(it).stream())
                  .map(it -> it.title().replaceFirst("s$", ""))
                  .findFirst()
                  .orElse(kind.label())
              + ", "
              + zones;
      case NAT_GATEWAY -> zones.isEmpty() ? kind.label() : kind.label() + ", " + zones;
      case ENDPOINT -> Names.ofEndpoint(resource);
      case RECORD -> Names.ofRecord(resource);
      case CERTIFICATE ->
          resource.text("DomainName").map(it -> "Certificate for " + it).orElse(kind.label());
      default -> Names.of(place, kind, resource.type());
    };
  }

  /** What was added to an application is called by the id that it was added with. */
  private static Pattern added(String scope, String resource) {
    return Pattern.compile(scope + "/?(.+?)/?" + resource);
  }

  private static String idOr(Pattern added, String place, String otherwise) {
    Matcher matcher = added.matcher(place);
    return matcher.matches() ? matcher.group(1) : otherwise;
  }

  private String ofBalancer(Resource balancer, PartTier tier, String place) {
    boolean internal = Places.isInternal(balancer);
    if (tier == PartTier.FRONTEND && internal) {
      return "Internal load balancer of the frontend";
    }
    if (tier == PartTier.FRONTEND || tier == PartTier.BACKEND) {
      return internal ? "Internal load balancer" : "Public load balancer";
    }
    return Names.of(place, PartKind.LOAD_BALANCER, balancer.type());
  }

  private void containersOf(Part runner) {
    if (!runner.isResource()) {
      return;
    }
    tasks
        .definitionOf(template.resource(runner.id()))
        .ifPresent(
            definition -> {
              for (String container : Tasks.containersOf(definition)) {
                String name = definition.text(container + ".Name").orElse("container");
                put(
                    new Part(
                        Outside.containerId(definition.logicalId(), name),
                        "",
                        PartKind.TASK_CONTAINER,
                        runner.layer(),
                        runner.application(),
                        runner.tier(),
                        "Container " + name,
                        runner.id(),
                        runner.subnets(),
                        runner.zones(),
                        facts.ofContainer(definition, container)));
              }
            });
  }

  /** Users, the internet, databases and registries that are not in the assembly. */
  private void outside() {
    if (!template.resourcesOfType(LOAD_BALANCER).isEmpty()) {
      put(outside(Outside.USER, PartKind.USER, Layer.INTERNET, "User", List.of()));
      boolean isPublic =
          template.resourcesOfType(LOAD_BALANCER).stream().anyMatch(it -> !Places.isInternal(it));
      if (isPublic) {
        put(outside(Outside.INTERNET, PartKind.INTERNET, Layer.INTERNET, "Internet", List.of()));
      }
    }
    for (Part runner : List.copyOf(parts.values())) {
      if (runner.isResource()) {
        Resource resource = template.resource(runner.id());
        tasks.variablesOf(resource).forEach(this::existingDatabase);
        tasks.definitionOf(resource).stream()
            .flatMap(it -> Registries.of(it, template).stream())
            .forEach(
                host ->
                    put(
                        outside(
                            Outside.registryId(host),
                            PartKind.IMAGE_REPOSITORY,
                            Layer.SUPPORT,
                            Registries.nameOf(host),
                            List.of(new Fact(Facts.ADDRESS, host)))));
      }
    }
  }

  private void existingDatabase(Tasks.Variable variable) {
    boolean elsewhere =
        Reference.idsIn(variable.value()).stream().noneMatch(it -> template.find(it).isPresent());
    if (!elsewhere) {
      return;
    }
    List<Fact> address = List.of(new Fact(Facts.ADDRESS, Text.of(variable.value())));
    if (variable.name().equals(Outside.DB_HOST)) {
      put(
          outside(
              Outside.databaseId(variable.value()),
              PartKind.DATABASE,
              Layer.DATABASE,
              "Existing MySQL database",
              address));
    }
    if (variable.name().equals(Outside.DB_READ_HOSTS)) {
      put(
          outside(
              Outside.readersId(variable.value()),
              PartKind.READ_REPLICA,
              Layer.DATABASE,
              "Existing read replicas",
              address));
    }
  }

  private static Part outside(
      String id, PartKind kind, Layer layer, String name, List<Fact> facts) {
    return new Part(
        id,
        "",
        kind,
        layer,
        "",
        layer == Layer.DATABASE ? PartTier.DATABASE : PartTier.SHARED,
        name,
        "",
        List.of(),
        List.of(),
        facts);
  }
}
