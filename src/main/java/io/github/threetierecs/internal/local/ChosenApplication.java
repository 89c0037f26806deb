package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.blueprint.Application;
import java.util.List;
import java.util.stream.Collectors;

/** Which application of a cloud assembly is meant. */
final class ChosenApplication {

  private ChosenApplication() {}

  /**
   * @param all the applications that there are
   * @param names stacks, or stacks and constructs as {@code Shop/App}; none if there is only one
   * @param stacks the stacks that there are
   */
  static Application of(List<Application> all, List<String> names, List<String> stacks) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "No stack has a ThreeTierEcsApp: a frontend whose containers are told a BACKEND_URL. The"
              + " stacks are "
              + listed(stacks)
              + ".");
    }
    for (String name : names) {
      if (all.stream().noneMatch(it -> isMeant(it, List.of(name)))) {
        throw new IllegalArgumentException(
            "There is no application in \""
                + name
                + "\". There is "
                + listed(all.stream().map(ChosenApplication::nameOf).toList())
                + ".");
      }
    }
    List<Application> meant =
        names.isEmpty() ? all : all.stream().filter(it -> isMeant(it, names)).toList();
    if (meant.size() > 1) {
      throw new IllegalArgumentException(
          "One application runs in a local project, and "
              + listed(meant.stream().map(ChosenApplication::nameOf).toList())
              + " are meant. Name one of them, or its stack.");
    }
    return meant.get(0);
  }

  private static boolean isMeant(Application application, List<String> names) {
    return names.contains(application.stack()) || names.contains(nameOf(application));
  }

  private static String nameOf(Application application) {
    return application.stack() + "/" + application.name();
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
  }
}
