/** The VPC: its subnets, NAT, endpoints, and one that is there already. */
@NullMarked
package io.github.threetierecs.internal.network;

import org.jspecify.annotations.NullMarked;
