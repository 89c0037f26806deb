package io.github.threetierecs;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Generated cases in a process of their own. The CDK keeps every token that it ever made, and with
 * it every construct: a thousand cases in one process take gigabytes.
 */
final class GeneratedRun {
  /** What one process takes, and what the tests' own process takes too. */
  static final int LARGEST = 500;

  private GeneratedRun() {}

  /** The cases from one number up to another; says what fails, and goes on. */
  public static void main(String[] numbers) {
    GeneratedTest test = new GeneratedTest();
    List<IntConsumer> checks =
        List.of(test::whatIsAcceptedKeepsItsPromises, test::aBrokenOptionIsNamed);
    long failures =
        IntStream.range(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]))
            .mapToLong(number -> checks.stream().filter(it -> fails(it, number)).count())
            .sum();
    System.exit(failures == 0 ? 0 : 1);
  }

  private static boolean fails(IntConsumer check, int number) {
    try {
      check.accept(number);
      return false;
    } catch (RuntimeException | AssertionError failure) {
      System.out.println("FAILED -Dgenerated.case=" + number + ": " + failure);
      return true;
    }
  }

  /** {@return where what failed is written, if something did} */
  static List<String> of(int from, int to, long seed) throws IOException, InterruptedException {
    Path log = Path.of("target", "generated-from-%d.log".formatted(from));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dgenerated.seed=" + seed);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of(GeneratedRun.class.getName(), String.valueOf(from), String.valueOf(to)));
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start()
            .waitFor();
    return status == 0 ? List.of() : List.of("cases %d to %d: see %s".formatted(from, to, log));
  }
}
