package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/** Snapshots in a vault. */
final class BackupTable {
  private static final String UNSET = "not set";

  private static final Anatomy CHOSEN =
      Templates.with(
          props ->
              props.backup(
                  BackupProps.builder()
                      .dailyRetention(Duration.days(7))
                      .monthlyRetention(Duration.days(3_650))
                      .build()));

  private static final CfnParameter NUMBER =
      CfnParameter.Builder.create(new Stack(), "Number").type("Number").build();

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("backup", "0", "0", "1", () -> CHOSEN, app -> String.valueOf(app.template.resourcesOfType("AWS::Backup::BackupVault").size())),
              new Effect("backup.copyTo", UNSET, UNSET, BackupTest.COPIES, () -> BackupTest.COPIED, app -> BackupTest.copies(app, 0)),
              new Effect("backup.dailyRetention", UNSET, UNSET, "7", () -> CHOSEN, app -> BackupTest.retention(app, 0)),
              new Effect("backup.monthlyRetention", UNSET, UNSET, "3650", () -> CHOSEN, app -> BackupTest.retention(app, 1))),
          List.of(
              arguments("backup.dailyRetention", Duration.days(0), "0 is not a whole number from 1 to 36 500 days; set one such as Duration.days(35)"),
              arguments("backup.dailyRetention", Duration.hours(36), "1.5 is not a whole number from 1 to 36 500 days; set one such as Duration.days(35)"),
              arguments("backup.monthlyRetention", Duration.days(36_501), "36501 is not a whole number from 1 to 36 500 days; set one such as Duration.days(365)"),
              arguments("backup.monthlyRetention", Duration.hours(NUMBER.getValueAsNumber()), "a token cannot be converted to days; write Duration.days(…) around it")),
          List.of("backup", "backup.copyTo"));
  // spotless:on

  private BackupTable() {}
}
