package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.OptionChange.Setting;
import io.github.threetierecs.internal.blueprint.Application;
import io.github.threetierecs.internal.blueprint.PictureLaws;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.local.LocalLaws;
import io.github.threetierecs.internal.template.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.jsii.Builder;

/**
 * Options chosen at random. Valid ones make a template that keeps its promises; invalid ones are
 * refused by name. {@code -Dgenerated.cases} says how many, and a failure says how to run it alone.
 */
class GeneratedTest {
  private static final long SEED = Long.getLong("generated.seed", 20_261_124L);
  private static final int CASES = Integer.getInteger("generated.cases", 40);

  private static final Path ASSEMBLY = Path.of("target", "cdk.out", "generated");

  /** For cfn-lint, and to compare CDKs: every choice is in one of them. */
  private static final Path LINTED =
      Path.of(System.getProperty("generated.templates", "target/generated"));

  /** Set by the options of the group, if any is chosen. */
  private static final String GROUP =
      ".*\\.(loadBalancer|deployment|container|edge|autoScaling|webAcl|monitoring|rotation)";

  private static final Set<String> COVERED = new HashSet<>();
  private static final List<Arguments> REFUSALS = RefusedOptionsTest.rows().toList();
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Integer> numbers() {
    Integer only = Integer.getInteger("generated.case");
    return only == null
        ? IntStream.range(0, Math.min(CASES, GeneratedRun.LARGEST)).boxed()
        : Stream.of(only);
  }

  /** Refused by the name of one of its options, or synthesized so that it keeps the laws. */
  @ParameterizedTest
  @MethodSource("numbers")
  void whatIsAcceptedKeepsItsPromises(int number) {
    GeneratedCase chosen = GeneratedCase.of(SEED, number);
    chosen.refusals().forEach(it -> namesAnOption(it.message(), it.options()));
    try {
      Map<String, Object> json = synthesized(chosen);
      Laws.hold(json, chosen);
      keepForLint(chosen, json);
    } catch (IllegalArgumentException refused) {
      // What only the construct can refuse, such as an image that cannot be pulled from there.
      namesAnOption(String.valueOf(refused.getMessage()), chosen.options());
    } catch (IOException | RuntimeException | AssertionError failure) {
      throw new AssertionError(chosen + "\n" + failure, failure);
    }
  }

