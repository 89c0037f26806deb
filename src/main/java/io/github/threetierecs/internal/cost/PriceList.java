package io.github.threetierecs.internal.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prices of prices.tsv. Read when the first estimate is made. */
final class PriceList {

  /** The Region of what costs the same everywhere. */
  private static final String ANY = "any";

  /** Regions that are billed in another currency, at other prices. */
  private static final String CHINA = "cn-";

  static final PriceList KNOWN = new PriceList(Tables.read("prices.tsv"));

  private final Map<String, Map<String, Price>> byItem = new HashMap<>();

  PriceList(List<List<String>> rows) {
    for (List<String> row : rows) {
      Price price =
          new Price(
              row.get(0),
              row.get(1),
              new BigDecimal(row.get(2)),
              LocalDate.parse(row.get(4)),
              row.get(5));
      for (String region : row.get(3).split(",", -1)) {
        byItem.computeIfAbsent(price.item(), item -> new HashMap<>()).put(region, price);
      }
    }
  }

  Optional<Price> find(String item, String region) {
    Map<String, Price> prices = byItem.getOrDefault(item, Map.of());
    boolean inDollars = !region.startsWith(CHINA);
    return Optional.ofNullable(prices.get(region))
        .or(() -> Optional.ofNullable(prices.get(ANY)).filter(it -> inDollars));
  }
}
