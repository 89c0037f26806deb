package io.github.threetierecs;

import io.github.threetierecs.Problems.Setting;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;

/** The database: one RDS for MySQL instance, encrypted, on gp3 storage, in isolated subnets. */
public final class DatabaseProps {
  final @Nullable String databaseName;
  final @Nullable MysqlEngineVersion engineVersion;
  final @Nullable InstanceType instanceType;
  final @Nullable Boolean multiAz;
  final @Nullable Number allocatedStorage;
  final @Nullable Number maxAllocatedStorage;
  final @Nullable Duration backupRetention;
  final @Nullable Boolean deletionProtection;
  final @Nullable RemovalPolicy removalPolicy;
  final @Nullable RotationProps rotation;

  private static final int SMALLEST_GIB = 20;
  private static final int LARGEST_GIB = 65_536;

  private DatabaseProps(Builder builder) {
    databaseName = builder.databaseName;
    engineVersion = builder.engineVersion;
    instanceType = builder.instanceType;
    multiAz = builder.multiAz;
    allocatedStorage = builder.allocatedStorage;
    maxAllocatedStorage = builder.maxAllocatedStorage;
    backupRetention = builder.backupRetention;
    deletionProtection = builder.deletionProtection;
    removalPolicy = builder.removalPolicy;
    rotation = builder.rotation;
  }

  /** RDS wants the maximum at least a tenth above what is allocated. */
  static void checkRoomToGrow(Problems problems, Setting allocated, Setting max) {
    if (allocated.value() == null || max.value() == null) {
      return;
    }
    if (Tokens.isToken(allocated.value()) || Tokens.isToken(max.value())) {
      return;
    }
    long least = (allocated.value().longValue() * 11 + 9) / 10;
    if (max.value().doubleValue() < least) {
      problems.add(
          max.option(),
          max,
          "is less than a tenth above database.allocatedStorage " + allocated,
          least <= LARGEST_GIB
              ? "set database.maxAllocatedStorage to at least " + least
              : "set database.allocatedStorage to at most " + LARGEST_GIB * 10 / 11);
    }
  }

  /**
   * Starts with the profile's default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Sets the options of the database. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<DatabaseProps> {
    private static final int LONGEST_RETENTION_DAYS = 35;
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.[\\w.-]+)?");

    private final Problems problems = new Problems("database");
    private @Nullable String databaseName;
    private @Nullable MysqlEngineVersion engineVersion;
    private @Nullable InstanceType instanceType;
    private @Nullable Boolean multiAz;
    private @Nullable Number allocatedStorage;
    private @Nullable Number maxAllocatedStorage;
    private @Nullable Duration backupRetention;
    private @Nullable Boolean deletionProtection;
    private @Nullable RemovalPolicy removalPolicy;
    private @Nullable RotationProps rotation;

    private Builder() {}

    /**
     * The name of the database that RDS makes in the new instance; the backend gets it as {@code
     * DB_NAME}.
     *
     * <p>Default: {@code app} in both profiles. Changing it later replaces the instance, and so
     * loses what is in it: choose it before the first deployment, and create further databases with
     * SQL.
     *
     * <p>Refused: more than 64 characters, anything but letters, digits and {@code _}, a first
     * character that is no letter, MySQL's reserved words and its own schemas.
     *
     * @param databaseName up to 64 letters, digits and {@code _}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html">CreateDBInstance</a>
     */
    public Builder databaseName(String databaseName) {
      this.databaseName = problems.given("databaseName", databaseName);
      return this;
    }

