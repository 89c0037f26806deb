package io.github.threetierecs.internal.template;

import java.util.Set;
import java.util.SortedSet;

/**
 * An open connection to something guarded, for others than its callers.
 *
 * @param guarded what is reached
 * @param expected the logical ids of the only ones that should connect this way
 * @param strangers the logical ids of those in the template who can go this way, or {@link
 *     Reachability#INTERNET}
 * @param others who else can, in words, such as {@code every address in 10.0.0.0/8}; empty if
 *     nobody
 * @param definedBy the logical id of the resource that opens it
 * @param reason by what, in words
 */
public record Opening(
    Guarded guarded,
    Set<String> expected,
    SortedSet<String> strangers,
    String others,
    String definedBy,
    String reason) {}
