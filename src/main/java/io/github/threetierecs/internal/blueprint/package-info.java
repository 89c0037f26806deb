/**
 * What was synthesized, as one plan: its parts, how they are linked, and where they are placed.
 * Pictures and pages are drawn from the plan alone.
 *
 * <p>Plain Java: a plan is read from the files of a cloud assembly, so that it can be made of any
 * assembly, whoever synthesized it, and no Node process is needed.
 */
@NullMarked
package io.github.threetierecs.internal.blueprint;

import org.jspecify.annotations.NullMarked;
