package io.github.threetierecs.internal.cost;

import java.math.BigDecimal;

/**
 * A quantity, or a sum of money, as a range. Of what scales: at its fewest, as it is usually, at
 * its most. Of what is used: at low, medium and high usage.
 *
 * @param least the least
 * @param usual the one to reckon with
 * @param most the most
 */
public record Amount(BigDecimal least, BigDecimal usual, BigDecimal most) {

  /** Nothing, which is where a sum begins. */
  static final Amount NONE = of(BigDecimal.ZERO);

  static final Amount ONE = of(BigDecimal.ONE);

  static Amount of(BigDecimal value) {
    return new Amount(value, value, value);
  }

  static Amount of(long value) {
    return of(BigDecimal.valueOf(value));
  }

  /**
   * Adds.
   *
   * @param other another amount
   * @return the sum, bound by bound
   */
  public Amount plus(Amount other) {
    return new Amount(least.add(other.least), usual.add(other.usual), most.add(other.most));
  }

  /**
   * Multiplies.
   *
   * @param factor what with
   * @return the product, bound by bound
   */
  public Amount times(BigDecimal factor) {
    return new Amount(least.multiply(factor), usual.multiply(factor), most.multiply(factor));
  }

  Amount times(long factor) {
    return times(BigDecimal.valueOf(factor));
  }

  /**
   * Whether it is a range at all.
   *
   * @return whether least and most differ
   */
  public boolean isRange() {
    return least.compareTo(most) != 0;
  }
}
