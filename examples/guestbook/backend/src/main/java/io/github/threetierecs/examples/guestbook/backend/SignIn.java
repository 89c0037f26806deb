package io.github.threetierecs.examples.guestbook.backend;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/**
 * Connections to the database, with the password of today. When the database refuses a login, the
 * secret is read again, and if something else is in it, the login is tried with that: a password
 * that was rotated while the program runs needs no restart. Connections that are open live on.
 */
final class SignIn implements DataSource {
  /** MySQL's {@code ER_ACCESS_DENIED_ERROR}: the user or the password is wrong. */
  static final int ACCESS_DENIED = 1045;

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SignIn.class);

  private final Login database;
  private final Optional<Secret> secret;
  private Optional<Credentials> current;

  /** What connects, as {@code DataSource.getConnection(user, password)} does. */
  @FunctionalInterface
  interface Login {
    Connection with(String user, String password) throws SQLException;
  }

  SignIn(Login database, Optional<Credentials> atStart, Optional<Secret> secret) {
    this.database = database;
    this.current = atStart;
    this.secret = secret;
  }

  static SignIn of(Settings settings) {
    MysqlDataSource database = new MysqlDataSource();
    database.setUrl(MySqlUrl.of(settings));
    return new SignIn(
        database::getConnection, settings.credentials(), settings.secret().map(Secret::at));
  }

  @Override
  public Connection getConnection() throws SQLException {
    Credentials used = credentials();
    try {
      return login(used);
    } catch (SQLException refused) {
      if (refused.getErrorCode() != ACCESS_DENIED || secret.isEmpty()) {
        throw refused;
      }
      return login(other(used, refused));
    }
  }

  private Connection login(Credentials credentials) throws SQLException {
    return database.with(credentials.user(), credentials.password());
  }

  private synchronized Credentials credentials() throws SQLException {
    if (current.isEmpty()) {
      try {
        current = Optional.of(secret.orElseThrow().read());
      } catch (Secret.Unreadable unreadable) {
        throw new SQLException(
            "The secret of DB_SECRET_ARN is unreadable: " + unreadable.getMessage(), unreadable);
      }
    }
    return current.get();
  }

  /** Those of another thread that was refused before, or of the secret. */
  private synchronized Credentials other(Credentials used, SQLException refused)
      throws SQLException {
    if (!current.equals(Optional.of(used))) {
      return current.orElseThrow();
    }
    try {
      Credentials read = secret.orElseThrow().read();
      if (read.equals(used)) {
        throw refused;
      }
      current = Optional.of(read);
      LOG.info("The password was changed; from now on the one in DB_SECRET_ARN is used");
      return read;
    } catch (Secret.Unreadable unreadable) {
      refused.addSuppressed(unreadable);
      throw refused;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("This one knows who signs in");
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("It logs by SLF4J");
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The driver's connectTimeout holds, whatever HikariCP would like.
  }

  @Override
  public int getLoginTimeout() {
    return MySqlUrl.CONNECT_SECONDS;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("It logs by SLF4J");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("It wraps no " + type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
