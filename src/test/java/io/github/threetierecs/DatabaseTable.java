package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.StorageType;

/** The database: its instance, its parameters, its monitoring. */
final class DatabaseTable {
  private static final String UNSET = "not set";

  private static final String DISABLED = "open-source-rds-extended-support-disabled";
  private static final String ENABLED = "open-source-rds-extended-support";

  private static final Anatomy CHOSEN =
      Templates.with(
          props ->
              props
                  .backend(
                      Templates.backend()
                          .container(ContainerProps.builder().executeCommand(true).build())
                          .build())
                  .database(
                      DatabaseProps.builder()
                          .portForward(true)
                          .proxy(true)
                          .snapshot("shop-2026-01-31")
                          .engineLifecycleSupport(
                              EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT)
                          .storageType(StorageType.GP3)
                          .allocatedStorage(400)
                          .iops(16_000)
                          .storageThroughput(750)
                          .backupWindow("03:00-04:00")
                          .maintenanceWindow("sun:04:30-sun:05:30")
                          .minorUpgrades(false)
                          .requireTls(false)
                          .parameters(Map.of("max_connections", "200"))
                          .caCertificate(CaCertificate.RDS_CA_ECC384_G1)
                          .monitoring(
                              DatabaseMonitoringProps.builder()
                                  .databaseInsights(DatabaseInsightsMode.ADVANCED)
                                  .enhancedMonitoring(Duration.seconds(15))
                                  .logExports(List.of("general", "general", "error"))
                                  .build())
                          .build()));

  private static final Anatomy WITH_REPLICAS =
      Templates.with(
          props ->
              props.database(
                  DatabaseProps.builder()
                      .readReplicas(2)
                      .replicaInstanceType(new InstanceType("r7g.large"))
                      .iamAuthentication(true)
                      .iamUser("shop")
                      .build()));

  private static final Anatomy UPGRADED =
      Templates.with(
          props ->
              props.database(
                  DatabaseProps.builder()
                      .allowMajorVersionUpgrade(true)
                      .readReplicas(1)
                      .replicaEngineVersion(MysqlEngineVersion.of("9.7.1", "9.7"))
                      .build()));

  private static final Anatomy NAMED =
      Templates.with(
          props -> props.database(DatabaseProps.builder().username("shop_owner").build()));

  private static final Anatomy IO2 =
      Templates.with(
          props ->
              props.database(
                  DatabaseProps.builder().storageType(StorageType.IO2).iops(4_000).build()));

  private static final Anatomy UNWATCHED =
      Templates.with(
          props ->
              props.database(
                  DatabaseProps.builder()
                      .monitoring(
                          DatabaseMonitoringProps.builder()
                              .performanceInsights(false)
                              .logExports(List.of())
                              .build())
                      .build()));

  private static final Anatomy EXISTING =
      Templates.with(
          (stack, props) -> props.database(ExistingDatabaseTest.database(stack).build()));

