/** What the construct costs, next to an empty app. */
@NullMarked
package io.github.threetierecs.bench;

import org.jspecify.annotations.NullMarked;
