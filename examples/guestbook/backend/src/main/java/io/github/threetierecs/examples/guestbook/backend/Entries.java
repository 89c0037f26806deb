package io.github.threetierecs.examples.guestbook.backend;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The table {@code entries}. Times are UTC in it, whatever time zone the database is in. */
final class Entries {
  /** So many rows are deleted and committed at a time, so that nobody waits long for a lock. */
  private static final int BATCH = 1_000;

  private final DataSource database;
  private final Clock clock;

  Entries(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** {@return the newest that are older than {@code before}, the newest first} */
  List<Entry> newest(long before, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT id, name, message, written_at FROM entries WHERE id < ?"
                    + " ORDER BY id DESC LIMIT ?")) {
      statement.setLong(1, before);
      statement.setInt(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<Entry> entries = new ArrayList<>();
        while (rows.next()) {
          entries.add(
              new Entry(
                  rows.getLong("id"),
                  rows.getString("name"),
                  rows.getString("message"),
                  rows.getObject("written_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)));
        }
        return entries;
      }
    }
  }

  Entry add(NewEntry entry) throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO entries (name, message, written_at) VALUES (?, ?, ?)",
                Statement.RETURN_GENERATED_KEYS)) {
      statement.setString(1, entry.name());
      statement.setString(2, entry.message());
      statement.setObject(3, utc(now));
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return new Entry(keys.getLong(1), entry.name(), entry.message(), now);
      }
    }
  }

  /** {@return how many were older than {@code age}, and are deleted} */
  int trim(Duration age) throws SQLException {
    LocalDateTime oldest = utc(clock.instant().minus(age));
    int all = 0;
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "DELETE FROM entries WHERE written_at < ? LIMIT " + BATCH)) {
      int deleted;
      do {
        statement.setObject(1, oldest);
        deleted = statement.executeUpdate();
        all += deleted;
      } while (deleted == BATCH);
    }
    return all;
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
