package io.github.threetierecs;

import io.github.threetierecs.internal.options.ApplicationUserOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * A user of the database for the application only, with all rights in its own database and none
 * outside it: it can neither create users nor read other databases. The container {@code
 * database-user} creates it ({@code
 * docs/guides/database-access.md#a-user-of-the-applications-own}).
 */
public final class ApplicationUserProps {
  final Values values;

  private ApplicationUserProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the default for every option.
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

  /** Sets the user's name, and the image that creates it. */
  public static final class Builder implements software.amazon.jsii.Builder<ApplicationUserProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * The user's name in the database.
     *
     * <p>Default: {@code app} in both profiles; with {@code database.iamAuthentication} the user
     * has {@code _iam} after this name. Another name later is another user with another secret, and
     * a new deployment of the backend; the old user stays in the database until it is dropped
     * there.
     *
     * <p>Refused: more than 10 characters, since rotation alternates between the user and its clone
     * {@code …_clone}, and its function takes 16; anything but letters, digits and {@code _}; a
     * first character that is no letter; the users that RDS has itself; {@code database.username},
     * with {@code _iam} or {@code _clone} after either; and a token, since logical ids come from
     * it.
     *
     * @param name up to 10 letters, digits and {@code _}
     * @return this builder
     * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/account-names.html">Account names</a>
     */
    public Builder name(@Nullable String name) {
      values.set(ApplicationUserOptions.NAME, name);
      return this;
    }

    /**
     * The image of the container that creates the user. It needs {@code bash} and the client {@code
     * mysql}, of MySQL 8.0 or later, and has to work with a read-only file system. Where tasks
     * cannot pull the default, set a copy of it: {@code
     * docs/guides/database-access.md#a-user-of-the-applications-own}.
     *
     * <p>Default: the official image of MySQL 8.4 from AWS's public registry, pinned by its digest,
     * in both profiles. It can be changed in place, with a new deployment of the backend.
     *
     * @param image such as {@code ContainerImage.fromEcrRepository(…)}
     * @return this builder
     * @see <a href="https://gallery.ecr.aws/docker/library/mysql">The official image of MySQL</a>
     */
    public Builder image(@Nullable ContainerImage image) {
      values.set(ApplicationUserOptions.IMAGE, image);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public ApplicationUserProps build() {
      return new ApplicationUserProps(values.checked("applicationUser"));
    }
  }
}
