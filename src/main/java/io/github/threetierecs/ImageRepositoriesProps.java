package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;

/** How {@link ImageRepositories} keep the images of the two tiers. */
public final class ImageRepositoriesProps {
  final Profile profile;
  final @Nullable Boolean immutableTags;
  final @Nullable Boolean scanOnPush;
  final @Nullable Number keepImages;
  final @Nullable IKey encryptionKey;
  final @Nullable RemovalPolicy removalPolicy;

  private ImageRepositoriesProps(Builder builder) {
    profile = builder.profile;
    immutableTags = builder.immutableTags;
    scanOnPush = builder.scanOnPush;
    keepImages = builder.keepImages;
    encryptionKey = builder.encryptionKey;
    removalPolicy = builder.removalPolicy;
  }

  /**
   * Starts with {@link Profile#PRODUCTION} and its default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder();
  }

  /** Sets the options of both repositories. Whatever is left out gets the profile's default. */
  public static final class Builder
      implements software.amazon.jsii.Builder<ImageRepositoriesProps> {
    private final Problems problems = new Problems("repositories");
    private Profile profile = Profile.PRODUCTION;
    private @Nullable Boolean immutableTags;
    private @Nullable Boolean scanOnPush;
    private @Nullable Number keepImages;
    private @Nullable IKey encryptionKey;
    private @Nullable RemovalPolicy removalPolicy;

    private Builder() {}

    /**
     * Which defaults the options that are left out get.
     *
     * <p>Default: {@link Profile#PRODUCTION}. Changing it changes all those defaults at once, in
     * place.
     *
     * @param profile the profile
     * @return this builder
     */
    public Builder profile(@Nullable Profile profile) {
      this.profile = profile == null ? Profile.PRODUCTION : profile;
      return this;
    }

    /**
     * Whether a tag is pushed once and never moves. A deployment then runs what was tested, and a
     * rollback finds what it ran before.
     *
     * <p>Default: true in both profiles, so that {@code latest} can be pushed only once. It can be
     * changed in place.
     *
     * @param immutableTags true to refuse a second push of a tag
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html">Image
     *     tag mutability</a>
     */
    public Builder immutableTags(@Nullable Boolean immutableTags) {
      this.immutableTags = immutableTags;
      return this;
    }

    /**
     * Whether Amazon ECR looks for known vulnerabilities in an image when it is pushed. What it
     * finds stands beside the image in the console; nothing is refused. A scanning configuration of
     * the account's registry overrules it.
     *
     * <p>Default: true in both profiles; it costs nothing. It can be changed in place.
     *
     * @param scanOnPush true to scan
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html">Basic
     *     scanning</a>
     */
    public Builder scanOnPush(@Nullable Boolean scanOnPush) {
      this.scanOnPush = scanOnPush;
      return this;
    }

    /**
     * How many tagged images each repository keeps; older ones are deleted, <b>even if a service
     * runs them</b>. Untagged ones are deleted after a week.
     *
     * <p>Default: 100 in PRODUCTION, 10 in DEVELOPMENT. It can be changed in place; what is too
     * many then goes within a day.
     *
     * <p>Refused: anything but a whole number from 1 to 100 000.
     *
     * @param keepImages from 1 to 100 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html">Lifecycle
     *     policies</a>
     */
    public Builder keepImages(@Nullable Number keepImages) {
      this.keepImages = keepImages;
      return this;
    }

    /**
     * The KMS key that encrypts the images.
     *
     * <p>Default: none in both profiles: Amazon ECR encrypts with a key of its own, at no cost.
     * <b>Choose it before the first push</b>: changing it later replaces both repositories. The old
     * ones keep their images only if {@link #removalPolicy} is {@code RETAIN}.
     *
     * @param encryptionKey a key of the same Region
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html">Encryption
     *     at rest</a>
     */
    public Builder encryptionKey(@Nullable IKey encryptionKey) {
      this.encryptionKey = encryptionKey;
      return this;
    }

    /**
     * What becomes of the repositories when the stack is deleted: {@code RETAIN} keeps them, {@code
     * DESTROY} deletes them with all images.
     *
     * <p>Default: {@code RETAIN} in PRODUCTION, {@code DESTROY} in DEVELOPMENT. It can be changed
     * in place.
     *
     * <p>Refused: what Amazon ECR cannot do, such as {@code SNAPSHOT}.
     *
     * @param removalPolicy {@code RETAIN} or {@code DESTROY}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html">DeletionPolicy</a>
     */
    public Builder removalPolicy(@Nullable RemovalPolicy removalPolicy) {
      this.removalPolicy = removalPolicy;
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public ImageRepositoriesProps build() {
      problems.wholeNumber(
          "keepImages", keepImages, 1, 100_000, "images", "set 100, to roll back that far");
      if (removalPolicy != null
          && removalPolicy != RemovalPolicy.RETAIN
          && removalPolicy != RemovalPolicy.DESTROY) {
        problems.add(
            "removalPolicy",
            removalPolicy,
            "is nothing that a repository can do",
            "set RemovalPolicy.RETAIN or RemovalPolicy.DESTROY");
      }
      problems.refuse();
      return new ImageRepositoriesProps(this);
    }
  }
}
