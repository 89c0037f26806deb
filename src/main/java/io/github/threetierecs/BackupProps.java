package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;

/**
 * Snapshots of the database by AWS Backup, in a vault, beside the automated backups that RDS makes
 * itself: they last longer, and outlive the database.
 */
public final class BackupProps {
  final @Nullable Duration dailyRetention;
  final @Nullable Duration monthlyRetention;

  private BackupProps(Builder builder) {
    dailyRetention = builder.dailyRetention;
    monthlyRetention = builder.monthlyRetention;
  }

  /**
   * Starts with the default for every option: a snapshot a day for 35 days, and one a month for a
   * year.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder();
  }

  /** Sets how long snapshots are kept. */
  public static final class Builder implements software.amazon.jsii.Builder<BackupProps> {
    private static final int LONGEST_DAYS = 36_500;

    private final Problems problems = new Problems("backup");
    private @Nullable Duration dailyRetention;
    private @Nullable Duration monthlyRetention;

    private Builder() {}

    /**
     * How long the snapshot of each day is kept.
     *
     * <p>Default: 35 days in both profiles. It can be changed in place, and holds for snapshots
     * that are made from then on.
     *
     * <p>Refused: anything but whole days from 1 to 36 500.
     *
     * @param dailyRetention from 1 to 36 500 days
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html">Backup
     *     plans</a>
     */
    public Builder dailyRetention(Duration dailyRetention) {
      this.dailyRetention = problems.given("dailyRetention", dailyRetention);
      return this;
    }

    /**
     * How long the snapshot of the first day of each month is kept.
     *
     * <p>Default: 365 days in both profiles. It can be changed in place, and holds for snapshots
     * that are made from then on.
     *
     * <p>Refused: anything but whole days from 1 to 36 500.
     *
     * @param monthlyRetention from 1 to 36 500 days
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html">Backup
     *     plans</a>
     */
    public Builder monthlyRetention(Duration monthlyRetention) {
      this.monthlyRetention = problems.given("monthlyRetention", monthlyRetention);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public BackupProps build() {
      problems.days(
          "dailyRetention", dailyRetention, 1, LONGEST_DAYS, "set one such as Duration.days(35)");
      problems.days(
          "monthlyRetention",
          monthlyRetention,
          1,
          LONGEST_DAYS,
          "set one such as Duration.days(365)");
      problems.refuse();
      return new BackupProps(this);
    }
  }
}
