package io.github.threetierecs.internal.template;

/**
 * A service with its load balancer, by their logical ids.
 *
 * @param name what a reader calls the tier, such as {@code backend}
 * @param service the service
 * @param balancer the load balancer in front of it
 */
public record Tier(String name, String service, String balancer) {}
