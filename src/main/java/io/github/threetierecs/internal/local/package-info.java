/**
 * An application on one's own machine, made of its templates: containers in the place of tasks,
 * each load balancer as HAProxy with what the template says of its listeners, rules and target
 * groups, and the security groups as the only ways from one container to another.
 *
 * <p>Plain Java: it reads the files of a cloud assembly and writes files, without a Node process.
 */
@NullMarked
package io.github.threetierecs.internal.local;

import org.jspecify.annotations.NullMarked;
