package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.rds.AuroraMysqlClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraMysqlEngineVersion;
import software.amazon.awscdk.services.rds.AuroraPostgresClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraPostgresEngineVersion;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.ClusterInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterAttributes;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.DatabaseSecret;
import software.amazon.awscdk.services.rds.IClusterEngine;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** An Aurora MySQL cluster that somebody else looks after is used as the database. */
class ExistingClusterTest {
  static final String WRITER = "shop.cluster-c1a2b3.eu-central-1.rds.amazonaws.com";
  private static final String READERS = "shop.cluster-ro-c1a2b3.eu-central-1.rds.amazonaws.com";
  private static final String SECRET =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf";
  private static final String ARN =
      "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:shop";

  private static final IClusterEngine AURORA_MYSQL =
      DatabaseClusterEngine.auroraMysql(
          AuroraMysqlClusterEngineProps.builder()
              .version(AuroraMysqlEngineVersion.VER_3_08_0)
              .build());

  private static final Anatomy APP = with(it -> it);
  private static final Anatomy ALL =
      Templates.with(
          (stack, props) ->
              props
                  .database(database(stack).rotation(RotationProps.builder().build()).build())
                  .observability(ObservabilityProps.builder().databaseConnections(100).build())
                  .backup(BackupProps.builder().build()));

  @Test
  void nothingOfADatabaseIsCreated() {
    assertThat(APP.template.resources())
        .extracting(Resource::type)
        .noneMatch(
            type -> type.startsWith("AWS::RDS::") || type.startsWith("AWS::SecretsManager::"));
    assertThat(APP.template.resources())
        .extracting(Resource::logicalId)
        .noneMatch(id -> id.startsWith("AppData"));
  }

  @Test
  void theBackendIsToldOfTheWriterAndOfTheReaders() {
    assertThat(APP.backend().environment())
        .containsEntry("DB_HOST", WRITER)
        .containsEntry("DB_PORT", "3307")
        .containsEntry("DB_READ_HOSTS", READERS)
        .containsEntry("DB_NAME", "app")
        .containsEntry("DB_SECRET_ARN", SECRET);
    assertThat(APP.backend().secrets())
        .containsEntry("DB_USER", SECRET + ":username::")
        .containsEntry("DB_PASSWORD", SECRET + ":password::");
  }

  @Test
  void itsSecurityGroupAdmitsTheBackendOnItsPort() {
    Resource rule = Anatomy.theOnly(rulesOf(APP));

    assertThat(rule.text("GroupId")).contains("sg-0123456789abcdef0");
    assertThat(rule.text("FromPort")).contains("3307");
    assertThat(rule.text("ToPort")).contains("3307");
  }

