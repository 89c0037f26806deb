package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.MySqlParameters;
import io.github.threetierecs.internal.options.MySqlStorage;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Keys;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.DatabaseInstanceProps;
import software.amazon.awscdk.services.rds.IInstanceEngine;
import software.amazon.awscdk.services.rds.MySqlInstanceEngineProps;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.rds.SubnetGroup;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * One RDS for MySQL instance in the isolated subnets, encrypted, never public, and what belongs to
 * it: the secret with its user and password, its security group, its parameters.
 *
 * <p>Its logical ids are a contract: a release that changed them would replace the database.
 */
public final class MySqlInstance {
  /** Both are as the CDK has them for a database: others would generate another password. */
  private static final int PASSWORD_LENGTH = 30;

  private static final String NOT_IN_A_PASSWORD = " %+~`#$&*()|[]{}:;<>?!'/@\"\\";

  private static final Map<MysqlEngineVersion, IInstanceEngine> ENGINES = new LinkedHashMap<>();

  final DatabaseInstance database;
  final ISecret secret;
  final SecurityGroup securityGroup;
  final ParameterGroup parameterGroup;
  final ParameterGroup replicaParameterGroup;
  final boolean allowsMajorUpgrade;
  final DatabaseMonitoring monitoring;
  final InstanceType instanceType;

  private final Construct scope;
  private final Values options;
  private final ConsoleWords words;
  private final RemovalPolicy removal;

  MySqlInstance(Construct scope, Values options, Keys keys, ConsoleWords words, TieredVpc network) {
    this.scope = scope;
    this.options = options;
    this.words = words;
    removal = options.get(DatabaseOptions.REMOVAL_POLICY);
    String username = options.get(DatabaseOptions.USERNAME);
    Secret credentials = credentials(username, keys);
    securityGroup =
        SecurityGroup.Builder.create(scope, "SecurityGroup")
            .vpc(network.vpc)
            .description(words.describe("Database"))
            .allowAllOutbound(false)
            .build();
    monitoring = new DatabaseMonitoring(scope, options.get(DatabaseOptions.MONITORING), words);
    IInstanceEngine engine = engine(options.get(DatabaseOptions.ENGINE_VERSION));
    parameterGroup =
        parameterGroup(
            "Parameters",
            engine,
            "Parameters of the database",
            KeptDatabase.isKept(removal) ? removal : null);
    allowsMajorUpgrade = options.get(DatabaseOptions.ALLOW_MAJOR_VERSION_UPGRADE);
    MysqlEngineVersion ofReplicas = options.find(DatabaseOptions.REPLICA_ENGINE_VERSION);
    // The replicas have their own group while they may be of another series than the database.
    replicaParameterGroup =
        allowsMajorUpgrade && ofReplicas != null
            ? parameterGroup(
                "ReplicaParameters", engine(ofReplicas), "Parameters of the read replicas", null)
            : parameterGroup;

    instanceType = options.get(DatabaseOptions.INSTANCE_TYPE);
    DatabaseMonitoring.Insights insights =
        monitoring.insightsOn(DatabaseOptions.instanceType(options));
    String snapshot = options.find(DatabaseOptions.SNAPSHOT);
    database =
        new Created(
            scope,
            securityGroup,
            DatabaseInstanceProps.builder()
                .vpc(network.vpc)
                .vpcSubnets(network.databaseSubnets)
                .securityGroups(List.of(securityGroup))
                .publiclyAccessible(false)
                .engine(engine)
                .allowMajorVersionUpgrade(allowsMajorUpgrade ? true : null)
                .engineLifecycleSupport(options.get(DatabaseOptions.ENGINE_LIFECYCLE_SUPPORT))
                .autoMinorVersionUpgrade(options.get(DatabaseOptions.MINOR_UPGRADES))
                .parameterGroup(parameterGroup)
                .caCertificate(options.find(DatabaseOptions.CA_CERTIFICATE))
                .instanceType(instanceType)
                .iamAuthentication(options.get(DatabaseOptions.IAM_AUTHENTICATION))
                .multiAz(options.get(DatabaseOptions.MULTI_AZ))
                .storageType(options.get(DatabaseOptions.STORAGE_TYPE))
                .storageEncrypted(true)
                .storageEncryptionKey(snapshot == null ? keys.of(Keys.Use.DATABASE) : null)
                .allocatedStorage(options.get(DatabaseOptions.ALLOCATED_STORAGE))
                .maxAllocatedStorage(options.get(DatabaseOptions.MAX_ALLOCATED_STORAGE))
                .iops(MySqlStorage.iops(options))
                .storageThroughput(MySqlStorage.throughput(options))
                .databaseName(options.get(DatabaseOptions.DATABASE_NAME))
                .credentials(Credentials.fromSecret(credentials, username))
                .backupRetention(options.get(DatabaseOptions.BACKUP_RETENTION))
                .preferredBackupWindow(options.find(DatabaseOptions.BACKUP_WINDOW))
                .preferredMaintenanceWindow(options.find(DatabaseOptions.MAINTENANCE_WINDOW))
                .copyTagsToSnapshot(true)
                .monitoringInterval(monitoring.interval)
                .monitoringRole(monitoring.role)
                .enablePerformanceInsights(insights.enabled())
                .performanceInsightRetention(insights.retention())
                .databaseInsightsMode(insights.mode())
                .cloudwatchLogsExports(monitoring.logs.isEmpty() ? null : monitoring.logs)
                .deletionProtection(options.get(DatabaseOptions.DELETION_PROTECTION))
                .removalPolicy(removal)
                .build());
    secret = Objects.requireNonNull(database.getSecret());
    if (snapshot != null) {
      restore(snapshot);
    }
    if (KeptDatabase.isKept(removal)) {
      KeptDatabase.keep(partsToKeep(), network, removal);
    }
  }

