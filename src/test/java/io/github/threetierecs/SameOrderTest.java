package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What differs between two runs of the same code is not even used where it does no harm. {@link
 * SameTemplateTest} tries it; this finds it without trying.
 */
class SameOrderTest {
  /**
   * What is not to be called.
   *
   * @param parameters the names of their types
   * @param instead what does the same in every run
   */
  private record Banned(String owner, String name, String parameters, String instead) {
    boolean is(CodeUnitAccessTarget target) {
      return target.getOwner().getName().matches(owner.replace(".", "\\."))
          && target.getName().matches(name)
          && target.getRawParameterTypes().stream()
              .map(JavaClass::getSimpleName)
              .collect(Collectors.joining(" "))
              .matches(parameters);
    }
  }

  // spotless:off
  private static final List<Banned> BANNED =
      List.of(
          // A map or a set of one entry has but one order.
          new Banned("java.util.Map", "of", "Object( Object){3,}", "Ordered.map"),
          new Banned("java.util.Map", "ofEntries|copyOf", ".*", "Ordered.mapOfEntries or Ordered.sorted"),
          new Banned("java.util.Set", "of", "Object( Object)+|Object\\[\\]", "Ordered.set"),
          new Banned("java.util.Set", "copyOf", ".*", "Ordered.copyOf"),
          new Banned("java.util.(HashMap|Hashtable|IdentityHashMap|WeakHashMap|Properties|concurrent.ConcurrentHashMap)", "<init>|newHashMap", ".*", "a LinkedHashMap, TreeMap or EnumMap"),
          new Banned("java.util.HashSet", "<init>|newHashSet", ".*", "a LinkedHashSet, TreeSet or EnumSet"),
          new Banned("java.util.stream.Collectors", "toSet|toUnmodifiableSet", ".*", "Ordered.toSet"),
          new Banned("java.util.stream.Collectors", "toUnmodifiableMap|toConcurrentMap|groupingByConcurrent", ".*", "toMap with a LinkedHashMap or TreeMap"),
          new Banned("java.util.stream.Collectors", "toMap", "Function Function( BinaryOperator)?", "toMap with a LinkedHashMap or TreeMap"),
          new Banned("java.util.stream.Collectors", "groupingBy", "Function( Collector)?", "groupingBy with a LinkedHashMap or TreeMap"),
          new Banned("java.util.Collection|java.util.stream.\\w+", "parallelStream|parallel|unordered", ".*", "stream"),
          new Banned("java.lang.Object|java.lang.System", "hashCode|identityHashCode", ".*", "what the object says"),
          new Banned("java.lang.String", "toLowerCase|toUpperCase", "", "the same with Locale.ROOT"),
          new Banned("java.lang.String", "format", ".*", "formatted, with %s"),
          new Banned("java.lang.String", "getBytes", "", "the same with a charset"),
          new Banned("java.lang.String", "<init>", "byte\\[\\]", "the same with a charset"),
          new Banned("java.util.Locale|java.util.TimeZone|java.time.ZoneId|java.nio.charset.Charset", "getDefault|systemDefault|defaultCharset", ".*", "what is written down"),
          new Banned("java.time.\\w+", "now", ".*", "no time"),
          new Banned("java.lang.System", "currentTimeMillis|nanoTime", ".*", "no time"),
          new Banned("java.lang.System", "getenv|getProperty|lineSeparator", ".*", "an option"),
          new Banned("java.lang.Math|java.util.UUID", "random|randomUUID", ".*", "nothing random"),
          new Banned("java.util.Random|java.security.SecureRandom", "<init>", ".*", "nothing random"),
          new Banned("java.io.File|java.nio.file.Files", "list|listFiles|walk|find|newDirectoryStream|createTemp\\w+", ".*", "files by their names"));

  /** What may call one of them all the same, and why. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "ReachabilityPlugin WeakHashMap.<init>", "it is asked for one app at a time, and never listed",
          "BlueprintPlugin WeakHashMap.<init>", "it is asked for one app at a time, and never listed");
  // spotless:on

  /** Digits and separators of formatted numbers are those of the machine's language. */
  private static final Pattern LOCALIZED = Pattern.compile("%[-#+ 0,(]*\\d*(\\.\\d+)?[dfegx]");

  @Test
  void nothingThatDiffersBetweenTwoRunsIsUsed() {
    List<String> found =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.github.threetierecs")
                .stream()
                .flatMap(it -> bannedIn(it).stream())
                .toList();

    assertThat(found).as("calls whose result differs from run to run").isEmpty();
  }

  @Test
  void noNumberIsWrittenInTheLanguageOfTheMachine() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(it -> it.toString().endsWith(".java")).toList()) {
        assertThat(LOCALIZED.matcher(Files.readString(source)).results())
            .as("formats of numbers in %s; %%s writes them in the same way everywhere", source)
            .isEmpty();
      }
    }
  }

  /** So that a rule that finds nothing does not pass for one that is kept. */
  @Test
  void everyKindIsFoundWhereItIs() {
    assertThat(bannedIn(new ClassFileImporter().importClass(Planted.class)))
        .map(it -> it.replaceAll(".* calls (.*);.*", "$1"))
        .containsExactlyInAnyOrder(
            "Map.of",
            "Map.copyOf",
            "Set.of",
            "Set.of",
            "HashMap.<init>",
            "HashSet.<init>",
            "Collectors.toSet",
            "Collectors.toMap",
            "Collectors.groupingBy",
            "String.toLowerCase",
            "Instant.now");
    assertThat(LOCALIZED.matcher("has %d of %,d and %.1f, %s and 100 %").results()).hasSize(3);
  }

  private static List<String> bannedIn(JavaClass type) {
    return type.getAccessesFromSelf().stream()
        .map(SameOrderTest::banned)
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  private static @Nullable String banned(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
      return null;
    }
    String called = target.getOwner().getSimpleName() + "." + target.getName();
    if (EXCEPTIONS.containsKey(access.getOriginOwner().getSimpleName() + " " + called)) {
      return null;
    }
    return BANNED.stream()
        .filter(it -> it.is(target))
        .findFirst()
        .map(
            it ->
                "%s calls %s; use %s"
                    .formatted(
                        access.getOrigin().getFullName() + access.getSourceCodeLocation(),
                        called,
                        it.instead))
        .orElse(null);
  }

  /** Each of them, and beside it what does no harm. */
  @SuppressWarnings({"unused", "StringCaseLocaleUsage"})
  private static final class Planted {
    private final Map<String, String> harmless = Map.of("A", "1");
    private final Set<String> one = Set.of("A");
    private final Map<String, String> entries = Map.of("A", "1", "B", "2");
    private final Set<String> two = Set.of("A", "B");
    private final Set<String> many = Set.of("A B".split(" ", -1));
    private final Supplier<Set<String>> reference = HashSet::new;

    Map<String, String> copy(Map<String, String> given) {
      return Map.copyOf(new HashMap<>(given));
    }

    Set<String> collected(Collection<String> given) {
      return given.stream()
          .map(it -> it.toLowerCase(Locale.ROOT) + it.toLowerCase())
          .collect(Collectors.toSet());
    }

    Map<String, Long> counted(Collection<String> given) {
      return given.stream().collect(Collectors.groupingBy(it -> it, Collectors.counting()));
    }

    Map<String, Integer> mapped(Collection<String> given) {
      return given.stream().collect(Collectors.toMap(it -> it, String::length));
    }

    byte[] bytes(String text) {
      return (text + Instant.now()).getBytes(StandardCharsets.UTF_8);
    }
  }
}
