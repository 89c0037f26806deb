/**
 * What a template says of the room that tasks find on EC2 instances. It asks the engine of package
 * {@code placement}, which the check at synthesis asks too. Plain Java, without the CDK.
 */
@NullMarked
package io.github.threetierecs.internal.room;

import org.jspecify.annotations.NullMarked;
