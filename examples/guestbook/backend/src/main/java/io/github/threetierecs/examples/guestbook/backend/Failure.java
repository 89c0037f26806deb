package io.github.threetierecs.examples.guestbook.backend;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.net.ssl.SSLException;

/** Why the database cannot be used, in a sentence for whoever runs this. */
final class Failure {
  private static final int UNKNOWN_DATABASE = 1049;
  private static final int NO_SUCH_TABLE = 1146;

  private Failure() {}

  static String of(Throwable failed) {
    boolean migrating = failed instanceof Schema.NotMigrated;
    for (Throwable it = failed; it != null; it = it.getCause()) {
      String reason = migrating ? statement(it) : null;
      reason = reason == null ? reason(it) : reason;
      if (reason != null) {
        return reason;
      }
    }
    // Flyway says what it is about on the first line, and of which migration on the next ones.
    return String.valueOf(failed.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(migrating ? 3 : 1)
        .reduce((first, next) -> first + " " + next)
        .orElse("no reason is known");
  }

  /** What the database says of a migration that it could begin. */
  private static String statement(Throwable it) {
    return it instanceof SQLException sql
            && sql.getErrorCode() != 0
            && sql.getErrorCode() != SignIn.ACCESS_DENIED
            && sql.getErrorCode() != UNKNOWN_DATABASE
        ? "the database refuses a statement: %s (MySQL error %d)"
            .formatted(sql.getMessage(), sql.getErrorCode())
        : null;
  }

  private static String reason(Throwable it) {
    if (it instanceof SQLException sql) {
      switch (sql.getErrorCode()) {
        case SignIn.ACCESS_DENIED:
          return "the database refuses the user or the password (MySQL error 1045)"
              + unreadableSecret(sql);
        case UNKNOWN_DATABASE:
          return "the database of DB_NAME does not exist (MySQL error 1049)";
        case NO_SUCH_TABLE:
          return "a table is missing (MySQL error 1146); run the command migrate";
        default:
          break;
      }
    }
    if (it instanceof UnknownHostException) {
      return "the host of DB_HOST is not known";
    }
    if (it instanceof ConnectException) {
      return "nothing answers at DB_HOST and DB_PORT: " + it.getMessage();
    }
    if (isPoolInUse(it)) {
      return "all connections to the database are in use: " + it.getMessage();
    }
    // Of the driver, or of the pool that has waited for the driver.
    if (it instanceof SocketTimeoutException
        || it instanceof SQLTransientConnectionException && it.getCause() == null) {
      return "DB_HOST does not answer in time; does a security group let this in?";
    }
    if (it instanceof SSLException) {
      return "no TLS with the database, which DB_TLS asks for: " + it.getMessage();
    }
    return it instanceof Secret.Unreadable
        ? "the secret of DB_SECRET_ARN is unreadable: " + it.getMessage()
        : null;
  }

  /** HikariCP says how many connections there are, and how many of them are in use. */
  private static boolean isPoolInUse(Throwable it) {
    return it instanceof SQLTransientConnectionException
        && it.getCause() == null
        && String.valueOf(it.getMessage()).matches("(?s).*\\btotal=[1-9].*");
  }

  private static String unreadableSecret(SQLException refused) {
    for (Throwable it : refused.getSuppressed()) {
      if (it instanceof Secret.Unreadable) {
        return ", and " + reason(it);
      }
    }
    return "";
  }
}
