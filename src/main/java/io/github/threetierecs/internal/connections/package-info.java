/** Who may talk to whom, and what opens the way. */
@NullMarked
package io.github.threetierecs.internal.connections;

import org.jspecify.annotations.NullMarked;
