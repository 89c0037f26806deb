package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates what a template costs a month.
 *
 * <p>A resource is priced by the rule of its type, free by free-types.tsv, or not estimated: there
 * is no fourth way, and so no silent zero.
 */
public final class Estimator {

  /** The Region of a stack that names none. Most prices are known there. */
  private static final String DEFAULT_REGION = "us-east-1";

  /** Custom resources have a type of their own choice. */
  private static final String CUSTOM = "Custom::";

  private static final Map<String, String> FREE = freeTypes();

  private Estimator() {}

  private static Map<String, String> freeTypes() {
    Map<String, String> reasons = new LinkedHashMap<>();
    OwnFiles.table(Estimator.class, "free-types.tsv")
        .forEach(row -> reasons.put(row.get(0), row.get(1)));
    return Collections.unmodifiableMap(reasons);
  }

  /** {@return the date of the newest price that is known} */
  public static LocalDate newestPrice() {
    return PriceList.newest();
  }

  /**
   * Estimates.
   *
   * @param template the template
   * @param region the stack's Region; us-east-1 is taken where a stack names none, and a warning
   *     says so
   * @param today from which the age of prices is reckoned, and Extended Support of MySQL
   * @return the estimate
   */
  public static Estimate of(StackTemplate template, Optional<String> region, LocalDate today) {
    String priced = region.orElse(DEFAULT_REGION);
    Bill bill = new Bill(priced);
    if (region.isEmpty()) {
      bill.warn("The stack names no Region: these are the prices of " + priced + ".");
    }
    Map<String, Rule> rules = new LinkedHashMap<>();
    List.of(
            NetworkCosts.rules(),
            InstanceCosts.rules(template),
            DatabaseCosts.rules(template, today),
            OperationsCosts.rules(template))
        .forEach(rules::putAll);
    for (Resource resource : template.resources()) {
      Rule rule = rules.get(resource.type());
      String reason = FREE.get(resource.type());
      if (rule != null) {
        rule.count(resource, bill);
      } else if (reason != null) {
        bill.free(resource, reason);
      } else if (resource.type().startsWith(CUSTOM)) {
        bill.free(resource, "the function that it calls is counted");
      } else {
        bill.missing(resource, resource.type(), "nothing is known of what this type costs");
      }
      if (!bill.knows(resource)) {
        throw new IllegalStateException(resource + " is neither priced nor free nor missing.");
      }
    }
    return bill.estimate(today);
  }
}
