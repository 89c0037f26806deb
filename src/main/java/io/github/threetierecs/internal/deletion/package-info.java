/**
 * What a delete of the stacks leaves: the fate of every resource, what stops the delete, what AWS
 * keeps, and the commands that clean up.
 *
 * <p>Plain Java: it is derived from templates alone, so that it is said before anything is
 * deployed.
 */
@NullMarked
package io.github.threetierecs.internal.deletion;

import org.jspecify.annotations.NullMarked;
