package io.github.threetierecs;

import io.github.threetierecs.internal.options.DatabaseChecks;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * The database: one RDS for MySQL instance, encrypted, in isolated subnets, or an existing instance
 * or Aurora cluster.
 */
public final class DatabaseProps {
  final Values values;

  private DatabaseProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the profile's default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the options of the database. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<DatabaseProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * An existing database instance, instead of one that the construct creates: from {@code
     * DatabaseInstance.fromDatabaseInstanceAttributes} or another stack of the app. No instance,
     * secret, security group or parameter group is created then, and the backend gets its address
     * and port as {@code DB_HOST} and {@code DB_PORT}. {@code
     * docs/security/data.md#an-existing-database} says what its security groups get, and when a
     * warning says that they do not. For Aurora set {@link #existingCluster}: that an identifier is
     * a cluster's cannot be seen.
     *
     * <p>Default: none in both profiles, so that the construct creates one. Setting it later
     * deletes the one that was created, as {@link #removalPolicy} says, and CloudFormation refuses
     * that until it is confirmed; setting another one is a new deployment of the backend.
     *
     * <p>Refused: without {@link #existingSecret}; with {@link #existingCluster}; together with any
     * option of a database that the construct creates, which are all others but {@link
     * #databaseName}, {@link #portForward} and {@link #rotation}; what is known to be of another
     * engine than MySQL or MariaDB, a member of a cluster, a read replica, or to have a cluster's
     * endpoint or an ARN as its identifier; by the construct, one that is created in another VPC
     * while {@code network.vpc} is not set; one that is created in another CDK app, account or
     * Region.
     *
     * @param existing the database, which has to use MySQL's protocol
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_rds.DatabaseInstance.html">fromDatabaseInstanceAttributes</a>
     */
    public Builder existing(@Nullable IDatabaseInstance existing) {
      values.set(DatabaseOptions.EXISTING, existing);
      return this;
    }

    /**
     * An existing Aurora MySQL cluster, instead of an instance that the construct creates: from
     * {@code DatabaseCluster.fromDatabaseClusterAttributes}, or created in this stack or another
     * one of the app. The backend gets its writer endpoint and port as {@code DB_HOST} and {@code
     * DB_PORT}, and its reader endpoint as {@code DB_READ_HOSTS}; alarms, events, AWS Backup and
     * {@link #rotation} are of the cluster. {@code
     * docs/guides/move-a-database-in.md#an-aurora-cluster} says what it has to be.
     *
     * <p>Default: none in both profiles, so that the construct creates an instance. Setting it
     * later is as with {@link #existing}, and refused until it is confirmed.
     *
     * <p>Refused: without {@link #existingSecret}; with {@link #existing}; together with the
     * options that {@link #existing} refuses, and with {@code observability.freeStorageGiB}, since
     * Aurora's storage grows by itself; what is known to be of another engine than Aurora MySQL, a
     * read replica of another cluster, or to have the endpoint of one instance as its {@code
     * clusterEndpointAddress}; one that was imported without {@code clusterEndpointAddress}, {@code
     * readerEndpointAddress} or {@code port}, or with an ARN or an endpoint as its {@code
     * clusterIdentifier}; one that is created in another CDK app, account or Region; one in another
     * VPC while {@code network.vpc} is not set.
     *
     * @param existingCluster the cluster, provisioned or of Aurora Serverless v2
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html">Endpoints
     *     of Aurora</a>
     */
    public Builder existingCluster(@Nullable IDatabaseCluster existingCluster) {
      values.set(DatabaseOptions.EXISTING_CLUSTER, existingCluster);
      return this;
    }

    /**
     * The secret with the user and the password of {@link #existing} or {@link #existingCluster}:
     * JSON with {@code username} and {@code password}, and for {@link #rotation} also {@code
     * engine} ({@code mysql}, or {@code mariadb}) and {@code host}. The backend gets them as {@code
     * DB_USER} and {@code DB_PASSWORD}, and may read the secret; {@code
     * docs/security/data.md#an-existing-database} says with which KMS keys.
     *
     * <p>Default: none in both profiles. Changing it later is a new deployment of the backend.
     *
     * <p>Refused: without {@link #existing} and {@link #existingCluster}, a secret that is known by
     * its name only, and one that is created in another CDK app, account or Region.
     *
     * @param existingSecret such as {@code Secret.fromSecretCompleteArn(this, "Secret", "arn:…")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html">Secrets
     *     in environment variables</a>
     */
    public Builder existingSecret(@Nullable ISecret existingSecret) {
      values.set(DatabaseOptions.EXISTING_SECRET, existingSecret);
      return this;
    }

    /**
     * A snapshot of RDS for MySQL that the database begins with: its identifier, or its ARN if
     * another account shares it. {@link #username} has to be the user of the snapshot, whose
     * password becomes that of the stack's secret, {@link #databaseName} a database in it, {@link
     * #engineVersion} of its series and not lower, {@link #allocatedStorage} not less. The volume
     * is encrypted if the snapshot is, with the snapshot's key, whatever {@code keys} says.
     *
     * <p>Default: none in both profiles, so that the database is empty at first. <b>Setting,
     * changing or removing it later replaces the instance</b>, and so loses what was written since
     * the snapshot; CloudFormation refuses it until it is confirmed. {@code
     * docs/guides/restore.md#a-snapshot-into-the-stack} has the safe way, and what the warning
     * {@code ThreeTierEcsApp::DatabaseFromSnapshot} is about.
     *
     * <p>Refused: what is neither an identifier nor an ARN of an instance's snapshot.
     *
     * @param snapshot such as {@code shop-2026-01-31}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html">Restoring
     *     to a DB instance</a>
     */
    public Builder snapshot(@Nullable String snapshot) {
      values.set(DatabaseOptions.SNAPSHOT, snapshot);
      return this;
    }

    /**
     * The name of the database that RDS creates in the new instance; the backend gets it as {@code
     * DB_NAME}.
     *
     * <p>Default: {@code app} in both profiles. Choose it before the first deployment, and create
     * further databases with SQL: changing it later replaces the instance, which CloudFormation
     * refuses until it is confirmed.
     *
     * <p>Refused: more than 64 characters, anything but letters, digits and {@code _}, a first
     * character that is no letter, MySQL's reserved words and its own schemas.
     *
     * @param databaseName up to 64 letters, digits and {@code _}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html">CreateDBInstance</a>
     */
    public Builder databaseName(@Nullable String databaseName) {
      values.set(DatabaseOptions.DATABASE_NAME, databaseName);
      return this;
    }

    /**
     * The name of the master user, which the backend gets as {@code DB_USER}.
     *
     * <p>Default: {@code dbadmin} in both profiles: {@code admin} is what is guessed first, and AWS
     * Control Tower objects to it. Choose it before the first deployment, and create further users
     * with SQL: <b>changing it later replaces the instance</b>, which CloudFormation refuses until
     * it is confirmed.
     *
     * <p>Refused: more than 16 characters, anything but letters, digits and {@code _}, a first
     * character that is no letter, MySQL's reserved words, and the users that RDS has itself.
     *
     * @param username up to 16 letters, digits and {@code _}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html">CreateDBInstance</a>
     */
    public Builder username(@Nullable String username) {
      values.set(DatabaseOptions.USERNAME, username);
      return this;
    }

    /**
     * The version of MySQL, in full.
     *
     * <p>Default: 8.4.9, of the long-term support series, in both profiles. RDS raises the minor
     * version by itself in the maintenance window. Naming a higher minor version upgrades in place,
     * with an outage; RDS refuses a lower one, another series without {@link
     * #allowMajorVersionUpgrade}, and one that is higher than its read replicas have: see {@link
     * #replicaEngineVersion}.
     *
     * <p>Refused: what does not read as a version, and a version that is higher than {@link
     * #replicaEngineVersion}. RDS removes old minor versions: naming one that is gone fails at
     * deployment.
     *
     * @param engineVersion such as {@code MysqlEngineVersion.of("8.4.9", "8.4")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html">MySQL
     *     versions on RDS</a>
     */
    public Builder engineVersion(@Nullable MysqlEngineVersion engineVersion) {
      values.set(DatabaseOptions.ENGINE_VERSION, engineVersion);
      return this;
    }

    /**
     * Whether RDS may upgrade the instance to another series of MySQL, such as from 8.0 to 8.4,
     * when {@link #engineVersion} names it; without it RDS refuses that, before anything is
     * changed. The database is unavailable for about ten minutes or much longer, and the upgrade
     * cannot be undone in place: {@code docs/guides/upgrade-mysql.md}.
     *
     * <p>Default: false in both profiles. It can be changed in place: by itself it upgrades
     * nothing. Leave it out again once the upgrade is done.
     *
     * <p>Refused: true with {@link #readReplicas} and without {@link #replicaEngineVersion}.
     *
     * @param allowMajorVersionUpgrade true to let it
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.MySQL.Major.html">Major
     *     version upgrades</a>
     */
    public Builder allowMajorVersionUpgrade(@Nullable Boolean allowMajorVersionUpgrade) {
      values.set(DatabaseOptions.ALLOW_MAJOR_VERSION_UPGRADE, allowMajorVersionUpgrade);
      return this;
    }

    /**
     * The version of the read replicas while they are ahead of the database, which RDS upgrades
     * after its replicas only. So an upgrade, whether of the minor version or of the series, takes
     * two deployments: one with this option, and one that sets {@link #engineVersion} to the same.
     * Then leave this out. {@code docs/guides/upgrade-mysql.md#with-read-replicas} has the steps.
     *
     * <p>Default: none in both profiles: replicas are created with the version of the database, and
     * keep theirs. Naming a higher version upgrades all of them at once, with an outage of each.
     *
     * <p>Refused: what does not read as a version; any without {@link #readReplicas}; a version
     * that is lower than {@link #engineVersion}; one of another series without {@link
     * #allowMajorVersionUpgrade}; one that skips a series, such as from 5.7 to 8.4.
     *
     * @param replicaEngineVersion such as {@code MysqlEngineVersion.of("8.4.9", "8.4")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.MySQL.html">Upgrading
     *     with read replicas</a>
     */
    public Builder replicaEngineVersion(@Nullable MysqlEngineVersion replicaEngineVersion) {
      values.set(DatabaseOptions.REPLICA_ENGINE_VERSION, replicaEngineVersion);
      return this;
    }

    /**
     * What becomes of the instance when its series of MySQL leaves standard support: extended
     * support, billed by vCPU, or none, so that RDS moves it to a newer series by itself.
     *
     * <p>Default: {@link EngineLifecycleSupport#OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED} in both
     * profiles, so that nothing is billed unexpectedly. It applies when the instance is created:
     * CloudFormation refuses to change it later ("EngineLifecycleSupport cannot be modified"), and
     * rolls the deployment back.
     *
     * <p>Refused: no extended support for a series that has left standard support, which RDS does
     * not create then.
     *
     * @param engineLifecycleSupport with extended support, or without
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html">Extended
     *     support</a>
     */
    public Builder engineLifecycleSupport(@Nullable EngineLifecycleSupport engineLifecycleSupport) {
      values.set(DatabaseOptions.ENGINE_LIFECYCLE_SUPPORT, engineLifecycleSupport);
      return this;
    }

    /**
     * The type of the database instance, without the {@code db.} that RDS puts before it.
     *
     * <p>Default: {@code m6g.large} in PRODUCTION, {@code t4g.micro} in DEVELOPMENT. It can be
     * changed in place, with an outage of minutes, or of about a minute with {@link #multiAz}.
     *
     * <p>Refused: a name that the CDK cannot read as an instance type, one with {@code db.} before
     * it, and the size {@code nano}, which RDS does not have.
     *
     * @param instanceType such as {@code new InstanceType("m7g.large")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html">DB
     *     instance classes</a>
     */
    public Builder instanceType(@Nullable InstanceType instanceType) {
      values.set(DatabaseOptions.INSTANCE_TYPE, instanceType);
      return this;
    }

    /**
     * Whether a standby in another Availability Zone takes over when the instance fails.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. It can be changed in place.
     *
     * @param multiAz true for a standby
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html">Multi-AZ</a>
     */
    public Builder multiAz(@Nullable Boolean multiAz) {
      values.set(DatabaseOptions.MULTI_AZ, multiAz);
      return this;
    }

    /**
     * How many copies of the database there are to read from, a little behind it. The backend gets
     * their hosts as {@code DB_READ_HOSTS}, with commas between them. Each is billed as the
     * database is, without its standby.
     *
     * <p>Default: 0 in both profiles. It can be raised in place; to lower it, {@code
     * docs/guides/replicas-and-proxy.md#reading-from-replicas} has the steps. The last ones go.
     *
     * <p>Refused: anything but a whole number from 0 to 15, a token, and any without backups: RDS
     * creates replicas only of a database that has them.
     *
     * @param readReplicas from 0 to 15
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_MySQL.Replication.ReadReplicas.html">Read
     *     replicas</a>
     */
    public Builder readReplicas(@Nullable Number readReplicas) {
      values.set(DatabaseOptions.READ_REPLICAS, readReplicas);
      return this;
    }

    /**
     * The type of the read replicas, without the {@code db.} that RDS puts before it. One that is
     * smaller than the database's may fall behind.
     *
     * <p>Default: the database's own type, in both profiles. It can be changed in place, with an
     * outage of minutes of each replica.
     *
     * <p>Refused: what {@link #instanceType} refuses, and any without {@link #readReplicas}.
     *
     * @param replicaInstanceType such as {@code new InstanceType("m7g.large")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html">DB
     *     instance classes</a>
     */
    public Builder replicaInstanceType(@Nullable InstanceType replicaInstanceType) {
      values.set(DatabaseOptions.REPLICA_INSTANCE_TYPE, replicaInstanceType);
      return this;
    }

    /**
     * Whether the backend's tasks share a pool of connections, by RDS Proxy, which keeps them
     * through a failover: {@code DB_HOST} and {@code DB_PORT} are then the proxy's. It requires
     * TLS, whatever {@link #requireTls} says, knows only the users of the secrets that are created
     * here, and is billed by the vCPU of the database. {@code
     * docs/guides/replicas-and-proxy.md#the-proxy} says what it asks of clients, and {@code
     * docs/security/data.md#the-proxy} whom the database still admits.
     *
     * <p>Whether AWS has it for MySQL 8.4 in your Region is in its own list, below; it is not in
     * the zones {@code use1-az3} and {@code usw1-az2}. Where it is not available, the deployment
     * fails.
     *
     * <p>Default: false in both profiles. It can be changed on a running system, with a new
     * deployment of the backend: the old tasks can connect as before until the new ones have taken
     * over. Other subnets of the database replace the proxy in the same way.
     *
     * <p>Refused: with {@link #existing} and {@link #existingCluster}, with {@link
     * #iamAuthentication}, with {@code rotation.alternatingUsers}, and with the parameter {@code
     * read_only} set to 1.
     *
     * @param proxy true for the proxy
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.RDSProxy.html">Regions
     *     and versions with RDS Proxy</a>
     */
    public Builder proxy(@Nullable Boolean proxy) {
      values.set(DatabaseOptions.PROXY, proxy);
      return this;
    }

    /**
     * Whether users may sign in with a token from IAM in place of a password. The role of the
     * backend's tasks may then sign in as {@link #iamUser}, which has to be created in the
     * database, and the backend gets that name as {@code DB_IAM_USER}. The password still works.
     *
     * <p>Default: false in both profiles. It can be changed in place, with a new deployment of the
     * backend.
     *
     * <p>Refused: with {@link #proxy}.
     *
     * @param iamAuthentication true to allow it
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html">IAM
     *     database authentication</a>
     */
    public Builder iamAuthentication(@Nullable Boolean iamAuthentication) {
      values.set(DatabaseOptions.IAM_AUTHENTICATION, iamAuthentication);
      return this;
    }

    /**
     * The user that the backend may sign in as by IAM. It is created by SQL, and its name is
     * case-sensitive.
     *
     * <p>Default: {@code app} in both profiles. It can be changed in place, with a new deployment
     * of the backend.
     *
     * <p>Refused: more than 32 characters, anything but letters, digits and {@code _}, a first
     * character that is no letter, the users that RDS has itself, and any without {@link
     * #iamAuthentication}.
     *
     * @param iamUser up to 32 letters, digits and {@code _}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html">Users
     *     for IAM</a>
     */
    public Builder iamUser(@Nullable String iamUser) {
      values.set(DatabaseOptions.IAM_USER, iamUser);
      return this;
    }

    /**
     * A user of the database for the application only, which the backend then gets instead of the
     * RDS master user: {@code DB_USER}, {@code DB_PASSWORD} and {@code DB_SECRET_ARN} are those of
     * its own secret. {@code docs/guides/database-access.md#a-user-of-the-applications-own} says
     * how it is created, and what it is with {@link #iamAuthentication}, {@link #rotation} and
     * {@link #proxy}.
     *
     * <p>Default: none in both profiles, so that the backend is the master user. Setting it on a
     * running system, and leaving it out again, is a new deployment of the backend; {@code
     * docs/upgrades.md#the-safe-ways} says what old tasks may meet then. The user itself stays in
     * the database until it is dropped there.
     *
     * <p>Refused: with {@link #existing} and {@link #existingCluster}, with {@link #iamUser}, with
     * {@code rotation.alternatingUsers}, and with the parameters {@code read_only} and {@code
     * partial_revokes} switched on.
     *
     * @param applicationUser such as {@code ApplicationUserProps.builder().build()}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html">What
     *     the master user may do</a>
     */
    public Builder applicationUser(@Nullable ApplicationUserProps applicationUser) {
      values.set(
          DatabaseOptions.APPLICATION_USER,
          applicationUser == null ? null : applicationUser.values);
      return this;
    }

    /**
     * The type of the volume: {@link StorageType#GP3}, or {@link StorageType#IO2} for latencies
     * below a millisecond at a price for each of its {@link #iops}.
     *
     * <p>Default: {@code GP3} in both profiles. It can be changed in place, slower until the volume
     * is rewritten, and once in six hours.
     *
     * <p>Refused: the older types, {@code IO2} without {@link #iops}, and {@code IO2} with less
     * than 100 GiB.
     *
     * @param storageType GP3 or IO2
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">Storage</a>
     */
    public Builder storageType(@Nullable StorageType storageType) {
      values.set(DatabaseOptions.STORAGE_TYPE, storageType);
      return this;
    }

    /**
     * The storage to begin with, in GiB.
     *
     * <p>Default: 100 in PRODUCTION, 20 in DEVELOPMENT. It can be raised in place; RDS refuses to
     * lower it, also below what the volume has grown to by itself, which no template shows. From
     * 400 GiB of gp3 on, and with io2, read replicas get the same size.
     *
     * <p>Refused: anything but a whole number from 20 to 65 536, which is RDS's range for MySQL on
     * gp3, and more than leaves a tenth to grow below {@link #maxAllocatedStorage}.
     *
     * @param allocatedStorage GiB, from 20 to 65 536
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">Storage</a>
     */
    public Builder allocatedStorage(@Nullable Number allocatedStorage) {
      values.set(DatabaseOptions.ALLOCATED_STORAGE, allocatedStorage);
      return this;
    }

    /**
     * The storage, in GiB, up to which RDS grows the volume by itself when it runs full.
     *
     * <p>Default: 1 000 in PRODUCTION, 100 in DEVELOPMENT. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 20 to 65 536, and less than a tenth more than
     * {@link #allocatedStorage}.
     *
     * @param maxAllocatedStorage GiB, from 20 to 65 536
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html">Storage
     *     autoscaling</a>
     */
    public Builder maxAllocatedStorage(@Nullable Number maxAllocatedStorage) {
      values.set(DatabaseOptions.MAX_ALLOCATED_STORAGE, maxAllocatedStorage);
      return this;
    }

    /**
     * Input and output operations a second, beyond what comes with the volume.
     *
     * <p>Default: what comes with gp3: 12 000 from 400 GiB on, 3 000 below, in both profiles. With
     * io2 it has to be set. It can be changed in place, once in six hours. The 12 000 are written
     * in the template, so that leaving it out again ends what was bought, unless {@link
     * #allocatedStorage} is a token.
     *
     * <p>Refused: with gp3, less than 12 000, more than 64 000, and any number below 400 GiB; with
     * io2, less than 1 000, more than 256 000, and other than half to 1 000 for each GiB.
     *
     * @param iops from 12 000 to 64 000, or with io2 from 1 000 to 256 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">Storage</a>
     */
    public Builder iops(@Nullable Number iops) {
      values.set(DatabaseOptions.IOPS, iops);
      return this;
    }

    /**
     * Throughput of the volume in MiB/s, beyond what comes with it.
     *
     * <p>Default: what comes with gp3: 500 from 400 GiB on, 125 below, in both profiles. It can be
     * changed in place, once in six hours. The 500 are written as the 12 000 of {@link #iops} are.
     *
     * <p>Refused: less than 500, more than 4 000, more than a quarter of {@link #iops}, any number
     * below 400 GiB, and any with io2, whose throughput follows from its {@link #iops}.
     *
     * @param storageThroughput MiB/s, from 500 to 4 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">Storage</a>
     */
    public Builder storageThroughput(@Nullable Number storageThroughput) {
      values.set(DatabaseOptions.STORAGE_THROUGHPUT, storageThroughput);
      return this;
    }

    /**
     * How long automated backups are kept, and so how far back the database can be restored to any
     * point in time. Zero switches them off.
     *
     * <p>Default: 14 days in PRODUCTION, 1 day in DEVELOPMENT. It can be changed in place; a change
     * from or to zero restarts the database.
     *
     * <p>Refused: anything but whole days from 0 to 35, and 0 with {@link #readReplicas}.
     *
     * @param backupRetention from 0 to 35 days
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html">Automated
     *     backups</a>
     */
    public Builder backupRetention(@Nullable Duration backupRetention) {
      values.set(DatabaseOptions.BACKUP_RETENTION, backupRetention);
      return this;
    }

    /**
     * When the daily backup is taken, in UTC. Without {@link #multiAz}, input and output may stand
     * still for seconds then.
     *
     * <p>Default: half an hour of the Region's night that RDS picks, in both profiles. It can be
     * changed in place. Left out again, the last one stays.
     *
     * <p>Refused: what does not read as such a window, less than 30 minutes, and an overlap with
     * {@link #maintenanceWindow}.
     *
     * @param backupWindow such as {@code 03:00-04:00}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html">Automated
     *     backups</a>
     */
    public Builder backupWindow(@Nullable String backupWindow) {
      values.set(DatabaseOptions.BACKUP_WINDOW, backupWindow);
      return this;
    }

    /**
     * When RDS may patch and upgrade, in UTC, and so when the database may be away for minutes.
     *
     * <p>Default: half an hour of a night in the week that RDS picks, in both profiles. It can be
     * changed in place. Left out again, the last one stays.
     *
     * <p>Refused: what does not read as such a window, less than 30 minutes, and an overlap with
     * {@link #backupWindow}.
     *
     * @param maintenanceWindow such as {@code sun:04:30-sun:05:30}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html">Maintenance</a>
     */
    public Builder maintenanceWindow(@Nullable String maintenanceWindow) {
      values.set(DatabaseOptions.MAINTENANCE_WINDOW, maintenanceWindow);
      return this;
    }

    /**
     * Whether RDS upgrades to newer minor versions in the maintenance window by itself.
     *
     * <p>Default: true in both profiles. It can be changed in place. Even without, RDS upgrades
     * what it no longer supports.
     *
     * @param minorUpgrades true to let it
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html">Upgrading</a>
     */
    public Builder minorUpgrades(@Nullable Boolean minorUpgrades) {
      values.set(DatabaseOptions.MINOR_UPGRADES, minorUpgrades);
      return this;
    }

    /**
     * Whether RDS refuses to delete the instance. Switch it off, and deploy, before deleting the
     * stack.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. It can be changed in place.
     *
     * @param deletionProtection true to protect it
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html">Deleting
     *     a DB instance</a>
     */
    public Builder deletionProtection(@Nullable Boolean deletionProtection) {
      values.set(DatabaseOptions.DELETION_PROTECTION, deletionProtection);
      return this;
    }

    /**
     * What becomes of the data when the stack is deleted or the instance replaced: a last snapshot,
     * the instance itself, or nothing.
     *
     * <p>Default: {@code SNAPSHOT} in PRODUCTION, {@code DESTROY} in DEVELOPMENT. It can be changed
     * in place, and applies from the next deployment on. Unless it is DESTROY, the secret and the
     * KMS keys of the two are kept as well; with {@code RETAIN} also all that the instance uses,
     * but no read replicas ({@code docs/guides/delete.md#a-database-that-was-kept}). {@code
     * RETAIN_ON_UPDATE_OR_DELETE} is the same, but nothing is left of a first deployment that
     * fails.
     *
     * @param removalPolicy what to do with the data
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html">DeletionPolicy</a>
     */
    public Builder removalPolicy(@Nullable RemovalPolicy removalPolicy) {
      values.set(DatabaseOptions.REMOVAL_POLICY, removalPolicy);
      return this;
    }

    /**
     * Whether an output of the stack gives the command by which a person gets at the database: a
     * port of their machine leads to it, through Systems Manager and a task of the backend ({@code
     * docs/guides/database-access.md#as-a-person}). No security group admits anybody more. What
     * goes over that port is not logged.
     *
     * <p>Default: false in both profiles. It can be changed in place.
     *
     * <p>Refused: without {@code executeCommand} of the backend's container.
     *
     * @param portForward true for the output
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html">Starting
     *     a session</a>
     */
    public Builder portForward(@Nullable Boolean portForward) {
      values.set(DatabaseOptions.PORT_FORWARD, portForward);
      return this;
    }

    /**
     * Whether the database refuses connections without TLS. Some clients use it only if they are
     * configured to.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. It can be changed in place; open
     * connections stay.
     *
     * @param requireTls true to require TLS
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html">Requiring
     *     TLS</a>
     */
    public Builder requireTls(@Nullable Boolean requireTls) {
      values.set(DatabaseOptions.REQUIRE_TLS, requireTls);
      return this;
    }

    /**
     * Further parameters of the database, by MySQL's names. They overrule those that {@link
     * #monitoring} sets, such as {@code slow_query_log}.
     *
     * <p>Default: none in both profiles. Dynamic parameters change in place; a static one restarts
     * the database and its replicas ({@code docs/upgrades.md#static-parameters}). {@code
     * lower_case_table_names} counts when the instance is created: setting, changing or removing it
     * later is refused by CloudFormation until it is confirmed, and MySQL does not start with it.
     *
     * <p>Refused: null, a name that is none, and {@code require_secure_transport}, which is {@link
     * #requireTls}.
     *
     * @param parameters values by name
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html">Parameters
     *     for MySQL</a>
     */
    public Builder parameters(@Nullable Map<String, String> parameters) {
      values.set(
          DatabaseOptions.PARAMETERS,
          parameters == null || parameters.isEmpty() ? null : Problems.copyOf(parameters));
      return this;
    }

    /**
     * Which certificate authority signs the database's TLS certificate.
     *
     * <p>Default: the one that RDS takes for new instances in the account, {@code
     * rds-ca-rsa2048-g1} unless it was changed, in both profiles. It can be changed in place; where
     * the engine cannot load a certificate while it runs, RDS restarts it. Left out again, the last
     * one stays.
     *
     * @param caCertificate the authority
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html">TLS</a>
     */
    public Builder caCertificate(@Nullable CaCertificate caCertificate) {
      values.set(DatabaseOptions.CA_CERTIFICATE, caCertificate);
      return this;
    }

    /**
     * What is measured and recorded. Default: {@link DatabaseMonitoringProps}' defaults.
     *
     * @param monitoring options of the monitoring
     * @return this builder
     */
    public Builder monitoring(@Nullable DatabaseMonitoringProps monitoring) {
      values.set(DatabaseOptions.MONITORING, monitoring == null ? null : monitoring.values);
      return this;
    }

    /**
     * Changes the database's password from time to time, and replaces the backend's tasks so that
     * they get the new one: {@code docs/guides/rotate.md}. Of {@link #existing} and {@link
     * #existingCluster} it rotates {@link #existingSecret}, which nothing else may rotate.
     *
     * <p>Default: no rotation in both profiles, since between the new password and the new tasks
     * new connections fail, unless there are {@code alternatingUsers} or the application reads the
     * secret at run time. It can be changed in place; switched off, the password stays what it is.
     *
     * @param rotation when, and what follows
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html">Rotate
     *     secrets</a>
     */
    public Builder rotation(@Nullable RotationProps rotation) {
      values.set(DatabaseOptions.ROTATION, rotation == null ? null : rotation.values);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public DatabaseProps build() {
      return new DatabaseProps(values.checked("database", DatabaseChecks::checkTogether));
    }
  }
}
