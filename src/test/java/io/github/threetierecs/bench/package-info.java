/** What the construct costs, next to the same resources written by hand. */
@NullMarked
package io.github.threetierecs.bench;

import org.jspecify.annotations.NullMarked;
