package io.github.threetierecs.internal.options;

import io.github.threetierecs.Profile;
import java.util.Objects;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;

/** What can be chosen of the repositories of images, which are a separate construct. */
public final class ImageRepositoriesOptions {
  private static final Group REPOSITORIES = new Group("repositories");

  /** The profile has no default, since it decides the defaults of the others. */
  public static final Option<Profile> PROFILE = REPOSITORIES.option("profile");

  public static final Option<Boolean> IMMUTABLE_TAGS =
      REPOSITORIES.<Boolean>option("immutableTags").byDefault(true);

  public static final Option<Boolean> SCAN_ON_PUSH =
      REPOSITORIES.<Boolean>option("scanOnPush").byDefault(true);

  public static final Option<Number> KEEP_IMAGES =
      REPOSITORIES
          .wholeNumber("keepImages", 1, 100_000, "images", "set 100, to roll back that far")
          .byDefault(100, 10);

  public static final Option<IKey> ENCRYPTION_KEY = REPOSITORIES.option("encryptionKey");

  public static final Option<RemovalPolicy> REMOVAL_POLICY =
      REPOSITORIES
          .<RemovalPolicy>option("removalPolicy")
          .refusing(ImageRepositoriesOptions::checkRemoval)
          .byDefault(RemovalPolicy.RETAIN, RemovalPolicy.DESTROY);

  private ImageRepositoriesOptions() {}

  /** {@return the same, and the defaults of the profile that was chosen with them} */
  public static Values effective(Values chosen) {
    return chosen.in(Objects.requireNonNullElse(chosen.find(PROFILE), Profile.PRODUCTION));
  }

  private static void checkRemoval(Problems problems, String option, RemovalPolicy policy) {
    if (policy != RemovalPolicy.RETAIN && policy != RemovalPolicy.DESTROY) {
      problems.add(
          option,
          policy,
          "is not supported by a repository",
          "set RemovalPolicy.RETAIN or RemovalPolicy.DESTROY");
    }
  }
}
