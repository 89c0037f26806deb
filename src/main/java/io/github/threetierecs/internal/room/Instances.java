package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.template.AutoScalingCapacity;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The instances of an Auto Scaling group: their types, their zones and their agent's settings. */
final class Instances {
  private static final String OVERRIDES = "MixedInstancesPolicy.LaunchTemplate.Overrides";
  private static final Pattern TRUNKING = Pattern.compile("awsvpcTrunking\\W+(value\\W+)?enabled");

  /** Zones that a template tells apart: one by its name, or one of the Region's by its number. */
  private static final Pattern ZONE =
      Pattern.compile("[a-z]{2}(-[a-z0-9]+)+[a-z]|zones\\(.+\\)\\[\\d+]");

  /** The fewest that a load balancer accepts. */
  private static final int ASSUMED_ZONES = 2;

  private final StackTemplate template;
  private final Resource group;
  private final Optional<Resource> source;

  Instances(StackTemplate template, Resource group) {
    this.template = template;
    this.group = group;
    source = new AutoScalingCapacity(template).of(group).stream().findFirst();
  }

  /** The types as the template has them; empty if one is not named there. */
  List<String> types() {
    List<String> overrides = group.elements(OVERRIDES).toList();
    List<String> types =
        overrides.isEmpty()
            ? source.stream()
                .flatMap(
                    it ->
                        it
                            .text("LaunchTemplateData.InstanceType")
                            .or(() -> it.text("InstanceType"))
                            .stream())
                .toList()
            : overrides.stream()
                .flatMap(it -> group.text(it + ".InstanceType").stream())
                .distinct()
                .toList();
    boolean isChosen = overrides.stream().anyMatch(it -> group.has(it + ".InstanceRequirements"));
    return isChosen ? List.of() : types;
  }

  /** The types, if all of them are known. */
  List<InstanceKind> kinds() {
    List<String> types = types();
    List<InstanceKind> kinds =
        types.stream().flatMap(it -> InstanceCatalogue.find(it).stream()).toList();
    return kinds.size() == types.size() ? kinds : List.of();
  }

  /** Whether the user data, or a custom resource, enables it before instances register. */
  boolean hasTrunking() {
    return Stream.concat(
            source.stream().flatMap(it -> it.property("LaunchTemplateData.UserData").stream()),
            template.resources().stream()
                .filter(it -> it.type().startsWith("Custom::"))
                .map(Resource::properties))
        .anyMatch(it -> TRUNKING.matcher(Text.of(it)).find());
  }

  int zones() {
    List<String> zones = zoneNames();
    return areZonesKnown()
        ? (int) zones.stream().distinct().count()
        : Math.min(ASSUMED_ZONES, Math.max(1, zones.size()));
  }

  /** One subnet is in one zone, whichever it is. */
  boolean areZonesKnown() {
    List<String> zones = zoneNames();
    return zones.size() == 1
        || (!zones.isEmpty() && zones.stream().allMatch(it -> ZONE.matcher(it).matches()));
  }

  /** The zone of each subnet, or else what stands for the subnet. */
  private List<String> zoneNames() {
    List<String> zones = new ArrayList<>();
    for (Object subnet : group.list("VPCZoneIdentifier")) {
      zones.add(
          template
              .referent(subnet)
              .flatMap(it -> it.text("AvailabilityZone"))
              .orElseGet(() -> Reference.keyOf(subnet)));
    }
    if (zones.isEmpty()) {
      group.list("AvailabilityZones").forEach(it -> zones.add(Text.of(it)));
    }
    return zones;
  }
}
