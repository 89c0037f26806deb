package io.github.threetierecs.internal.local;

/** What the master user of RDS may do, which is less than MySQL's own. */
final class DatabaseUser {

  /** As RDS for MySQL grants it, without what only RDS has. */
  private static final String GRANT =
      """
      GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER,
        SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE,
        REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT,
        TRIGGER ON *.* TO '%s'@'%%' WITH GRANT OPTION;
      """;

  private DatabaseUser() {}

  static String of(LocalApplication application) {
    String user =
        application.secrets.all().stream()
            .filter(it -> it.name().equals(LocalSecrets.DATABASE))
            .map(it -> it.values().getOrDefault("username", "app"))
            .findFirst()
            .orElse("app");
    return GRANT.formatted(user);
  }
}
