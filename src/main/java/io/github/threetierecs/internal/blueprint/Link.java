package io.github.threetierecs.internal.blueprint;

/**
 * What one part has to do with another.
 *
 * @param from the id of the part that calls, reads, writes or uses
 * @param to the id of the other part
 * @param kind what it does there
 * @param label by which protocol and at which port, such as {@code HTTP 8080}; empty if that is not
 *     known or there is none
 */
public record Link(String from, String to, LinkKind kind, String label) {}
