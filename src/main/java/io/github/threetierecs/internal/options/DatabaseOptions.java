package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.days;

import io.github.threetierecs.internal.options.Problems.Words;
import java.util.Map;
import java.util.regex.Pattern;
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
 * What can be chosen of the database. The instance types by default are of generations that nearly
 * every Region has, because the first deployment has to work in any of them.
 */
public final class DatabaseOptions {
  private static final Group DATABASE = new Group("database");

  private static final CreatedFrom<MysqlEngineVersion, String> VERSIONS =
      new CreatedFrom<>(
          full -> MysqlEngineVersion.of(full, MySqlVersion.seriesOf(full)),
          MysqlEngineVersion::getMysqlFullVersion);

  private static final int SMALLEST_GIB = 20;
  static final int LARGEST_GIB = 65_536;

  private static final int LONGEST_RETENTION_DAYS = 35;

  /** RDS's limit for one source in the same Region. */
  private static final int MOST_REPLICAS = 15;

  private static final String FEWER_REPLICAS =
      "set from 1 to " + MOST_REPLICAS + ", or leave it out";

  /**
   * Identifiers of automated snapshots and of AWS Backup's have their creator's name as a prefix.
   */
  private static final Pattern READABLE_SNAPSHOT =
      Pattern.compile(
          "(arn:[\\w-]+:rds:[\\w-]+:\\d{12}:snapshot:)?([a-z]+:)?[A-Za-z][A-Za-z0-9-]{0,254}");

  public static final Option<IDatabaseInstance> EXISTING =
      DATABASE.<IDatabaseInstance>option("existing").refusing(ExistingDatabases::checkInstance);

  public static final Option<IDatabaseCluster> EXISTING_CLUSTER =
      DATABASE
          .<IDatabaseCluster>option("existingCluster")
          .refusing(ExistingDatabases::checkCluster);

  public static final Option<ISecret> EXISTING_SECRET =
      DATABASE
          .<ISecret>option("existingSecret")
          .refusing(
              (problems, option, secret) -> {
                if (secret.getSecretFullArn() == null) {
                  problems.add(
                      option,
                      secret.getSecretName(),
                      "is the name of a secret, but a task needs the complete ARN to read one of"
                          + " its keys",
                      "use Secret.fromSecretCompleteArn");
                }
              });

  public static final Option<String> SNAPSHOT =
      DATABASE
          .<String>option("snapshot")
          .refusing(
              (problems, option, snapshot) -> {
                if (!Tokens.isToken(snapshot) && !READABLE_SNAPSHOT.matcher(snapshot).matches()) {
                  problems.add(
                      option,
                      snapshot,
                      "is neither an identifier nor an ARN of an instance's snapshot",
                      "use one that aws rds describe-db-snapshots lists, such as"
                          + " \"shop-2026-01-31\"");
                }
              });

  public static final Option<String> DATABASE_NAME =
      DATABASE.<String>option("databaseName").refusing(MySqlNames::checkDatabase).byDefault("app");

  public static final Option<String> USERNAME =
      DATABASE.<String>option("username").refusing(MySqlNames::checkUser).byDefault("dbadmin");

  /**
   * Checked with those options that an upgrade takes. By default it is a full version, since
   * checkers take no other. RDS raises the running one by itself, and cannot lower it: to name
   * another one here is a breaking change.
   */
  public static final Option<MysqlEngineVersion> ENGINE_VERSION =
      DATABASE.<MysqlEngineVersion>option("engineVersion").byDefaultMade(VERSIONS.from("8.4.9"));

  public static final Option<Boolean> ALLOW_MAJOR_VERSION_UPGRADE =
      DATABASE.<Boolean>option("allowMajorVersionUpgrade").byDefault(false);

  /** It is checked together with {@link #ENGINE_VERSION}, which it may be ahead of. */
  public static final Option<MysqlEngineVersion> REPLICA_ENGINE_VERSION =
      DATABASE.option("replicaEngineVersion");

  public static final Option<EngineLifecycleSupport> ENGINE_LIFECYCLE_SUPPORT =
      DATABASE
          .<EngineLifecycleSupport>option("engineLifecycleSupport")
          .byDefault(EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED);

  public static final Option<InstanceType> INSTANCE_TYPE =
      DATABASE
          .<InstanceType>option("instanceType")
          .refusing(InstanceTypes::checkDatabase)
          .byDefaultMade(
              InstanceTypes.NAMED.from("m6g.large"), InstanceTypes.NAMED.from("t4g.micro"));

  public static final Option<Boolean> MULTI_AZ =
      DATABASE.<Boolean>option("multiAz").byDefault(true, false);

  public static final Option<Number> READ_REPLICAS =
      DATABASE
          .wholeNumber("readReplicas", 0, MOST_REPLICAS, "", FEWER_REPLICAS)
          .literal("each replica is a resource in the template", FEWER_REPLICAS)
          .byDefault(0);

