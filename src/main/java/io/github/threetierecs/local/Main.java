package io.github.threetierecs.local;

import io.github.threetierecs.internal.program.CommandLine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a project for Docker Compose from the command line: {@code java -cp …
 * io.github.threetierecs.local.Main cdk.out [directory [stack]]}.
 */
public final class Main {
  private static final String RANGE = "--range=";

  private static final String USAGE =
      "Usage: java -cp CLASSPATH io.github.threetierecs.local.Main"
          + " [--range=CIDR] CDK_OUT [DIRECTORY [STACK]]";

  private static final String HELP =
      USAGE
          + """


          Writes a project for Docker Compose that runs an application on this machine, of what
          a synthesis of the AWS CDK has written.

            CDK_OUT       the folder that `cdk synth` has written, such as cdk.out
            DIRECTORY     where the files go; local if left out
            STACK         the application's stack, or its stack and its construct as Shop/App;
                          needed where there are several applications
            --range=CIDR  addresses for its networks, which nothing on this machine may use,
                          such as 10.213.0.0/16\
          """;

  private Main() {}

  /**
   * Writes the project and prints the names of its files, then what of the templates it does not
   * reproduce. Ends the JVM with exit code 2 if it cannot.
   *
   * @param arguments the folder of the cloud assembly, the directory to write to, and the stack
   */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return CommandLine.run(HELP, Main::read, arguments, out, err);
  }

  private static int read(List<String> arguments, PrintStream out) {
    Optional<String> range = Optional.empty();
    List<String> names = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(RANGE)) {
        range = Optional.of(argument.substring(RANGE.length()));
      } else if (argument.startsWith("-")) {
        throw CommandLine.unknown(argument, USAGE);
      } else {
        names.add(argument);
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    write(names, range, out);
    return 0;
  }

  private static void write(List<String> names, Optional<String> range, PrintStream out) {
    Path directory = Path.of(names.size() > 1 ? names.get(1) : "local");
    String[] stacks = names.stream().skip(2).toArray(String[]::new);
    Local local = Local.of(Path.of(names.get(0)), stacks);
    Local chosen = range.map(local::range).orElse(local);
    chosen.writeTo(directory).forEach(out::println);
    out.println();
    out.println("Not as in AWS:");
    chosen.notHere().forEach(it -> out.println("- " + it));
    out.println();
    out.println("Start it: " + startedBy(directory) + " start");
  }

  /** As a shell reads it. */
  private static String startedBy(Path directory) {
    String script = directory.resolve("local").toString();
    String path = script.equals("local") ? "./local" : script;
    return path.matches("[\\w./~@%+=:,\\\\-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
