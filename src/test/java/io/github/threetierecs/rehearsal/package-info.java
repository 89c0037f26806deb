@NullMarked
package io.github.threetierecs.rehearsal;

import org.jspecify.annotations.NullMarked;
