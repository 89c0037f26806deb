/** A three-tier application on Amazon ECS as one AWS CDK construct. */
@NullMarked
package io.github.threetierecs;

import org.jspecify.annotations.NullMarked;
