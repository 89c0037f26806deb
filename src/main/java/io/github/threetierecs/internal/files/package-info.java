/** The files that the library brings with it: tables, and pieces of the page. */
@NullMarked
package io.github.threetierecs.internal.files;

import org.jspecify.annotations.NullMarked;
