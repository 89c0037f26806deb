package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.Set;
import java.util.TreeSet;

/** Where images come from that are in no repository of the assembly. */
final class Registries {

  private static final String DOCKER_HUB = "docker.io";

  private Registries() {}

  /** The hosts that the containers of a task definition are pulled from. */
  static Set<String> of(Resource definition, StackTemplate template) {
    Set<String> hosts = new TreeSet<>();
    for (String container : Tasks.containersOf(definition)) {
      boolean elsewhere =
          definition.property(container + ".Image").map(Reference::idsIn).orElse(Set.of()).stream()
              .noneMatch(it -> template.find(it).isPresent());
      if (elsewhere) {
        definition.text(container + ".Image").map(Registries::host).ifPresent(hosts::add);
      }
    }
    return hosts;
  }

  static String nameOf(String host) {
    if (host.equals(DOCKER_HUB)) {
      return "Docker Hub";
    }
    if (host.equals("public.ecr.aws")) {
      return "Amazon ECR Public";
    }
    return host.contains(".dkr.ecr.") ? "Amazon ECR" : host;
  }

  /** As Docker reads it: the first part is a host if it has a dot or a port. */
  private static String host(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    return first.contains(".") || first.contains(":") ? first : DOCKER_HUB;
  }
}
