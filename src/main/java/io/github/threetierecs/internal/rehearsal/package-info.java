/**
 * A change played before it is made: what CloudFormation does in which order, what is away
 * meanwhile, and what a rollback leaves. What AWS does is data, in {@code knowledge.tsv} and in
 * {@code replacement.tsv} of package {@code internal.changes}.
 *
 * <p>Plain Java, as templates are.
 */
@NullMarked
package io.github.threetierecs.internal.rehearsal;

import org.jspecify.annotations.NullMarked;
