/**
 * What EC2 instances offer to tasks. Plain Java, from a list of instance types that comes with the
 * library.
 */
@NullMarked
package io.github.threetierecs.internal.placement;

import org.jspecify.annotations.NullMarked;
