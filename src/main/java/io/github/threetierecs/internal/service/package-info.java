/** The two services: tasks, deployments, load balancers, scaling. */
@NullMarked
package io.github.threetierecs.internal.service;

import org.jspecify.annotations.NullMarked;
