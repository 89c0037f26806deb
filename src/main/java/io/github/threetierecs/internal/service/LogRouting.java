package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.LogDrivers;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Words;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.FireLensLogDriver;
import software.amazon.awscdk.services.ecs.FirelensLogRouterDefinitionOptions;
import software.amazon.awscdk.services.ecs.LogDriver;

/**
 * Where containers log to: whether a router of FireLens is there for those that log through one,
 * and whether Amazon ECS has the driver.
 *
 * <p>Without a router the CDK would add its own, with its own memory, a log group that is never
 * emptied, and permissions on everything.
 */
public final class LogRouting {
  private LogRouting() {}

  public static void check(
      Problems problems,
      @Nullable LogDriver logging,
      Map<String, ContainerDefinitionOptions> sidecars) {
    List<String> routers = new ArrayList<>();
    Map<String, LogDriver> drivers = new LinkedHashMap<>();
    if (logging != null) {
      drivers.put("logging", logging);
    }
    sidecars.forEach(
        (name, sidecar) -> {
          if (isRouter(sidecar)) {
            routers.add(name);
          }
          if (sidecar != null && sidecar.getLogging() != null) {
            drivers.put("sidecars." + name + ".logging", sidecar.getLogging());
          }
        });
    if (routers.size() > 1) {
      problems.add(
          "sidecars",
          new Words(String.join(" and ", routers)),
          "are FireLens log routers, and a task can have only one",
          "keep one of them");
    }
    drivers.forEach(
        (option, driver) -> {
          if (driver instanceof FireLensLogDriver) {
            if (routers.isEmpty()) {
              refuseWithoutRouter(problems, option);
            } else if (option.equals("sidecars." + routers.get(0) + ".logging")) {
              problems.add(
                  option,
                  new Words("a FireLens driver"),
                  "would send what the router prints to the router itself",
                  "leave it out to send it to the service's log group");
            }
          }
        });
  }

  /** Refuses what only the finished task shows, such as the name in a generic driver. */
  public static void check(Problems problems, Values service, RenderedTask task) {
    String tier = service.path();
    String own = ServiceOptions.ownContainer(service);
    Set<String> sidecars = ServiceOptions.furtherContainers(service).keySet();
    boolean hasRouter =
        task.containers().stream().anyMatch(it -> it.isRouter() && sidecars.contains(it.name()));
    for (RenderedTask.Container container : task.containers()) {
      String driver = container.logDriver();
      String option = container.name().equals(own) ? tier : tier + ".sidecars." + container.name();
      if (LogDrivers.FIRELENS.equals(driver) && !hasRouter) {
        refuseWithoutRouter(problems, option + ".logging");
      } else if (driver != null && !Tokens.isToken(driver) && !LogDrivers.ALL.contains(driver)) {
        problems.add(
            option + ".logging",
            driver,
            "is not a log driver that Amazon ECS supports on EC2 instances",
            "use one of " + String.join(", ", LogDrivers.ALL));
      }
    }
  }

  /** Whether a container is a FireLens router; null stands for a container that does not exist. */
  public static boolean isRouter(@Nullable ContainerDefinitionOptions sidecar) {
    return sidecar instanceof FirelensLogRouterDefinitionOptions;
  }

  private static void refuseWithoutRouter(Problems problems, String option) {
    problems.add(
        option,
        new Words("a FireLens driver"),
        "needs a FireLens log router in the task, and there is none",
        "add FirelensLogRouterDefinitionOptions to the sidecars, or use another driver");
  }
}
