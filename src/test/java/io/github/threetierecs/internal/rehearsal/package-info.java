@NullMarked
package io.github.threetierecs.internal.rehearsal;

import org.jspecify.annotations.NullMarked;
