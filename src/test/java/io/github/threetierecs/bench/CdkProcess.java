package io.github.threetierecs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs {@link CdkApp} in a process of its own, as the CDK's command line would. */
final class CdkProcess implements AutoCloseable {
  static final List<String> JVM_ARGUMENTS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /**
   * Without the CDK's rule engine, which would add the same seconds to every synthesis, whatever
   * made the template; and quiet about Node 20.
   */
  static final Map<String, String> ENVIRONMENT =
      Map.of("CDK_VALIDATION", "false", "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");

  private static final Pattern KIND = Pattern.compile("\"api\":\"(\\w+)\"");

  /** Milliseconds: the construction of each stack, and the whole process. */
  record Times(List<Double> construction, double process) {}

  /**
   * The requests to the kernel by kind for the construction of each stack and for the synthesis of
   * all of them, and the resources of the first stack.
   */
  record Counts(
      List<Map<String, Integer>> roundTrips, Map<String, Integer> synthesis, int resources) {
    /** {@return the requests of one stack, of all kinds} */
    int sumOf(int stack) {
      return sum(roundTrips.get(stack));
    }

    /** {@return the requests of the synthesis, of all kinds} */
    int sumOfSynthesis() {
      return sum(synthesis);
    }

    private static int sum(Map<String, Integer> byKind) {
      return byKind.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private final Variant variant;
  private final int stacks;
  private final Path scratch;

  private CdkProcess(Variant variant, int stacks) throws IOException {
    this.variant = variant;
    this.stacks = stacks;
    scratch = Files.createTempDirectory("benchmark");
  }

  static Times times(Variant variant, int stacks) throws IOException, InterruptedException {
    try (CdkProcess process = new CdkProcess(variant, stacks)) {
      long start = System.nanoTime();
      List<Double> construction = process.run(Map.of());
      return new Times(construction, millis(System.nanoTime() - start));
    }
  }

  /** Lets the pipe to Node run through {@code tee}, which costs time: such a run is never timed. */
  static Counts counts(Variant variant, int stacks) throws IOException, InterruptedException {
    try (CdkProcess process = new CdkProcess(variant, stacks)) {
      Path log = process.scratch.resolve("requests");
      String node = System.getenv().getOrDefault("JSII_NODE", "node");
      process.run(Map.of("JSII_NODE", "tee " + log + " | " + node));
      List<Map<String, Integer>> all = process.roundTrips(Files.readAllLines(log));
      return new Counts(all.subList(0, stacks), all.get(stacks), process.resources());
    }
  }

  private List<Double> run(Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_ARGUMENTS);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(CdkApp.class.getName());
    command.addAll(List.of(variant.name(), Integer.toString(stacks), assembly().toString()));

    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    List<Double> construction;
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      construction = output.lines().map(nanos -> millis(Long.parseLong(nanos))).toList();
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(variant + " failed; its complaint is above");
    }
    return construction;
  }

  /** {@return the requests of each stack, and then those of the synthesis} */
  private List<Map<String, Integer>> roundTrips(List<String> requests) {
    List<Map<String, Integer>> byStack = new ArrayList<>();
    Map<String, Integer> current = new TreeMap<>();
    for (String request : requests) {
      if (request.contains(CdkApp.MARK)) {
        current = new TreeMap<>();
        byStack.add(current);
      } else {
        Matcher kind = KIND.matcher(request);
        current.merge(kind.find() ? kind.group(1) : "other", 1, Integer::sum);
      }
    }
    if (byStack.size() != stacks + 1) {
      throw new IllegalStateException("The log of the requests lacks its marks");
    }
    return byStack;
  }

  private int resources() throws IOException {
    Path template = assembly().resolve(CdkApp.STACK + "1.template.json");
    return new ObjectMapper().readTree(template.toFile()).path("Resources").size();
  }

  private Path assembly() {
    return scratch.resolve("cdk.out");
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
