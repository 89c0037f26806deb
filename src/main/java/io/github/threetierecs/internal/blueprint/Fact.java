package io.github.threetierecs.internal.blueprint;

/**
 * Something that is known of a part, in words.
 *
 * @param label what it is, such as {@code Instance type}
 * @param value such as {@code m6i.large}
 */
public record Fact(String label, String value) {}
