package io.github.threetierecs.internal.options;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.Ulimit;

/**
 * What can be chosen of how a container runs its image. What has no default here is as the image
 * and Docker have it, and is not written to the template.
 */
public final class ContainerOptions {
  private static final Group CONTAINER = new Group("container");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.-]+)+");

  public static final Option<Boolean> READONLY_ROOT_FILESYSTEM =
      CONTAINER.option("readonlyRootFilesystem");

  public static final Option<List<String>> WRITABLE_PATHS =
      CONTAINER
          .<List<String>>option("writablePaths")
          .refusing(ContainerOptions::checkPaths)
          .byDefault(List.of());

  public static final Option<String> USER =
      CONTAINER
          .<String>option("user")
          .refusing((problems, option, user) -> checks(problems).user(user));

  public static final Option<List<Capability>> DROP_CAPABILITIES =
      CONTAINER
          .<List<Capability>>option("dropCapabilities")
          .refusing(
              (problems, option, dropped) ->
                  checks(problems).each(option, dropped, Capability::name))
          .byDefault(List.of(Capability.NET_RAW), List.of());

  public static final Option<List<Ulimit>> ULIMITS =
      CONTAINER
          .<List<Ulimit>>option("ulimits")
          .refusing((problems, option, ulimits) -> checks(problems).ulimits(ulimits));

  public static final Option<Boolean> INIT_PROCESS = CONTAINER.option("initProcess");

  public static final Option<Boolean> EXECUTE_COMMAND =
      CONTAINER.<Boolean>option("executeCommand").byDefault(false);

  public static final Option<List<String>> ENTRY_POINT = words("entryPoint");

  public static final Option<List<String>> COMMAND = words("command");

  public static final Option<String> WORKING_DIRECTORY =
      CONTAINER
          .<String>option("workingDirectory")
          .refusing((problems, option, path) -> checks(problems).workingDirectory(path));

  private ContainerOptions() {}

  private static Option<List<String>> words(String name) {
    return CONTAINER
        .<List<String>>option(name)
        .refusing((problems, option, words) -> checks(problems).command(option, words));
  }

  private static ContainerChecks checks(Problems problems) {
    return new ContainerChecks(problems, "");
  }

  private static void checkPaths(Problems problems, String option, List<String> paths) {
    checks(problems).each(option, paths, path -> path);
    for (String path : paths) {
      if (path != null) {
        checkPath(problems, option, path, "/tmp");
      }
    }
  }

  /** Refuses what is not the absolute path of a folder. */
  public static void checkPath(Problems problems, String option, String path, String example) {
    if (!Tokens.isToken(path) && !PATH.matcher(path).matches()) {
      problems.add(
          option,
          path,
          "is not the absolute path of a folder",
          "write one such as \"" + example + "\", in letters, digits, _, . and -");
    }
  }
}
