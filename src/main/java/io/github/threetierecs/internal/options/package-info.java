/** How an option is declared, gets its default, is checked and is refused. */
@NullMarked
package io.github.threetierecs.internal.options;

import org.jspecify.annotations.NullMarked;
