package io.github.threetierecs.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;

/**
 * Measures the one line next to an empty stack. It judges nothing: {@link RoundTripsTest} holds the
 * calls into the CDK to a budget.
 *
 * <p>Every measurement is a fresh process. The variants take turns, forwards and backwards, so that
 * whatever else the machine does affects both.
 */
public final class Benchmark {
  private static final int ROUNDS = 9;

  private final Result construct = new Result(Variant.CONSTRUCT);
  private final Result empty = new Result(Variant.EMPTY);

  /** What one variant cost: counts for each of two stacks, and milliseconds for each process. */
  private static final class Result {
    final Variant variant;
    final CdkProcess.Counts counts;
    final int synthesis;
    final List<Double> first = new ArrayList<>();
    final List<Double> second = new ArrayList<>();
    final List<Double> process = new ArrayList<>();

    Result(Variant variant) throws IOException, InterruptedException {
      this.variant = variant;
      counts = CdkProcess.counts(variant, 2);
      synthesis = CdkProcess.counts(variant, 1).sumOfSynthesis();
    }

    String roundTrips(String kind) {
      return counts.roundTrips().stream()
          .map(byKind -> byKind.getOrDefault(kind, 0).toString())
          .collect(Collectors.joining(" + "));
    }
  }

  private Benchmark() throws IOException, InterruptedException {}

  /** Measures and prints. */
  public static void main(String[] args) throws IOException, InterruptedException {
    printConditions();
    Benchmark benchmark = new Benchmark();
    benchmark.measure();
    benchmark.printResults();
  }

  private static void printConditions() throws IOException {
    Process node = new ProcessBuilder("node", "--version").start();
    print(
        "aws-cdk-lib %s, Java %s with %s, Node %s, %d processors",
        Stack.class.getPackage().getImplementationVersion(),
        System.getProperty("java.version"),
        String.join(" ", CdkProcess.JVM_ARGUMENTS),
        new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip(),
        Runtime.getRuntime().availableProcessors());
    print("CDK_VALIDATION=false: the CDK's rule engine would add the same seconds to each synth.");
    print("Times are medians (and extremes) of %d fresh processes, in milliseconds.", ROUNDS);
  }

  private void measure() throws IOException, InterruptedException {
    List<Result> turns = new ArrayList<>(List.of(construct, empty));
    for (int round = 0; round < ROUNDS; round++) {
      for (Result result : turns) {
        CdkProcess.Times times = CdkProcess.times(result.variant, 1);
        result.first.add(times.construction().get(0));
        result.process.add(times.process());
      }
      for (Result result : turns) {
        result.second.add(CdkProcess.times(result.variant, 2).construction().get(1));
      }
      Collections.reverse(turns);
    }
  }

  private void printResults() {
    print("%n%-34s%22s%22s%8s", "", "construct", "empty stack", "ratio");
    times("First stack, construction", result -> result.first);
    numbers("First stack, kernel round trips", result -> result.counts.sumOf(0));
    times("Second stack, construction", result -> result.second);
    numbers("Second stack, kernel round trips", result -> result.counts.sumOf(1));
    numbers("Its synthesis, kernel round trips", result -> result.synthesis);
    times("Whole process with one stack", result -> result.process);
    numbers("Resources", result -> result.counts.resources());

    print("%nKernel round trips by kind, in the first stack + in the second");
    Set<String> kinds = new TreeSet<>();
    construct.counts.roundTrips().forEach(byKind -> kinds.addAll(byKind.keySet()));
    kinds.forEach(kind -> row("  " + kind, result -> result.roundTrips(kind), ""));
  }

  private void times(String what, Function<Result, List<Double>> samples) {
    double ratio = median(samples.apply(construct)) / median(samples.apply(empty));
    row(what, result -> summary(samples.apply(result)), "%.2f".formatted(ratio));
  }

  private void numbers(String what, ToIntFunction<Result> number) {
    row(what, result -> Integer.toString(number.applyAsInt(result)), "");
  }

  private void row(String what, Function<Result, String> cell, String ratio) {
    print("%-34s%22s%22s%8s", what, cell.apply(construct), cell.apply(empty), ratio);
  }

  private static double median(List<Double> samples) {
    return samples.stream().sorted().skip(samples.size() / 2).findFirst().orElseThrow();
  }

  private static String summary(List<Double> samples) {
    return "%.0f (%.0f-%.0f)"
        .formatted(median(samples), Collections.min(samples), Collections.max(samples));
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
