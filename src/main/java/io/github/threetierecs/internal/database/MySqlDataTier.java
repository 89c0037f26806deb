package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.RotationOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Keys;
import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * The data: the database, its read replicas and its proxy, and the secret with its user and
 * password. Nothing of an existing database is created.
 */
public final class MySqlDataTier extends Construct {
  public final DatabaseServer database;
  public final ISecret secret;

  /** The secret with the backend's user and password; null if it has no password. */
  public final @Nullable ISecret applicationSecret;

  /**
   * The user that a container of the backend creates; null if the backend is the master user or
   * another's.
   */
  public final @Nullable ApplicationUser applicationUser;

  public final DatabaseSecrets secrets;

  /** Whether the CDK would write into a key of another stack to let that secret be read. */
  public final boolean hasKeyOfAnotherStack;

  /** Null for an existing database. */
  public final @Nullable SecurityGroup securityGroup;

  public final @Nullable ParameterGroup parameterGroup;

  /** The database's parameter group, and the replicas' if they have another one. */
  public final List<ParameterGroup> parameterGroups;

  public final @Nullable Role monitoringRole;
  public final List<DatabaseInstanceReadReplica> replicas;

  /** The address that the backend connects to. */
  public final DatabaseAddress address;

  /** The addresses that the backend can read from, in addition to {@link #address}. */
  public final List<String> readHosts;

  public final @Nullable MySqlProxy proxy;

  /** The user that the backend's role may sign in as, or null. */
  public final @Nullable String iamUser;

  public final boolean isMade;

  /** The version that it is created with or upgraded to; null for an existing database. */
  final @Nullable String version;

  public MySqlDataTier(
      Construct scope, Values options, Keys keys, ConsoleWords words, TieredVpc network) {
    super(scope, "Data");
    String name = options.get(DatabaseOptions.DATABASE_NAME);
    isMade = !DatabaseOptions.isExisting(options);
    hasKeyOfAnotherStack = KeysOfOtherStacks.hasOne(this, given(options));
    if (!isMade) {
      database = ExistingDatabase.of(this, options, network);
      secret = options.get(DatabaseOptions.EXISTING_SECRET);
      applicationUser = null;
      applicationSecret = applicationSecret(options, secret);
      secrets = new DatabaseSecrets(secret, applicationSecret, null, false, false);
      securityGroup = null;
      parameterGroup = null;
      parameterGroups = List.of();
      monitoringRole = null;
      replicas = List.of();
      proxy = null;
      address = new DatabaseAddress(database.host(), database.port(), name);
      readHosts = database.readHosts();
      iamUser = null;
      version = null;
      return;
    }
    MySqlInstance made = new MySqlInstance(this, options, keys, words, network);
    database = DatabaseServer.created(made.database);
    secret = made.secret;
    applicationUser = ApplicationUser.of(this, options, keys, words, made);
    applicationSecret =
        applicationUser != null ? applicationUser.secret : applicationSecret(options, secret);
    boolean hasProxy = options.get(DatabaseOptions.PROXY);
    secrets = new DatabaseSecrets(secret, applicationSecret, applicationUser, true, hasProxy);
    securityGroup = made.securityGroup;
    parameterGroup = made.parameterGroup;
    parameterGroups =
        Stream.of(made.parameterGroup, made.replicaParameterGroup).distinct().toList();
    monitoringRole = made.monitoring.role;
    replicas = MySqlReplicas.of(this, options, network, made);
    proxy = hasProxy ? new MySqlProxy(this, words, network, made, secrets.all()) : null;
    address =
        proxy != null
            ? new DatabaseAddress(
                proxy.proxy.getAttrEndpoint(), Integer.toString(MySqlProxy.PORT), name)
            : new DatabaseAddress(database.host(), database.port(), name);
    readHosts =
        replicas.stream().map(DatabaseInstanceReadReplica::getDbInstanceEndpointAddress).toList();
    iamUser =
        options.get(DatabaseOptions.IAM_AUTHENTICATION)
            ? applicationUser != null ? applicationUser.name : options.get(DatabaseOptions.IAM_USER)
            : null;
    version = DatabaseOptions.full(options.get(DatabaseOptions.ENGINE_VERSION));
  }

  /** The secret that the backend uses, unless it is created here. */
  private static @Nullable ISecret given(Values options) {
    Values rotation = options.find(DatabaseOptions.ROTATION);
    ISecret alternating =
        rotation == null ? null : rotation.find(RotationOptions.ALTERNATING_USERS);
    return alternating != null ? alternating : options.find(DatabaseOptions.EXISTING_SECRET);
  }

  private static ISecret applicationSecret(Values options, ISecret otherwise) {
    ISecret given = given(options);
    return given == null ? otherwise : given;
  }
}
