package io.github.threetierecs.internal.changes;

import java.util.Optional;

/**
 * What is different in a resource.
 *
 * @param path the property, such as {@code ContainerDefinitions.web.Image}; or an attribute beside
 *     the properties, such as {@code DeletionPolicy}
 * @param before the old value in short words, if it had one
 * @param after the new value in short words, if it has one
 * @param update what AWS does because of it
 * @param because the id of the replaced resource that the value refers to, if that alone makes it
 *     another one
 */
public record PropertyChange(
    String path,
    Optional<String> before,
    Optional<String> after,
    Update update,
    Optional<String> because) {}
