package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Set;

/** What only tests ask a template. */
public final class TemplateQuestions {
  private TemplateQuestions() {}

  /** {@return the single resource of a type; fails if there are none or several} */
  public static Resource theOnly(StackTemplate template, String type) {
    List<Resource> found = template.resourcesOfType(type);
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "%d of %s, not one: %s"
              .formatted(found.size(), type, found.stream().map(Resource::logicalId).toList()));
    }
    return found.get(0);
  }

  /** {@return what happens to the resource when it leaves the stack} */
  public static String deletionPolicy(Resource resource) {
    return resource.attribute("DeletionPolicy").map(Text::of).orElse("Delete");
  }

  /** {@return what happens to the old resource when an update replaces it} */
  public static String updateReplacePolicy(Resource resource) {
    return resource.attribute("UpdateReplacePolicy").map(Text::of).orElse("Delete");
  }

  /** {@return the logical ids of the services that answer behind a load balancer} */
  public static Set<String> servicesBehind(StackTemplate template, String loadBalancer) {
    return LoadBalancing.of(template).servicesBehind(loadBalancer);
  }

  /** {@return the ingress rules that are open to everybody, whether or not they can be used} */
  public static List<Rule> openToWorld(StackTemplate template) {
    return new SecurityGroupRules(template)
        .written().stream()
            .filter(rule -> rule.direction() == Rule.Direction.INGRESS && rule.peer().isWorld())
            .toList();
  }

  /** {@return whether the rules of both ends let a TCP connection be opened} */
  public static boolean canReach(Reachability reachability, String from, String to, int port) {
    return canReach(reachability, from, to, Integer.toString(port));
  }

  /** {@return the same for a port that only the deployment will know, by its text} */
  public static boolean canReach(Reachability reachability, String from, String to, String port) {
    return !reachability.whyReachable(from, to, port).isEmpty();
  }
}
