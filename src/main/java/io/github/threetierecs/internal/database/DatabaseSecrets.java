package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * The secrets of a database.
 *
 * @param master that of the master user
 * @param application what the backend gets its user and password from; null if it has no password
 * @param user the application's, which is created here; null if there is none
 * @param isCreated whether the database is
 * @param hasProxy whether there is one in front of it
 */
public record DatabaseSecrets(
    ISecret master,
    @Nullable ISecret application,
    @Nullable ApplicationUser user,
    boolean isCreated,
    boolean hasProxy) {

  /**
   * {@return the key that the backend has to be allowed to decrypt with, in words for a policy, as
   * the CDK does not do it for a secret that was given; null if it does, or if AWS's own key needs
   * no permission}
   */
  public @Nullable String keyToAllow() {
    return application != null && isGiven(application)
        ? KeysOfOtherStacks.keyOfGiven(application)
        : null;
  }

  /** Whether a secret was created elsewhere and is somebody else's to manage. */
  boolean isGiven(ISecret one) {
    return !isCreated || (one != master && (user == null || one != user.secret));
  }

  /** {@return the one that the backend uses, or the master user's if it uses none} */
  ISecret rotated() {
    return application == null ? master : application;
  }

  /**
   * Whether rotation alternates between two users, so that one of them keeps the old password for a
   * while.
   */
  boolean alternates() {
    // Alternating users do not work with a proxy, which knows only the user that its secret names
    // at the time.
    return all().size() > 1 && !hasProxy;
  }

  /**
   * {@return all that are created here or given, that of the master user first: it is always there}
   */
  List<ISecret> all() {
    return application == null || application == master
        ? List.of(master)
        : List.of(master, application);
  }
}
