/** The app of README.md, as a user has it: outside the packages of the library. */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
