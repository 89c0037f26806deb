/** What was synthesized, as pictures. */
@NullMarked
package io.github.threetierecs.blueprint;

import org.jspecify.annotations.NullMarked;
