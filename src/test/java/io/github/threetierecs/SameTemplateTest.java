package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.MapOptions.Order;
import io.github.threetierecs.SameTemplateRun.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

/** The same code makes the same template, wherever and however often it runs. */
class SameTemplateTest {
  private static final Path ASSEMBLIES = Path.of("target", "cdk.out", "same-template");

  private static final List<Machine> MACHINES =
      List.of(
          new Machine("en_US", "UTC", "UTF-8", 5, Salt.FORWARDS, Order.OF_JAVA),
          new Machine(
              "tr_TR", "Pacific/Kiritimati", "ISO-8859-9", 0, Salt.BACKWARDS, Order.OF_JAVA),
          new Machine("ar_EG", "America/St_Johns", "US-ASCII", 1, Salt.BY_CHANCE, Order.BY_NAME),
          new Machine("th_TH", "Asia/Kathmandu", "Shift_JIS", 3, Salt.BY_CHANCE, Order.BACKWARDS));

  /** A template's resource, output and the like. */
  private static final Pattern ITEM = Pattern.compile("  \"(\\w+)\": \\{");

  /** Where jsii unpacks itself, which is in the stack traces of warnings. */
  private static final Pattern UNPACKED = Pattern.compile("jsii-(kernel|java-runtime)-?\\w+");

  @Test
  @Answers(Complaint.TEMPLATE_CHANGES_BY_ITSELF)
  void everyOptionMakesTheSameOnEveryMachine() throws IOException, InterruptedException {
    List<Process> running = new ArrayList<>();
    for (int i = 0; i < MACHINES.size(); i++) {
      running.add(SameTemplateRun.start(MACHINES.get(i), assembly(i)));
    }
    Set<String> ordersOfJava = new TreeSet<>();
    for (int i = 0; i < MACHINES.size(); i++) {
      Path log = SameTemplateRun.logOf(assembly(i));
      assertThat(running.get(i).waitFor()).as("see " + log).isZero();
      ordersOfJava.add(Files.readAllLines(log).get(0));
    }

    assertThat(ordersOfJava).as("the orders of a map of Java's; see Salt").hasSize(2);
    Map<String, String> first = filesIn(assembly(0));
    assertThat(first).containsKeys("Stack0.template.json", "Stack0.metadata.json", "manifest.json");
    for (int i = 1; i < MACHINES.size(); i++) {
      Map<String, String> other = filesIn(assembly(i));
      assertThat(other.keySet()).isEqualTo(first.keySet());
      assertThat(differences(first, other))
          .as("what is not the same on %s and on %s", MACHINES.get(0), MACHINES.get(i))
          .isEmpty();
    }
  }

  @Test
  void everyMapThatAnOptionTakesIsAmongThem() {
    Stack stack =
        Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE);
    Set<String> set = new TreeSet<>();
    for (OptionChange choice : new MapOptions(Order.BY_NAME).all()) {
      Function<Stack, Object> maker = choice.after().value().maker();
      assertThat(maker).isNotNull();
      MapOptions.pathsIn(choice.option(), maker.apply(stack)).forEach(set::add);
    }

    assertThat(set)
        .as("maps of several entries; a new option that takes a map has to be in MapOptions")
        .containsExactlyInAnyOrderElementsOf(MapOptions.paths().toList())
        .contains("service.environment", "service.sidecars.secrets");
  }

  @Test
  void everyChoiceIsInOneOfTheStacks() {
    List<String> set = new ArrayList<>();
    SameTemplateRun.stacks(Order.BY_NAME).forEach(stack -> set.addAll(stack.keySet()));

    assertThat(
            Options.all()
                .map(
                    it ->
                        it.replaceFirst(
                            "^(loadBalancer|container|deployment|autoScaling)\\.", "backend.$0"))
                .filter(it -> it.indexOf('.') > 0))
        .filteredOn(
            it ->
                !it.matches(
                    ".*\\.(loadBalancer|deployment|container|edge|autoScaling|webAcl|monitoring|rotation)"))
        .allMatch(set::contains);
  }

  private static Path assembly(int machine) {
    return ASSEMBLIES.resolve(String.valueOf(machine));
  }

  private static Map<String, String> filesIn(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String text = UNPACKED.matcher(Files.readString(file)).replaceAll("jsii");
        files.put(directory.relativize(file).toString(), text);
      }
    }
    return files;
  }

  /** The first line of each resource that is not the same. */
  private static Set<String> differences(Map<String, String> files, Map<String, String> others) {
    Map<String, String> differences = new TreeMap<>();
    files.forEach(
        (file, text) -> {
          List<String> lines = text.lines().toList();
          List<String> other = others.getOrDefault(file, "").lines().toList();
          String place = file;
          for (int i = 0; i < Math.max(lines.size(), other.size()); i++) {
            String line = i < lines.size() ? lines.get(i) : "";
            String otherLine = i < other.size() ? other.get(i) : "";
            Matcher item = ITEM.matcher(line);
            place = item.matches() ? file + " " + item.group(1) : place;
            if (!line.equals(otherLine)) {
              differences.putIfAbsent(place, line.strip() + " | " + otherLine.strip());
            }
          }
        });
    Set<String> words = new TreeSet<>();
    differences.forEach((place, lines) -> words.add(place + ": " + lines));
    return words;
  }
}
