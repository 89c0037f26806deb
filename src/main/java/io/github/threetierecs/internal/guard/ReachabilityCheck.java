package io.github.threetierecs.internal.guard;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.connections.Connection;
import io.github.threetierecs.internal.connections.Connections;
import io.github.threetierecs.internal.connections.Part;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.database.SecretRotation;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.FrontendTier;
import io.github.threetierecs.internal.shared.Cdk;
import io.github.threetierecs.internal.shared.Stacks;
import io.github.threetierecs.internal.shared.Warning;
import io.github.threetierecs.internal.template.Guarded;
import io.github.threetierecs.internal.template.Neighbours;
import io.github.threetierecs.internal.template.Opening;
import io.github.threetierecs.internal.template.Openings;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Compares what one application keeps closed with the template that it is synthesized to.
 *
 * <p>The problem: only the finished template has all rules, whichever getter, escape hatch or
 * aspect they come from, and the final names of resources. The check has to work in nested stacks
 * and stages, in a CDK that is too old for plugins, and must never be what stops a deployment.
 *
 * <p>It registers with {@link ReachabilityPlugin}, which hands over the templates after synthesis.
 * From that of its stack, and references to all parts that are resolved in one call into the CDK,
 * it learns the logical id and the security groups of each part. {@link Connections} says who may
 * call whom; {@link Openings} finds who else can. {@link AdditionsCheck} then looks at what was
 * added, also in stacks that import something from this one or are nested in it, and {@link
 * PlaceCheck} at what the surroundings change.
 *
 * <p>What is guaranteed: an opening is a warning, with one sentence for all that a rule opens. Only
 * an addition that AWS refuses in every case is an error. If the check itself fails, that is a
 * finding which names the reason.
 */
public final class ReachabilityCheck {
  static final String RULE = "ThreeTierEcsApp::Reachability";

  /** The plugin is loaded by its name: an older CDK lacks the interface that it implements. */
  private static final String PLUGIN =
      ReachabilityCheck.class.getPackageName() + ".ReachabilityPlugin$Registration";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FRONTEND_BALANCER = Part.FRONTEND_LOAD_BALANCER.toString();
  private static final String FRONTEND = Part.FRONTEND.toString();
  private static final String BACKEND_BALANCER = Part.BACKEND_LOAD_BALANCER.toString();
  private static final String BACKEND = Part.BACKEND.toString();
  private static final String INSTANCES = Part.INSTANCES.toString();
  private static final String DATABASE = Part.DATABASE.toString();
  private static final String REPLICAS = Part.REPLICAS.toString();
  private static final String PROXY = Part.PROXY.toString();
  private static final String ROTATION = Part.ROTATION.toString();

  /**
   * Everything but the internet-facing load balancer, and the VPC endpoints, which lead out of the
   * application.
   */
  private static final List<Part> GUARDED =
      List.of(
          Part.FRONTEND,
          Part.BACKEND_LOAD_BALANCER,
          Part.BACKEND,
          Part.INSTANCES,
          Part.DATABASE,
          Part.REPLICAS,
          Part.PROXY);

  /** The prefix of the keys under which the security groups of a part are. */
  private static final String GROUPS_OF = "groups of ";

  private static final String ACKNOWLEDGE =
      "Validations.of(app).acknowledge(Acknowledgment.builder().id(\""
          + RULE
          + "\").reason(\"...\").build());";

  private static final String REMEDY =
      "remove what opens it, or if it is intended, say why: " + ACKNOWLEDGE;

  private static final String WITHOUT_LOOKING =
      "fix what the reason names, or continue without the check: " + ACKNOWLEDGE;

  /** The warning that takes the place of the check with a CDK that has no plugins. */
  public static final String NOT_LOOKED_AT =
      "who can reach whom, and whether what was added to the application works, is not checked"
          + " after synthesis, which needs aws-cdk-lib 2.253.0 or newer";

