package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.seconds;

import java.util.List;
import software.amazon.awscdk.Duration;

/** What can be chosen of every container that nobody calls, by the group that has it. */
final class UncalledOptions {
  private UncalledOptions() {}

  static Option<List<String>> command(Group group) {
    return group
        .<List<String>>option("command")
        .refusing(
            (problems, option, words) -> new ContainerChecks(problems, "").command(option, words));
  }

  static Option<Duration> stopTimeout(Group group) {
    return group
        .<Duration>option("stopTimeout")
        .countedIn("seconds")
        .refusing(
            (problems, option, value) ->
                problems.seconds(
                    option, value, 2, Integer.MAX_VALUE, "set one such as Duration.seconds(60)"))
        .byDefaultMade(seconds(30));
  }

  /** Refuses a command that the container's own options set too. */
  static void checkCommand(Problems problems, Values chosen, Option<List<String>> command) {
    if (chosen.has(command) && hasContainerCommand(chosen)) {
      problems.add(
          command.name(),
          chosen.find(command),
          "is set by container.command too",
          "keep one of the two");
    }
  }

  static boolean hasContainerCommand(Values chosen) {
    return chosen.known(ServiceOptions.CONTAINER).has(ContainerOptions.COMMAND);
  }
}
