package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.files.OwnFiles;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prices of prices.tsv. */
final class PriceList {

  /** The Region of what costs the same everywhere. */
  private static final String ANY = "any";

  /** Regions that are billed in another currency, at other prices. */
  private static final String CHINA = "cn-";

  /** The rows of each item. They are parsed only when they are asked for, which few are. */
  private static final Map<String, List<String>> ROWS = rows();

  private PriceList() {}

  static Optional<Price> find(String item, String region) {
    return ROWS.getOrDefault(item, List.of()).stream()
        .map(OwnFiles::cells)
        .filter(row -> isOf(row.get(3), region))
        .map(PriceList::price)
        .findFirst();
  }

  /** What the same version of the library says on any day, unlike today's date. */
  static LocalDate newest() {
    return ROWS.values().stream()
        .flatMap(List::stream)
        .map(row -> OwnFiles.cells(row).get(4))
        .max(Comparator.naturalOrder())
        .map(LocalDate::parse)
        .orElseThrow();
  }

  private static Price price(List<String> row) {
    return new Price(
        row.get(0),
        row.get(1),
        new BigDecimal(row.get(2)),
        LocalDate.parse(row.get(4)),
        row.get(5));
  }

  private static boolean isOf(String regions, String region) {
    return regions.equals(ANY)
        ? !region.startsWith(CHINA)
        : List.of(regions.split(",", -1)).contains(region);
  }

  private static Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String row : OwnFiles.rows(PriceList.class, "prices.tsv")) {
      rows.computeIfAbsent(row.substring(0, row.indexOf('\t')), item -> new ArrayList<>()).add(row);
    }
    return rows;
  }
}