  private List<IResource> partsToKeep() {
    List<IResource> parts = new ArrayList<>();
    // The secret's attachment has to stay too: when it is deleted, Secrets Manager removes host and
    // port from the secret.
    parts.add(secret);
    parts.add(securityGroup);
    parts.add((SubnetGroup) database.getNode().findChild("SubnetGroup"));
    if (monitoring.role != null) {
      parts.add(monitoring.role);
    }
    return parts;
  }

  /**
   * The database, with its port as a number for whoever asks its connections: the CDK's own is an
   * attribute, which in another stack becomes an import, and checkers take that for no port.
   */
  static final class Created extends DatabaseInstance {
    private final Connections connections;

    Created(Construct scope, SecurityGroup securityGroup, DatabaseInstanceProps props) {
      super(scope, "Database", props);
      connections = connectionsOf(securityGroup);
    }

    @Override
    public Connections getConnections() {
      return connections;
    }
  }

  /** {@return the connections of what has a security group and listens on MySQL's port} */
  static Connections connectionsOf(SecurityGroup securityGroup) {
    return Connections.Builder.create()
        .securityGroups(List.of(securityGroup))
        .defaultPort(DatabaseServer.MYSQL)
        .build();
  }

  /**
   * What CDK's own construct for snapshots makes, of the same logical ids as without one. The
   * database's name, its user, its encryption and its key are in the snapshot.
   */
  private void restore(String snapshot) {
    CfnDBInstance resource = (CfnDBInstance) database.getNode().getDefaultChild();
    Objects.requireNonNull(resource).setDbSnapshotIdentifier(snapshot);
    for (String ofTheSnapshot :
        List.of("DBName", "MasterUsername", "StorageEncrypted", "KmsKeyId")) {
      resource.addPropertyDeletionOverride(ofTheSnapshot);
    }
    new Warning(
            "ThreeTierEcsApp::DatabaseFromSnapshot",
            "database.snapshot: setting, changing or removing it on a running stack replaces the"
                + " database: data written since the snapshot is not in the new one; once it is"
                + " deployed, leave it as it is for as long as the database exists")
        .addTo(database);
  }

  /**
   * Created explicitly: a secret that CDK derives from Credentials changes its id with its options,
   * and the database's password with it (aws-cdk#11040). The CDK's {@code DatabaseSecret} would be
   * the same but for the description, which it takes none of.
   */
  private Secret credentials(String username, Keys keys) {
    return secretOf(
            scope,
            "Secret",
            words.describeInStack("Master user of the database"),
            keys,
            "{\"username\":\"" + username + "\"}")
        .removalPolicy(
            removal == RemovalPolicy.DESTROY || KeptDatabase.isKept(removal)
                ? removal
                : RemovalPolicy.RETAIN)
        .build();
  }

  /** {@return a secret of a user: what is given, and a password} */
  static Secret.Builder secretOf(
      Construct scope, String id, String description, Keys keys, String given) {
    return Secret.Builder.create(scope, id)
        .description(description)
        .encryptionKey(keys.of(Keys.Use.SECRETS))
        .generateSecretString(
            SecretStringGenerator.builder()
                .passwordLength(PASSWORD_LENGTH)
                .secretStringTemplate(given)
                .generateStringKey("password")
                .excludeCharacters(NOT_IN_A_PASSWORD)
                .build());
  }

  /** An engine belongs to no instance, so it is created only once for each version. */
  private static IInstanceEngine engine(MysqlEngineVersion version) {
    return ENGINES.computeIfAbsent(
        version,
        it -> DatabaseInstanceEngine.mysql(MySqlInstanceEngineProps.builder().version(it).build()));
  }

  /**
   * There always is one: RDS keeps a group that a later template leaves out, and CloudFormation
   * then cannot delete it.
   */
  private ParameterGroup parameterGroup(
      String id, IInstanceEngine engine, String description, @Nullable RemovalPolicy kept) {
    return ParameterGroup.Builder.create(scope, id)
        .engine(engine)
        .description(words.describe(description))
        .parameters(
            MySqlParameters.of(
                options.get(DatabaseOptions.REQUIRE_TLS),
                monitoring.logs,
                options.get(DatabaseOptions.PARAMETERS)))
        .removalPolicy(kept)
        .build();
  }
}
