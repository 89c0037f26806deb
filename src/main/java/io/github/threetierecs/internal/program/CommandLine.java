package io.github.threetierecs.internal.program;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;

/** How a program answers: by what it prints, or by one line that says what is wrong. */
public final class CommandLine {
  private static final int WRONG = 2;

  private CommandLine() {}

  /** What a program does; an {@link IllegalArgumentException} says what is wrong. */
  @FunctionalInterface
  public interface Program {
    /** {@return the exit code} */
    int run(List<String> arguments, PrintStream out);
  }

  /** {@return the exit code of a program, which is 2 where it refuses} */
  public static int run(
      String help, Program program, List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.println(help);
      return 0;
    }
    try {
      return program.run(arguments, out);
    } catch (InvalidPathException said) {
      err.println("No path: " + said.getMessage());
    } catch (IllegalArgumentException | UncheckedIOException said) {
      err.println(said.getMessage());
    }
    return WRONG;
  }

  /** {@return the refusal of an option that a program does not have} */
  public static IllegalArgumentException unknown(String option, String usage) {
    return new IllegalArgumentException("There is no option " + option + ". " + usage);
  }
}
