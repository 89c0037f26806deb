/** The recipes of {@code docs/recipes}, each a whole program. */
@NullMarked
package io.github.threetierecs.recipes;

import org.jspecify.annotations.NullMarked;
