package io.github.threetierecs.internal.blueprint;

/**
 * A resource that is not drawn itself, since it only says something of a part.
 *
 * @param id its stack and its logical id
 * @param type its type
 * @param into the id of the part
 * @param reason what it is to the part, such as {@code permissions of the role}
 */
public record Folded(String id, String type, String into, String reason) {}
