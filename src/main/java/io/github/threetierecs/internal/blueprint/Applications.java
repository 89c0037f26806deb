package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.BalancerNames;
import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The applications of a template, by their structure: a frontend is a service that is told a {@code
 * BACKEND_URL}, and its backend is what answers there. Names of constructs only serve to say what
 * else belongs to them.
 */
final class Applications {

  static final String BACKEND_URL = "BACKEND_URL";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final Pattern HOST = Pattern.compile("https?://([^:/]+).*");

  /**
   * The construct's id, and those that it gives its frontend; another one with bridge networking.
   */
  private static final Pattern FRONTEND_ID =
      Pattern.compile("(.*)Frontend(?:Bridge)?Service[0-9A-F]{8}");

  private static final Pattern FRONTEND_PATH =
      Pattern.compile("(.*)/Frontend/(?:Bridge)?Service(?:/.*)?");

  /**
   * An application with what its parts' ids and paths begin with; empty where that is not known.
   */
  record Found(Application application, String idPrefix, String pathPrefix) {

    /** How much of a resource's id or path is that of the application's; 0 if nothing is. */
    int matches(Resource resource) {
      String path = pathOf(resource);
      if (!path.isEmpty() && !pathPrefix.isEmpty()) {
        return path.startsWith(pathPrefix + "/") ? pathPrefix.length() : 0;
      }
      return !idPrefix.isEmpty() && resource.logicalId().startsWith(idPrefix)
          ? idPrefix.length()
          : 0;
    }

    /** Where a resource is below the construct, as far as its path or its id says. */
    String placeOf(Resource resource) {
      String path = pathOf(resource);
      return !path.isEmpty() && !pathPrefix.isEmpty()
          ? path.substring(pathPrefix.length() + 1)
          : Names.withoutHash(resource.logicalId()).substring(idPrefix.length());
    }
  }

  private final StackTemplate template;
  private final Tasks tasks;
  private final LoadBalancing balancing;
  private final List<Found> found = new ArrayList<>();

  Applications(StackTemplate template, Tasks tasks) {
    this.template = template;
    this.tasks = tasks;
    this.balancing = LoadBalancing.of(template);
    for (Resource service : template.resourcesOfType(SERVICE)) {
      // A worker may call the backend too, but nobody calls a worker.
      if (!service.has("LoadBalancers.0")) {
        continue;
      }
      tasks.variablesOf(service).stream()
          .filter(it -> it.name().equals(BACKEND_URL))
          .findFirst()
          // Neither is what is behind the same load balancer as the backend that it calls.
          .filter(url -> !isBehind(service, url.value()))
          .flatMap(url -> backendAt(service, url.value()))
          .ifPresent(backend -> found.add(application(service, backend)));
    }
    found.sort(Comparator.comparing(it -> it.application().id()));
  }

  List<Found> all() {
    return found;
  }

  /** The application that a resource belongs to: the innermost, if constructs are nested. */
  Optional<Found> of(Resource resource) {
    return found.stream()
        .filter(it -> it.matches(resource) > 0)
        .max(Comparator.comparingInt(it -> it.matches(resource)));
  }

  /** What tells an application from the others: its id, or its stack where others have that id. */
  String nameOf(Found one) {
    Application it = one.application();
    boolean alone =
        found.stream().filter(other -> other.application().name().equals(it.name())).count() == 1;
    return alone ? it.name() : it.stack();
  }

  /** Where the CDK says that a resource was defined; empty if it does not. */
  static String pathOf(Resource resource) {
    return resource.attribute("Metadata.aws:cdk:path").map(Text::of).orElse("");
  }

  private boolean isBehind(Resource service, Object url) {
    return balancersIn(service, url)
        .anyMatch(it -> balancing.servicesBehind(it).contains(service.logicalId()));
  }

  private Stream<String> balancersIn(Resource asker, Object url) {
    BalancerNames names = new BalancerNames(template);
    return Stream.concat(names.in(url), names.at(asker.logicalId(), url).stream());
  }

  private Optional<Resource> backendAt(Resource frontend, Object url) {
    return Stream.concat(
            balancersIn(frontend, url).flatMap(it -> mainServiceBehind(it).stream()),
            byServiceConnect(frontend, url).stream())
        .findFirst();
  }

  /** What answers by default: others behind the same load balancer answer by rules. */
  private Optional<Resource> mainServiceBehind(String balancer) {
    Set<String> behind = balancing.servicesBehind(balancer);
    return balancing.listenersOf(balancer).stream()
        .flatMap(
            listener -> listener.elements("DefaultActions").flatMap(it -> targets(listener, it)))
        .flatMap(group -> balancing.servicesIn(group).stream())
        .filter(behind::contains)
        .findFirst()
        .or(() -> behind.stream().findFirst())
        .flatMap(template::find);
  }

  private Stream<String> targets(Resource listener, String action) {
    return listener.property(action).map(Reference::idsIn).orElse(Set.of()).stream()
        .flatMap(id -> template.find(id).stream())
        .filter(it -> it.type().equals("AWS::ElasticLoadBalancingV2::TargetGroup"))
        .map(Resource::logicalId);
  }

  /** The service whose name in Service Connect is the host of a URL. */
  Optional<Resource> byServiceConnect(Resource client, Object url) {
    Matcher host = HOST.matcher(Text.of(url));
    return client.isTrue("ServiceConnectConfiguration.Enabled") && host.matches()
        ? template.resourcesOfType(SERVICE).stream()
            .filter(it -> sameNamespace(client, it) && answersTo(it, host.group(1)))
            .findFirst()
        : Optional.empty();
  }

  private static boolean sameNamespace(Resource one, Resource other) {
    return one.text("ServiceConnectConfiguration.Namespace")
        .equals(other.text("ServiceConnectConfiguration.Namespace"));
  }

  private static boolean answersTo(Resource service, String name) {
    return service
        .elements("ServiceConnectConfiguration.Services")
        .flatMap(it -> service.elements(it + ".ClientAliases"))
        .flatMap(it -> service.text(it + ".DnsName").stream())
        .anyMatch(name::equals);
  }

  private Found application(Resource frontend, Resource backend) {
    Matcher id = FRONTEND_ID.matcher(frontend.logicalId());
    Matcher path = FRONTEND_PATH.matcher(pathOf(frontend));
    String idPrefix = id.matches() ? id.group(1) : "";
    String pathPrefix = path.matches() ? path.group(1) : "";
    String stack = frontend.logicalId().substring(0, frontend.logicalId().lastIndexOf('/'));
    String name =
        pathPrefix.isEmpty()
            ? idPrefix.substring(idPrefix.lastIndexOf('/') + 1)
            : pathPrefix.substring(pathPrefix.lastIndexOf('/') + 1);
    return new Found(
        new Application(
            frontend.logicalId(),
            name.isEmpty() ? "Application" : name,
            stack,
            frontend.logicalId(),
            backend.logicalId(),
            databaseOf(backend)),
        idPrefix,
        pathPrefix);
  }

  private String databaseOf(Resource backend) {
    return tasks.variablesOf(backend).stream()
        .filter(it -> it.name().equals(Outside.DB_HOST))
        .findFirst()
        .map(
            host ->
                Reference.idsIn(host.value()).stream()
                    .flatMap(it -> template.find(it).stream())
                    .map(Resource::logicalId)
                    .findFirst()
                    .orElseGet(() -> Outside.databaseId(host.value())))
        .orElse("");
  }
}
