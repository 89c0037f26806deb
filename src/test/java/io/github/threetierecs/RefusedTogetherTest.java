package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threetierecs.OptionChange.Setting;
import io.github.threetierecs.internal.options.ServiceOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.amazon.jsii.Builder;

/** Options that are fine alone and cannot work together, and several problems at once. */
class RefusedTogetherTest {
  static Stream<RefusedPair> pairs() {
    return RefusedPair.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bothOfAPairAreNamed(RefusedPair pair) {
    List<Setting> settings = new ArrayList<>();
    for (String option : List.of(pair.one(), pair.other())) {
      String wanted =
          option.equals("database.monitoring")
              ? "databaseMonitoring.logExports"
              : option.replaceFirst("^(service|backend)\\.(?=\\w+\\.)", "");
      OptionChange change =
          OptionChanges.all().stream()
              .filter(it -> it.option().equals(wanted))
              .findFirst()
              .orElseThrow();
      settings.addAll(GeneratedCase.settings(change, List.of("backend")));
    }
    Stack stack =
        Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE);

    assertThatThrownBy(
            () ->
                OptionChange.make(
                    stack, "App", OptionChange.builders(stack, settings, new HashMap<>())))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .message()
        .matches("(?s)(.*\n  - )?" + Pattern.quote(pair.refused()) + ": .*")
        .contains(pair.beside());
  }

  @Test
  void allProblemsOfOneCallAreListed() {
    assertRefused(
        NetworkProps.builder().cidr("ten").maxAzs(1),
        """
        2 problems:
          - network.cidr: "ten" is not an IPv4 range; write one such as "10.0.0.0/16"
          - network.maxAzs: 1 is not a whole number from 2 to 4 Availability Zones; set 2, or 3 \
        where the Region has them\
        """);
  }

  @Test
  void everyBadVariableIsNamed() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("A", Nulls.nothing());
    environment.put("B C", "x");
    environment.put("DB_HOST", Nulls.nothing());
    environment.put("E=", "x");

