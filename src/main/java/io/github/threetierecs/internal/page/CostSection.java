package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.cost.Amount;
import io.github.threetierecs.internal.cost.Estimate;
import io.github.threetierecs.internal.cost.Estimator;
import io.github.threetierecs.internal.cost.Gap;
import io.github.threetierecs.internal.cost.LineItem;
import io.github.threetierecs.internal.cost.ResourceCost;
import io.github.threetierecs.internal.cost.Standing;
import io.github.threetierecs.internal.template.StackTemplate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the stacks cost a month at list prices, with the usage to be edited. */
final class CostSection {

  private static final String WHAT_IT_IS_NOT =
      "List prices of On-Demand resources in US dollars, without free tiers, discounts and taxes:"
          + " no bill and no offer. Nothing was fetched to make this page.";

  private CostSection() {}

  static String of(Plan plan, Assembly assembly) {
    StringBuilder content = new StringBuilder(Html.paragraph(Html.text(WHAT_IT_IS_NOT)));
    LocalDate date = Estimator.newestPrice();
    Map<Optional<String>, Set<String>> regions = byRegion(plan, assembly);
    regions.forEach(
        (region, stacks) ->
            content.append(new Region(plan, region, stacks, date, regions.size() == 1).html()));
    return Html.section("cost", "What it costs a month", content.toString());
  }

  /** The stacks of each Region; under no name those that name none. */
  private static Map<Optional<String>, Set<String>> byRegion(Plan plan, Assembly assembly) {
    Map<Optional<String>, Set<String>> regions = new LinkedHashMap<>();
    for (String stack : plan.stacks()) {
      regions.computeIfAbsent(assembly.regionOf(stack), none -> new TreeSet<>()).add(stack);
    }
    return regions;
  }

  /** The estimate of the stacks of one Region. */
  private static final class Region {
    private final Set<String> stacks;
    private final LocalDate date;
    private final boolean isAlone;
    private final Estimate estimate;

    Region(
        Plan plan, Optional<String> region, Set<String> stacks, LocalDate date, boolean isAlone) {
      this.stacks = stacks;
      this.date = date;
      this.isAlone = isAlone;
      StackTemplate all = plan.template();
      this.estimate =
          Estimator.of(
              all.only(it -> stacks.contains(it.substring(0, it.indexOf('/')))), region, date);
    }

    String html() {
      if (estimate.items().isEmpty()) {
        return "<div class=\"cost\">\n" + heading() + nothing() + counted() + "</div>\n";
      }
      return "<div class=\"cost\" data-date=\""
          + date
          + "\">\n"
          + heading()
          + sums()
          + warnings()
          + baseline()
          + usage()
          + counted()
          + "</div>\n";
    }

    private String heading() {
      return "<h3>" + Html.text(name()) + "</h3>\n";
    }

    private String name() {
      return String.join(", ", stacks) + " in " + estimate.region();
    }

    /** A screen reader lists tables by their captions, so no two are the same. */
    private String caption(String words) {
      return isAlone ? words : words + ": " + name();
    }

    /** Not as a sum, since a sum of nothing looks like a price. */
    private String nothing() {
      return Html.paragraph(
          estimate.gaps().isEmpty()
              ? "Nothing here costs anything."
              : "<strong>No estimate:</strong> no price is known of what costs something here.");
    }

    private String sums() {
      Amount baseline = estimate.baseline();
      Amount usage = estimate.usage();
      return Html.paragraph(
          "<strong>Baseline <span class=\"baseline\" data-dollars=\""
              + exact(baseline.usual())
              + "\">"
              + range(baseline)
              + "</span></strong>, paid though nobody uses it; <strong>usage <output"
              + " class=\"usage\">"
              + dollars(usage.usual())
              + "</output></strong> at the figures below, which are to be edited. At low usage "
              + dollars(usage.least())
              + ", at high usage "
              + dollars(usage.most())
              + "."
              + notInTheSums());
    }

    private String notInTheSums() {
      long without = estimate.gaps().stream().map(Gap::logicalId).distinct().count();
      if (without == 0) {
        return "";
      }
      return without == 1
          ? " Not in these sums is something of one resource, named below."
          : " Not in these sums is something of " + without + " resources, named below.";
    }

    private String warnings() {
      List<String> warnings =
          new ArrayList<>(estimate.warnings().stream().map(Html::text).toList());
      warnings.add("<span class=\"age\">The newest of these prices is of " + date + ".</span>");
      return Html.list(warnings);
    }

