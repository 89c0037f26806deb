package io.github.threetierecs.internal.cost;

/**
 * Something of a resource that costs money and is not in the estimate. The resource may have lines
 * for the rest of it.
 *
 * @param logicalId the resource
 * @param what what is not estimated
 * @param reason why
 */
public record Gap(String logicalId, String what, String reason) {}
