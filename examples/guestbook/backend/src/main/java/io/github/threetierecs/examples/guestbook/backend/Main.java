package io.github.threetierecs.examples.guestbook.backend;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the image runs, by the name of a command: {@code serve} answers requests until SIGTERM,
 * {@code migrate} brings the schema up to date, {@code trim} deletes old entries. The last two end
 * by themselves.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] arguments) {
    int status = run(arguments, System.getenv());
    if (status != 0) {
      System.exit(status);
    }
  }

  /** {@return the exit status; after {@code serve} has started, 0 at once} */
  static int run(String[] arguments, Map<String, String> environment) {
    String command = arguments.length == 1 ? arguments[0] : "";
    if (!command.matches("serve|migrate|trim")) {
      LOG.error(
          "The command \"{}\" is none; pass serve, migrate or trim", String.join(" ", arguments));
      return 2;
    }
    try {
      Settings settings = Settings.of(environment);
      SignIn signIn = SignIn.of(settings);
      switch (command) {
        case "serve" -> serve(settings, signIn);
        case "migrate" -> Schema.migrate(signIn);
        case "trim" -> trim(settings, signIn);
        default -> throw new AssertionError(command);
      }
      return 0;
    } catch (IllegalArgumentException refused) {
      LOG.error("{}", refused.getMessage());
      return 2;
    } catch (SQLException | Schema.NotMigrated failed) {
      LOG.error("{} has failed: {}", command, Failure.of(failed));
      return 1;
    }
  }

  private static void serve(Settings settings, SignIn signIn) {
    Server server = Server.start(settings, signIn);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
  }

  private static void trim(Settings settings, SignIn signIn) throws SQLException {
    int deleted = new Entries(signIn, Clock.systemUTC()).trim(Duration.ofDays(settings.keepDays()));
    LOG.info("{} entries older than {} days are deleted", deleted, settings.keepDays());
  }
}
