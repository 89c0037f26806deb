package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.files.OwnFiles;
import java.math.BigDecimal;
import java.util.List;

/**
 * How much of something an application is assumed to use in a month.
 *
 * @param key its name in usage.tsv
 * @param what what is used, in words
 * @param unit in what it is counted
 * @param quantity at low, medium and high usage
 */
public record Assumption(String key, String what, String unit, Amount quantity) {

  private static final List<Assumption> ALL =
      OwnFiles.table(Assumption.class, "usage.tsv").stream().map(Assumption::of).toList();

  /**
   * All assumptions.
   *
   * @return those of usage.tsv, in its order
   */
  public static List<Assumption> all() {
    return ALL;
  }

  static Assumption named(String key) {
    return ALL.stream().filter(it -> it.key.equals(key)).findFirst().orElseThrow();
  }

  private static Assumption of(List<String> row) {
    return new Assumption(
        row.get(0),
        row.get(1),
        row.get(2),
        new Amount(
            new BigDecimal(row.get(3)), new BigDecimal(row.get(4)), new BigDecimal(row.get(5))));
  }
}
