package io.github.threetierecs;

import io.github.threetierecs.internal.options.ImageRepositoriesOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;

/** How {@link ImageRepositories}, a separate construct, keep the images of the two tiers. */
public final class ImageRepositoriesProps {
  final Values values;

  private ImageRepositoriesProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with {@link Profile#PRODUCTION} and its default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the options of both repositories. Whatever is left out gets the profile's default. */
  public static final class Builder
      implements software.amazon.jsii.Builder<ImageRepositoriesProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

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
      values.set(ImageRepositoriesOptions.PROFILE, profile);
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
      values.set(ImageRepositoriesOptions.IMMUTABLE_TAGS, immutableTags);
      return this;
    }

    /**
     * Whether Amazon ECR looks for known vulnerabilities in an image when it is pushed. The console
     * shows the findings with the image; nothing is refused. A scanning configuration of the
     * account's registry overrides it.
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
      values.set(ImageRepositoriesOptions.SCAN_ON_PUSH, scanOnPush);
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
      values.set(ImageRepositoriesOptions.KEEP_IMAGES, keepImages);
      return this;
    }

    /**
     * The KMS key that encrypts the images.
     *
     * <p>Default: none in both profiles: Amazon ECR encrypts with its own key, at no cost.
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
      values.set(ImageRepositoriesOptions.ENCRYPTION_KEY, encryptionKey);
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
      values.set(ImageRepositoriesOptions.REMOVAL_POLICY, removalPolicy);
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
      return new ImageRepositoriesProps(values.checked("repositories"));
    }
  }
}
