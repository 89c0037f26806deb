/** What is written beside the templates at every synthesis. */
@NullMarked
package io.github.threetierecs.internal.synthesis;

import org.jspecify.annotations.NullMarked;
