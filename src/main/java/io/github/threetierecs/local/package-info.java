/** An application on one's own machine, in containers. */
@NullMarked
package io.github.threetierecs.local;

import org.jspecify.annotations.NullMarked;
