package io.github.threetierecs.examples.guestbook.backend;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables, as the files in {@code db/migration} have them. Flyway locks: several tasks may start
 * at once, and there is nothing to do for all but the first.
 */
final class Schema {
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  private Schema() {}

  static void migrate(DataSource database) {
    try {
      int applied =
          Flyway.configure()
              .dataSource(database)
              .locations("classpath:db/migration")
              .load()
              .migrate()
              .migrationsExecuted;
      LOG.info("The schema is up to date; {} migrations were applied", applied);
    } catch (FlywayException failed) {
      throw new NotMigrated(failed);
    }
  }

  /** The schema is not up to date; the cause says why. */
  static final class NotMigrated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotMigrated(FlywayException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
