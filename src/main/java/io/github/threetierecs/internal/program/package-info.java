/** What the programs for the command line have in common. */
@NullMarked
package io.github.threetierecs.internal.program;

import org.jspecify.annotations.NullMarked;
