package io.github.threetierecs.internal.cost;

import java.util.List;
import java.util.function.Predicate;

/**
 * What a template costs a month at list prices. Each of its resources is priced, free or not
 * estimated.
 *
 * @param region the Region whose prices these are
 * @param items the lines
 * @param resources all resources of the template, in logical-id order
 * @param gaps what is not in the estimate, though it costs money
 * @param warnings what a reader has to know, in sentences
 */
public record Estimate(
    String region,
    List<LineItem> items,
    List<ResourceCost> resources,
    List<Gap> gaps,
    List<String> warnings) {

  /**
   * What is paid though nobody uses the application.
   *
   * @return US dollars a month: with the fewest instances, as many as usual, the most
   */
  public Amount baseline() {
    return sum(it -> !it.isUsage());
  }

  /**
   * What usage adds.
   *
   * @return US dollars a month, at low, medium and high usage
   */
  public Amount usage() {
    return sum(LineItem::isUsage);
  }

  /**
   * Counts resources.
   *
   * @param standing which
   * @return how many there are
   */
  public long count(Standing standing) {
    return resources.stream().filter(it -> it.standing() == standing).count();
  }

  private Amount sum(Predicate<LineItem> which) {
    return items.stream().filter(which).map(LineItem::monthly).reduce(Amount.NONE, Amount::plus);
  }
}