  /**
   * What is open, or why that is not known, or what was added that will not work.
   *
   * @param isError whether AWS refuses it in every case
   * @param resource the logical id of what opens it
   * @param place the path of the application, if no resource is to blame
   */
  record Finding(
      String rule,
      boolean isError,
      String description,
      String remedy,
      @Nullable String resource,
      @Nullable Path template,
      @Nullable String place) {}

  /** Registers an application for the check after every synthesis of its tree. */
  interface Plugin {
    void add(ReachabilityCheck check, IConstruct root);
  }

  private final Construct app;
  private final Stack stack;
  private final EcsEc2Capacity capacity;
  private final MySqlDataTier data;
  private final BackendTier backend;
  private final FrontendTier frontend;
  private final @Nullable SecretRotation rotation;
  private final Connections connections;
  private final PlaceCheck place;

  public ReachabilityCheck(
      Construct app,
      Stack stack,
      EcsEc2Capacity capacity,
      MySqlDataTier data,
      BackendTier backend,
      FrontendTier frontend,
      @Nullable SecretRotation rotation,
      Connections connections) {
    this.app = app;
    this.stack = stack;
    this.connections = connections;
    this.capacity = capacity;
    this.data = data;
    this.backend = backend;
    this.frontend = frontend;
    this.rotation = rotation;
    this.place = new PlaceCheck(app, capacity, rotation);
  }

  /**
   * What the application loses by its place. Of a template that cannot be read {@link #findings}
   * says so.
   *
   * @param templates as there
   */
  Stream<PlaceCheck.Finding> findingsOfPlace(Collection<Path> templates) {
    String file = Stacks.artifactOf(stack).getTemplateFile();
    List<PlaceCheck.Finding> findings = new ArrayList<>();
    for (Path template : templates) {
      try {
        if (Files.readString(template).contains("AWS::CodePipeline::Pipeline")) {
          findings.addAll(place.ofPipelines(StackTemplate.of(read(template))));
        }
        if (template.endsWith(file) && place.asksForBoundary()) {
          Path own = template.resolveSibling(stack.getTemplateFile());
          findings.addAll(place.ofBoundary(StackTemplate.of(read(own))));
        }
      } catch (IOException | RuntimeException unreadable) {
        // The other method, findings, reports an unreadable template.
      }
    }
    return findings.stream();
  }

  /** Registers the application for the check after every synthesis, if the CDK supports that. */
  public void afterSynthesisOf(IConstruct root) {
    if (Cdk.hasValidationPlugins()) {
      plugin().add(this, root);
    } else {
      Warning.inform(app, RULE, NOT_LOOKED_AT);
    }
  }

