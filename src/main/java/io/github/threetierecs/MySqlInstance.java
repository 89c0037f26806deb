package io.github.threetierecs;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
final class MySqlInstance {
  /** Both as the CDK has them for a database: others would be another password. */
  private static final int PASSWORD_LENGTH = 30;

  private static final String NOT_IN_A_PASSWORD = " %+~`#$&*()|[]{}:;<>?!'/@\"\\";

  private static @Nullable IInstanceEngine defaultEngine;

  final DatabaseInstance database;
  final ISecret secret;
  final SecurityGroup securityGroup;
  final ParameterGroup parameterGroup;
  final ParameterGroup replicaParameterGroup;
  final boolean allowsMajorUpgrade;
  final DatabaseMonitoring monitoring;
  final InstanceType instanceType;

  private final Construct scope;
  private final DatabaseProps props;
  private final Profile profile;
  private final ConsoleWords words;
  private final RemovalPolicy removal;

  MySqlInstance(
      Construct scope,
      DatabaseProps props,
      Profile profile,
      Keys keys,
      ConsoleWords words,
      TieredVpc network,
      String databaseName) {
    this.scope = scope;
    this.props = props;
    this.profile = profile;
    this.words = words;
    removal = Defaults.DATABASE_REMOVAL.unless(props.removalPolicy, profile);
    String username = Defaults.DATABASE_USERNAME.unless(props.username, profile);
    Secret credentials = credentials(username, keys);
    securityGroup =
        SecurityGroup.Builder.create(scope, "SecurityGroup")
            .vpc(network.vpc)
            .description(words.describe("Database"))
            .allowAllOutbound(false)
            .build();
    monitoring = new DatabaseMonitoring(scope, props.monitoring().in(profile), words);
    IInstanceEngine engine =
        props.engineVersion != null ? engine(props.engineVersion) : defaultEngine();
    parameterGroup =
        parameterGroup(
            "Parameters",
            engine,
            "Parameters of the database",
            KeptDatabase.isKept(removal) ? removal : null);
    allowsMajorUpgrade =
        Defaults.MAJOR_VERSION_UPGRADE.unless(props.allowMajorVersionUpgrade, profile);
    // Of its own while the replicas may be of another series than the database.
    replicaParameterGroup =
        allowsMajorUpgrade && props.replicaEngineVersion != null
            ? parameterGroup(
                "ReplicaParameters",
                engine(props.replicaEngineVersion),
                "Parameters of the read replicas",
                null)
            : parameterGroup;

    InstanceType chosen = props.instanceType;
    String type = chosen != null ? chosen.toString() : Defaults.DATABASE_INSTANCE_TYPE.in(profile);
    instanceType = chosen != null ? chosen : new InstanceType(type);
    DatabaseMonitoring.Insights insights = monitoring.insightsOn(type);
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
                .engineLifecycleSupport(
                    Defaults.ENGINE_LIFECYCLE.unless(props.engineLifecycleSupport, profile))
                .autoMinorVersionUpgrade(
                    Defaults.MINOR_UPGRADES.unless(props.minorUpgrades, profile))
                .parameterGroup(parameterGroup)
                .caCertificate(props.caCertificate)
                .instanceType(instanceType)
                .iamAuthentication(
                    Defaults.IAM_AUTHENTICATION.unless(props.iamAuthentication, profile))
                .multiAz(Defaults.MULTI_AZ.unless(props.multiAz, profile))
                .storageType(Defaults.STORAGE_TYPE.unless(props.storageType, profile))
                .storageEncrypted(true)
                .storageEncryptionKey(props.snapshot == null ? keys.of(Keys.Use.DATABASE) : null)
                .allocatedStorage(MySqlStorage.allocated(props, profile))
                .maxAllocatedStorage(
                    Defaults.MAX_ALLOCATED_STORAGE_GIB.unless(props.maxAllocatedStorage, profile))
                .iops(MySqlStorage.iops(props, profile))
                .storageThroughput(MySqlStorage.throughput(props, profile))
                .databaseName(databaseName)
                .credentials(Credentials.fromSecret(credentials, username))
                .backupRetention(
                    Defaults.days(props.backupRetention, Defaults.BACKUP_RETENTION_DAYS, profile))
                .preferredBackupWindow(props.backupWindow)
                .preferredMaintenanceWindow(props.maintenanceWindow)
                .copyTagsToSnapshot(true)
                .monitoringInterval(monitoring.interval)
                .monitoringRole(monitoring.role)
                .enablePerformanceInsights(insights.enabled())
                .performanceInsightRetention(insights.retention())
                .databaseInsightsMode(insights.mode())
                .cloudwatchLogsExports(monitoring.logs.isEmpty() ? null : monitoring.logs)
                .deletionProtection(
                    Defaults.DATABASE_PROTECTION.unless(props.deletionProtection, profile))
                .removalPolicy(removal)
                .build());
    secret = Objects.requireNonNull(database.getSecret());
    if (props.snapshot != null) {
      restore(props.snapshot);
    }
    if (KeptDatabase.isKept(removal)) {
      KeptDatabase.keep(this, network, removal);
    }
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
                + " database: what was written to it since the snapshot is not in the new one; once"
                + " it is deployed, leave it as it is for as long as the database is there")
        .addTo(database);
  }

  /**
   * Made outright: a secret that CDK derives from Credentials changes its id with its options, and
   * the database's password with it (aws-cdk#11040). The CDK's {@code DatabaseSecret} would be the
   * same but for the description, which it takes none of.
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

  /** Made once: it says what an instance runs, and belongs to none. */
  private static IInstanceEngine defaultEngine() {
    if (defaultEngine == null) {
      defaultEngine =
          engine(MysqlEngineVersion.of(MySqlVersion.DEFAULT, MySqlVersion.DEFAULT_SERIES));
    }
    return defaultEngine;
  }

  private static IInstanceEngine engine(MysqlEngineVersion version) {
    return DatabaseInstanceEngine.mysql(
        MySqlInstanceEngineProps.builder().version(version).build());
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
                Defaults.REQUIRE_TLS.unless(props.requireTls, profile),
                monitoring.logs,
                props.parameters))
        .removalPolicy(kept)
        .build();
  }
}
