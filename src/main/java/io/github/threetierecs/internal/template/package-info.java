/**
 * A synthesized template read back as one model: resources, references, who may reach whom.
 *
 * <p>Plain Java. What goes in is the map that {@code Template.toJSON()} of the CDK returns, or that
 * any JSON parser makes of a template file. What comes out never changes afterwards. Whatever reads
 * templates (checks, pictures, a compose file) reads them through this package:
 *
 * <ul>
 *   <li>{@link io.github.threetierecs.internal.template.StackTemplate} and {@link
 *       io.github.threetierecs.internal.template.Resource}: what there is, and what refers to what
 *   <li>{@link io.github.threetierecs.internal.template.JoinedStacks}: several stacks as if they
 *       were one
 *   <li>{@link io.github.threetierecs.internal.template.Routes}: which subnets are public, private,
 *       isolated
 *   <li>{@link io.github.threetierecs.internal.template.Reachability}: who may connect to whom
 *   <li>{@link io.github.threetierecs.internal.template.LoadBalancing}: which services answer
 *       behind which load balancer
 * </ul>
 */
@NullMarked
package io.github.threetierecs.internal.template;

import org.jspecify.annotations.NullMarked;
