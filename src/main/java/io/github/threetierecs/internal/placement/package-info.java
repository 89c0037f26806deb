/**
 * Whether tasks fit on EC2 instances. {@link
 * io.github.threetierecs.internal.placement.InstanceCatalogue} knows what an instance offers,
 * {@link io.github.threetierecs.internal.placement.Spread} how ECS places tasks, and {@link
 * io.github.threetierecs.internal.placement.Packing} whether there is any placement. Plain Java,
 * without the CDK.
 */
@NullMarked
package io.github.threetierecs.internal.placement;

import org.jspecify.annotations.NullMarked;
