package io.github.threetierecs.internal.deletion;

/**
 * What becomes of one resource.
 *
 * @param id its stack and its logical id, such as {@code Shop/AppKey06B23A3B}
 * @param type its type
 * @param fate what becomes of it
 * @param reason one sentence why
 */
public record ResourceFate(String id, String type, Fate fate, String reason) {}
