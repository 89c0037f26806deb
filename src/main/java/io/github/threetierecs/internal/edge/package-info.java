/** What stands in front of a load balancer: TLS, names, the web ACL, logs of requests. */
@NullMarked
package io.github.threetierecs.internal.edge;

import org.jspecify.annotations.NullMarked;
