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
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * The data: the database, its read replicas and its proxy, and the secret with its user and
 * password. Of a database that is there already, nothing is made.
 */
public final class MySqlDataTier extends Construct {
  public final DatabaseServer database;
  public final ISecret secret;

  /** What the backend gets its user and password from; null if it has no password. */
  final @Nullable public ISecret applicationSecret;

  /** Made by a container of the backend's; null if the backend is the master user or another's. */
  final @Nullable public ApplicationUser applicationUser;

  /** Whether the CDK would write into a key of another stack to let that secret be read. */
  public final boolean hasKeyOfAnotherStack;

  /** Null of a database that is there already. */
  final @Nullable public SecurityGroup securityGroup;

  final @Nullable public ParameterGroup parameterGroup;

  /** That of the database, and that of its replicas where they have another. */
  public final List<ParameterGroup> parameterGroups;

  final @Nullable public Role monitoringRole;
  public final List<DatabaseInstanceReadReplica> replicas;

  /** Where the backend connects to. */
  public final DatabaseAddress address;

  /** Where the backend can read, beside {@link #address}. */
  public final List<String> readHosts;

  final @Nullable public MySqlProxy proxy;

  /** Whom the backend may sign in as by its role, or null. */
  final @Nullable public String iamUser;

  public final boolean isMade;

  /** What it is created or upgraded with; null of one that is there already. */
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
    database = DatabaseServer.of(made.database);
    secret = made.secret;
    applicationUser = ApplicationUser.of(this, options, keys, words, made);
    applicationSecret =
        applicationUser != null ? applicationUser.secret : applicationSecret(options, secret);
    securityGroup = made.securityGroup;
    parameterGroup = made.parameterGroup;
    parameterGroups =
        Stream.of(made.parameterGroup, made.replicaParameterGroup).distinct().toList();
    monitoringRole = made.monitoring.role;
    replicas = MySqlReplicas.of(this, options, network, made);
    proxy =
        options.get(DatabaseOptions.PROXY)
            ? new MySqlProxy(this, words, network, made, secrets())
            : null;
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

  /**
   * Lets the backend in where it is told to connect to. RDS Proxy leads to no replica, and the
   * replicas have the database's security group: with both, the backend reaches the database too.
   */
  public void admitBackend(IConnectable backend, String description) {
    if (proxy != null) {
      proxy.admit(backend, description);
    }
    if (proxy == null || !replicas.isEmpty()) {
      admit(backend, description);
    }
  }

  void admit(IConnectable client, String description) {
    if (isMade) {
      database.connectable().getConnections().allowFrom(client, DatabaseServer.MYSQL, description);
    } else {
      admitToExisting(client, description);
    }
  }

  /**
   * The rules are in this stack, on the client's side, even if the database is of another one,
   * which would have to wait for this one, and this one for it. By {@code allowTo} the CDK would
   * warn of each client that may connect to everything anyway.
   */
  private void admitToExisting(IConnectable client, String description) {
    List<ISecurityGroup> groups = database.connectable().getConnections().getSecurityGroups();
    if (groups.isEmpty()) {
      return;
    }
    Port port = database.rulePort();
    for (ISecurityGroup peer : client.getConnections().getSecurityGroups()) {
      boolean allowsAll = peer.getAllowAllOutbound();
      for (ISecurityGroup group : groups) {
        if (!allowsAll) {
          peer.addEgressRule(group, port, description, false);
        }
        group.addIngressRule(peer, port, description, true);
      }
    }
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

  /**
   * {@return the key that the backend has to be allowed to decrypt with, in words for a policy, as
   * the CDK does not do it for a secret that was given; null if it does}
   */
  @Nullable
  public String keyToAllow() {
    return applicationSecret != null && isGiven(applicationSecret)
        ? KeysOfOtherStacks.arnForPolicies(applicationSecret.getEncryptionKey())
        : null;
  }

  /** Whether somebody else looks after a secret of the database. */
  boolean isGiven(ISecret one) {
    return !isMade || (one != secret && (applicationUser == null || one != applicationUser.secret));
  }

  /** {@return the one that the backend uses, or the master user's if it uses none} */
  ISecret rotated() {
    return applicationSecret == null ? secret : applicationSecret;
  }

  /** Whether rotation changes between two users, one of whom keeps the password for a while. */
  boolean alternates() {
    // A proxy knows the user whom its secret names at the time.
    return secrets().size() > 1 && proxy == null;
  }

  /**
   * {@return all that are made here or given, that of the master user first: it is always there}
   */
  private List<ISecret> secrets() {
    return applicationSecret == null || applicationSecret == secret
        ? List.of(secret)
        : List.of(secret, applicationSecret);
  }
}
