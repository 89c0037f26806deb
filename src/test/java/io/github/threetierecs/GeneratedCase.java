package io.github.threetierecs;

import io.github.threetierecs.OptionChange.Setting;
import io.github.threetierecs.OptionChange.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnParameterProps;
import software.amazon.awscdk.Stack;

/**
 * An application with options chosen at random, which go together. The same seed and number choose
 * the same.
 *
 * @param settings what is set, by option
 */
record GeneratedCase(
    long seed,
    int number,
    FeatureFlags flags,
    Configuration.Place place,
    Map<String, Setting> settings) {

  /** Every value of every option, with what it needs beside it. */
  private static final List<OptionChange> CHOICES =
      Stream.concat(
              OptionChanges.all().stream().filter(it -> !it.isOfRepositories()), more().stream())
          .toList();

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
    more.add(
        OptionChange.to("network.nat", NatStrategy.NONE)
            .given("service.image", Templates.ecrImage("shop")));
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
    SplittableRandom random = new SplittableRandom(seed + 7_919L * number);
    FeatureFlags flags = pick(random, List.of(FeatureFlags.values()));
    Configuration.Place place = pick(random, List.of(Configuration.Place.values()));
    Map<String, Setting> settings = new LinkedHashMap<>();
    // Every choice comes first in some case, so that none is always in the way of another.
    add(settings, CHOICES.get(number % CHOICES.size()), "service");
    int wanted = random.nextInt(1, 25);
    for (int i = 0; i < wanted; i++) {
      add(settings, pick(random, CHOICES), pick(random, List.of("service", "frontend", "backend")));
    }
    return new GeneratedCase(seed, number, flags, place, settings);
  }

  /** Leaves the choice out if it does not go together with what is there. */
  private static void add(Map<String, Setting> settings, OptionChange choice, String tier) {
    Map<String, Setting> together = new LinkedHashMap<>(settings);
    // What makes something in the stack makes it once.
    String of =
        Set.of("one", "a parameter").contains(choice.after().value().text()) ? "service" : tier;
    List<Setting> wanted =
        Stream.of(choice.given().stream(), Stream.of(choice.after()), choice.also().stream())
            .flatMap(it -> it)
            .map(it -> new Setting(it.option().replace("service.", of + "."), it.value()))
            .toList();
    for (Setting setting : wanted) {
      Setting there = together.putIfAbsent(setting.option(), setting);
      if (there != null && !there.value().text().equals(setting.value().text())) {
        return;
      }
    }
    if (goTogether(together)) {
      settings.putAll(together);
    }
  }

  private static boolean goTogether(Map<String, Setting> settings) {
    return Contradiction.ALL.stream().noneMatch(it -> it.isMetBy(settings))
        && oneWayForBothTiers(settings)
        && imagesAreWithinReach(settings)
        && proxiesHaveTheirRoom(settings)
        && valuesAgree(settings);
  }

  /** An option is set for both tiers at once, or for each: whichever came first. */
  private static boolean oneWayForBothTiers(Map<String, Setting> settings) {
    return settings.keySet().stream()
        .filter(it -> it.startsWith("service."))
        .map(it -> it.substring("service.".length()))
        .noneMatch(
            it -> settings.containsKey("frontend." + it) || settings.containsKey("backend." + it));
  }

  /** Without NAT, both images are in Amazon ECR, and sidecars are not. */
  private static boolean imagesAreWithinReach(Map<String, Setting> settings) {
    Setting nat = settings.get("network.nat");
    if (nat == null || !nat.value().text().equals("NONE")) {
      return true;
    }
    return settings.containsKey("service.image")
        && settings.keySet().stream().noneMatch(it -> it.endsWith(".sidecars"));
  }

  /** Service Connect adds to a task's memory, which has to be known, and needs NAT. */
  private static boolean proxiesHaveTheirRoom(Map<String, Setting> settings) {
    return !settings.containsKey("backend.serviceConnect")
        || (!is(settings, "network.nat", "NONE")
            && settings.values().stream()
                .filter(it -> it.option().endsWith(".memoryMiB"))
                .noneMatch(it -> it.value().text().equals("a parameter")));
  }

  /** The defaults of DEVELOPMENT are too small for some, and some values bound each other. */
  private static boolean valuesAgree(Map<String, Setting> settings) {
    return !(is(settings, "profile", "DEVELOPMENT")
            && Stream.of(
                    "capacity.eniTrunking",
                    "databaseMonitoring.databaseInsights",
                    "deployment.maxHealthyPercent",
                    "database.allocatedStorage")
                .anyMatch(settings::containsKey))
        && !settings
            .keySet()
            .containsAll(
                List.of(
                    "databaseMonitoring.performanceInsights",
                    "databaseMonitoring.databaseInsights"))
        && !(settings.containsKey("autoScaling.minTasks")
            && settings.keySet().stream().anyMatch(it -> it.endsWith(".desiredCount")))
        && !settings
            .keySet()
            .containsAll(List.of("network.publicSubnets", "network.databaseSubnets"));
  }

  private static boolean is(Map<String, Setting> settings, String option, String text) {
    Setting setting = settings.get(option);
    return setting != null && setting.value().text().equals(text);
  }

  static <T> T pick(SplittableRandom random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  static int choices() {
    return CHOICES.size();
  }

  Stack stack(App app) {
    return Templates.stackIn(app, "Shop", place);
  }

  /** Settings whose option is not in a group, which is then to be broken. */
  List<Setting> without(String path) {
    return settings.values().stream().filter(it -> !it.option().startsWith(path + ".")).toList();
  }

  @Override
  public String toString() {
    return "-Dgenerated.seed=%d -Dgenerated.case=%d: flags %s, %s, %s"
        .formatted(
            seed,
            number,
            flags,
            place,
            settings.values().stream()
                .map(it -> it.option() + " = " + it.value().text())
                .collect(Collectors.joining("; ")));
  }
}
