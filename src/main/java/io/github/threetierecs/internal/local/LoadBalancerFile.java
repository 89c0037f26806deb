package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The configuration with which HAProxy, from 2.6 on, does what a template says of an Application
 * Load Balancer: its listeners, their rules in the order of priority, and its target groups with
 * their health checks.
 *
 * <p>Every port takes connections by the PROXY protocol alone, which tells the client's address:
 * whatever connects without it is refused. Where the listeners' ports are published at others, as
 * 8443 for 443, the environment says {@code PUBLISHED_443=8443}, and redirects lead there.
 *
 * <p>Each target is two servers of its backend. The second, with {@code -unhealthy} behind its
 * name, gets requests only while no target is healthy. To deregister a target, set both to {@code
 * maint} at port 9999 inside of the container: requests that are under way are finished.
 */
final class LoadBalancerFile {

  private LoadBalancerFile() {}

  /**
   * Writes the configuration.
   *
   * @param template the template
   * @param loadBalancer the logical id of the load balancer
   * @param membersOfTargetGroup the targets of a target group, by its logical id
   * @return the text of the file
   * @throws IllegalArgumentException if there is no such load balancer
   */
  static String of(
      StackTemplate template,
      String loadBalancer,
      Function<String, List<Member>> membersOfTargetGroup) {
    LoadBalancing balancing = LoadBalancing.of(template);
    List<Resource> listeners =
        balancing.listenersOf(loadBalancer).stream().filter(ListenerSection::isHere).toList();
    Attributes attributes =
        new Attributes(template.resource(loadBalancer), "LoadBalancerAttributes");
    List<String> lines = new ArrayList<>(head(loadBalancer, attributes));
    Set<String> groups = new TreeSet<>();
    for (Resource listener : listeners) {
      ListenerSection section =
          new ListenerSection(listener, balancing.rulesOf(listener.logicalId()), attributes);
      lines.addAll(section.lines());
      groups.addAll(section.targetGroups());
    }
    for (String group : groups) {
      lines.addAll(
          new TargetGroupSection(group, template.find(group), membersOfTargetGroup.apply(group))
              .lines());
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * What the template says of the load balancer that HAProxy does not do.
   *
   * @param template the template
   * @param loadBalancer the logical id of the load balancer
   * @return sentences, each about one thing
   * @throws IllegalArgumentException if there is no such load balancer
   */
  static List<String> notHere(StackTemplate template, String loadBalancer) {
    return new LoadBalancerGaps(template, loadBalancer).sentences();
  }

  private static List<String> head(String loadBalancer, Attributes attributes) {
    int idle = attributes.number("idle_timeout.timeout_seconds", 60);
    return """
    # %1$s as its template has it. A change of this file is lost when it is written again.
    global
        log stdout format raw local0 info
        # Inside of the container; bash opens no socket of Unix.
        stats socket ipv4@127.0.0.1:9999 level admin
        maxconn 4096
        hard-stop-after 5s

    defaults
        mode http
        option dontlognull
        # Only connections that a target refuses are tried again, at another target.
        retries 3
        option redispatch 1
        timeout connect 10s
        timeout client %2$ss
        timeout server %2$ss
        timeout tunnel %2$ss
        timeout http-request %2$ss
        timeout http-keep-alive %2$ss
        http-error status 503 content-type text/plain string "No target of the load balancer accepts requests."\
    """
        .formatted(loadBalancer, idle)
        .lines()
        .toList();
  }
}
