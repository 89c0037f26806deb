package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.jsii.Builder;

/** Options of the database that are fine alone and cannot work together. */
class DatabaseTogetherTest {
  @Test
  void performanceIsBoughtForLargeVolumesOnly() {
    assertRefused(
        database().allocatedStorage(399).iops(12_000).storageThroughput(500),
        """
        2 problems:
          - database.iops: 12000 can be set from 400 GiB of gp3 on, but database.allocatedStorage \
        is 399; set database.allocatedStorage to at least 400, or leave it out to have 3 000 IOPS \
        and 125 MiB/s
          - database.storageThroughput: 500 can be set from 400 GiB of gp3 on, but \
        database.allocatedStorage is 399; set database.allocatedStorage to at least 400, or leave \
        it out to have 3 000 IOPS and 125 MiB/s\
        """);
    database().allocatedStorage(400).iops(12_000).storageThroughput(500).build();
  }

  @Test
  void theProfilesVolumeCountsToo() {
    assertRefused(
        Templates.props().database(database().iops(20_000).build()),
        "database.iops: 20000 can be set from 400 GiB of gp3 on, but database.allocatedStorage is"
            + " 100 (the default of PRODUCTION); set database.allocatedStorage to at least 400, or"
            + " leave it out to have 3 000 IOPS and 125 MiB/s");
    assertRefused(
        Templates.props()
            .profile(Profile.DEVELOPMENT)
            .database(database().storageType(StorageType.IO2).iops(1_000).build()),
        "database.allocatedStorage: 20 (the default of DEVELOPMENT) is less than the 100 GiB that"
            + " io2 requires; set database.allocatedStorage to at least 100");
  }

  @Test
  void fourIopsCarryAMebibyte() {
    assertRefused(
        database().storageThroughput(3_001),
        "database.storageThroughput: 3001 needs four IOPS for each MiB/s, but database.iops is"
            + " 12000; set database.iops to at least 12004");
    assertRefused(
        database().storageThroughput(4_000).iops(15_999),
        "database.storageThroughput: 4000 needs four IOPS for each MiB/s, but database.iops is"
            + " 15999; set database.iops to at least 16000");
    database().storageThroughput(4_000).iops(16_000).build();
  }

  @Test
  void io2IsBoughtByItsIopsAlone() {
    assertRefused(
        database().storageType(StorageType.IO2).storageThroughput(500),
        """
        2 problems:
          - database.iops: missing, and it has no default; set 1000 or more, since io2 is billed \
        by its IOPS
          - database.storageThroughput: 500 cannot be set for io2, whose throughput follows from \
        database.iops; leave it out, or set database.storageType to GP3\
        """);
    assertRefused(
        database().storageType(StorageType.IO2).allocatedStorage(100).iops(100_001),
        "database.iops: 100001 is outside the 0.5 to 1 000 IOPS that io2 allows for each GiB of"
            + " database.allocatedStorage 100; set from 1000 to 100000");
    assertRefused(
        database()
            .storageType(StorageType.IO2)
            .allocatedStorage(4_001)
            .maxAllocatedStorage(8_000)
            .iops(2_000),
        "database.iops: 2000 is outside the 0.5 to 1 000 IOPS that io2 allows for each GiB of"
            + " database.allocatedStorage 4001; set from 2001 to 256000");
    database().storageType(StorageType.IO2).allocatedStorage(100).iops(100_000).build();
  }

  @ParameterizedTest
  @CsvSource({
    "03:00-04:00, sun:03:59-sun:05:00",
    "03:00-04:00, sun:02:00-sun:03:01",
    "03:00-04:00, sun:03:15-sun:03:45",
    "23:30-00:30, mon:00:15-mon:01:00",
    "00:00-00:30, sun:23:45-mon:00:15",
    "12:00-12:30, sat:13:00-sun:13:00"
  })
  void windowsMayNotMeet(String backup, String maintenance) {
    assertRefused(
        database().backupWindow(backup).maintenanceWindow(maintenance),
        "database.maintenanceWindow: \"%s\" overlaps database.backupWindow \"%s\", which RDS refuses; set one that begins after it has ended"
            .formatted(maintenance, backup));
  }

  @ParameterizedTest
  @CsvSource({
    "03:00-04:00, sun:04:00-sun:05:00",
    "03:00-04:00, Sun:02:00-Sun:03:00",
    "23:30-00:30, mon:00:30-mon:01:00"
  })
  void windowsMayTouch(String backup, String maintenance) {
    database().backupWindow(backup).maintenanceWindow(maintenance).build();
  }

