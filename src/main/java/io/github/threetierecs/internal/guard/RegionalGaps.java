package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.InstanceType;

/**
 * What the Region of a stack does not have. It is a warning and no refusal: AWS adds types to
 * Regions, and the table is as old as it says. Where the Region is not known, nothing is said.
 */
public final class RegionalGaps {
  /**
   * That some Regions lack something.
   *
   * @param option the option that asks for it
   * @param what an instance type, or a type of resource
   * @param instead what these Regions have, or null
   */
  public record Gap(String option, String what, List<String> regions, @Nullable String instead) {}

  private RegionalGaps() {}

  public static List<Warning> warnings(String region, Values app) {
    List<Warning> warnings = new ArrayList<>();
    if (Tokens.isToken(region)) {
      return warnings;
    }
    for (Gap gap : all()) {
      if (gap.regions.contains(region)) {
        asked(gap.option, app)
            .forEach(
                (option, types) -> {
                  if (types.contains(gap.what)) {
                    warnings.add(warning(region, gap, option));
                  }
                });
      }
    }
    for (Values tier : List.of(app.get(AppOptions.FRONTEND), app.get(AppOptions.BACKEND))) {
      if (region.startsWith(Arns.CHINA) && Placeholder.is(tier.get(ServiceOptions.IMAGE))) {
        warnings.add(
            Warning.ofRegion(
                tier.path(ServiceOptions.IMAGE)
                    + ": "
                    + Placeholder.NAME
                    + " comes from a registry outside of China, which "
                    + region
                    + " may not reach; push an image to an ECR repository there, and pass its"
                    + " tag"));
      }
    }
    return warnings;
  }

  private static Warning warning(String region, Gap gap, String option) {
    return Warning.ofRegion(
        option
            + ": "
            + gap.what
            + " is not available in "
            + region
            + ", as far as is known; "
            + (gap.instead == null
                ? "leave it out"
                : "set another, such as new InstanceType(\"" + gap.instead + "\")"));
  }

  /** What a table row would have to name: what the application asks for, by option. */
  private static Map<String, List<String>> asked(String option, Values app) {
    Values database = app.get(AppOptions.DATABASE);
    Map<String, List<String>> asked = new LinkedHashMap<>();
    switch (option) {
      case "capacity.instanceType" -> {
        Values capacity = app.get(AppOptions.CAPACITY);
        asked.put(option, List.of(CapacityOptions.instanceType(capacity)));
        asked.put(
            CapacityOptions.OTHER_INSTANCE_TYPES.path(),
            capacity.get(CapacityOptions.OTHER_INSTANCE_TYPES).stream()
                .map(InstanceType::toString)
                .toList());
      }
      case "database.instanceType" -> {
        if (!DatabaseOptions.isExisting(database)) {
          asked.put(option, List.of(DatabaseOptions.instanceType(database)));
        }
        InstanceType ofReplicas = database.find(DatabaseOptions.REPLICA_INSTANCE_TYPE);
        if (ofReplicas != null) {
          asked.put(DatabaseOptions.REPLICA_INSTANCE_TYPE.path(), List.of(ofReplicas.toString()));
        }
      }
      case "database.proxy" -> {
        if (database.get(DatabaseOptions.PROXY)) {
          asked.put(option, List.of("AWS::RDS::DBProxy"));
        }
      }
      default -> throw new IllegalStateException(option);
    }
    return asked;
  }

  public static List<Gap> all() {
    return OwnFiles.table(RegionalGaps.class, "regional-gaps.tsv").stream()
        .map(
            cells ->
                new Gap(
                    cells.get(0),
                    cells.get(1),
                    cells.get(2).equals(OwnFiles.NONE)
                        ? List.of()
                        : Arrays.asList(cells.get(2).split(" ")),
                    cells.get(3).equals(OwnFiles.NONE) ? null : cells.get(3)))
        .toList();
  }
}
