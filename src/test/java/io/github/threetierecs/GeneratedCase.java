package io.github.threetierecs;

import io.github.threetierecs.OptionChange.Setting;
import io.github.threetierecs.OptionChange.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnParameterProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.jsii.Builder;

/**
 * One or two applications in a stack, with options chosen at random, as far as {@code build()}
 * accepts them together. The same seed and number choose the same.
 *
 * @param apps what is set for each, by option: an option of a tier, or of one of its groups, as
 *     {@code backend.cpu} and {@code backend.container.user}
 * @param refusals what was chosen too and does not go together with that
 */
record GeneratedCase(
    long seed,
    int number,
    FeatureFlags flags,
    Configuration.Place place,
    List<Map<String, Setting>> apps,
    List<Refusal> refusals) {

  /** What {@code build()} has refused on the way, and why. */
  record Refusal(Set<String> options, String message) {}

  /** Says whether {@code build()} accepts settings together. */
  interface Acceptance {
    /** {@return why they are refused, or nothing} */
    Optional<String> refusalOf(Collection<Setting> settings);
  }

  /** The ids of the applications; the first is that of the golden files. */
  static final List<String> IDS = List.of("App", "Blog");

  private static final List<String> BOTH = List.of("frontend", "backend");

  /** Where values are created for {@code build()} alone, each once. */
  private static final Stack SCRATCH = new Stack();

  private static final Map<Value, Object> MADE = new HashMap<>();
  private static final Value ECR_IMAGE =
      OptionChange.made("in Amazon ECR", stack -> Templates.ecrImage("shop"));
  private static final Value PLACEHOLDER =
      OptionChange.made(
          "the placeholder",
          stack ->
              new ImageRepositories(new Stack(), "Unused", ImageRepositoriesProps.builder().build())
                  .frontendImage(/* tag= */ null));

  /** Every value of every option, with what it needs beside it. */
  static final List<OptionChange> CHOICES =
      Stream.concat(OptionChanges.all().stream(), more().stream()).toList();

  /** Further values: the ends of ranges, and values that are known only at deployment. */
  private static List<OptionChange> more() {
    List<OptionChange> more = new ArrayList<>();
    // spotless:off
    Object[][] values = {
      {"keys", KeyStrategy.AWS_MANAGED}, {"keys", KeyStrategy.ONE_KEY},
      {"network.maxAzs", 2}, {"network.maxAzs", 4}, {"network.cidr", "192.168.100.0/23"},
      {"capacity.minInstances", 0}, {"capacity.maxInstances", 5_000}, {"capacity.targetCapacityPercent", 1},
      {"capacity.rootVolumeSize", 16_384}, {"capacity.spotPercentage", 100},
      {"service.desiredCount", 2}, {"service.containerPort", 65_535}, {"service.healthCheckPath", "/health?deep=1&verbose=%20"},
      {"database.databaseName", "a".repeat(64)}, {"database.readReplicas", 3}, {"database.maxAllocatedStorage", 65_536},
      {"webAcl.rateLimit", 10}, {"observability.errorRatePercent", 0.1},
    };
    // spotless:on
    for (Object[] value : values) {
      more.add(OptionChange.to((String) value[0], value[1]));
    }
    more.add(OptionChange.to("network.nat", NatStrategy.NONE).given("service.image", ECR_IMAGE));
    more.add(OptionChange.to("network.nat", NatStrategy.NONE).given("repositories.keepImages", 7));
    more.add(OptionChange.to("service.image", PLACEHOLDER));
    for (String option :
        List.of(
            "service.cpu",
            "service.memoryMiB",
            "service.containerPort",
            "capacity.minInstances",
            "capacity.targetCapacityPercent",
            "observability.memoryPercent",
            "webAcl.rateLimit")) {
      more.add(OptionChange.to(option, token(option)));
    }
    return more;
  }

  private static Value token(String option) {
    return OptionChange.made(
        "a parameter",
        stack ->
            new CfnParameter(
                    stack,
                    "Parameter" + option.replace(".", ""),
                    CfnParameterProps.builder().type("Number").defaultValue(50).build())
                .getValueAsNumber());
  }

  static GeneratedCase of(long seed, int number) {
    return of(seed, number, GeneratedCase::refusedByBuild);
  }

  static GeneratedCase of(long seed, int number, Acceptance acceptance) {
    SplittableRandom random = new SplittableRandom(seed + 7_919L * number);
    FeatureFlags flags = pick(random, List.of(FeatureFlags.values()));
    Configuration.Place place = pick(random, List.of(Configuration.Place.values()));
    List<Map<String, Setting>> apps = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    // Every choice comes first in some case, so that none is always in the way of another.
    apps.add(app(random, CHOICES.get(number % CHOICES.size()), acceptance, refusals));
    if (random.nextInt(6) == 0) {
      apps.add(app(random, pick(random, CHOICES), acceptance, refusals));
    }
    return new GeneratedCase(seed, number, flags, place, apps, refusals);
  }

  private static Map<String, Setting> app(
      SplittableRandom random, OptionChange first, Acceptance acceptance, List<Refusal> refusals) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    add(settings, first, BOTH, acceptance, refusals);
    if (settings.isEmpty()) {
      throw new AssertionError(first + " is refused by itself: " + refusals);
    }
    int wanted = random.nextInt(1, 25);
    for (int i = 0; i < wanted; i++) {
      add(
          settings,
          pick(random, CHOICES),
          pick(random, List.of(BOTH, List.of("frontend"), List.of("backend"))),
          acceptance,
          refusals);
    }
    return settings;
  }

  /** {@return whether the choice, set for both tiers, is accepted beside what is there} */
  static boolean added(Map<String, Setting> settings, OptionChange choice) {
    List<Refusal> refusals = new ArrayList<>();
    add(settings, choice, BOTH, GeneratedCase::refusedByBuild, refusals);
    return refusals.isEmpty()
        && settings(choice).stream()
            .allMatch(
                it -> {
                  Setting there = settings.get(it.option());
                  return there != null && there.value().text().equals(it.value().text());
                });
  }

  /** The second value, and all that it needs, for both tiers. */
  static List<Setting> settings(OptionChange choice) {
    return settings(choice, BOTH);
  }

  /**
   * Leaves the choice out if an option of it is set to something else, or if it is refused beside
   * what is there.
   */
  private static void add(
      Map<String, Setting> settings,
      OptionChange choice,
      List<String> tiers,
      Acceptance acceptance,
      List<Refusal> refusals) {
    Map<String, Setting> together = new LinkedHashMap<>(settings);
    for (Setting setting : settings(choice, tiers)) {
      Setting there = together.putIfAbsent(setting.option(), setting);
      if (there != null && !there.value().text().equals(setting.value().text())) {
        return;
      }
    }
    acceptance
        .refusalOf(together.values())
        .ifPresentOrElse(
            message -> refusals.add(new Refusal(together.keySet(), message)),
            () -> settings.putAll(together));
  }

  static Optional<String> refusedByBuild(Collection<Setting> settings) {
    try {
      OptionChange.props(OptionChange.builders(SCRATCH, settings, MADE));
      return Optional.empty();
    } catch (IllegalArgumentException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  /** The second value, and all that it needs, for these tiers. */
  static List<Setting> settings(OptionChange choice, List<String> tiers) {
    return Stream.of(choice.given().stream(), Stream.of(choice.after()), choice.also().stream())
        .flatMap(it -> it)
        .flatMap(it -> of(tiers, it.option()).map(option -> new Setting(option, it.value())))
        .toList();
  }

  /** An option of each tier, or the option itself if it is no option of tiers. */
  private static Stream<String> of(List<String> tiers, String option) {
    String path = option.substring(0, Math.max(0, option.indexOf('.')));
    if (path.equals("service")) {
      return tiers.stream().map(tier -> option.replace("service", tier));
    }
    return OptionChange.OF_A_TIER.contains(path)
        ? tiers.stream().map(tier -> tier + "." + option)
        : Stream.of(option);
  }

  static <T> T pick(SplittableRandom random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  Stack stack(App app) {
    return Templates.stackIn(app, "Shop", place);
  }

  /** All options that some application sets. */
  Set<String> options() {
    return apps.stream().flatMap(it -> it.keySet().stream()).collect(Collectors.toSet());
  }

  /** The first application's settings whose option is not in a group, which is to be broken. */
  List<Setting> without(String path) {
    return apps.get(0).values().stream().filter(it -> !it.option().startsWith(path + ".")).toList();
  }

  /** What it is synthesized to; nothing if its options refuse each other. */
  Optional<Anatomy> synthesized() {
    Stack stack = stack(new App(AppProps.builder().context(flags.context()).build()));
    try {
      makeIn(stack);
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
    return Optional.of(Templates.of(stack));
  }

  /** Makes the applications, each with repositories of its own if it sets options of them. */
  void makeIn(Stack stack) {
    Map<Value, Object> made = new HashMap<>();
    for (int i = 0; i < apps.size(); i++) {
      Map<String, Setting> app = apps.get(i);
      make(stack, IDS.get(i), OptionChange.builders(stack, app.values(), made), app.keySet());
    }
  }

  /** The images come from the repositories, but one that is set. */
  static void make(Stack stack, String id, Map<String, Builder<?>> builders, Set<String> options) {
    ImageRepositoriesProps.Builder repositories =
        (ImageRepositoriesProps.Builder) builders.get("repositories");
    if (repositories != null) {
      ImageRepositories images = new ImageRepositories(stack, id + "Images", repositories.build());
      Map<String, ContainerImage> pushed =
          Map.of(
              "frontend.image",
              images.frontendImage("1"),
              "backend.image",
              images.backendImage("1"));
      pushed.forEach(
          (option, image) -> {
            if (!options.contains(option)) {
              OptionChange.set(builders, option, image);
            }
          });
    }
    OptionChange.make(stack, id, builders);
  }

  @Override
  public String toString() {
    return "-Dgenerated.seed=%d -Dgenerated.case=%d: flags %s, %s, %s"
        .formatted(
            seed,
            number,
            flags,
            place,
            apps.stream()
                .map(
                    app ->
                        app.values().stream()
                            .map(it -> it.option() + " = " + it.value().text())
                            .collect(Collectors.joining("; ")))
                .collect(Collectors.joining("; and another app with ")));
  }
}
