package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What AWS has, which is not what a template says: what an update leaves out stays, as far as the
 * service keeps it. A resource that is replaced, and not deleted yet, has another id here, and what
 * was not updated since refers to it.
 */
final class DeployedState {
  /** Behind the id of what is replaced: of the one that was there first, and of the other. */
  static final String OLD = " (old)";

  static final String NEW = " (new)";

  /** The id that a resource has in a template. */
  static String first(String id) {
    return id.replace(OLD, "").replace(NEW, "");
  }

  private final SortedMap<String, Resource> resources;

  private DeployedState(SortedMap<String, Resource> resources) {
    this.resources = resources;
  }

  static DeployedState of(StackTemplate template) {
    SortedMap<String, Resource> resources = new TreeMap<>();
    template.resources().forEach(it -> resources.put(it.logicalId(), it));
    return new DeployedState(resources);
  }

  StackTemplate template() {
    return StackTemplate.with(resources.values());
  }

  Optional<Resource> find(String id) {
    return Optional.ofNullable(resources.get(id));
  }

  SortedMap<String, Resource> resources() {
    return Collections.unmodifiableSortedMap(resources);
  }

  DeployedState with(Resource created) {
    SortedMap<String, Resource> copy = new TreeMap<>(resources);
    copy.put(created.logicalId(), created);
    return new DeployedState(copy);
  }

  /** With what the service keeps of what the resource has no more. */
  DeployedState updated(Resource now) {
    return with(find(now.logicalId()).map(old -> kept(old, now)).orElse(now));
  }

  DeployedState without(String id) {
    SortedMap<String, Resource> copy = new TreeMap<>(resources);
    copy.remove(id);
    return new DeployedState(copy);
  }

  /** With another id for a resource, which all that refer to it follow. */
  DeployedState renamed(String from, String to) {
    return resources.containsKey(from) ? renamed(Collections.singletonMap(from, to)) : this;
  }

  /**
   * With other ids for resources, which all that refer to them follow.
   *
   * @param names the new id by the old one; an id that is both stands as the new one first
   */
  DeployedState renamed(Map<String, String> names) {
    SortedMap<String, Resource> copy = new TreeMap<>();
    resources.forEach(
        (id, it) -> {
          Resource redirected = References.redirected(it, names);
          String name = names.getOrDefault(id, id);
          copy.put(
              name,
              name.equals(id)
                  ? redirected
                  : new Resource(name, redirected.type(), redirected.body()));
        });
    return new DeployedState(copy);
  }

  private static Resource kept(Resource old, Resource now) {
    Map<String, Object> properties = new LinkedHashMap<>(now.properties());
    for (String path : PropertyPaths.of(old)) {
      if (PropertyPaths.at(now, path).isEmpty()
          && Knowledge.ofProperty(now.type(), Trait.LEFT_OUT, path)
              .filter(Fact::isKept)
              .isPresent()) {
        properties =
            PropertyPaths.with(properties, path, PropertyPaths.at(old, path).orElseThrow());
      }
    }
    return withProperties(now, properties);
  }

  static Resource withProperties(Resource resource, Map<String, Object> properties) {
    Map<String, Object> body = new LinkedHashMap<>(resource.body());
    body.put("Properties", properties);
    return new Resource(resource.logicalId(), resource.type(), body);
  }
}
