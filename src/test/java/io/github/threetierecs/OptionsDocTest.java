package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.Default;
import io.github.threetierecs.internal.options.FrontendOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/options.md} has a row for every option, with the defaults that the code has. */
class OptionsDocTest {
  private static final DocPage PAGE = new DocPage("options.md");

  /** They have the same options. */
  private static final String BOTH_SERVICES = "`FrontendProps` and `BackendProps`";

  private static final int PRODUCTION = 3;
  private static final int DEVELOPMENT = 4;
  private static final int COLUMNS = 7;

  /** Which row of {@link Defaults} is the default of which option. */
  private static final Map<String, Default<?>> DEFAULTS =
      Map.of("ThreeTierEcsAppProps.keys", Defaults.KEYS);

  /** Defaults that are no options: the page names them in its text. */
  private static final List<Default<?>> WITHOUT_AN_OPTION =
      List.of(Defaults.LOG_RETENTION, Defaults.LOG_REMOVAL, Defaults.KEY_REMOVAL);

  @Test
  void everyOptionHasARow() {
    assertThat(rows().keySet()).isEqualTo(options());
  }

  @Test
  void everyRowIsFilled() {
    rows()
        .forEach(
            (option, row) ->
                assertThat(row)
                    .as(option)
                    .hasSize(COLUMNS)
                    .allSatisfy(cell -> assertThat(cell).isNotBlank()));
  }

  @Test
  void defaultsAreThoseOfTheCode() {
    Map<String, List<String>> rows = rows();
    DEFAULTS.forEach(
        (option, expected) -> {
          List<String> row = rows.get(option);
          assertThat(row).as(option).isNotNull();
          assertThat(plain(row.get(PRODUCTION)))
              .as(option + " in PRODUCTION")
              .isEqualTo(expected.production().toString());
          assertThat(plain(row.get(DEVELOPMENT)))
              .as(option + " in DEVELOPMENT")
              .isEqualTo(expected.development().toString());
        });
  }

  @Test
  void declaredDefaultsAreThoseOfThePage() {
    Map<String, List<String>> rows = rows();
    DeclaredOptions.all()
        .filter(option -> option.defaultIn(Profile.PRODUCTION) != null)
        .filter(option -> !DeclaredOptions.isDecidedByTheProfile(option))
        .filter(option -> !DeclaredOptions.isPort(option))
        .forEach(
            option -> {
              List<String> row = rows.get(DeclaredOptions.propsOf(option) + "." + option.name());
              assertThat(row).as(option.path()).isNotNull();
              assertThat(plain(row.get(PRODUCTION)))
                  .as(option + " in PRODUCTION")
                  .isEqualTo(DeclaredOptions.shown(option, Profile.PRODUCTION));
              assertThat(plain(row.get(DEVELOPMENT)))
                  .as(option + " in DEVELOPMENT")
                  .isEqualTo(DeclaredOptions.shown(option, Profile.DEVELOPMENT));
            });
  }

  @Test
  void everyDefaultIsAnOptions() {
    Set<Object> known =
        Stream.concat(DEFAULTS.values().stream(), WITHOUT_AN_OPTION.stream())
            .collect(Collectors.toSet());
    assertThat(
            Arrays.stream(Defaults.class.getDeclaredFields())
                .filter(field -> field.getType() == Default.class)
                .filter(field -> !known.contains(valueOf(field))))
        .isEmpty();
  }

  @Test
  void portsAreThoseOfTheCode() {
    assertThat(row("ServiceProps.containerPort").get(PRODUCTION))
        .isEqualTo(
            "frontend `%s`, backend `%s`"
                .formatted(
                    FrontendOptions.CONTAINER_PORT.defaultIn(Profile.PRODUCTION),
                    BackendOptions.CONTAINER_PORT.defaultIn(Profile.PRODUCTION)));
  }

  /** By reflection: every public method of a builder that gives back the builder is an option. */
  private static Set<String> options() {
    Set<String> options = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.threetierecs")) {
      if (type.getName().endsWith("Props$Builder")) {
        for (Method method : type.reflect().getDeclaredMethods()) {
          if (isOption(method)) {
            options.add(owner(type) + "." + method.getName());
          }
        }
      }
    }
    return options;
  }

  private static boolean isOption(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !method.isSynthetic()
        && method.getParameterCount() == 1;
  }

  private static String owner(JavaClass builder) {
    return builder.reflect().getDeclaringClass().getSimpleName();
  }

  /** The rows of every table, by class and option. */
  private static Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String heading : PAGE.headings()) {
      String owner = heading.equals(BOTH_SERVICES) ? "ServiceProps" : heading;
      for (List<String> row : PAGE.tableBelow(heading)) {
        rows.put(plain(owner) + "." + plain(row.get(0)), row);
      }
    }
    return rows;
  }

  private static List<String> row(String option) {
    return rows().getOrDefault(option, List.of());
  }

  private static Object valueOf(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String plain(String cell) {
    return cell.replace("`", "");
  }
}
