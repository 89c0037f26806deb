package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.Values;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Log groups, all encrypted and kept alike. */
public final class LogGroups {
  private final RetentionDays retention;
  private final RemovalPolicy removal;
  private final Keys keys;

  public LogGroups(Values app, Keys keys) {
    retention = app.get(AppOptions.LOG_RETENTION);
    removal = app.get(AppOptions.LOG_REMOVAL);
    this.keys = keys;
  }

  public LogGroup.Builder builder(Construct scope, String id) {
    return LogGroup.Builder.create(scope, id)
        .retention(retention)
        .removalPolicy(removal)
        .encryptionKey(keys.of(Keys.Use.LOGS));
  }
}
