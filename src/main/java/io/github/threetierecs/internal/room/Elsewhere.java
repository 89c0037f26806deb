package io.github.threetierecs.internal.room;

/**
 * A service that runs on no Auto Scaling group of the template.
 *
 * @param id its logical id
 * @param reason where it runs, or why that is not known, as a whole sentence
 */
public record Elsewhere(String id, String reason) {}
