package io.github.threetierecs.rehearsal;

import io.github.threetierecs.internal.program.CommandLine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rehearses a change from the command line: {@code java -cp … io.github.threetierecs.rehearsal.Main
 * before/cdk.out cdk.out --fail-on outage}.
 */
public final class Main {
  private static final int REACHED = 1;

  private static final String USAGE =
      "Usage: java -cp CLASSPATH io.github.threetierecs.rehearsal.Main BEFORE AFTER"
          + " [--fail-on VERDICT] [--markdown] [--events FILE]...";

  private static final String HELP =
      USAGE
          + """


          Says what a deployment does before it is made: what is replaced, what is away for
          whom and how long, and what cannot be taken back. It needs no account.

            BEFORE             what is deployed: the folder that `cdk synth` has written, or a
                               template file in JSON
            AFTER              what will be, in the same form
            --fail-on VERDICT  end with exit code 1 if a change comes to this or worse
            --markdown         a table for a pull request in place of lines
            --events FILE      what `aws cloudformation describe-stack-events` prints after the
                               deployment: says only what went otherwise than rehearsed, and ends
                               with exit code 1 if something did; once for each file

          Verdicts, the best first: %s

          Exit codes: 0 done, 1 the verdict of --fail-on is reached or the events differ,
          2 something is wrong with the arguments or the files\
          """
              .formatted(Verdict.arguments());

  private final List<String> paths = new ArrayList<>();
  private final List<Path> events = new ArrayList<>();
  private Optional<Verdict> failOn = Optional.empty();
  private boolean markdown;

  private Main() {}

  /**
   * Rehearses a change and prints what happens. Ends the JVM with another exit code than 0 as the
   * help says.
   *
   * @param arguments what is deployed, what will be, and options
   */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return CommandLine.run(HELP, Main::play, arguments, out, err);
  }

  private static int play(List<String> arguments, PrintStream out) {
    Main main = new Main();
    main.read(arguments);
    return main.rehearse(out);
  }

  private void read(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--markdown" -> markdown = true;
        case "--fail-on" -> {
          i++;
          failOn = Optional.of(verdict(i < arguments.size() ? arguments.get(i) : ""));
        }
        case "--events" -> {
          i++;
          if (i == arguments.size()) {
            throw new IllegalArgumentException("--events takes a file. " + USAGE);
          }
          events.add(Path.of(arguments.get(i)));
        }
        default -> {
          if (argument.startsWith("-")) {
            throw CommandLine.unknown(argument, USAGE);
          }
          paths.add(argument);
        }
      }
    }
    if (paths.size() != 2) {
      throw new IllegalArgumentException(USAGE);
    }
    if (!events.isEmpty() && (markdown || failOn.isPresent())) {
      throw new IllegalArgumentException(
          "--events compares a deployment that is over, and goes with neither --fail-on nor"
              + " --markdown.");
    }
  }

  private static Verdict verdict(String argument) {
    return Verdict.of(argument)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--fail-on takes one of "
                        + Verdict.arguments()
                        + ", and not "
                        + (argument.isEmpty() ? "nothing" : argument)
                        + "."));
  }

  private int rehearse(PrintStream out) {
    Rehearsal rehearsal = Rehearsal.of(Path.of(paths.get(0)), Path.of(paths.get(1)));
    if (!events.isEmpty()) {
      return compare(rehearsal, out);
    }
    if (markdown) {
      out.print(rehearsal.markdown());
    } else {
      rehearsal.lines().forEach(out::println);
    }
    return failOn.filter(it -> rehearsal.verdict().compareTo(it) >= 0).isPresent() ? REACHED : 0;
  }

  private int compare(Rehearsal rehearsal, PrintStream out) {
    List<String> differences = rehearsal.differencesFrom(events);
    if (differences.isEmpty()) {
      out.println("It went as rehearsed.");
      return 0;
    }
    differences.forEach(out::println);
    return REACHED;
  }
}
