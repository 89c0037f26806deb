package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.options.ApplicationUserOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.InitContainer;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Keys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * The database's user for the application, which is not the master user: its secret, and the
 * container that makes it when a task starts.
 *
 * <p>CloudFormation makes no users in a database, and a Lambda function would be a second thing to
 * patch and to let in. A task can reach the database already.
 */
public final class ApplicationUser {
  /** The container's name in the task definition and in the log. */
  public static final String CONTAINER = "database-user";

  private static final String OPTION = "database.applicationUser";

  /** The suffix of the user without a password. */
  static final String BY_IAM = "_iam";

  /** The suffix that AWS's function for alternating users gives the other user. */
  private static final String CLONE = "_clone";

  /** The image is pinned by its digest: what runs here has the master user's password. */
  public static final String IMAGE =
      "public.ecr.aws/docker/library/mysql:8.4.11"
          + "@sha256:85b9bf2e29cf836ecb8c2a15a935d4ba0c606631dff1dd79531a11983c638f2a";

  /** Three times what the client was measured to use. */
  private static final int MEMORY_MIB = 64;

  /**
   * It may run again, and in several tasks at once. A password that works stays as it is, which a
   * parameter of MySQL may ask for. It stays out of the command line, and MySQL writes none into
   * its logs. In GRANT {@code _} would be any character. Nothing needs a file that can be written.
   */
  private static final String SCRIPT =
      """
      sign_in() {
        MYSQL_PWD=$2 mysql --host="$DB_HOST" --port="$DB_PORT" --user="$1" \\
          --ssl-mode=REQUIRED --connect-timeout=10
      }
      change() {
        printf '%s\\n' "$1" | sign_in "$MASTER_USER" "$MASTER_PASSWORD"
      }
      if [ -n "${DB_IAM_USER:-}" ]; then
        user="'$DB_IAM_USER'@'%'"
        identified="IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL"
      else
        user="'$DB_USER'@'%'"
        password=${DB_PASSWORD//\\\\/\\\\\\\\}
        identified="IDENTIFIED BY '${password//\\'/\\'\\'}'"
      fi
      if [ -n "${DB_IAM_USER:-}" ] || ! sign_in "$DB_USER" "$DB_PASSWORD" </dev/null >/dev/null 2>&1; then
        change "CREATE USER $user $identified" 2>/dev/null || change "ALTER USER $user $identified"
      fi
      change "GRANT ALL PRIVILEGES ON \\`${DB_NAME//_/\\\\_}\\`.* TO $user"
      echo "$user may use the database $DB_NAME"
      """;

  public final String name;

  /** The user's secret; null if the user signs in by IAM and has no password. */
  public final @Nullable ISecret secret;

  private final @Nullable ContainerImage image;

  private ApplicationUser(String name, @Nullable ISecret secret, @Nullable ContainerImage image) {
    this.name = name;
    this.secret = secret;
    this.image = image;
  }

  /** {@return none unless it is asked for} */
  static @Nullable ApplicationUser of(
      Construct scope, Values options, Keys keys, ConsoleWords words, MySqlInstance instance) {
    Values user = options.find(DatabaseOptions.APPLICATION_USER);
    if (user == null) {
      return null;
    }
    String name = user.get(ApplicationUserOptions.NAME);
    ContainerImage image = user.find(ApplicationUserOptions.IMAGE);
    // The user without a password is another one: tasks may still sign in as the one that has a
    // password.
    return options.get(DatabaseOptions.IAM_AUTHENTICATION)
        ? new ApplicationUser(name + BY_IAM, null, image)
        : new ApplicationUser(name, secret(scope, name, keys, words, instance), image);
  }

  /**
   * Refuses the name of the master user, and whatever rotation or IAM would make of one the other.
   */
  public static void checkName(Problems problems, String name, String master) {
    String option = "database.applicationUser.name";
    String remedy = "set another name for one of them";
    if (name.equals(master)) {
      problems.add(option, name, "is the name of the master user", remedy);
    } else if (master.equals(name + BY_IAM)) {
      problems.add(
          option,
          name,
          "with _iam appended, for signing in by IAM, is the name of the master user",
          remedy);
    } else if (master.equals(name + CLONE) || name.equals(master + CLONE)) {
      problems.add(
          option,
          name,
          "and database.username \""
              + master
              + "\" are the names that rotation uses for a user and its clone",
          remedy);
    }
  }

  /**
   * The id differs for each name: a secret that is changed would get another password, and lose the
   * host. It is not kept with a database: the container sets the password of the secret that
   * exists.
   */
  private static ISecret secret(
      Construct scope, String name, Keys keys, ConsoleWords words, MySqlInstance instance) {
    return MySqlInstance.secretOf(
            new Construct(scope, "ApplicationUser"),
            name,
            words.describeInStack("User " + name + " of the database"),
            keys,
            "{\"username\":\"%s\",\"masterarn\":\"%s\"}"
                .formatted(name, instance.secret.getSecretArn()))
        .removalPolicy(RemovalPolicy.DESTROY)
        .build()
        .attach(instance.database);
  }

  /** {@return what a task keeps for the container, which is all that options are checked for} */
  public static InitContainer size(Values user) {
    return beginning(options(user.find(ApplicationUserOptions.IMAGE)));
  }

  private static InitContainer beginning(ContainerDefinitionOptions.Builder options) {
    return new InitContainer(
        CONTAINER,
        "creates " + OPTION,
        OPTION,
        OPTION + ".image",
        options.build(),
        Set.of(),
        Map.of(),
        List.of());
  }

  private static ContainerDefinitionOptions.Builder options(@Nullable ContainerImage image) {
    return ContainerDefinitionOptions.builder()
        .image(image != null ? image : ContainerImage.fromRegistry(IMAGE))
        .memoryLimitMiB(MEMORY_MIB)
        .essential(false);
  }

  /**
   * The container writes nothing, runs as no particular user, and keeps none of Docker's
   * capabilities.
   */
  public InitContainer container(Construct scope, DatabaseAddress address, ISecret master) {
    LinuxParameters parameters = LinuxParameters.Builder.create(scope, "DatabaseUser").build();
    parameters.dropCapabilities(Capability.ALL);
    return beginning(
        options(image)
            .entryPoint(List.of("bash", "-euc"))
            .command(List.of(SCRIPT))
            .environment(environment(address))
            .secrets(secrets(master))
            .readonlyRootFilesystem(true)
            .user("65534")
            .linuxParameters(parameters));
  }

  private Map<String, String> environment(DatabaseAddress address) {
    Map<String, String> variables = address.variables();
    if (secret == null) {
      variables.put("DB_IAM_USER", name);
    }
    return variables;
  }

  private Map<String, Secret> secrets(ISecret master) {
    Map<String, Secret> variables = new LinkedHashMap<>();
    variables.put("MASTER_USER", Secret.fromSecretsManager(master, "username"));
    variables.put("MASTER_PASSWORD", Secret.fromSecretsManager(master, "password"));
    if (secret != null) {
      variables.put("DB_USER", Secret.fromSecretsManager(secret, "username"));
      variables.put("DB_PASSWORD", Secret.fromSecretsManager(secret, "password"));
    }
    return variables;
  }
}
