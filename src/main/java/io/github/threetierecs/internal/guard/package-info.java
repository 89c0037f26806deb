/** What is checked at synthesis and after it. It reads the tiers, and no tier reads it. */
@NullMarked
package io.github.threetierecs.internal.guard;

import org.jspecify.annotations.NullMarked;
