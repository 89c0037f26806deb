package io.github.threetierecs;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Hostile cases in a process of their own, since the CDK's keeps every construct. */
final class HostileRun {
  private HostileRun() {}

  /** The cases from one number up to another; says what fails, and goes on. */
  public static void main(String[] numbers) {
    Map<String, Integer> outcomes = new TreeMap<>();
    IntStream.range(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]))
        .forEach(it -> outcomes.merge(outcome(it), 1, Integer::sum));
    System.out.println(outcomes);
    System.exit(outcomes.containsKey("FAILED") ? 1 : 0);
  }

  private static String outcome(int number) {
    try {
      return HostileTest.check(number);
    } catch (RuntimeException | AssertionError failure) {
      System.out.println(
          "FAILED " + String.valueOf(failure.getMessage()).lines().limit(12).toList());
      return "FAILED";
    }
  }

  /** {@return where what failed is written, if something did} */
  static List<String> of(int from, int to, long seed) throws IOException, InterruptedException {
    Path log = Path.of("target", "hostile-from-%d.log".formatted(from));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dhostile.seed=" + seed);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of(HostileRun.class.getName(), String.valueOf(from), String.valueOf(to)));
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start()
            .waitFor();
    return status == 0 ? List.of() : List.of("cases %d to %d: see %s".formatted(from, to, log));
  }
}
