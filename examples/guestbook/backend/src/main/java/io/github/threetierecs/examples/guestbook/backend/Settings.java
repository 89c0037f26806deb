package io.github.threetierecs.examples.guestbook.backend;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the environment says. The names that begin with {@code DB_} are those that the construct
 * gives to the backend, but for {@code DB_TLS} and {@code DB_CA_FILE}, which are this program's
 * own.
 *
 * @param port where {@code serve} listens
 * @param stopDelaySeconds how long {@code serve} still takes requests after SIGTERM
 * @param stopTimeoutSeconds how long requests in flight may then take
 * @param keepDays what age of entries {@code trim} leaves
 * @param host of the database
 * @param databasePort of the database
 * @param database the name of the database on that host
 * @param credentials the user and password of the task's start, if the environment has them
 * @param secret where they can be read again, by an ARN or a {@code file:} URI
 * @param tls how the connection to the database is encrypted
 * @param authorities certificates of those who may vouch for the database, in PEM
 */
record Settings(
    int port,
    int stopDelaySeconds,
    int stopTimeoutSeconds,
    int keepDays,
    String host,
    int databasePort,
    String database,
    Optional<Credentials> credentials,
    Optional<String> secret,
    Tls tls,
    Optional<Path> authorities) {

  /** The modes of MySQL's driver. */
  enum Tls {
    DISABLED,
    PREFERRED,
    REQUIRED,
    VERIFY_CA,
    VERIFY_IDENTITY
  }

  Settings {
    if (credentials.isEmpty() && secret.isEmpty()) {
      throw new IllegalArgumentException(
          "Nothing says who signs in to the database; set DB_USER and DB_PASSWORD, or"
              + " DB_SECRET_ARN");
    }
    if (authorities.isEmpty() && tls.compareTo(Tls.VERIFY_CA) >= 0) {
      throw new IllegalArgumentException(
          "DB_TLS: "
              + tls
              + " needs to know whom to trust; set DB_CA_FILE to a file with certificates in PEM");
    }
  }

  static Settings of(Map<String, String> environment) {
    Environment variables = new Environment(environment);
    return new Settings(
        variables.number("PORT", 8_080, 0, 65_535),
        variables.number("STOP_DELAY_SECONDS", 3, 0, 3_600),
        variables.number("STOP_TIMEOUT_SECONDS", 20, 0, 3_600),
        variables.number("KEEP_DAYS", 30, 1, 36_500),
        variables.required("DB_HOST"),
        variables.number("DB_PORT", 3_306, 1, 65_535),
        variables.required("DB_NAME"),
        variables
            .find("DB_USER")
            .map(user -> new Credentials(user, variables.required("DB_PASSWORD"))),
        variables.find("DB_SECRET_ARN").map(Settings::secret),
        variables.find("DB_TLS").map(Settings::tls).orElse(Tls.REQUIRED),
        variables.find("DB_CA_FILE").map(Path::of));
  }

  private static String secret(String value) {
    if (!value.startsWith("arn:") && !value.startsWith("file:/")) {
      throw new IllegalArgumentException(
          "DB_SECRET_ARN: \""
              + value
              + "\" is neither the ARN of a secret nor a file; write arn:… or file:///…");
    }
    // A file's name that is none is refused here, and not at the first sign-in.
    return value.startsWith("file:") ? URI.create(value).toString() : value;
  }

  private static Tls tls(String value) {
    return Arrays.stream(Tls.values())
        .filter(mode -> mode.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "DB_TLS: \"" + value + "\" is none of " + Arrays.toString(Tls.values())));
  }

  /** Variables, of which an empty one counts as none. */
  private record Environment(Map<String, String> variables) {
    Optional<String> find(String name) {
      return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
      return find(name)
          .orElseThrow(
              () -> new IllegalArgumentException(name + " is missing in the environment; set it"));
    }

    int number(String name, int byDefault, int least, int most) {
      Optional<String> text = find(name);
      if (text.isEmpty()) {
        return byDefault;
      }
      OptionalInt number =
          text.stream()
              .filter(digits -> digits.matches("[0-9]{1,9}"))
              .mapToInt(Integer::parseInt)
              .filter(it -> it >= least && it <= most)
              .findFirst();
      return number.orElseThrow(
          () ->
              new IllegalArgumentException(
                  "%s: \"%s\" is not a whole number from %d to %d; set such a one, or leave it out for %d"
                      .formatted(name, text.get(), least, most, byDefault)));
    }
  }
}