    assertRefused(
        BackendProps.builder().image(Options.IMAGE).environment(environment),
        """
        5 problems:
          - backend.environment.A: null is not a value; leave the variable out
          - backend.environment: "B C" has = or white space in it; use letters, digits and _
          - backend.environment: "DB_HOST" is a variable that the construct itself sets; use \
        another name
          - backend.environment.DB_HOST: null is not a value; leave the variable out
          - backend.environment: "E=" has = or white space in it; use letters, digits and _\
        """);
  }

  @Test
  void everyVariableThatTheConstructSetsIsReserved() {
    for (String name :
        List.of(
            "AWS_REGION",
            "DB_HOST",
            "DB_NAME",
            "DB_PASSWORD",
            "DB_PORT",
            "DB_SECRET_ARN",
            "DB_USER")) {
      assertRefused(
          BackendProps.builder().image(Options.IMAGE).environment(Map.of(name, "x")),
          "backend.environment: \"%s\" is a variable that the construct itself sets; use another name"
              .formatted(name));
    }
    for (String name : List.of("AWS_REGION", "BACKEND_URL")) {
      assertRefused(
          FrontendProps.builder().image(Options.IMAGE).secrets(Map.of(name, secret())),
          "frontend.secrets: \"%s\" is a variable that the construct itself sets; use another name"
              .formatted(name));
    }
  }

  @Test
  void aVariableIsSetOnce() {
    assertRefused(
        BackendProps.builder()
            .image(Options.IMAGE)
            .secrets(Map.of("TOKEN", secret()))
            .environment(Map.of("TOKEN", "x")),
        "backend.environment: \"TOKEN\" is in backend.secrets too; keep one of the two");
  }

  @Test
  void minimumAboveMaximum() {
    assertRefused(
        CapacityProps.builder().maxInstances(2).minInstances(3),
        "capacity.minInstances: 3 is above capacity.maxInstances 2; set capacity.minInstances to"
            + " at most 2, or capacity.maxInstances to at least 3");
    assertRefused(
        AutoScalingProps.builder().minTasks(5).maxTasks(4),
        "autoScaling.minTasks: 5 is above autoScaling.maxTasks 4; set autoScaling.minTasks to at"
            + " most 4, or autoScaling.maxTasks to at least 5");
  }

  @Test
  void desiredCountOutsideTheBoundsOfScaling() {
    assertRefused(
        BackendProps.builder().image(Options.IMAGE).desiredCount(5).autoScaling(scaling(1, 4)),
        "backend.desiredCount: 5 is above backend.autoScaling.maxTasks 4; set backend.desiredCount"
            + " to at most 4, or backend.autoScaling.maxTasks to at least 5");
    assertRefused(
        FrontendProps.builder().image(Options.IMAGE).autoScaling(scaling(2, 4)).desiredCount(1),
        "frontend.autoScaling.minTasks: 2 is above frontend.desiredCount 1; set"
            + " frontend.autoScaling.minTasks to at most 1, or frontend.desiredCount to at least"
            + " 2");
  }

  @Test
  void storageWithoutATenthToGrow() {
    assertRefused(
        DatabaseProps.builder().allocatedStorage(100).maxAllocatedStorage(109),
        "database.maxAllocatedStorage: 109 is less than a tenth above database.allocatedStorage"
            + " 100; set database.maxAllocatedStorage to at least 110");
    assertRefused(
        DatabaseProps.builder().allocatedStorage(60_000).maxAllocatedStorage(65_536),
        "database.maxAllocatedStorage: 65536 is less than a tenth above database.allocatedStorage"
            + " 60000; set database.allocatedStorage to at most 59578");

    DatabaseProps.builder().allocatedStorage(100).maxAllocatedStorage(110).build();
    DatabaseProps.builder().allocatedStorage(59_578).maxAllocatedStorage(65_536).build();
  }

  @Test
  void optionsAreHeldAgainstTheProfilesDefaults() {
    assertRefused(
        app()
            .capacity(CapacityProps.builder().minInstances(10).build())
            .database(DatabaseProps.builder().allocatedStorage(2_000).build())
            .backend(
                BackendProps.builder()
                    .image(Options.IMAGE)
                    .autoScaling(AutoScalingProps.builder().maxTasks(1).build())
                    .build()),
        """
        3 problems:
          - capacity.minInstances: 10 is above capacity.maxInstances 8 (the default of \
        PRODUCTION); set capacity.minInstances to at most 8, or capacity.maxInstances to at least \
        10
          - database.maxAllocatedStorage: 1000 (the default of PRODUCTION) is less than a tenth \
        above database.allocatedStorage 2000; set database.maxAllocatedStorage to at least 2200
          - backend.desiredCount: 2 (the default of PRODUCTION) is above \
        backend.autoScaling.maxTasks 1; set backend.desiredCount to at most 1, or \
        backend.autoScaling.maxTasks to at least 2\
        """);
    assertRefused(
        app()
            .capacity(CapacityProps.builder().maxInstances(1).build())
            .database(DatabaseProps.builder().maxAllocatedStorage(50).build()),
        """
        2 problems:
          - capacity.minInstances: 2 (the default of PRODUCTION) is above capacity.maxInstances \
        1; set capacity.minInstances to at most 1, or capacity.maxInstances to at least 2
          - database.maxAllocatedStorage: 50 is less than a tenth above database.allocatedStorage \
        100 (the default of PRODUCTION); set database.maxAllocatedStorage to at least 110\
        """);
    assertRefused(
        app()
            .capacity(CapacityProps.builder().minInstances(5).build())
            .profile(Profile.DEVELOPMENT),
        "capacity.minInstances: 5 is above capacity.maxInstances 4 (the default of DEVELOPMENT);"
            + " set capacity.minInstances to at most 4, or capacity.maxInstances to at least 5");
  }

  @Test
  void aMinimumOfTasksOverrulesTheDefaultCount() {
    app()
        .backend(BackendProps.builder().image(Options.IMAGE).autoScaling(scaling(1, 1)).build())
        .build();
  }

  @Test
  void aCountThatIsSetOverrulesTheDefaultCount() {
    AutoScalingProps upToOne = AutoScalingProps.builder().maxTasks(1).build();
    app()
        .backend(
            BackendProps.builder()
                .image(Options.IMAGE)
                .desiredCount(1)
                .autoScaling(upToOne)
                .build())
        .build();

    assertRefused(
        app().frontend(FrontendProps.builder().image(Options.IMAGE).autoScaling(upToOne).build()),
        "frontend.desiredCount: 2 (the default of PRODUCTION) is above"
            + " frontend.autoScaling.maxTasks 1; set frontend.desiredCount to at most 1, or"
            + " frontend.autoScaling.maxTasks to at least 2");
  }

  @Test
  void problemsAcrossTiersComeWithMissingOnes() {
    assertRefused(
        ThreeTierEcsAppProps.builder()
            .profile(null)
            .backend(null)
            .database(null)
            .capacity(CapacityProps.builder().minInstances(10).build()),
        """
        3 problems:
          - frontend: missing, and it has no default; set one such as \
        FrontendProps.builder().image(…).build()
          - backend: missing, and it has no default; set one such as \
        BackendProps.builder().image(…).build()
          - capacity.minInstances: 10 is above capacity.maxInstances 8 (the default of \
        PRODUCTION); set capacity.minInstances to at most 8, or capacity.maxInstances to at least \
        10\
        """);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertRefused(
        BackendProps.builder(),
        "backend.image: missing, and it has no default; set one such as"
            + " ContainerImage.fromRegistry(\"nginx:stable\")");
    assertRefused(
        AutoScalingProps.builder(),
        "autoScaling.maxTasks: missing, and it has no default; set the maximum number of tasks");
  }

  @Test
  void bothImagesAreNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ThreeTierEcsAppProps.of(Nulls.nothing(), Nulls.nothing()))
        .withMessage(
            """
            2 problems:
              - frontendImage: null is not a value; set one such as \
            ContainerImage.fromRegistry("nginx:stable")
              - backendImage: null is not a value; set one such as \
            ContainerImage.fromRegistry("nginx:stable")\
            """);
  }

  @Test
  void aBuilderThatWasMendedBuilds() {
    BackendProps.Builder backend = BackendProps.builder().cpu(0).environment(Map.of("", ""));
    assertThatIllegalArgumentException().isThrownBy(backend::build).withMessageStartingWith("3 ");
    assertThatIllegalArgumentException().isThrownBy(backend::build).withMessageStartingWith("3 ");
    backend.cpu(256).environment(Map.of("LOG_LEVEL", "info")).image(Options.IMAGE);
    assertThat(backend.build().values.find(ServiceOptions.ENVIRONMENT))
        .containsOnlyKeys("LOG_LEVEL");

    ThreeTierEcsAppProps.Builder app =
        app().capacity(CapacityProps.builder().minInstances(10).build()).profile(Nulls.nothing());
    assertThatIllegalArgumentException().isThrownBy(app::build);
    app.profile(Profile.PRODUCTION)
        .capacity(CapacityProps.builder().minInstances(10).maxInstances(10).build());
    assertThat(app.build()).isNotNull();
  }

  @Test
  void whatWasBuiltDoesNotChangeWithItsBuilderOrItsMap() {
    Map<String, String> environment = new TreeMap<>(Map.of("LOG_LEVEL", "info"));
    BackendProps.Builder builder =
        BackendProps.builder().image(Options.IMAGE).environment(environment);
    environment.put("DB_HOST", "mine");
    BackendProps built = builder.build();
    builder.environment(Map.of("OTHER", "x"));

    assertThat(built.values.find(ServiceOptions.ENVIRONMENT))
        .containsExactly(Map.entry("LOG_LEVEL", "info"));
  }

  private static void assertRefused(Builder<?> builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  private static ThreeTierEcsAppProps.Builder app() {
    return ThreeTierEcsAppProps.builder()
        .frontend(FrontendProps.builder().image(Options.IMAGE).build())
        .backend(BackendProps.builder().image(Options.IMAGE).build());
  }

  private static AutoScalingProps scaling(int min, int max) {
    return AutoScalingProps.builder().minTasks(min).maxTasks(max).build();
  }

  private static Secret secret() {
    return Secret.fromSsmParameter(
        StringParameter.fromStringParameterName(new Stack(), "Parameter", "/token"));
  }
}
