package io.github.threetierecs;

import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.DatabaseSecret;
import software.amazon.awscdk.services.rds.MySqlInstanceEngineProps;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * The data: one RDS for MySQL instance in the isolated subnets, encrypted, never public, and the
 * secret with its user and password.
 *
 * <p>Its logical ids are a contract: a release that changed them would replace the database.
 */
final class MySqlDataTier extends Construct {
  private static final int PORT = 3306;
  private static final String USER = "admin";

  /**
   * A full version, since checkers take no other. RDS raises the running one by itself, and cannot
   * lower it: to name another one here is a breaking change.
   */
  private static final String VERSION = "8.4.9";

  private static final String MAJOR_VERSION = "8.4";

  final DatabaseInstance database;
  final ISecret secret;

  /** What the backend gets its user and password from. */
  final ISecret applicationSecret;

  final String databaseName;

  MySqlDataTier(
      Construct scope, DatabaseProps props, Profile profile, Keys keys, TieredVpc network) {
    super(scope, "Data");
    databaseName = Defaults.DATABASE_NAME.unless(props.databaseName, profile);
    RemovalPolicy removal = Defaults.DATABASE_REMOVAL.unless(props.removalPolicy, profile);

    // Made outright: a secret that CDK derives from Credentials changes its id with its options,
    // and the database's password with it (aws-cdk#11040).
    DatabaseSecret credentials =
        DatabaseSecret.Builder.create(this, "Secret")
            .username(USER)
            .encryptionKey(keys.of(Keys.Use.SECRETS))
            .build();
    if (removal != RemovalPolicy.DESTROY) {
      credentials.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }

    SecurityGroup securityGroup =
        SecurityGroup.Builder.create(this, "SecurityGroup")
            .vpc(network.vpc)
            .description("The database, for the tasks of the backend")
            .allowAllOutbound(false)
            .build();

    database =
        DatabaseInstance.Builder.create(this, "Database")
            .vpc(network.vpc)
            .vpcSubnets(network.databaseSubnets)
            .securityGroups(List.of(securityGroup))
            .publiclyAccessible(false)
            .engine(
                DatabaseInstanceEngine.mysql(
                    MySqlInstanceEngineProps.builder().version(version(props)).build()))
            .autoMinorVersionUpgrade(true)
            .instanceType(
                props.instanceType != null
                    ? props.instanceType
                    : new InstanceType(Defaults.DATABASE_INSTANCE_TYPE.in(profile)))
            .multiAz(Defaults.MULTI_AZ.unless(props.multiAz, profile))
            .storageType(StorageType.GP3)
            .storageEncrypted(true)
            .storageEncryptionKey(keys.of(Keys.Use.DATABASE))
            .allocatedStorage(
                Defaults.ALLOCATED_STORAGE_GIB.unless(props.allocatedStorage, profile))
            .maxAllocatedStorage(
                Defaults.MAX_ALLOCATED_STORAGE_GIB.unless(props.maxAllocatedStorage, profile))
            .databaseName(databaseName)
            .credentials(Credentials.fromSecret(credentials, USER))
            .backupRetention(
                props.backupRetention != null
                    ? props.backupRetention
                    : Duration.days(Defaults.BACKUP_RETENTION_DAYS.in(profile)))
            .deletionProtection(
                Defaults.DATABASE_PROTECTION.unless(props.deletionProtection, profile))
            .removalPolicy(removal)
            .build();
    secret = Objects.requireNonNull(database.getSecret());
    applicationSecret =
        props.rotation != null && props.rotation.alternatingUsers != null
            ? props.rotation.alternatingUsers
            : secret;
  }

  void admit(IConnectable client, String description) {
    database.getConnections().allowFrom(client, Port.tcp(PORT), description);
  }

  private static MysqlEngineVersion version(DatabaseProps props) {
    return props.engineVersion != null
        ? props.engineVersion
        : MysqlEngineVersion.of(VERSION, MAJOR_VERSION);
  }
}
