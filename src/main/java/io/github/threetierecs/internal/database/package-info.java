/** The database: instance, replicas, proxy, its users, rotation, snapshots. */
@NullMarked
package io.github.threetierecs.internal.database;

import org.jspecify.annotations.NullMarked;