  private static final Anatomy CLUSTER =
      Templates.with((stack, props) -> props.database(ExistingClusterTest.database(stack).build()));

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("database.existing", "1", "1", "0", () -> EXISTING, app -> count(app, "AWS::RDS::DBInstance")),
              new Effect("database.existingCluster", UNSET, UNSET, ExistingClusterTest.WRITER, () -> CLUSTER, app -> app.backend().environment().getOrDefault("DB_HOST", UNSET).replaceFirst("\\$.*", UNSET)),
              new Effect("database.existingSecret", "1", "1", "0", () -> EXISTING, app -> count(app, "AWS::SecretsManager::Secret")),
              row("database.snapshot", UNSET, UNSET, "shop-2026-01-31", of("DBSnapshotIdentifier")),
              new Effect("database.username", "dbadmin", "dbadmin", "shop_owner", () -> NAMED, of("MasterUsername")),
              row("database.engineLifecycleSupport", DISABLED, DISABLED, ENABLED, of("EngineLifecycleSupport")),
              new Effect("database.storageType", "gp3", "gp3", "io2", () -> IO2, of("StorageType")),
              new Effect("database.readReplicas", "0", "0", "2", () -> WITH_REPLICAS, app -> "" + app.readReplicas().size()),
              new Effect("database.replicaInstanceType", UNSET, UNSET, "db.r7g.large", () -> WITH_REPLICAS, app -> app.readReplicas().stream().findFirst().flatMap(it -> it.text("DBInstanceClass")).orElse(UNSET)),
              new Effect("database.iamAuthentication", "false", "false", "true", () -> WITH_REPLICAS, of("EnableIAMDatabaseAuthentication")),
              new Effect("database.iamUser", UNSET, UNSET, "shop", () -> WITH_REPLICAS, app -> app.backend().environment().getOrDefault("DB_IAM_USER", UNSET)),
              new Effect("database.allowMajorVersionUpgrade", UNSET, UNSET, "true", () -> UPGRADED, of("AllowMajorVersionUpgrade")),
              new Effect("database.replicaEngineVersion", UNSET, UNSET, "9.7.1", () -> UPGRADED, app -> app.readReplicas().stream().findFirst().flatMap(it -> it.text("EngineVersion")).orElse(UNSET)),
              row("database.iops", UNSET, UNSET, "16000", of("Iops")),
              row("database.storageThroughput", UNSET, UNSET, "750", of("StorageThroughput")),
              row("database.backupWindow", UNSET, UNSET, "03:00-04:00", of("PreferredBackupWindow")),
              row("database.maintenanceWindow", UNSET, UNSET, "sun:04:30-sun:05:30", of("PreferredMaintenanceWindow")),
              row("database.minorUpgrades", "true", "true", "false", of("AutoMinorVersionUpgrade")),
              row("database.portForward", "none", "none", "an output", DatabaseTable::portForward),
              row("database.proxy", "0", "0", "1", app -> count(app, "AWS::RDS::DBProxy")),
              row("database.requireTls", "1", "0", "0", parameter("require_secure_transport")),
              row("database.parameters", UNSET, UNSET, "200", parameter("max_connections")),
              row("database.caCertificate", UNSET, UNSET, "rds-ca-ecc384-g1", of("CACertificateIdentifier")),
              row("database.monitoring", "60", "0", "15", of("MonitoringInterval")),
              row("databaseMonitoring.databaseInsights", "standard", UNSET, "advanced", of("DatabaseInsightsMode")),
              row("databaseMonitoring.enhancedMonitoring", "60", "0", "15", of("MonitoringInterval")),
              row("databaseMonitoring.logExports", "error, slowquery", UNSET, "general, error", DatabaseTable::exports),
              new Effect("databaseMonitoring.performanceInsights", "true", "false", "false", () -> UNWATCHED, of("EnablePerformanceInsights"))),
          List.of(
              arguments("database.snapshot", "", "\"\" is neither an identifier nor an ARN of an instance's snapshot; use one that aws rds describe-db-snapshots lists, such as \"shop-2026-01-31\""),
              arguments("database.snapshot", "arn:aws:rds:eu-central-1:123456789012:cluster-snapshot:shop", "\"arn:aws:rds:eu-central-1:123456789012:cluster-snapshot:shop\" is neither an identifier nor an ARN of an instance's snapshot; use one that aws rds describe-db-snapshots lists, such as \"shop-2026-01-31\""),
              arguments("database.username", "shop-owner", "\"shop-owner\" is refused by RDS, which requires a letter first, then letters, digits and _; use a name such as \"shop_owner\""),
              arguments("database.username", "1", "\"1\" is refused by RDS, which requires a letter first, then letters, digits and _; use a name such as \"dbadmin\""),
              arguments("database.username", "seventeen_letters", "\"seventeen_letters\" has 17 characters, and MySQL allows 16; use a shorter name"),
              arguments("database.username", "grant", "\"grant\" is a reserved word of MySQL; use a name such as \"grant_user\""),
              arguments("database.username", "RdsAdmin", "\"RdsAdmin\" is a user that RDS reserves; use a name such as \"dbadmin\""),
              arguments("database.engineVersion", MysqlEngineVersion.VER_8_0_43, "\"8.0.43\" left standard support on 2026-07-31, and RDS creates it only with extended support; use MysqlEngineVersion.of(\"8.4.9\", \"8.4\"), or set database.engineLifecycleSupport to OPEN_SOURCE_RDS_EXTENDED_SUPPORT, which is billed by vCPU"),
              arguments("database.engineVersion", MysqlEngineVersion.of("5.7", "5.7"), "\"5.7\" left standard support on 2024-02-29, and RDS creates it only with extended support; use MysqlEngineVersion.of(\"8.4.9\", \"8.4\"), or set database.engineLifecycleSupport to OPEN_SOURCE_RDS_EXTENDED_SUPPORT, which is billed by vCPU"),
              arguments("database.engineVersion", MysqlEngineVersion.of("8.4.9", "8.0"), "\"8.4.9\" does not belong to family mysql8.0, which its parameter group would have; write MysqlEngineVersion.of(\"8.4.9\", \"8.4\")"),
              arguments("database.replicaEngineVersion", MysqlEngineVersion.of("8.4.9", "8.4"), "\"8.4.9\" is for read replicas, but database.readReplicas is 0; set database.readReplicas to 1 or more, or leave this out"),
              arguments("database.storageType", StorageType.GP2, "GP2 is of an older generation, slower for the same money; set StorageType.GP3 or StorageType.IO2"),
              arguments("database.readReplicas", 16, "16 is not a whole number from 0 to 15; set from 1 to 15, or leave it out"),
              arguments("database.readReplicas", 1.5, "1.5 is not a whole number from 0 to 15; set from 1 to 15, or leave it out"),
              arguments("database.replicaInstanceType", new InstanceType("m7g.large"), "\"m7g.large\" is for read replicas, but database.readReplicas is 0; set database.readReplicas to 1 or more, or leave this out"),
              arguments("database.iamUser", "app", "\"app\" can sign in only with database.iamAuthentication, which is false; set database.iamAuthentication to true, or leave this out"),
              arguments("database.iops", 11_999, "11999 is not a whole number from 12 000 to 64 000 IOPS; leave it out to get the 12 000 of a volume from 400 GiB on, or 3 000 of a smaller one"),
              arguments("database.storageThroughput", 499, "499 is not a whole number from 500 to 4 000 MiB/s; leave it out to get the 500 of a volume from 400 GiB on, or 125 of a smaller one"),
              arguments("database.backupWindow", "3:00-4:00", "\"3:00-4:00\" is not a time of day in UTC; write one such as \"03:00-04:00\""),
              arguments("database.backupWindow", "03:00-24:00", "\"03:00-24:00\" is not a time of day in UTC; write one such as \"03:00-04:00\""),
              arguments("database.backupWindow", "23:50-00:19", "\"23:50-00:19\" lasts 29 minutes, and RDS requires at least 30; set a longer one, such as \"03:00-04:00\""),
              arguments("database.maintenanceWindow", "04:30-05:30", "\"04:30-05:30\" is not a time of the week in UTC; write one such as \"sun:04:30-sun:05:30\""),
              arguments("database.maintenanceWindow", "sun:23:50-mon:00:10", "\"sun:23:50-mon:00:10\" lasts 20 minutes, and RDS requires at least 30; set a longer one, such as \"sun:04:30-sun:05:30\""),
              arguments("database.parameters", Map.of("require_secure_transport", "0"), "\"require_secure_transport\" is set by database.requireTls; set that instead"),
              arguments("database.parameters", Map.of("max connections", "1"), "\"max connections\" is not the name of a parameter; use one such as \"max_connections\""),
              arguments("database.parameters", Collections.singletonMap(null, "1"), "null is not the name of a parameter; use one such as \"max_connections\""),
              arguments("databaseMonitoring.enhancedMonitoring", Duration.seconds(7), "7 is not 0, 1, 5, 10, 15, 30 or 60 seconds; set Duration.seconds(60), or Duration.seconds(0) to switch it off"),
              arguments("databaseMonitoring.enhancedMonitoring", Duration.minutes(2), "120 is not a whole number from 0 to 60 seconds; set Duration.seconds(60), or Duration.seconds(0) to switch it off"),
              arguments("databaseMonitoring.logExports", List.of("slow"), "\"slow\" is not a log of MySQL that RDS exports; use error, general or slowquery"),
              arguments("databaseMonitoring.logExports", List.of("audit"), "\"audit\" needs an option group with the audit plugin, which the construct does not create; leave it out"),
              arguments("databaseMonitoring.logExports", Collections.singletonList(null), "null is not the name of a log; leave it out")),
          List.of(
              "database.existing",
              "database.existingCluster",
              "database.existingSecret",
              "database.engineLifecycleSupport",
              "database.allowMajorVersionUpgrade",
              "database.iamAuthentication",
              "database.minorUpgrades",
              "database.portForward",
              "database.proxy",
              "database.requireTls",
              "database.caCertificate",
              "database.monitoring",
              "databaseMonitoring.performanceInsights",
              "databaseMonitoring.databaseInsights"));
  // spotless:on

  private DatabaseTable() {}

  private static Effect row(
      String option,
      String production,
      String development,
      String chosen,
      Function<Anatomy, String> effect) {
    return new Effect(option, production, development, chosen, () -> CHOSEN, effect);
  }

  private static String count(Anatomy app, String type) {
    return String.valueOf(app.template.resourcesOfType(type).size());
  }

  private static Function<Anatomy, String> of(String property) {
    return app -> app.database().text(property).orElse(UNSET);
  }

  private static Function<Anatomy, String> parameter(String name) {
    return app ->
        app.template.resourcesOfType("AWS::RDS::DBParameterGroup").stream()
            .flatMap(group -> group.text("Parameters." + name).stream())
            .findFirst()
            .orElse(UNSET);
  }

  private static String portForward(Anatomy app) {
    return ((Map<?, ?>) Objects.requireNonNull(app.json.get("Outputs")))
            .keySet().stream().anyMatch(id -> id.toString().contains("PortForward"))
        ? "an output"
        : "none";
  }

  private static String exports(Anatomy app) {
    List<Object> logs = app.database().list("EnableCloudwatchLogsExports");
    return logs.isEmpty() ? UNSET : String.join(", ", logs.stream().map(String::valueOf).toList());
  }
}
