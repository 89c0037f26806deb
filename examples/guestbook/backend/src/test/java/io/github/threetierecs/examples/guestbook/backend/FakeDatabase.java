package io.github.threetierecs.examples.guestbook.backend;

import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in the place of MySQL, which can be away, and which refuses logins as MySQL does. */
final class FakeDatabase implements SignIn.Login {
  static final String PASSWORD = "first-password";

  final AtomicInteger refused = new AtomicInteger();
  volatile String password = PASSWORD;
  volatile boolean away;
  volatile CountDownLatch slow = new CountDownLatch(0);

  private final JdbcDataSource h2 = new JdbcDataSource();

  FakeDatabase() {
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MySQL;DB_CLOSE_DELAY=-1");
  }

  @Override
  public Connection with(String user, String given) throws SQLException {
    try {
      slow.await();
    } catch (InterruptedException interrupted) {
      throw new SQLException(interrupted);
    }
    if (away) {
      throw new SQLNonTransientConnectionException(
          "Communications link failure", "08S01", new ConnectException("Connection refused"));
    }
    if (!given.equals(password)) {
      refused.incrementAndGet();
      throw new SQLException(
          "Access denied for user '" + user + "'@'10.0.0.7' (using password: YES)", "28000", 1045);
    }
    return h2.getConnection();
  }

  /** Signs in with the first password, and knows no secret. */
  SignIn signIn() {
    return new SignIn(this, Optional.of(new Credentials("guestbook", PASSWORD)), Optional.empty());
  }

  /** With its table. */
  static FakeDatabase migrated() {
    FakeDatabase database = new FakeDatabase();
    Schema.migrate(database.signIn());
    return database;
  }
}
