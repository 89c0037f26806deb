/**
 * What all rooms share: ARNs, names, keys, log groups, and how something is refused or warned of.
 */
@NullMarked
package io.github.threetierecs.internal.shared;

import org.jspecify.annotations.NullMarked;
