package io.github.threetierecs;

import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** Log groups, all encrypted and kept alike. */
final class LogGroups {
  private LogGroups() {}

  static LogGroup.Builder builder(Construct scope, String id, Profile profile, Keys keys) {
    return LogGroup.Builder.create(scope, id)
        .retention(Defaults.LOG_RETENTION.in(profile))
        .removalPolicy(Defaults.LOG_REMOVAL.in(profile))
        .encryptionKey(keys.of(Keys.Use.LOGS));
  }
}
