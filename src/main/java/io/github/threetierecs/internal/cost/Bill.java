package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.template.Resource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the lines of an estimate. What has no price becomes a gap, so that nothing counts as
 * zero unseen.
 */
final class Bill {

  private final String region;
  private final Map<String, LineItem> items = new LinkedHashMap<>();
  private final Map<String, ResourceCost> standings = new TreeMap<>();
  private final Set<Gap> gaps = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  Bill(String region) {
    this.region = region;
  }

  /** So many of it, every hour of the month. */
  void hourly(Resource resource, String label, String item, Amount quantity) {
    add(resource, label, item, quantity, LineItem.HOURS, Optional.empty());
  }

  /** So many of it, each paid for a month. */
  void monthly(Resource resource, String label, String item, Amount quantity) {
    add(resource, label, item, quantity, 1, Optional.empty());
  }

  /** What is assumed to be used by all resources of the kind together. */
  void used(Resource resource, String label, String item, String assumption) {
    Assumption assumed = Assumption.named(assumption);
    boolean counted = items.containsKey(key(label, item));
    Amount quantity = counted ? Amount.NONE : assumed.quantity();
    add(resource, label, item, quantity, 1, Optional.of(assumed));
  }

  /** What each resource of the kind is assumed to use, every hour. */
  void usedByEach(Resource resource, String label, String item, String assumption) {
    Assumption assumed = Assumption.named(assumption);
    add(resource, label, item, assumed.quantity(), LineItem.HOURS, Optional.of(assumed));
  }

  void free(Resource resource, String reason) {
    stand(resource, Standing.FREE, reason);
  }

  /** Nothing of the resource is estimated, or this part of it is not. */
  void missing(Resource resource, String what, String reason) {
    gaps.add(new Gap(resource.logicalId(), what, reason));
    if (!standings.containsKey(resource.logicalId())) {
      stand(resource, Standing.NOT_ESTIMATED, what + ": " + reason);
    }
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  boolean knows(Resource resource) {
    return standings.containsKey(resource.logicalId());
  }

  Estimate estimate(LocalDate today) {
    List<LineItem> lines = List.copyOf(items.values());
    List<String> all = new ArrayList<>(warnings);
    Freshness.warning(lines, today).ifPresent(all::add);
    return new Estimate(
        region, lines, List.copyOf(standings.values()), List.copyOf(gaps), List.copyOf(all));
  }

  private void add(
      Resource resource,
      String label,
      String item,
      Amount quantity,
      int hours,
      Optional<Assumption> assumption) {
    Optional<Price> price = PriceList.find(item, region);
    if (price.isEmpty()) {
      missing(resource, label, "no price of " + item + " in " + region + " is known");
      return;
    }
    items.merge(
        key(label, item),
        new LineItem(
            label, List.of(resource.logicalId()), quantity, hours, price.orElseThrow(), assumption),
        Bill::together);
    stand(resource, Standing.PRICED, "");
  }

  private static LineItem together(LineItem one, LineItem other) {
    Set<String> resources = new LinkedHashSet<>(one.resources());
    resources.addAll(other.resources());
    return new LineItem(
        one.label(),
        List.copyOf(resources),
        one.quantity().plus(other.quantity()),
        one.hours(),
        one.price(),
        one.assumption());
  }

  private static String key(String label, String item) {
    return item + '\t' + label;
  }

  private void stand(Resource resource, Standing standing, String reason) {
    standings.put(
        resource.logicalId(),
        new ResourceCost(resource.logicalId(), resource.type(), standing, reason));
  }
}