    private String baseline() {
      List<List<String>> rows =
          estimate.items().stream()
              .filter(it -> !it.isUsage())
              .map(
                  it ->
                      List.of(
                          Html.text(it.label()),
                          quantity(it.quantity()),
                          price(it),
                          range(it.monthly()),
                          source(it)))
              .toList();
      return rows.isEmpty()
          ? ""
          : Html.table(
              caption("Baseline"), List.of("What", "How many", "Price", "A month", "Source"), rows);
    }

    private String usage() {
      List<List<String>> rows = new ArrayList<>();
      for (LineItem it : estimate.items()) {
        it.assumption()
            .ifPresent(
                assumption ->
                    rows.add(
                        List.of(
                            Html.text(it.label()),
                            "<input type=\"number\" min=\"0\" step=\"any\" value=\""
                                + exact(it.quantity().usual())
                                + "\" data-price=\""
                                + exact(
                                    it.price().dollars().multiply(BigDecimal.valueOf(it.hours())))
                                + "\" data-low=\""
                                + exact(it.quantity().least())
                                + "\" data-medium=\""
                                + exact(it.quantity().usual())
                                + "\" data-high=\""
                                + exact(it.quantity().most())
                                + "\" aria-label=\""
                                + Html.text(
                                    it.label() + ": " + assumption.unit() + " " + assumption.what())
                                + "\"> "
                                + Html.text(assumption.unit() + " " + assumption.what()),
                            price(it),
                            "<output>" + dollars(it.monthly().usual()) + "</output>",
                            source(it))));
      }
      return rows.isEmpty()
          ? ""
          : "<p class=\"levels\" hidden>Usage: <button type=\"button\""
              + " data-level=\"low\">low</button> <button type=\"button\""
              + " data-level=\"medium\">medium</button> <button type=\"button\""
              + " data-level=\"high\">high</button></p>\n"
              + Html.table(
                  caption("Usage"),
                  List.of("What", "How much", "Price", "A month", "Source"),
                  rows);
    }

    private String counted() {
      StringBuilder counted = new StringBuilder();
      counted.append(
          Html.paragraph(
              "Of "
                  + estimate.resources().size()
                  + " resources, "
                  + estimate.count(Standing.PRICED)
                  + " are priced, "
                  + estimate.count(Standing.FREE)
                  + " are free and "
                  + estimate.count(Standing.NOT_ESTIMATED)
                  + " are not estimated."));
      Map<String, Set<String>> free = new TreeMap<>();
      for (ResourceCost it : estimate.resources()) {
        if (it.standing() == Standing.FREE) {
          free.computeIfAbsent(it.reason(), reason -> new TreeSet<>()).add(it.type());
        }
      }
      if (!free.isEmpty()) {
        counted.append(
            Html.table(
                caption("Free"),
                List.of("Why", "Types"),
                free.entrySet().stream()
                    .map(
                        it ->
                            List.of(
                                Html.text(it.getKey()),
                                Html.text(String.join(", ", it.getValue()))))
                    .toList()));
      }
      List<List<String>> gaps = new ArrayList<>();
      for (Gap gap : estimate.gaps()) {
        gaps.add(
            List.of(Html.code(gap.logicalId()), Html.text(gap.what()), Html.text(gap.reason())));
      }
      if (!gaps.isEmpty()) {
        counted.append(
            Html.table(caption("Not in the sum"), List.of("Resource", "What", "Why"), gaps));
      }
      return counted.toString();
    }

    private static String price(LineItem item) {
      return "$" + exact(item.price().dollars()) + " per " + Html.text(item.price().unit());
    }

    private static String source(LineItem item) {
      return Html.text(item.price().source() + ", " + item.price().date());
    }

    private static String quantity(Amount amount) {
      return amount.isRange()
          ? exact(amount.least())
              + " to "
              + exact(amount.most())
              + ", usually "
              + exact(amount.usual())
          : exact(amount.usual());
    }

    private static String range(Amount amount) {
      return amount.isRange()
          ? dollars(amount.usual())
              + " ("
              + dollars(amount.least())
              + " to "
              + dollars(amount.most())
              + ")"
          : dollars(amount.usual());
    }

    private static String dollars(BigDecimal amount) {
      return "$" + amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String exact(BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
  }
}