  @Test
  void insightsThatTheClassDoesNotHave() {
    assertRefused(
        database().instanceType(new InstanceType("t3.small")).monitoring(insights(true)),
        "database.monitoring.performanceInsights: true is not offered on database.instanceType"
            + " t3.small; use a larger class such as new InstanceType(\"t4g.medium\"), or leave it"
            + " out");
    assertRefused(
        Templates.props()
            .profile(Profile.DEVELOPMENT)
            .database(
                database()
                    .monitoring(
                        DatabaseMonitoringProps.builder()
                            .databaseInsights(DatabaseInsightsMode.ADVANCED)
                            .build())
                    .build()),
        "database.monitoring.databaseInsights: ADVANCED is not offered on database.instanceType"
            + " t4g.micro; use a larger class such as new InstanceType(\"t4g.medium\"), or leave"
            + " it out");
    database().instanceType(new InstanceType("t4g.medium")).monitoring(insights(true)).build();
    database().instanceType(new InstanceType("t4g.micro")).monitoring(insights(false)).build();
  }

  @Test
  void replicasWithoutBackups() {
    assertRefused(
        database().readReplicas(1).backupRetention(Duration.days(0)),
        "database.readReplicas: 1 need backups of the database, but database.backupRetention is 0;"
            + " set database.backupRetention to Duration.days(1) or more, or leave one of the two"
            + " out");
    assertRefused(
        database().readReplicas(0).replicaInstanceType(new InstanceType("db.m7g.large")),
        """
        2 problems:
          - database.replicaInstanceType: "db.m7g.large" starts with db., which is added for RDS \
        anyway; write new InstanceType("m7g.large")
          - database.replicaInstanceType: "db.m7g.large" is for read replicas, \
        but database.readReplicas is 0; set database.readReplicas to 1 or more, or leave this out\
        """);
    database().readReplicas(0).backupRetention(Duration.days(0)).build();
    database().readReplicas(15).backupRetention(Duration.days(1)).build();
  }

  @Test
  void aProxyThatWouldRefuseWhoeverSignsIn() {
    assertRefused(
        database()
            .proxy(true)
            .iamAuthentication(true)
            .rotation(RotationProps.builder().alternatingUsers(Rotated.user(new Stack())).build())
            .parameters(Map.of("read_only", "1")),
        """
        3 problems:
          - database.proxy: true allows no sign-in by password if database.iamAuthentication is \
        true; leave out one of the two
          - database.proxy: true knows the user whom its secret names at the time, and refuses the \
        other one of rotation.alternatingUsers; leave out one of the two
          - database.proxy: true does not work with database.parameters.read_only 1; leave out one \
        of the two\
        """);
    database().proxy(false).iamAuthentication(true).parameters(Map.of("read_only", "1")).build();
    database().proxy(true).rotation(RotationProps.builder().build()).build();
  }

  @Test
  void howManyReplicasThereAreIsKnownAtSynthesis() {
    assertRefused(
        database().readReplicas(Token.asNumber(Map.of("Ref", "Replicas"))),
        "database.readReplicas: a token is known only at deployment, but each replica is a resource"
            + " in the template; set from 1 to 15, or leave it out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          * | is not a letter followed by letters, digits and _, which mean the same in SQL and in a policy; use a name such as "app"
          my-shop | is not a letter followed by letters, digits and _, which mean the same in SQL and in a policy; use a name such as "my_shop"
          rdsadmin | is a user that RDS reserves; use a name such as "app"
          a_name_of_more_than_32_characters | has 33 characters, and MySQL allows 32; use a shorter name
          """)
  void usersThatNoPolicyShouldName(String user, String because) {
    assertRefused(
        database().iamAuthentication(true).iamUser(user),
        "database.iamUser: \"%s\" %s".formatted(user, because));
  }

  @Test
  void advancedInsightsWithoutAny() {
    assertRefused(
        DatabaseMonitoringProps.builder()
            .performanceInsights(false)
            .databaseInsights(DatabaseInsightsMode.ADVANCED),
        "databaseMonitoring.databaseInsights: ADVANCED needs"
            + " databaseMonitoring.performanceInsights, which is false; leave one of the two out");
  }

  @Test
  void aSeriesThatLeftSupportWorksWithExtendedSupport() {
    database()
        .engineVersion(MysqlEngineVersion.VER_8_0_43)
        .engineLifecycleSupport(EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT)
        .build();
  }

  @Test
  void everyBadParameterAndLogIsNamed() {
    assertRefused(
        database().parameters(Collections.singletonMap("wait_timeout", null)),
        "database.parameters.wait_timeout: null is not a value; leave the parameter out");
    assertRefused(
        DatabaseMonitoringProps.builder().logExports(List.of("audit", "error", "slow")),
        """
        2 problems:
          - databaseMonitoring.logExports: "audit" needs an option group with the audit plugin, \
        which the construct does not create; leave it out
          - databaseMonitoring.logExports: "slow" is not a log of MySQL that RDS exports; use \
        error, general or slowquery\
        """);
  }

  private static DatabaseProps.Builder database() {
    return DatabaseProps.builder();
  }

  private static DatabaseMonitoringProps insights(boolean on) {
    return DatabaseMonitoringProps.builder().performanceInsights(on).build();
  }

  private static void assertRefused(Builder<?> builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
