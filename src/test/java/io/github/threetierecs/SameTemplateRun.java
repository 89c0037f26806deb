package io.github.threetierecs;

import io.github.threetierecs.OptionChange.Setting;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.App;

/**
 * Every option, synthesized in a JVM of its own: each choice of {@link GeneratedCase} and of {@link
 * MapOptions} is in one of the stacks.
 */
final class SameTemplateRun {
  /**
   * What differs between the machines on which the same code is synthesized.
   *
   * @param identityHash how HotSpot makes the hash of an object that has none of its own
   */
  record Machine(
      String language,
      String zone,
      String charset,
      int identityHash,
      Salt salt,
      MapOptions.Order order) {}

  private SameTemplateRun() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Salt.valueOf(arguments[1]).apply();
    System.out.println(Map.of("one", 1, "other", 2));
    App app = App.Builder.create().outdir(arguments[0]).build();
    List<Map<String, Setting>> stacks = stacks(MapOptions.Order.valueOf(arguments[2]));
    for (int i = 0; i < stacks.size(); i++) {
      // Without feature flags, one of which sorts what is in policies.
      new GeneratedCase(
              0,
              i,
              FeatureFlags.NONE,
              Configuration.Place.ANYWHERE,
              List.of(stacks.get(i)),
              List.of())
          .makeIn(Templates.stackIn(app, "Stack" + i, Configuration.Place.ANYWHERE));
    }
    app.synth();
  }

  /** Each choice is in the first stack that it goes together with. */
  static List<Map<String, Setting>> stacks(MapOptions.Order order) {
    List<Map<String, Setting>> stacks = new ArrayList<>();
    Stream.concat(new MapOptions(order).all().stream(), GeneratedCase.CHOICES.stream())
        .forEach(
            choice -> {
              if (standsAlone(GeneratedCase.settings(choice))
                  || stacks.stream().noneMatch(stack -> added(stack, choice))) {
                Map<String, Setting> another = new LinkedHashMap<>();
                GeneratedCase.added(another, choice);
                stacks.add(another);
              }
            });
    return stacks;
  }

  private static boolean added(Map<String, Setting> stack, OptionChange choice) {
    return !standsAlone(stack.values()) && GeneratedCase.added(stack, choice);
  }

  /** Only the construct knows which images can be pulled, and which subnets are the same. */
  private static boolean standsAlone(Collection<Setting> settings) {
    return settings.stream()
        .anyMatch(
            it ->
                it.option().matches("network\\.\\w+Subnets")
                    || (it.option().equals("network.nat") && it.value().text().equals("NONE")));
  }

  /** Starts a JVM, which writes a cloud assembly to the directory, and what it says beside it. */
  static Process start(Machine machine, Path directory) throws IOException {
    String[] language = machine.language.split("_", -1);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=" + machine.identityHash,
            "-Duser.language=" + language[0],
            "-Duser.country=" + language[1],
            "-Duser.timezone=" + machine.zone,
            "-Dfile.encoding=" + machine.charset,
            "-classpath",
            System.getProperty("java.class.path"),
            SameTemplateRun.class.getName(),
            directory.toString(),
            machine.salt.name(),
            machine.order.name());
    Files.createDirectories(directory);
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(logOf(directory).toFile()));
    process.environment().put("TZ", machine.zone);
    process.environment().put("LC_ALL", "C");
    return process.start();
  }

  static Path logOf(Path directory) {
    return Path.of(directory + ".log");
  }
}
