/** The EC2 instances, the cluster and its capacity provider. */
@NullMarked
package io.github.threetierecs.internal.capacity;

import org.jspecify.annotations.NullMarked;
