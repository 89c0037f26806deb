/**
 * What a template costs a month: list prices from a dated table, baseline and usage apart.
 *
 * <p>Plain Java, like what reads templates: no price is fetched, and no Node process is needed.
 */
@NullMarked
package io.github.threetierecs.internal.cost;

import org.jspecify.annotations.NullMarked;