  /** {@return the plugin, which exists only if {@link Cdk#hasValidationPlugins} is true} */
  private static Plugin plugin() {
    try {
      return Class.forName(PLUGIN).asSubclass(Plugin.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException notInTheJar) {
      throw new IllegalStateException(notInTheJar);
    }
  }

  /**
   * What is open.
   *
   * @param templates the files of the templates of stacks; not of all of them, and nested stacks
   *     are not among them
   */
  Stream<Finding> findings(Collection<Path> templates) {
    String file = Stacks.artifactOf(stack).getTemplateFile();
    return templates.stream()
        .filter(it -> it.endsWith(file))
        .findFirst()
        .map(it -> findingsOrWhyNot(it.resolveSibling(stack.getTemplateFile()), templates))
        .orElse(Stream.of());
  }

  /** A failure of the check itself is reported, and is no reason to stop a deployment. */
  private Stream<Finding> findingsOrWhyNot(Path file, Collection<Path> templates) {
    String place = app.getNode().getPath();
    try {
      return findings(place, file, templates);
    } catch (RuntimeException wrong) {
      return Stream.of(
          new Finding(
              RULE,
              false,
              place + ": who can reach whom could not be determined: " + wrong,
              WITHOUT_LOOKING,
              null,
              null,
              place));
    }
  }

  private Stream<Finding> findings(String place, Path file, Collection<Path> templates) {
    Map<String, Object> json = read(file);
    StackTemplate template = StackTemplate.of(json);
    Map<?, ?> resolved = (Map<?, ?>) Objects.requireNonNull(stack.resolve(references()));
    Map<String, List<String>> parts = parts(resolved);
    return Stream.concat(
        openings(place, file, template, parts),
        additions(parts, resolved, neighbours(json, file, templates)).stream()
            .map(it -> finding(place, file, it)));
  }

  private Stream<Finding> openings(
      String place, Path file, StackTemplate template, Map<String, List<String>> parts) {
    Map<String, List<Opening>> byReason = new LinkedHashMap<>();
    for (Opening opening : Openings.of(template, guarded(parts, template))) {
      byReason.computeIfAbsent(opening.reason(), any -> new ArrayList<>()).add(opening);
    }
    return byReason.values().stream()
        .map(
            openings ->
                new Finding(
                    RULE,
                    false,
                    "%s: %s.".formatted(place, sentence(openings, template, parts)),
                    REMEDY,
                    openings.get(0).definedBy(),
                    file,
                    null))
        .toList()
        .stream();
  }

  private List<AdditionsCheck.Complaint> additions(
      Map<String, List<String>> parts, Map<?, ?> resolved, Neighbours all) {
    List<Tier> tiers = new ArrayList<>();
    addTier(tiers, "frontend", parts.get(FRONTEND), parts.get(FRONTEND_BALANCER));
    addTier(tiers, "backend", parts.get(BACKEND), parts.get(BACKEND_BALANCER));
    List<Tier> added = new ArrayList<>();
    Map<String, String> counted = new LinkedHashMap<>();
    tiers.forEach(it -> counted.put(it.service(), "the " + it.name() + "'s"));
    for (Connections.Added it : connections.added()) {
      parts.getOrDefault(it.tasks(), List.of()).forEach(id -> counted.putIfAbsent(id, id + "'s"));
      if (it.from().contains(Part.BACKEND_LOAD_BALANCER)) {
        addTier(added, "backend", parts.get(it.tasks()), parts.get(BACKEND_BALANCER));
      }
    }
    Map<String, List<Object>> groups = new LinkedHashMap<>();
    parts.forEach(
        (name, ids) -> {
          if (ids.size() == 1 && resolved.get(GROUPS_OF + name) instanceof List<?> of) {
            groups.put(ids.get(0), new ArrayList<>(of));
          }
        });
    return new AdditionsCheck(tiers, added, counted, capacity.keepsRoomForDaemons)
        .complaints(all, groups);
  }

  private static void addTier(
      List<Tier> tiers,
      String name,
      @Nullable List<String> service,
      @Nullable List<String> balancer) {
    if (service != null && balancer != null && !service.isEmpty() && !balancer.isEmpty()) {
      tiers.add(new Tier(name, service.get(0), balancer.get(0)));
    }
  }

  /** The stacks that use something of this one, and those that are nested in it. */
  private Neighbours neighbours(Map<String, Object> json, Path file, Collection<Path> templates) {
    Neighbours all = new Neighbours(json);
    if (all.publishesSomething()) {
      all.setStackName(stack.getStackName());
    }
    if (all.exportsSomething() || all.publishesSomething()) {
      for (Path other : templates) {
        if (!other.equals(file) && other.equals(file.resolveSibling(other.getFileName()))) {
          all.add(other.getFileName().toString().replaceFirst("\\..*", ""), read(other));
        }
      }
    }
    Map<String, String> nested = all.nested();
    Path assets = Path.of(file.toString().replaceFirst("template\\.json$", "assets.json"));
    if (!nested.isEmpty() && Files.exists(assets)) {
      JsonNode files = JSON.valueToTree(read(assets)).path("files");
      nested.forEach(
          (id, hash) -> {
            String name = files.path(hash).path("source").path("path").asText();
            if (!name.isEmpty()) {
              all.addNested(id, read(file.resolveSibling(name)));
            }
          });
    }
    return all;
  }

  private static Finding finding(String place, Path file, AdditionsCheck.Complaint complaint) {
    String id = complaint.addition().definedBy();
    boolean isOfAnother = Neighbours.isOfOne(id);
    return new Finding(
        complaint.rule(),
        complaint.isError(),
        "%s: %s.".formatted(place, complaint.words()),
        complaint.remedy(),
        isOfAnother ? null : id,
        isOfAnother ? null : file,
        isOfAnother ? place : null);
  }

  /** References to each part and to its security groups, by the part's name. */
  private Map<String, List<String>> references() {
    Map<String, List<String>> references = new LinkedHashMap<>();
    references.put(FRONTEND_BALANCER, List.of(frontend.balancer.loadBalancer.getLoadBalancerArn()));
    references.put(FRONTEND, List.of(frontend.service.getServiceArn()));
    references.put(BACKEND_BALANCER, List.of(backend.balancer.loadBalancer.getLoadBalancerArn()));
    references.put(BACKEND, List.of(backend.service.getServiceArn()));
    references.put(INSTANCES, List.of(capacity.autoScalingGroup.getAutoScalingGroupName()));
    if (data.isMade) {
      references.put(DATABASE, List.of(data.database.identifier()));
      references.put(GROUPS_OF + DATABASE, groupsOf(data.database.connectable()));
    }
    references.put(
        REPLICAS, data.replicas.stream().map(IDatabaseInstance::getInstanceIdentifier).toList());
    if (data.proxy != null) {
      references.put(PROXY, List.of(data.proxy.proxy.getRef()));
    }
    if (rotation != null) {
      references.put(
          ROTATION,
          rotation.own != null
              ? rotation.own.identifiers()
              : rotation.schedules.stream().map(it -> it.getRef()).toList());
    }
    for (Connections.Added added : connections.added()) {
      references.put(added.tasks(), List.of(added.reference()));
      references.put(GROUPS_OF + added.tasks(), groupsOf(added.source()));
    }
    references.put(GROUPS_OF + FRONTEND, groupsOf(frontend.service));
    references.put(GROUPS_OF + BACKEND, groupsOf(backend.service));
    references.put(GROUPS_OF + INSTANCES, groupsOf(capacity.autoScalingGroup));
    return references;
  }

  private static List<String> groupsOf(IConnectable part) {
    return part.getConnections().getSecurityGroups().stream()
        .map(ISecurityGroup::getSecurityGroupId)
        .toList();
  }

  /** The logical ids of each part after any renaming, by the part's name. */
  private static Map<String, List<String>> parts(Map<?, ?> resolved) {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    resolved.forEach(
        (name, references) -> {
          if (name.equals(ROTATION)) {
            parts.put(ROTATION, keysIn(references));
          } else if (!String.valueOf(name).startsWith(GROUPS_OF)) {
            parts.put(String.valueOf(name), idsIn(references));
          }
        });
    return parts;
  }

  /**
   * The user's own function may be in another template, and is identified by its security groups.
   */
  private static List<String> keysIn(@Nullable Object references) {
    return references instanceof List<?> list
        ? list.stream().map(it -> Reference.keyOf(Objects.requireNonNull(it))).toList()
        : List.of();
  }

  private static List<String> idsIn(@Nullable Object references) {
    return references instanceof List<?> list
        ? list.stream().flatMap(it -> Reference.idOf(it).stream()).toList()
        : List.of();
  }

  /** What is guarded, and who may connect to it. */
  private List<Guarded> guarded(Map<String, List<String>> parts, StackTemplate template) {
    List<Connection> all = connections.all(connects(parts, template));
    Map<Part, List<String>> balancers =
        Ordered.map(
            Part.FRONTEND,
            List.of(FRONTEND_BALANCER),
            Part.BACKEND,
            connections.leadPathsToBackend()
                ? List.of(BACKEND_BALANCER, FRONTEND_BALANCER)
                : List.of(BACKEND_BALANCER));
    List<Guarded> guarded = new ArrayList<>();
    for (Part part : GUARDED) {
      List<String> callers = new ArrayList<>(callersOf(part, all));
      connections.added().stream()
          .filter(it -> it.to().contains(part))
          .forEach(it -> callers.add(it.tasks()));
      for (String id : parts.getOrDefault(part.toString(), List.of())) {
        guarded.add(
            new Guarded(
                id,
                part.toString(),
                ids(parts, callers),
                ids(parts, balancers.getOrDefault(part, List.of()))));
      }
    }
    // What was added is called by those only whom it was added for, and by whom the instance lets
    // in whose security group it has.
    List<String> ofInstance = capacity.givesInterfaces ? List.of() : callersOf(Part.INSTANCES, all);
    for (Connections.Added added : connections.added()) {
      List<String> ofIts = added.from().stream().map(Part::toString).toList();
      Set<String> callers = ids(parts, Stream.concat(ofIts.stream(), ofInstance.stream()).toList());
      for (String id : parts.getOrDefault(added.tasks(), List.of())) {
        guarded.add(new Guarded(id, added.tasks(), callers, ids(parts, ofIts)));
      }
    }
    return guarded;
  }

  private static List<String> callersOf(Part part, List<Connection> all) {
    return all.stream().filter(it -> it.to() == part).map(it -> it.from().toString()).toList();
  }

  /**
   * Whether Service Connect is on is read from the template, since it may have been changed after
   * creation.
   */
  private static boolean connects(Map<String, List<String>> parts, StackTemplate template) {
    return parts.getOrDefault(BACKEND, List.of()).stream()
        .anyMatch(it -> template.resource(it).isTrue("ServiceConnectConfiguration.Enabled"));
  }

  private static Set<String> ids(Map<String, List<String>> parts, List<String> names) {
    return names.stream()
        .flatMap(name -> parts.getOrDefault(name, List.of()).stream())
        .collect(Ordered.toSet());
  }

  private static Map<String, Object> read(Path file) {
    try {
      return JSON.readValue(file.toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + file, e);
    }
  }

  /**
   * All openings of one rule are one sentence: it may open several things with the same security
   * group.
   */
  private static String sentence(
      List<Opening> openings, StackTemplate template, Map<String, List<String>> parts) {
    Set<String> who = new LinkedHashSet<>();
    Set<String> whom = new LinkedHashSet<>();
    Set<String> only = new LinkedHashSet<>();
    for (Opening opening : openings) {
      whom.add(opening.guarded().name());
      if (opening.strangers().contains(Reachability.INTERNET)) {
        who.add("the internet");
      }
      opening.strangers().forEach(it -> who.add(nameOf(it, template, parts)));
      opening.expected().forEach(it -> only.add(nameOf(it, template, parts)));
      if (!opening.others().isEmpty()) {
        who.add(opening.others());
      }
    }
    return "%s can reach %s, which %s should, since %s"
        .formatted(
            listed(who),
            listed(whom),
            only.isEmpty() ? "nobody" : "only " + listed(only.stream().sorted().toList()),
            openings.get(0).reason());
  }

  private static String nameOf(String id, StackTemplate template, Map<String, List<String>> parts) {
    if (id.equals(Reachability.INTERNET)) {
      return "the internet";
    }
    return parts.entrySet().stream()
        .filter(it -> it.getValue().contains(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> template.find(id).map(Resource::toString).orElse(id));
  }

  private static String listed(Collection<String> words) {
    List<String> list = List.copyOf(words);
    int last = list.size() - 1;
    return last == 0
        ? list.get(0)
        : String.join(", ", list.subList(0, last)) + " and " + list.get(last);
  }
}
