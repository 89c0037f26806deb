package io.github.threetierecs.internal.cost;

/**
 * How one resource stands in an estimate.
 *
 * @param logicalId its name in the template
 * @param type its type
 * @param standing whether it is priced, free or not estimated
 * @param reason why it is free or not estimated; empty for what is priced
 */
public record ResourceCost(String logicalId, String type, Standing standing, String reason) {}
