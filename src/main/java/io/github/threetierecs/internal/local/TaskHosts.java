package io.github.threetierecs.internal.local;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The tasks of services, as ends of connections. */
final class TaskHosts {

  /** ECS takes the ports of instances from here on for tasks with bridge networking. */
  private static final String FIRST_PORT_OF_BRIDGES = "32768";

  private TaskHosts() {}

  static List<Host> of(LocalService service, LocalLoadBalancers balancers) {
    List<Host> hosts = new ArrayList<>();
    for (String task : service.taskNames()) {
      hosts.add(
          new Host(
              task,
              Host.Kind.TASK,
              service.starter().logicalId(),
              task,
              ports(service, balancers)));
    }
    return hosts;
  }

  private static List<Host.Port> ports(LocalService service, LocalLoadBalancers balancers) {
    TreeSet<Integer> numbers = new TreeSet<>();
    balancers.registrations(service.starter()).forEach(it -> numbers.add(it.port()));
    for (String container : service.containers()) {
      service
          .definition()
          .elements(container + ".PortMappings")
          .filter(it -> !service.definition().text(it + ".Protocol").orElse("tcp").equals("udp"))
          .flatMap(it -> service.definition().text(it + ".ContainerPort").stream())
          .filter(it -> it.matches("\\d{1,5}"))
          .map(Integer::parseInt)
          .forEach(numbers::add);
    }
    return numbers.stream()
        .map(it -> new Host.Port(it, service.isBridged() ? onInstance(service, it) : it.toString()))
        .toList();
  }

  /** A port that the task definition fixes, or one of those that ECS chooses. */
  private static String onInstance(LocalService service, int port) {
    return service.containers().stream()
        .flatMap(it -> service.definition().elements(it + ".PortMappings"))
        .filter(
            it ->
                service
                    .definition()
                    .text(it + ".ContainerPort")
                    .filter(Integer.toString(port)::equals)
                    .isPresent())
        .flatMap(it -> service.definition().text(it + ".HostPort").stream())
        .filter(it -> !it.equals("0"))
        .findFirst()
        .orElse(FIRST_PORT_OF_BRIDGES);
  }
}
