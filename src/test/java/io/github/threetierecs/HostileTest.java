package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.HostileValues.Hostile;
import io.github.threetierecs.HostileValues.World;
import io.github.threetierecs.OptionChange.Setting;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.jsii.Builder;

/**
 * Values that nobody should give, for every option there is: each is refused by the name of the
 * option, or makes a template. Never does a user see an exception of the CDK's, or of Java's.
 *
 * <p>{@code -Dhostile.cases} says how many, and a failure says how to run it alone.
 */
class HostileTest {
  private static final long SEED = Long.getLong("hostile.seed", 20_261_128L);
  private static final int CASES = Integer.getInteger("hostile.cases", 40);

  private static final int LONGEST_MESSAGE = 20_000;

  private static final Path ASSEMBLY = Path.of("target", "cdk.out", "hostile");
  private static final List<String> OPTIONS =
      Options.all().filter(it -> !valuesOf(it).isEmpty()).sorted().toList();

  /** Options with their values, and what was set beside them so that they count. */
  private record Case(int number, Map<String, Hostile> values, List<Setting> beside) {
    static Case of(int number) {
      SplittableRandom random = new SplittableRandom(SEED + 31L * number);
      Map<String, Hostile> values = new LinkedHashMap<>();
      List<Setting> beside = new ArrayList<>();
      int size = random.nextInt(10) < 6 ? 1 : 2 + random.nextInt(2);
      while (values.size() < size) {
        String option = OPTIONS.get(random.nextInt(OPTIONS.size()));
        List<Hostile> of = valuesOf(option);
        values.put(option, of.get(random.nextInt(of.size())));
        if (random.nextInt(3) > 0) {
          beside.addAll(needed(option));
        }
      }
      return new Case(number, values, beside);
    }

    /** As OptionChanges has it. */
    private static List<Setting> needed(String option) {
      String shared = option.replaceFirst("^(frontend|backend)\\.", "service.");
      return OptionChanges.all().stream()
          .filter(it -> it.option().equals(option) || it.option().equals(shared))
          .findFirst()
          .map(it -> Stream.concat(it.given().stream(), it.also().stream()).toList())
          .orElse(List.of());
    }

    @Override
    public String toString() {
      return "-Dhostile.seed=%d -Dhostile.case=%d %s beside %s"
          .formatted(SEED, number, values, beside.stream().map(Setting::option).toList());
    }
  }

  private static List<Hostile> valuesOf(String option) {
    String type =
        Options.typeOf(option).getTypeName().replaceAll("[\\w.]+\\.(?=\\w)", "").replace(" ", "");
    if (HostileValues.knows(type)) {
      return HostileValues.of(type);
    }
    return Options.typeOf(option) instanceof Class<?> of && of.isEnum()
        ? HostileValues.enums(of)
        : List.of();
  }

