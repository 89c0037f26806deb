package io.github.threetierecs.examples.guestbook.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static final SQLException MISSING =
      new SQLSyntaxErrorException("Table 'guestbook.entries' doesn't exist", "42S02", 1146);

  @Test
  void whoServesWithoutATableIsToldToMigrate() {
    assertThat(Failure.of(MISSING)).endsWith("run the command migrate");
  }

  @Test
  void whoMigratesIsToldWhatTheDatabaseRefuses() {
    assertThat(Failure.of(new Schema.NotMigrated(new FlywayException("V999", MISSING))))
        .isEqualTo(
            "the database refuses a statement: Table 'guestbook.entries' doesn't exist"
                + " (MySQL error 1146)");
  }

  @Test
  void whoMigratesIsToldWhichMigrationFlywayRefuses() {
    FlywayException refused =
        new FlywayException("Validate failed:\n\nDetected failed migration to version 999");

    assertThat(Failure.of(new Schema.NotMigrated(refused)))
        .isEqualTo("Validate failed: Detected failed migration to version 999");
  }

  @Test
  void aPoolThatIsInUseIsNotTakenForADatabaseThatIsAway() {
    assertThat(Failure.of(timedOut("total=5, active=5, idle=0, waiting=3")))
        .startsWith("all connections to the database are in use")
        .contains("active=5");
    assertThat(Failure.of(timedOut("total=0, active=0, idle=0, waiting=3")))
        .startsWith("DB_HOST does not answer in time");
  }

  private static SQLException timedOut(String connections) {
    return new SQLTransientConnectionException(
        "database - Connection is not available, request timed out after 2500ms (%s)"
            .formatted(connections));
  }
}
