package io.github.threetierecs.blueprint;

import io.github.threetierecs.internal.program.CommandLine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the pictures of a cloud assembly from the command line: {@code java -cp …
 * io.github.threetierecs.blueprint.Main cdk.out [directory]}. With {@code diff before after
 * [directory]} it writes what changes from one to another.
 */
public final class Main {
  private static final String USAGE =
      "Usage: java -cp CLASSPATH io.github.threetierecs.blueprint.Main"
          + " (CDK_OUT | diff BEFORE AFTER) [DIRECTORY]";

  private static final String DIFF = "diff";

  private static final String HELP =
      USAGE
          + """


          Draws what a synthesis of the AWS CDK has written: Mermaid flowcharts and SVG
          pictures of all stacks. With diff: what changes from BEFORE to AFTER, as a summary for
          a pull request and as pictures.

            CDK_OUT    the folder that `cdk synth` has written, such as cdk.out
            BEFORE     the folder of what is deployed
            AFTER      the folder of what will be
            DIRECTORY  where the files go; CDK_OUT/blueprint or AFTER/blueprint if left out\
          """;

  private Main() {}

  /**
   * Writes the pictures and prints the names of the files. Ends the JVM with exit code 2 if it
   * cannot.
   *
   * @param arguments the folder of the cloud assembly, or {@code diff} and two folders; then the
   *     directory to write to, which is {@code blueprint} in the last folder if it is left out
   */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return CommandLine.run(HELP, Main::draw, arguments, out, err);
  }

  private static int draw(List<String> arguments, PrintStream out) {
    boolean isDiff = !arguments.isEmpty() && arguments.get(0).equals(DIFF);
    int folders = isDiff ? 3 : 1;
    if (arguments.size() < folders || arguments.size() > folders + 1) {
      throw new IllegalArgumentException(USAGE);
    }
    for (String argument : arguments) {
      if (argument.startsWith("-")) {
        throw CommandLine.unknown(argument, USAGE);
      }
    }
    Path cdkOut = Path.of(arguments.get(folders - 1));
    Path directory =
        arguments.size() > folders ? Path.of(arguments.get(folders)) : cdkOut.resolve("blueprint");
    List<Path> written =
        isDiff
            ? Blueprint.diff(Path.of(arguments.get(1)), cdkOut).writeTo(directory)
            : Blueprint.of(cdkOut).writeTo(directory);
    written.forEach(out::println);
    return 0;
  }
}
