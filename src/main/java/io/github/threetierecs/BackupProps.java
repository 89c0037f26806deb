package io.github.threetierecs;

import io.github.threetierecs.internal.options.BackupOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.backup.IBackupVault;

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
     * A vault in another Region, to which every snapshot is copied as soon as it is created, and
     * kept there for as long as the snapshot itself. The copy is encrypted with the key of that
     * vault; its own policy, if it has one, and that of its key have to admit this account.
     *
     * <p>Default: none in both profiles. It can be changed in place, and applies to snapshots that
     * are created from then on; copies that exist stay where they are.
     *
     * <p>Refused: by the construct, where Regions and accounts are known, a vault in the stack's
     * own Region, which fails together with it, and one of another account: RDS copies a snapshot
     * there only if that account may use the database's key, which the construct allows to none.
     *
     * @param copyTo such as {@code BackupVault.fromBackupVaultArn(this, "Copies", "arn:…")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html">Backup
     *     copies across Regions</a>
     */
    public Builder copyTo(@Nullable IBackupVault copyTo) {
      values.set(BackupOptions.COPY_TO, copyTo);
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
