/**
 * What a deployment changes: two plans compared, with what AWS does to each resource. What AWS can
 * change in place and what it replaces is data, in {@code replacement.tsv}; what holds data is in
 * {@code stateful.tsv}.
 *
 * <p>Plain Java, as the plans are.
 */
@NullMarked
package io.github.threetierecs.internal.changes;

import org.jspecify.annotations.NullMarked;
