package io.github.threetierecs.examples.guestbook.backend;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether requests can be answered now: the database can be reached, and nobody stops this. */
final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final int SECONDS = 2;

  private final DataSource database;
  private volatile boolean stopping;
  private Optional<String> last = Optional.of("the database has not been asked yet");

  Readiness(DataSource database) {
    this.database = database;
  }

  void stop() {
    stopping = true;
  }

  /** {@return why not, or nothing if they can} */
  Optional<String> problem() {
    if (stopping) {
      return Optional.of("it is stopping");
    }
    try (Connection connection = database.getConnection()) {
      return remember(
          connection.isValid(SECONDS)
              ? Optional.empty()
              : Optional.of("the database does not answer"));
    } catch (SQLException failed) {
      return remember(Optional.of(Failure.of(failed)));
    }
  }

  /** One line for each change, however often somebody asks. */
  private synchronized Optional<String> remember(Optional<String> problem) {
    if (!problem.equals(last)) {
      problem.ifPresentOrElse(
          why -> LOG.error("The database cannot be used: {}", why),
          () -> LOG.info("The database can be used"));
    }
    last = problem;
    return problem;
  }
}
