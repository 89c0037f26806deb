package io.github.threetierecs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Which properties CloudFormation cannot change in place, by type of resource. */
final class CreateOnly {
  private static final String FILE = "/replacement/create-only.txt";

  /** Sometimes replaced in general, but never as the construct uses them. */
  private static final Map<String, Set<String>> IN_PLACE_HERE =
      Map.of(
          // Only with the policy AutoScalingReplacingUpdate; the construct's is a rolling update.
          "AWS::AutoScaling::AutoScalingGroup",
          Set.of("LaunchTemplate", "MixedInstancesPolicy", "VPCZoneIdentifier"),
          // StorageType: only from and to magnetic storage. The others interrupt, at the most.
          "AWS::RDS::DBInstance",
          Set.of(
              "AutoMinorVersionUpgrade",
              "BackupRetentionPeriod",
              "DBParameterGroupName",
              "MultiAZ",
              "PreferredMaintenanceWindow",
              "StorageType"));

  private static final Map<String, List<String>> BY_TYPE = read();

  private CreateOnly() {}

  static List<String> of(String type) {
    // The CDK's handler takes an update, and undoes the old one if the VPC's group is another.
    if (type.startsWith("Custom::")) {
      return List.of();
    }
    List<String> paths = BY_TYPE.get(type);
    if (paths == null) {
      throw new AssertionError(
          "src/test/resources%s does not know %s: run create-only.py beside it with this type"
              .formatted(FILE, type));
    }
    return paths;
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> byType = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CreateOnly.class.getResourceAsStream(FILE)),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(
              words -> {
                Set<String> inPlace = IN_PLACE_HERE.getOrDefault(words[0], Set.of());
                byType.put(
                    words[0],
                    Arrays.stream(words)
                        .skip(1)
                        .filter(path -> !path.equals("?") && !inPlace.contains(path))
                        .toList());
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return byType;
  }
}