  public static final Option<InstanceType> REPLICA_INSTANCE_TYPE =
      DATABASE.<InstanceType>option("replicaInstanceType").refusing(InstanceTypes::checkDatabase);

  public static final Option<Boolean> PROXY = DATABASE.<Boolean>option("proxy").byDefault(false);

  public static final Option<Boolean> IAM_AUTHENTICATION =
      DATABASE.<Boolean>option("iamAuthentication").byDefault(false);

  public static final Option<String> IAM_USER =
      DATABASE.<String>option("iamUser").refusing(MySqlNames::checkIamUser).byDefault("app");

  public static final Option<Values> APPLICATION_USER = DATABASE.option("applicationUser");

  public static final Option<StorageType> STORAGE_TYPE =
      DATABASE
          .<StorageType>option("storageType")
          .refusing(
              (problems, option, type) -> {
                if (type != StorageType.GP3 && type != StorageType.IO2) {
                  problems.add(
                      option,
                      type,
                      "is of an older generation, slower for the same money",
                      "set StorageType.GP3 or StorageType.IO2");
                }
              })
          .byDefault(StorageType.GP3);

  public static final Option<Number> ALLOCATED_STORAGE =
      DATABASE
          .wholeNumber("allocatedStorage", SMALLEST_GIB, LARGEST_GIB, "GiB", "set 20 or more")
          .byDefault(100, SMALLEST_GIB);

  public static final Option<Number> MAX_ALLOCATED_STORAGE =
      DATABASE
          .wholeNumber(
              "maxAllocatedStorage",
              SMALLEST_GIB,
              LARGEST_GIB,
              "GiB",
              "set at least a tenth more than allocatedStorage")
          .byDefault(1_000, 100);

  /** It is checked together with {@link #STORAGE_TYPE}, which decides the range. */
  public static final Option<Number> IOPS = DATABASE.<Number>option("iops").countedIn("IOPS");

  /** It is checked together with {@link #STORAGE_TYPE}, which decides whether it can be set. */
  public static final Option<Number> STORAGE_THROUGHPUT =
      DATABASE.<Number>option("storageThroughput").countedIn("MiB/s");

  public static final Option<Duration> BACKUP_RETENTION =
      DATABASE
          .days(
              "backupRetention",
              0,
              LONGEST_RETENTION_DAYS,
              "set Duration.days(14), or Duration.days(0) for no backups")
          .byDefaultMade(days(14), days(1));

  public static final Option<String> BACKUP_WINDOW =
      DATABASE.<String>option("backupWindow").refusing(MySqlWindow::checkOfDay);

  public static final Option<String> MAINTENANCE_WINDOW =
      DATABASE.<String>option("maintenanceWindow").refusing(MySqlWindow::checkOfWeek);

  public static final Option<Boolean> MINOR_UPGRADES =
      DATABASE.<Boolean>option("minorUpgrades").byDefault(true);

  public static final Option<Boolean> DELETION_PROTECTION =
      DATABASE.<Boolean>option("deletionProtection").byDefault(true, false);

  public static final Option<RemovalPolicy> REMOVAL_POLICY =
      DATABASE
          .<RemovalPolicy>option("removalPolicy")
          .byDefault(RemovalPolicy.SNAPSHOT, RemovalPolicy.DESTROY);

  public static final Option<Boolean> PORT_FORWARD =
      DATABASE.<Boolean>option("portForward").byDefault(false);

  public static final Option<Boolean> REQUIRE_TLS =
      DATABASE.<Boolean>option("requireTls").byDefault(true, false);

  public static final Option<Map<String, String>> PARAMETERS =
      DATABASE
          .<Map<String, String>>option("parameters")
          .refusing(
              (problems, option, parameters) ->
                  parameters.forEach(
                      (name, value) -> MySqlParameters.check(problems, option, name, value)))
          .byDefault(Map.of());

  public static final Option<CaCertificate> CA_CERTIFICATE = DATABASE.option("caCertificate");

  public static final Option<Values> MONITORING = DATABASE.part("monitoring");

  public static final Option<Values> ROTATION = DATABASE.option("rotation");

  private DatabaseOptions() {}

  /** {@return whether the database exists already, so that nothing of it is created} */
  public static boolean isExisting(Values options) {
    return options.has(EXISTING) || options.has(EXISTING_CLUSTER);
  }

  /** {@return the option that names the existing database} */
  public static Option<?> existing(Values options) {
    return options.has(EXISTING) ? EXISTING : EXISTING_CLUSTER;
  }

  /** {@return the name of the instance type} */
  public static String instanceType(Values options) {
    return InstanceTypes.NAMED.sourceOf(options.get(INSTANCE_TYPE));
  }

  /** {@return a version of MySQL in full} */
  public static String full(MysqlEngineVersion version) {
    return VERSIONS.sourceOf(version);
  }

  /** A user of the application's own, as a refusal shows it. */
  static Words aUser() {
    return new Words("a user");
  }
}
