package io.github.threetierecs.internal.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A line of an estimate: quantity, times hours, times the price of a unit.
 *
 * @param label what is paid for
 * @param resources the logical ids of the resources that it is paid for
 * @param quantity how many; a range where instances scale, and of usage at low, medium and high
 * @param hours how many hours of each; 1 of what is not paid by the hour
 * @param price the price of a unit
 * @param assumption what the quantity is assumed from; nothing for what the template says itself,
 *     which is the baseline
 */
public record LineItem(
    String label,
    List<String> resources,
    Amount quantity,
    int hours,
    Price price,
    Optional<Assumption> assumption) {

  /** The hours of a month, as AWS itself reckons. */
  public static final int HOURS = 730;

  /**
   * The cost of a month.
   *
   * @return US dollars
   */
  public Amount monthly() {
    return quantity.times(price.dollars()).times(BigDecimal.valueOf(hours));
  }

  /**
   * Whether it depends on usage, and not on the template alone.
   *
   * @return whether its quantity is an assumption
   */
  public boolean isUsage() {
    return assumption.isPresent();
  }
}