  /** By its own name, or by that of its group, which has required options too. */
  private static void namesAnOption(String refusal, Set<String> options) {
    assertThat(options.stream().flatMap(it -> Stream.of(it.split("\\.", -1))))
        .filteredOn(it -> !it.matches("frontend|backend"))
        .as(refusal)
        .anyMatch(refusal::contains);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aBrokenOptionIsNamed(int number) {
    GeneratedCase chosen = GeneratedCase.of(SEED, number);
    SplittableRandom random = new SplittableRandom(SEED - number);
    Arguments first = REFUSALS.get(number % REFUSALS.size());
    String tier = random.nextBoolean() ? "frontend" : "backend";
    String option = ((String) first.get()[0]).replace("service.", tier + ".");
    String path = option.substring(0, option.indexOf('.'));
    Map<String, Object> broken = new LinkedHashMap<>();
    broken.put(option, first.get()[1]);
    // Another of the same call: both have to be named.
    if (random.nextBoolean()) {
      breakAnother(random, path, first, broken);
    }
    Stack stack = chosen.stack(app(chosen));
    List<Setting> rest = chosen.without(path);

    assertThatThrownBy(
            () -> {
              Map<String, Builder<?>> builders =
                  OptionChange.builders(stack, rest, new HashMap<>());
              Builder<?> builder = Options.builder(path);
              broken.forEach((name, value) -> Options.set(builder, name, value));
              builders.put(path, builder);
              Set<String> set =
                  rest.stream().map(Setting::option).collect(toCollection(HashSet::new));
              set.addAll(broken.keySet());
              GeneratedCase.make(stack, "App", builders, set);
            })
        .as(() -> chosen + "\nwith " + broken)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(broken.keySet());
  }

  /**
   * With a value that the tests of the options break it with; but not with one that is broken only
   * for want of the first, or without which the first would not be.
   */
  private static void breakAnother(
      SplittableRandom random, String path, Arguments first, Map<String, Object> broken) {
    String option =
        GeneratedCase.pick(
            random,
            Options.all().filter(it -> it.startsWith(path + ".") && !it.matches(GROUP)).toList());
    List<Object> values = new ArrayList<>();
    REFUSALS.stream()
        .filter(it -> option.equals(((String) it.get()[0]).replaceFirst("^service(?=\\.)", path)))
        .filter(it -> !speaksOf(first, it) && !speaksOf(it, first))
        .forEach(it -> values.add(it.get()[1]));
    if (!values.isEmpty()) {
      broken.putIfAbsent(option, GeneratedCase.pick(random, values));
    }
  }

  private static boolean speaksOf(Arguments refusal, Arguments other) {
    return ((String) refusal.get()[2])
        .contains(((String) other.get()[0]).replaceFirst(".*\\.", ""));
  }

  @Test
  void whatIsMoreThanOneProcessHoldsGoesWellInOthers() throws IOException, InterruptedException {
    List<String> failures = new ArrayList<>();
    for (int from = GeneratedRun.LARGEST; from < CASES; from += GeneratedRun.LARGEST) {
      failures.addAll(GeneratedRun.of(from, Math.min(from + GeneratedRun.LARGEST, CASES), SEED));
    }

    assertThat(failures).isEmpty();
  }

  /** A new option comes with two values in OptionChanges, which every case is made of. */
  @Test
  void everyOptionIsSetInSomeCase() {
    Set<String> set =
        GeneratedCase.CHOICES.stream()
            .flatMap(it -> GeneratedCase.settings(it).stream())
            .map(Setting::option)
            .collect(toCollection(TreeSet::new));

    assertThat(Options.all().flatMap(GeneratedTest::ofEachTier))
        .filteredOn(it -> !OptionChanges.GROUPS.contains(it))
        .filteredOn(it -> !it.matches(GROUP))
        .isSubsetOf(set);
  }

  private static Stream<String> ofEachTier(String option) {
    return OptionChange.OF_A_TIER.contains(option.replaceFirst("\\..*", ""))
        ? Stream.of("frontend." + option, "backend." + option)
        : Stream.of(option);
  }

  private static App app(GeneratedCase chosen) {
    return new App(
        AppProps.builder().context(chosen.flags().context()).outdir(ASSEMBLY.toString()).build());
  }

  private static Map<String, Object> synthesized(GeneratedCase chosen) throws IOException {
    App app = app(chosen);
    Stack stack = chosen.stack(app);
    chosen.makeIn(stack);
    Path directory = Path.of(app.synth().getDirectory());
    return JSON.readValue(
        directory.resolve("Shop.template.json").toFile(), new TypeReference<>() {});
  }

  /** cfn-lint takes seconds for each: those that show it something new. */
  private static void keepForLint(GeneratedCase chosen, Map<String, Object> json)
      throws IOException {
    boolean isNew = false;
    for (Map<String, Setting> app : chosen.apps()) {
      for (Setting setting : app.values()) {
        isNew |=
            COVERED.add(
                setting.option().replaceFirst("^(frontend|backend)", "service")
                    + "="
                    + setting.value().text());
      }
    }
    isNew |= COVERED.add(chosen.apps().size() + " apps");
    isNew &= chosen.number() < GeneratedRun.LARGEST;
    if (isNew || Boolean.getBoolean("generated.lintAll")) {
      Files.createDirectories(LINTED);
      Files.writeString(
          LINTED.resolve("case-%d.template.json".formatted(chosen.number())),
          JSON.writeValueAsString(json)
              // What is there already has a short id in these tests, and in AWS a longer one.
              .replaceAll("\"(vpc|ami)-\\w+\"", "\"$1-0123456789abcdef0\"")
              .replaceAll("\"subnet-[a-z]+(\\d)\"", "\"subnet-0123456789abcdef$1\""));
    }
  }

  /** What holds whatever the options are. */
  private static final class Laws {
    static void hold(Map<String, Object> json, GeneratedCase chosen) throws IOException {
      Anatomy stack = new Anatomy(json);
      nothingIsUnresolved(json);
      everythingReferredToIsThere(stack, "");
      nothingIsNamed(stack);
      List<Anatomy> apart = apart(json, chosen.apps().size());
      for (int i = 0; i < apart.size(); i++) {
        Anatomy app = apart.get(i);
        String id = GeneratedCase.IDS.get(i);
        everythingReferredToIsThere(app, id);
        nothingIsRenamed(app, id);
        assertThat(AssemblyLaws.violationsOf(app.template)).isEmpty();
      }
      noneReachesTheOther(stack, apart);
      everythingRunsLocally(json, chosen);
      everythingIsInTheBlueprint(json, chosen);
      assertThat(AssemblyLaws.reportedIn(ASSEMBLY)).isEmpty();
    }

    private static void everythingRunsLocally(Map<String, Object> json, GeneratedCase chosen) {
      for (String id : GeneratedCase.IDS.subList(0, chosen.apps().size())) {
        assertThat(LocalLaws.violations(json, "Shop/" + id)).isEmpty();
      }
    }

    private static void everythingIsInTheBlueprint(Map<String, Object> json, GeneratedCase chosen) {
      Plan plan = Plans.of(json);
      assertThat(Plans.violations(plan)).isEmpty();
      assertThat(PictureLaws.violations(plan)).isEmpty();
      assertThat(plan.applications())
          .extracting(Application::name)
          .containsExactlyInAnyOrderElementsOf(GeneratedCase.IDS.subList(0, chosen.apps().size()));
    }

    /**
     * Each application with what is of the stack, and without the other: it needs nothing of it.
     */
    private static List<Anatomy> apart(Map<String, Object> json, int apps) {
      List<String> ids = GeneratedCase.IDS.subList(0, apps);
      return ids.stream()
          .map(
              id -> {
                Map<Object, Object> resources = new LinkedHashMap<>(section(json, "Resources"));
                resources
                    .keySet()
                    .removeIf(
                        it ->
                            ids.stream()
                                .anyMatch(
                                    other -> !other.equals(id) && it.toString().startsWith(other)));
                Map<String, Object> alone = new LinkedHashMap<>(json);
                alone.put("Resources", resources);
                return new Anatomy(alone);
              })
          .toList();
    }

    private static void everythingReferredToIsThere(Anatomy app, String id) {
      Set<Object> there = new HashSet<>(section(app.json, "Resources").keySet());
      there.addAll(section(app.json, "Parameters").keySet());
      for (Resource resource : app.template.resources()) {
        if (resource.logicalId().startsWith(id)) {
          assertThat(resource.references())
              .as("what %s refers to", resource)
              .allMatch(it -> there.contains(it) || it.startsWith("AWS::"));
        }
      }
    }

    private static Map<?, ?> section(Map<String, Object> json, String name) {
      return (Map<?, ?>) json.getOrDefault(name, Map.of());
    }

    private static void nothingIsUnresolved(Map<String, Object> json) throws IOException {
      assertThat(JSON.writeValueAsString(json))
          .doesNotContain("undefined", "[object Object]", "${Token[", "NaN", ":null");
    }

    /** But the log of a web ACL, whose name AWS WAF prescribes. */
    private static void nothingIsNamed(Anatomy app) {
      assertThat(PhysicalNames.ofKnownTypesIn(app).entrySet())
          .filteredOn(name -> !name.getValue().startsWith("aws-waf-logs-"))
          .as("names that could collide")
          .isEmpty();
    }

    /** The other application's ids begin differently, and end in a hash of how they begin. */
    private static void nothingIsRenamed(Anatomy app, String id) throws IOException {
      assertThat(GoldenIdsTest.unknownIds(app.template, id))
          .as("logical ids that no golden file knows, of what holds something")
          .isEmpty();
    }

    private static void noneReachesTheOther(Anatomy both, List<Anatomy> apart) {
      for (Anatomy one : apart) {
        for (Anatomy other : apart) {
          List<Resource> databases = other.template.resourcesOfType("AWS::RDS::DBInstance");
          for (Resource database : one == other ? List.<Resource>of() : databases) {
            for (Resource client :
                List.of(one.frontend().service(), one.backend().service(), one.instances())) {
              assertThat(
                      canReach(both.reachability, client.logicalId(), database.logicalId(), 3306))
                  .as("whether %s reaches %s", client, database)
                  .isFalse();
            }
          }
        }
      }
    }
  }
}
