package io.github.threetierecs;

/** Nulls where the compiler does not allow for one, as in a user's code without its checks. */
final class Nulls {
  private Nulls() {}

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // that is what it is for
  static <T> T nothing() {
    return null;
  }
}
