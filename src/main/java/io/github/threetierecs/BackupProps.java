package io.github.threetierecs;

import io.github.threetierecs.internal.options.BackupOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;

/**
 * Snapshots of the database by AWS Backup, in a vault, in addition to RDS's automated backups: they
 * last longer, and outlive the database. A snapshot is created between 5:00 and 13:00 UTC, when the
 * windows of RDS let it.
 */
public final class BackupProps {
  final Values values;

  private BackupProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the default for every option: a snapshot a day for 35 days, and one a month for a
   * year.
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

  /** Sets how long snapshots are kept. */
  public static final class Builder implements software.amazon.jsii.Builder<BackupProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * How long the snapshot of each day is kept.
     *
     * <p>Default: 35 days in both profiles. It can be changed in place, and applies to snapshots
     * that are created from then on.
     *
     * <p>Refused: anything but whole days from 1 to 36 500.
     *
     * @param dailyRetention from 1 to 36 500 days
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html">Backup
     *     plans</a>
     */
    public Builder dailyRetention(@Nullable Duration dailyRetention) {
      values.set(BackupOptions.DAILY_RETENTION, dailyRetention);
      return this;
    }

    /**
     * How long the snapshot of the first day of each month is kept.
     *
     * <p>Default: 365 days in both profiles. It can be changed in place, and applies to snapshots
     * that are created from then on.
     *
     * <p>Refused: anything but whole days from 1 to 36 500.
     *
     * @param monthlyRetention from 1 to 36 500 days
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html">Backup
     *     plans</a>
     */
    public Builder monthlyRetention(@Nullable Duration monthlyRetention) {
      values.set(BackupOptions.MONTHLY_RETENTION, monthlyRetention);
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
      return new BackupProps(values.checked("backup"));
    }
  }
}
