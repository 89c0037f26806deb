package io.github.threetierecs;

import org.jspecify.annotations.Nullable;

/** One option's default in each profile. */
record Default<T>(T production, T development) {

  T in(Profile profile) {
    return profile == Profile.PRODUCTION ? production : development;
  }

  /** What the user chose, or else the profile's default. */
  T unless(@Nullable T chosen, Profile profile) {
    return chosen != null ? chosen : in(profile);
  }
}
