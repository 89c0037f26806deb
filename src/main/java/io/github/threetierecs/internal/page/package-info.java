/**
 * The page of a blueprint: what the pictures show, in words and tables, with what follows from it.
 * A class per section.
 */
@NullMarked
package io.github.threetierecs.internal.page;

import org.jspecify.annotations.NullMarked;
