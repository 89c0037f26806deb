package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.days;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.backup.IBackupVault;

/** What can be chosen of the snapshots in a vault of AWS Backup. */
public final class BackupOptions {
  private static final Group BACKUP = new Group("backup");

  /** AWS Backup keeps nothing longer than this. */
  private static final int LONGEST_DAYS = 36_500;

  public static final Option<Duration> DAILY_RETENTION =
      BACKUP
          .days("dailyRetention", 1, LONGEST_DAYS, "set one such as Duration.days(35)")
          .byDefaultMade(days(35));

  public static final Option<Duration> MONTHLY_RETENTION =
      BACKUP
          .days("monthlyRetention", 1, LONGEST_DAYS, "set one such as Duration.days(365)")
          .byDefaultMade(days(365));

  public static final Option<IBackupVault> COPY_TO = BACKUP.option("copyTo");

  /**
   * Decided by the profile only: what becomes of the vault and its role when the stack is deleted.
   */
  public static final Option<RemovalPolicy> REMOVAL =
      BACKUP
          .<RemovalPolicy>option("removal")
          .byDefault(RemovalPolicy.RETAIN, RemovalPolicy.DESTROY);

  private BackupOptions() {}
}