  @Test
  @Answers(Complaint.CLUSTER_TAKEN_FOR_AN_INSTANCE)
  void alarmsAreOfTheClustersRoles() {
    assertThat(ALL.template.resourcesOfType("AWS::CloudWatch::Alarm"))
        .noneMatch(it -> Text.of(it.body()).contains("DBInstanceIdentifier"));
    Map<String, String> ofTheCluster = new TreeMap<>();
    ALL.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
        .filter(it -> Text.of(it.body()).contains("AWS/RDS"))
        .forEach(
            it ->
                ofTheCluster.put(
                    it.logicalId().replaceAll("AppObservability|[0-9A-F]{8}$", ""), metricOf(it)));
    assertThat(ofTheCluster)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "DatabaseConnections", "DatabaseConnections shop WRITER",
                    "DatabaseCpu", "CPUUtilization shop WRITER",
                    "DatabaseMemory", "FreeableMemory shop WRITER",
                    "ReadersConnections", "DatabaseConnections shop READER",
                    "ReadersCpu", "CPUUtilization shop READER",
                    "ReadersLag", "AuroraReplicaLag shop READER",
                    "ReadersMemory", "FreeableMemory shop READER")));
  }

  @Test
  void theDashboardFollowsWriterAndReaders() {
    String body = theOnly(ALL.template, "AWS::CloudWatch::Dashboard").text("DashboardBody").get();

    assertThat(body)
        .contains("AuroraReplicaLag", "FreeableMemory", "CommitLatency", "WRITER", "READER")
        .contains("DBClusterIdentifier")
        .doesNotContain("DBInstanceIdentifier", "FreeStorageSpace");
  }

  @Test
  @Answers(Complaint.CLUSTER_TAKEN_FOR_AN_INSTANCE)
  void eventsAreOfTheCluster() {
    Resource events = theOnly(ALL.template, "AWS::RDS::EventSubscription");

    assertThat(events.text("SourceType")).contains("db-cluster");
    assertThat(events.list("SourceIds")).isEqualTo(List.of("shop"));
    assertThat(events.list("EventCategories")).contains("failover", "failure", "maintenance");
    assertThat(events.list("EventCategories"))
        .as("categories that RDS has for instances only")
        .doesNotContain("low storage", "recovery");
  }

  @Test
  @Answers(Complaint.CLUSTER_TAKEN_FOR_AN_INSTANCE)
  void awsBackupSelectsTheClusterAndMaySnapshotIt() {
    Resource selection = theOnly(ALL.template, "AWS::Backup::BackupSelection");
    assertThat(selection.list("BackupSelection.Resources"))
        .extracting(Text::of)
        .containsExactly(ARN);

    Map<String, Set<String>> grants =
        ALL.grantsOf(ALL.referent(selection, "BackupSelection.IamRoleArn"));
    assertThat(grants.get(ARN)).contains("rds:CreateDBClusterSnapshot");
    assertThat(grants.keySet()).noneMatch(it -> it.contains(":db:") || it.contains(":snapshot:"));
    assertThat(
            grants.get(
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}"
                    + ":cluster-snapshot:awsbackup:*"))
        .contains("rds:DeleteDBClusterSnapshot", "rds:CopyDBClusterSnapshot");
  }

  @Test
  void itsSecretIsRotated() {
    Resource schedule = theOnly(ALL.template, "AWS::SecretsManager::RotationSchedule");

    assertThat(schedule.text("SecretId")).contains(SECRET);
    assertThat(schedule.text("HostedRotationLambda.RotationType")).contains("MySQLSingleUser");
    assertThat(rulesOf(ALL))
        .as("the cluster admits the function, and the backend")
        .extracting(it -> it.text("FromPort").orElse(""))
        .containsExactly("3307", "3307");
    assertThat(
            Anatomy.theOnly(
                    ALL.template.resourcesOfType("AWS::Events::Rule").stream()
                        .filter(it -> it.logicalId().contains("Rotation"))
                        .toList())
                .text("EventPattern.resources"))
        .as("the secret whose new value replaces the tasks")
        .contains("[" + SECRET + "]");
  }

  @Test
  void aPersonGetsAtTheWriter() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .database(database(stack).portForward(true).build())
                    .backend(
                        Templates.backend()
                            .container(ContainerProps.builder().executeCommand(true).build())
                            .build()));

    assertThat(Text.of(Objects.requireNonNull(app.json.get("Outputs"))))
        .contains(WRITER)
        .contains("3307");
  }

  @Test
  void theGettersGiveTheClusterAndSayWhereItIsNotOne() {
    Templates.in(
        stack -> {
          DatabaseProps props = database(stack).build();
          ThreeTierEcsApp app =
              new ThreeTierEcsApp(stack, "App", Templates.props().database(props).build());

          assertThat(app.getData().getDatabaseCluster())
              .isSameAs(props.values.get(DatabaseOptions.EXISTING_CLUSTER));
          assertThat(app.getDatabaseSecret())
              .isSameAs(props.values.get(DatabaseOptions.EXISTING_SECRET));
          assertThat(app.getData().getReadReplicas()).isEmpty();
          assertThatIllegalStateException()
              .isThrownBy(app::getDatabase)
              .withMessage(
                  "The database is the Aurora cluster of database.existingCluster; call"
                      + " getData().getDatabaseCluster()");
        });
    Templates.in(
        stack ->
            assertThatIllegalStateException()
                .isThrownBy(
                    new ThreeTierEcsApp(stack, "App", Templates.props().build()).getData()
                        ::getDatabaseCluster)
                .withMessage(
                    "The database is an instance; set database.existingCluster to use a cluster, or"
                        + " call getDatabase()"));
  }

  @Test
  void aClusterOfTheSameStackHasItsInstancesBeforeTheBackendStarts() {
    Stack stack = stack("Shop", "eu-central-1");
    created(stack, stack, AURORA_MYSQL);
    Anatomy app = Templates.of(stack);

    assertThat(app.madeBefore(app.backend().service()))
        .containsAll(
            app.template.resourcesOfType("AWS::RDS::DBInstance").stream()
                .map(Resource::logicalId)
                .toList());
    assertThat(app.template.resourcesOfType("AWS::RDS::DBInstance")).hasSize(2);
    assertThat(app.backend().environment().get("DB_READ_HOSTS")).contains("ReadEndpoint.Address");
    Resource cluster = theOnly(app.template, "AWS::RDS::DBCluster");
    assertThat(
            canReach(
                app.reachability, app.backend().service().logicalId(), cluster.logicalId(), 3306))
        .isTrue();
    assertThat(
            canReach(
                app.reachability, app.frontend().service().logicalId(), cluster.logicalId(), 3306))
        .isFalse();
  }

  @Test
  void aClusterOfAnotherStackDoesNotWaitForThisOne() {
    App app = Templates.app(FeatureFlags.NONE);
    Stack theirs = Templates.stackIn(app, "Theirs", Configuration.Place.ONE_ACCOUNT_AND_REGION);
    Stack ours = Templates.stackIn(app, "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
    created(theirs, ours, AURORA_MYSQL);

    app.synth();
    assertThat(ours.getDependencies()).contains(theirs);
    assertThat(theirs.getDependencies()).isEmpty();
    assertThat(Anatomy.theOnly(rulesOf(Templates.of(ours))).text("FromPort"))
        .as("the port, as a number that checkers can read")
        .contains("3306");
  }

  @Test
  void aClusterOfAnotherAppIsRefused() {
    Stack theirs = stack("Theirs", "eu-central-1");
    Stack ours = stack("Shop", "eu-central-1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> created(theirs, ours, AURORA_MYSQL))
        .withMessageContaining(
            "database.existingCluster: Theirs/Cluster belongs to another CDK app");
  }

  @Test
  void aClusterOfAnotherRegionIsRefused() {
    App app = Templates.app(FeatureFlags.NONE);
    Stack theirs = stackIn(app, "Theirs", "eu-west-1");
    Stack ours = stackIn(app, "Shop", "eu-central-1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> created(theirs, ours, AURORA_MYSQL))
        .withMessageContaining("database.existingCluster: Theirs/Cluster is in ");
  }

  @Test
  void anotherEngineIsRefused() {
    IClusterEngine postgres =
        DatabaseClusterEngine.auroraPostgres(
            AuroraPostgresClusterEngineProps.builder()
                .version(AuroraPostgresEngineVersion.VER_16_6)
                .build());
    String refusal =
        "has the engine aurora-postgresql, but the backend expects a MySQL database; pass a"
            + " cluster of Aurora MySQL";

    assertRefused(
        imported(it -> it.engine(postgres)),
        "database.existingCluster: \"Default/Cluster\" " + refusal);
    Stack stack = stack("Shop", "eu-central-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> created(stack, stack, postgres))
        .withMessage("database.existingCluster: \"Shop/Cluster\" " + refusal);
    assertThatCode(imported(it -> it.engine(AURORA_MYSQL))::build).doesNotThrowAnyException();
  }

  @Test
  void whatTheCdkDoesNotKnowOfAnImportedClusterIsNamed() {
    assertRefused(
        imported(it -> it.port(null)),
        """
        2 problems:
          - database.existingCluster: "Default/Cluster" was imported without clusterEndpointAddress, or \
        without port; set both in the DatabaseClusterAttributes
          - database.existingCluster: "Default/Cluster" was imported without readerEndpointAddress, or \
        without port; set both in the DatabaseClusterAttributes\
        """);
    assertRefused(
        imported(it -> it.readerEndpointAddress(null)),
        "database.existingCluster: \"Default/Cluster\" was imported without readerEndpointAddress,"
            + " or without port; set both in the DatabaseClusterAttributes");
    assertRefused(
        imported(it -> it.clusterEndpointAddress(READERS)),
        "database.existingCluster: \"Default/Cluster\" has the clusterEndpointAddress "
            + READERS
            + ", where nothing can be written; set clusterEndpointAddress to the writer endpoint,"
            + " and readerEndpointAddress to this");
    String member = "shop-1.c1a2b3.eu-central-1.rds.amazonaws.com";
    assertRefused(
        imported(it -> it.clusterEndpointAddress(member)),
        "database.existingCluster: \"Default/Cluster\" has the clusterEndpointAddress "
            + member
            + ", which is the endpoint of one instance, which cannot be written to after a"
            + " failover; set clusterEndpointAddress to the writer endpoint, which has .cluster- in"
            + " its name");
    String proxy = "shop.proxy-c1a2b3.eu-central-1.rds.amazonaws.com";
    imported(it -> it.clusterEndpointAddress(proxy)).build();
  }

  @Test
  void aReplicaAndAnArnAsIdentifierAreRefused() {
    Stack stack = new Stack();
    DatabaseCluster replica =
        DatabaseCluster.Builder.create(stack, "Replica")
            .vpc(new Vpc(stack, "Vpc"))
            .engine(DatabaseClusterEngine.AURORA_MYSQL)
            .writer(ClusterInstance.serverlessV2("Writer"))
            .build();
    ((CfnDBCluster) Objects.requireNonNull(replica.getNode().getDefaultChild()))
        .setReplicationSourceIdentifier("arn:aws:rds:eu-west-1:111111111111:cluster:shop");

    assertRefused(
        imported(it -> it).existingCluster(replica),
        "database.existingCluster: \"Default/Replica\" is a read replica of another cluster, which"
            + " cannot be written to; pass the cluster that it is a replica of");
    assertRefused(
        imported(it -> it.clusterIdentifier("shop.cluster-c1a2b3")),
        "database.existingCluster: \"Default/Cluster\" has the clusterIdentifier"
            + " \"shop.cluster-c1a2b3\", which is not an identifier of RDS; set clusterIdentifier"
            + " to only the name, such as \"shop\", without ARN or endpoint");
  }

  @Test
  void aClusterWithoutSecurityGroupsIsWarnedOf() {
    Stack stack = stack("Shop", "eu-central-1");
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .database(
                DatabaseProps.builder()
                    .existingCluster(cluster(stack, it -> it.securityGroups(List.of())))
                    .existingSecret(secret(stack))
                    .build())
            .build());

    assertThat(rulesOf(Templates.of(stack))).isEmpty();
    Annotations.fromStack(stack)
        .hasWarning(
            "/Shop/App/Data",
            Match.stringLikeRegexp(
                "database.existingCluster: its security groups are not"
                    + " known.*getBackendService.*"));
  }

  @Test
  @Answers(Complaint.CLUSTER_TAKEN_FOR_AN_INSTANCE)
  void aClustersEndpointIsRefusedForAnInstance() {
    Stack stack = new Stack();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DatabaseProps.builder()
                    .existing(
                        DatabaseInstance.fromDatabaseInstanceAttributes(
                            stack,
                            "Theirs",
                            DatabaseInstanceAttributes.builder()
                                .instanceIdentifier("shop")
                                .instanceEndpointAddress(WRITER)
                                .port(3306)
                                .securityGroups(List.of())
                                .build()))
                    .existingSecret(secret(stack))
                    .build())
        .withMessage(
            "database.existing: \"Default/Theirs\" has the endpoint "
                + WRITER
                + ", which is a cluster's endpoint: alarms and backups would be for an instance"
                + " that does not exist; pass the cluster as database.existingCluster instead");
  }

  @Test
  void twoDatabasesAreRefused() {
    assertRefused(
        ExistingDatabaseTest.database(new Stack()).existingCluster(cluster(new Stack(), it -> it)),
        "database.existingCluster: \"Default/Cluster\" is set together with database.existing, and"
            + " the backend has only one database; leave out one of the two");
  }

  @Test
  void theClusterAndItsSecretComeTogether() {
    assertRefused(
        DatabaseProps.builder().existingCluster(cluster(new Stack(), it -> it)),
        "database.existingSecret: missing, and it has no default; set the secret with its username"
            + " and password, such as Secret.fromSecretCompleteArn(…)");
  }

  @Test
  void whatIsOfAnInstanceIsRefused() {
    assertRefused(
        database(new Stack()).proxy(true).readReplicas(1),
        """
        2 problems:
          - database.readReplicas: 1 is for a database that the construct creates, but \
        database.existingCluster is set; leave out one of the two
          - database.proxy: true is for a database that the construct creates, but \
        database.existingCluster is set; leave out one of the two\
        """);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.props()
                    .database(database(new Stack()).build())
                    .observability(ObservabilityProps.builder().freeStorageGiB(5).build())
                    .network(
                        NetworkProps.builder()
                            .vpc(ExistingVpcTest.imported(new Stack()))
                            .databaseSubnets(
                                SubnetSelection.builder()
                                    .subnetType(SubnetType.PRIVATE_ISOLATED)
                                    .build())
                            .build())
                    .build())
        .withMessage(
            """
            2 problems:
              - network.databaseSubnets: the subnets of type PRIVATE_ISOLATED are for a database \
            that the construct creates, but database.existingCluster is set; leave out one of the two
              - observability.freeStorageGiB: 5 is for a volume with a fixed size, but the \
            volume of database.existingCluster grows by itself; leave it out\
            """);
  }

  static DatabaseProps.Builder database(Stack stack) {
    return DatabaseProps.builder()
        .existingCluster(cluster(stack, it -> it))
        .existingSecret(secret(stack));
  }

  /** One that is known by its attributes. */
  static IDatabaseCluster cluster(
      Stack stack, UnaryOperator<DatabaseClusterAttributes.Builder> attributes) {
    return DatabaseCluster.fromDatabaseClusterAttributes(
        stack,
        "Cluster",
        attributes
            .apply(
                DatabaseClusterAttributes.builder()
                    .clusterIdentifier("shop")
                    .clusterEndpointAddress(WRITER)
                    .readerEndpointAddress(READERS)
                    .port(3307)
                    .securityGroups(
                        List.of(
                            SecurityGroup.fromSecurityGroupId(
                                stack, "TheirGroup", "sg-0123456789abcdef0"))))
            .build());
  }

  private static DatabaseProps.Builder imported(
      UnaryOperator<DatabaseClusterAttributes.Builder> attributes) {
    Stack stack = new Stack();
    return DatabaseProps.builder()
        .existingCluster(cluster(stack, attributes))
        .existingSecret(secret(stack));
  }

  /** One that is created with the CDK, with a writer and a reader. */
  private static void created(Stack theirs, Stack ours, IClusterEngine engine) {
    Vpc vpc = new Vpc(theirs, "Vpc");
    DatabaseSecret secret = DatabaseSecret.Builder.create(theirs, "Secret").username("x").build();
    DatabaseCluster cluster =
        DatabaseCluster.Builder.create(theirs, "Cluster")
            .vpc(vpc)
            .engine(engine)
            .credentials(Credentials.fromSecret(secret))
            .writer(ClusterInstance.serverlessV2("Writer"))
            .readers(List.of(ClusterInstance.provisioned("Reader")))
            .build();
    ThreeTierEcsAppProps.Builder props = Templates.props();
    if (theirs.getNode().getRoot().equals(ours.getNode().getRoot())
        && theirs.getRegion().equals(ours.getRegion())) {
      props.network(NetworkProps.builder().vpc(vpc).interfaceEndpoints(false).build());
    }
    new ThreeTierEcsApp(
        ours,
        "App",
        props
            .database(
                DatabaseProps.builder().existingCluster(cluster).existingSecret(secret).build())
            .build());
  }

  private static Stack stack(String name, String region) {
    return stackIn(Templates.app(FeatureFlags.NONE), name, region);
  }

  private static Stack stackIn(App app, String name, String region) {
    return new Stack(
        app,
        name,
        StackProps.builder()
            .env(Environment.builder().account("111111111111").region(region).build())
            .build());
  }

  private static ISecret secret(Stack stack) {
    return Secret.fromSecretCompleteArn(stack, "TheirSecret", SECRET);
  }

  private static Anatomy with(UnaryOperator<DatabaseProps.Builder> choices) {
    return Templates.with((stack, props) -> props.database(choices.apply(database(stack)).build()));
  }

  private static List<Resource> rulesOf(Anatomy app) {
    return app.template.resourcesOfType("AWS::EC2::SecurityGroupIngress").stream()
        .filter(it -> it.text("Description").filter(text -> text.startsWith("MySQL")).isPresent())
        .toList();
  }

  /** The metric, and the values of its dimensions in their order. */
  private static String metricOf(Resource alarm) {
    boolean plain = alarm.has("MetricName");
    String at = plain ? "" : "Metrics.1.MetricStat.Metric.";
    return alarm.text(at + "MetricName").orElse("?")
        + " "
        + alarm.text(at + "Dimensions.0.Value").orElse("?")
        + " "
        + alarm.text(at + "Dimensions.1.Value").orElse("?");
  }

  private static void assertRefused(DatabaseProps.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
