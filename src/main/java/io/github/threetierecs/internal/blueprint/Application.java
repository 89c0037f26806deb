package io.github.threetierecs.internal.blueprint;

/**
 * A {@code ThreeTierEcsApp}, found by its structure: a frontend that is told the address of a
 * backend.
 *
 * @param id the id of its frontend's service
 * @param name the id of the construct, such as {@code App}
 * @param stack the stack that it is in
 * @param frontend the id of the frontend's service
 * @param backend the id of the backend's service
 * @param database the id of the part that the backend sends its queries to: a proxy, a database, or
 *     an existing one; empty if there is none
 */
public record Application(
    String id, String name, String stack, String frontend, String backend, String database) {}