    /**
     * The version of MySQL, in full.
     *
     * <p>Default: 8.4.9, of the long-term support series, in both profiles. RDS raises the minor
     * version by itself in the maintenance window. Naming a higher minor version upgrades in place,
     * with an outage; RDS refuses a lower one, and another major version.
     *
     * <p>Refused: what does not read as a version. RDS removes old minor versions: naming one that
     * is gone fails at deployment.
     *
     * @param engineVersion such as {@code MysqlEngineVersion.of("8.4.9", "8.4")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html">MySQL
     *     versions on RDS</a>
     */
    public Builder engineVersion(MysqlEngineVersion engineVersion) {
      this.engineVersion = problems.given("engineVersion", engineVersion);
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
    public Builder instanceType(InstanceType instanceType) {
      this.instanceType = problems.given("instanceType", instanceType);
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
    public Builder multiAz(Boolean multiAz) {
      this.multiAz = problems.given("multiAz", multiAz);
      return this;
    }

    /**
     * The storage to begin with, in GiB.
     *
     * <p>Default: 100 in PRODUCTION, 20 in DEVELOPMENT. It can be raised in place; RDS refuses to
     * lower it.
     *
     * <p>Refused: anything but a whole number from 20 to 65 536, which is RDS's range for MySQL on
     * gp3, and more than leaves a tenth to grow below {@link #maxAllocatedStorage}.
     *
     * @param allocatedStorage GiB, from 20 to 65 536
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">Storage</a>
     */
    public Builder allocatedStorage(Number allocatedStorage) {
      this.allocatedStorage = problems.given("allocatedStorage", allocatedStorage);
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
    public Builder maxAllocatedStorage(Number maxAllocatedStorage) {
      this.maxAllocatedStorage = problems.given("maxAllocatedStorage", maxAllocatedStorage);
      return this;
    }

    /**
     * How long automated backups are kept, and so how far back the database can be restored to any
     * point in time. Zero switches them off.
     *
     * <p>Default: 14 days in PRODUCTION, 1 day in DEVELOPMENT. It can be changed in place; a change
     * from or to zero restarts the database.
     *
     * <p>Refused: anything but whole days from 0 to 35.
     *
     * @param backupRetention from 0 to 35 days
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html">Automated
     *     backups</a>
     */
    public Builder backupRetention(Duration backupRetention) {
      this.backupRetention = problems.given("backupRetention", backupRetention);
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
    public Builder deletionProtection(Boolean deletionProtection) {
      this.deletionProtection = problems.given("deletionProtection", deletionProtection);
      return this;
    }

    /**
     * What becomes of the data when the stack is deleted or the instance replaced: a last snapshot,
     * the instance itself, or nothing.
     *
     * <p>Default: {@link RemovalPolicy#SNAPSHOT} in PRODUCTION, {@link RemovalPolicy#DESTROY} in
     * DEVELOPMENT. Unless it is DESTROY, the secret is kept as well. It can be changed in place.
     *
     * @param removalPolicy what to do with the data
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html">DeletionPolicy</a>
     */
    public Builder removalPolicy(RemovalPolicy removalPolicy) {
      this.removalPolicy = problems.given("removalPolicy", removalPolicy);
      return this;
    }

    /**
     * Changes the database's password from time to time, and replaces the backend's tasks so that
     * they get the new one.
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
    public Builder rotation(RotationProps rotation) {
      this.rotation = problems.given("rotation", rotation);
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
      if (databaseName != null) {
        MySqlNames.check(problems, "databaseName", databaseName);
      }
      if (engineVersion != null) {
        checkEngineVersion(engineVersion);
      }
      if (instanceType != null) {
        InstanceTypes.checkDatabase(problems, "instanceType", instanceType);
      }
      problems.wholeNumber(
          "allocatedStorage", allocatedStorage, SMALLEST_GIB, LARGEST_GIB, "GiB", "set 20 or more");
      problems.wholeNumber(
          "maxAllocatedStorage",
          maxAllocatedStorage,
          SMALLEST_GIB,
          LARGEST_GIB,
          "GiB",
          "set at least a tenth more than allocatedStorage");
      checkRoomToGrow(
          problems,
          new Setting("allocatedStorage", allocatedStorage, ""),
          new Setting("maxAllocatedStorage", maxAllocatedStorage, ""));
      problems.days(
          "backupRetention",
          backupRetention,
          0,
          LONGEST_RETENTION_DAYS,
          "set Duration.days(14), or Duration.days(0) for no backups");
      problems.refuse();
      return new DatabaseProps(this);
    }

    private void checkEngineVersion(MysqlEngineVersion engineVersion) {
      String version = engineVersion.getMysqlFullVersion();
      if (!Tokens.isToken(version) && !VERSION.matcher(version).matches()) {
        problems.add(
            "engineVersion",
            version,
            "does not read as a version of MySQL",
            "use one such as MysqlEngineVersion.of(\"8.4.9\", \"8.4\")");
      }
    }
  }
}
