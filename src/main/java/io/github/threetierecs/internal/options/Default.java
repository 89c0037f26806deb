package io.github.threetierecs.internal.options;

import io.github.threetierecs.Profile;
import org.jspecify.annotations.Nullable;

/** One option's default in each profile. */
public record Default<T>(T production, T development) {

  public T in(Profile profile) {
    return profile == Profile.PRODUCTION ? production : development;
  }

  /** What the user chose, or else the profile's default. */
  public T unless(@Nullable T chosen, Profile profile) {
    return chosen != null ? chosen : in(profile);
  }
}
