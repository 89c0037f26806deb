/** A change rehearsed before it is made. */
@NullMarked
package io.github.threetierecs.rehearsal;

import org.jspecify.annotations.NullMarked;
