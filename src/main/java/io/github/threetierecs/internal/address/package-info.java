/**
 * Ranges of IP addresses.
 *
 * <p>Options and templates both have them, so this knows neither, nor anything else of ours.
 */
@NullMarked
package io.github.threetierecs.internal.address;

import org.jspecify.annotations.NullMarked;