  static Stream<Integer> numbers() {
    Integer only = Integer.getInteger("hostile.case");
    return only == null
        ? IntStream.range(0, Math.min(CASES, GeneratedRun.LARGEST)).boxed()
        : Stream.of(only);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void isRefusedByNameOrMakesATemplate(int number) {
    check(number);
  }

  /** {@return what came of it} */
  static String check(int number) {
    Case chosen = Case.of(number);
    App cdk = new App(AppProps.builder().outdir(ASSEMBLY.toString()).build());
    // With and without an environment that is known.
    Stack stack =
        number % 2 == 0
            ? Templates.stackIn(cdk, "Shop", Configuration.Place.ANYWHERE)
            : World.in(cdk, "Shop", "eu-central-1");
    World world = new World(cdk, stack);
    Map<String, @Nullable Object> made = new LinkedHashMap<>();
    try {
      chosen.values.forEach((option, value) -> made.put(option, value.maker().apply(world)));
    } catch (RuntimeException theirs) {
      return "the CDK does not make it";
    }
    try {
      ThreeTierEcsApp app = make(chosen, world.stack, made);
      if (app != null) {
        everyGetterAnswers(app, chosen);
      }
      soundTemplates(cdk, chosen);
      return "makes a template";
    } catch (IllegalArgumentException refusal) {
      namesAnOption(refusal, chosen);
      return "refused";
    } catch (RuntimeException raw) {
      throw new AssertionError(chosen + "\n" + raw, raw);
    }
  }

  private static @Nullable ThreeTierEcsApp make(
      Case chosen, Stack stack, Map<String, @Nullable Object> made) {
    Map<String, Builder<?>> builders = OptionChange.builders(stack, chosen.beside, new HashMap<>());
    made.forEach(
        (option, value) -> {
          String path = option.substring(0, Math.max(0, option.lastIndexOf('.')));
          Builder<?> builder = builders.computeIfAbsent(path, Options::builder);
          Options.set(builder, option, value);
        });
    Builder<?> repositories = builders.remove("repositories");
    if (repositories != null) {
      new ImageRepositories(stack, "Images", (ImageRepositoriesProps) repositories.build());
    }
    return OptionChange.make(stack, "App", builders);
  }

  private static void namesAnOption(IllegalArgumentException refusal, Case chosen) {
    String message = String.valueOf(refusal.getMessage());
    // Or another option of the same group, which does not go with it.
    assertThat(
            chosen.values.keySet().stream()
                .flatMap(
                    it -> Stream.of(it.replaceFirst(".*\\.", ""), it.replaceFirst("\\..*", "."))))
        .as(() -> chosen + "\n" + message)
        .anyMatch(message::contains);
    assertThat(message)
        .as(chosen::toString)
        .doesNotContain("jsii", "\tat ", "TypeError", "NullPointer");
    assertThat(message.lines().filter(it -> !it.matches("\\d+ problems:|  and \\d+ more")))
        .as(() -> chosen + ": each problem has an option and a remedy")
        .allMatch(it -> it.matches("[^:]+: .+; .+"));
    assertThat(message.length())
        .as(() -> chosen + ": length of " + message.substring(0, Math.min(2_000, message.length())))
        .isLessThan(LONGEST_MESSAGE);
  }

  private static void everyGetterAnswers(ThreeTierEcsApp app, Case chosen) {
    for (Method getter : ThreeTierEcsApp.class.getDeclaredMethods()) {
      if (Modifier.isPublic(getter.getModifiers()) && getter.getParameterCount() == 0) {
        try {
          assertThat(getter.invoke(app)).as(() -> chosen + " " + getter.getName()).isNotNull();
        } catch (InvocationTargetException thrown) {
          assertThat(thrown.getCause())
              .as(() -> chosen + " " + getter.getName())
              .isInstanceOf(IllegalStateException.class)
              .message()
              .containsPattern("(set|leave) \\w+|call get\\w+\\(\\)");
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static void soundTemplates(App cdk, Case chosen) {
    Path directory = Path.of(cdk.synth().getDirectory());
    try {
      assertThat(Files.readString(directory.resolve("Shop.template.json")))
          .as(chosen::toString)
          .doesNotContain("undefined", "[object Object]", "${Token[", "NaN", "Infinity")
          .doesNotContainPattern("(?<!\\\\)\": null");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsMoreThanOneProcessHoldsGoesWellInOthers() throws IOException, InterruptedException {
    List<String> failures = new ArrayList<>();
    for (int from = GeneratedRun.LARGEST; from < CASES; from += GeneratedRun.LARGEST) {
      failures.addAll(HostileRun.of(from, Math.min(from + GeneratedRun.LARGEST, CASES), SEED));
    }

    assertThat(failures).isEmpty();
  }

  /** A new option has a type that is known here, or is a group of options. */
  @Test
  void everyOptionHasHostileValues() {
    assertThat(Options.all().filter(it -> valuesOf(it).isEmpty()))
        .as("options without values; add their types to HostileValues")
        .allMatch(it -> Options.typeOf(it).getTypeName().endsWith("Props"));
  }
}
