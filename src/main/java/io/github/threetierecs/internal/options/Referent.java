package io.github.threetierecs.internal.options;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Tokenization;
import software.constructs.IConstruct;

/** What a token refers to. */
public final class Referent {
  private Referent() {}

  /** {@return the resource that a value is an attribute of, or null if it is none} */
  public static @Nullable IConstruct of(@Nullable String value) {
    if (value == null || !Tokens.isToken(value)) {
      return null;
    }
    for (IResolvable token : Tokenization.reverseString(value).getTokens()) {
      if (token instanceof Reference reference) {
        return reference.getTarget();
      }
    }
    return null;
  }
}
