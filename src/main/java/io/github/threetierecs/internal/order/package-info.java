/**
 * Collections whose order is the same in every run, so that the same code always makes the same
 * template. Plain Java: nothing here knows the CDK.
 */
@NullMarked
package io.github.threetierecs.internal.order;

import org.jspecify.annotations.NullMarked;
