/** Alarms, their topic, the dashboard, events. */
@NullMarked
package io.github.threetierecs.internal.observability;

import org.jspecify.annotations.NullMarked;
