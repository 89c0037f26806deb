package io.github.threetierecs;

import static io.github.threetierecs.ContainersTest.files;
import static io.github.threetierecs.SidecarsTest.sidecar;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.PortMapping;

/** What a task runs, and with what rights. */
final class ContainerTable {
  private static final String UNSET = "not set";
  private static final Anatomy CHOSEN = Templates.with(ContainerTable::everythingChosen);

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              effect("container.readonlyRootFilesystem", "true", "ReadonlyRootFilesystem"),
              effect("container.writablePaths", "/var/cache/nginx", "MountPoints.1.ContainerPath"),
              effect("container.user", "1000:1000", "User"),
              new Effect("container.dropCapabilities", "NET_RAW", UNSET, "ALL", () -> CHOSEN, app -> app.frontend().container("LinuxParameters.Capabilities.Drop.0")),
              effect("container.ulimits", "65536", "Ulimits.0.HardLimit"),
              effect("container.initProcess", "true", "LinuxParameters.InitProcessEnabled"),
              effect("container.entryPoint", "/bin/sh", "EntryPoint.0"),
              effect("container.command", "exec serve", "Command.1"),
              effect("container.workingDirectory", "/app", "WorkingDirectory"),
              effect("frontend.container", "1000:1000", "User"),
              effect("frontend.sidecars", "proxy", "DependsOn.0.ContainerName"),
              effect("frontend.startAfter", "START", "DependsOn.0.Condition"),
              new Effect("container.executeCommand", "false", "false", "true", () -> CHOSEN, app -> app.backend().service().text("EnableExecuteCommand").orElse(UNSET)),
              new Effect("backend.container", UNSET, UNSET, "/srv", () -> CHOSEN, app -> app.backend().container("WorkingDirectory")),
              new Effect("backend.sidecars", UNSET, UNSET, "migrate", () -> CHOSEN, app -> app.backend().container("DependsOn.0.ContainerName")),
              new Effect("backend.startAfter", UNSET, UNSET, "SUCCESS", () -> CHOSEN, app -> app.backend().container("DependsOn.0.Condition"))),
          List.of(
              arguments("container.writablePaths", List.of("/tmp"), "[/tmp] is for a read-only root file system, and this one is writable; set container.readonlyRootFilesystem to true, or leave the paths out"),
              arguments("container.user", "", "\"\" is neither a user nor user:group, by names or numbers; write one such as \"1000:1000\""),
              arguments("container.user", "app group", "\"app group\" is neither a user nor user:group, by names or numbers; write one such as \"1000:1000\""),
              arguments("container.user", "1000:", "\"1000:\" is neither a user nor user:group, by names or numbers; write one such as \"1000:1000\""),
              arguments("container.user", "-1", "\"-1\" is neither a user nor user:group, by names or numbers; write one such as \"1000:1000\""),
              arguments("container.dropCapabilities", List.of(Capability.ALL, Capability.ALL), "\"ALL\" is in the list twice; keep one of the two"),
              arguments("container.dropCapabilities", Collections.singletonList(null), "null is not a value; leave it out of the list"),
              arguments("container.ulimits", List.of(files(1, 2), files(1, 3)), "\"NOFILE\" is in the list twice; keep one of the two"),
              arguments("container.ulimits", Collections.singletonList(null), "null is not a value; leave it out of the list"),
              arguments("container.entryPoint", List.of(), "[] starts nothing; leave the option out to use that of the image"),
              arguments("container.command", List.of(), "[] starts nothing; leave the option out to use that of the image"),
              arguments("container.command", Arrays.asList("serve", null), "[serve, null] has a null in it; leave the word out"),
              arguments("container.workingDirectory", "app", "\"app\" does not begin with /; write \"/app\""),
              arguments("service.sidecars", Map.of("a b", sidecar().build()), "\"a b\" is not the name of a container; use up to 255 letters, digits, - and _"),
              arguments("service.startAfter", Map.of("proxy", ContainerDependencyCondition.START), "\"proxy\" is no sidecar; name one of the sidecars"),
              arguments("service.startAfter", Collections.singletonMap(null, ContainerDependencyCondition.START), "null is no sidecar; name one of the sidecars")),
          List.of("container.readonlyRootFilesystem", "container.initProcess", "container.executeCommand", "service.container"));
  // spotless:on

  private ContainerTable() {}

  private static Effect effect(String option, String chosen, String path) {
    return new Effect(
        option, UNSET, UNSET, chosen, () -> CHOSEN, app -> app.frontend().container(path));
  }

  private static ThreeTierEcsAppProps.Builder everythingChosen(ThreeTierEcsAppProps.Builder props) {
    return props
        .frontend(
            Templates.frontend()
                .container(
                    ContainerProps.builder()
                        .readonlyRootFilesystem(true)
                        .writablePaths(List.of("/tmp", "/var/cache/nginx"))
                        .user("1000:1000")
                        .dropCapabilities(List.of(Capability.ALL))
                        .ulimits(List.of(files(1_024, 65_536)))
                        .initProcess(true)
                        .entryPoint(List.of("/bin/sh"))
                        .command(List.of("-c", "exec serve"))
                        .workingDirectory("/app")
                        .build())
                .sidecars(
                    Map.of(
                        "proxy",
                        sidecar()
                            .portMappings(
                                List.of(PortMapping.builder().containerPort(9_901).build()))
                            .build()))
                .startAfter(Map.of("proxy", ContainerDependencyCondition.START))
                .build())
        .backend(
            Templates.backend()
                .container(
                    ContainerProps.builder().workingDirectory("/srv").executeCommand(true).build())
                .sidecars(Map.of("migrate", sidecar().essential(false).build()))
                .startAfter(Map.of("migrate", ContainerDependencyCondition.SUCCESS))
                .build());
  }
}
