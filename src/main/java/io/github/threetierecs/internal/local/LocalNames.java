package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Short names for what runs here, of the ids of constructs: {@code trim}, {@code price-feed}. */
final class LocalNames {

  /** Ids that constructs give to what they create, which say nothing. */
  private static final Set<String> NOTHING_SAID =
      Ordered.set(
          "Attachment",
          "BridgeService",
          "Default",
          "LB",
          "LoadBalancer",
          "Resource",
          "Schedule",
          "Secret",
          "Service");

  private static final Pattern HASH = Pattern.compile("[0-9A-F]{8}$");

  private static final Pattern ENDS_IN_NOTHING =
      Pattern.compile("(.+?)(?:Bridge)?(?:Service|Schedule|LoadBalancer|Secret|Attachment|LB)+$");

  private static final Pattern BEGINS_WITH_PLACE =
      Pattern.compile(".*?(?:Workers|ScheduledTasks|AddedBackends)(?=.)");

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+");

  private final Set<String> taken = new LinkedHashSet<>();

  /**
   * @param taken names that nothing else may have
   */
  LocalNames(Set<String> taken) {
    this.taken.addAll(taken);
  }

  /** The name, with a number behind it if another has it. */
  String unique(String name) {
    String unique = name;
    for (int number = 2; !taken.add(unique); number++) {
      unique = name + "-" + number;
    }
    return unique;
  }

  /** What a construct is called that created a resource. */
  static String of(Resource resource) {
    String path = resource.attribute("Metadata.aws:cdk:path").map(Text::of).orElse("");
    String id =
        path.isEmpty()
            ? withoutPlace(resource.logicalId())
            : Arrays.stream(path.split("/", -1))
                .skip(1)
                .filter(it -> !NOTHING_SAID.contains(it))
                .reduce("", (before, last) -> last);
    return kebab(id);
  }

  /** {@code price-feed} of {@code PriceFeed}; something in any case. */
  static String kebab(String id) {
    String kebab =
        Arrays.stream(BETWEEN_WORDS.split(id, -1))
            .filter(it -> !it.isEmpty())
            .map(it -> it.toLowerCase(Locale.ROOT))
            .reduce((one, other) -> one + "-" + other)
            .orElse("unnamed");
    return kebab.length() > 40 ? kebab.substring(0, 40).replaceFirst("-+$", "") : kebab;
  }

  private static String withoutPlace(String logicalId) {
    String last = logicalId.substring(logicalId.lastIndexOf('/') + 1);
    String id = HASH.matcher(last).replaceFirst("");
    return BEGINS_WITH_PLACE
        .matcher(ENDS_IN_NOTHING.matcher(id).replaceFirst("$1"))
        .replaceFirst("");
  }
}
