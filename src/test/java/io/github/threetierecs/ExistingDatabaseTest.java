package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.template.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SecurityGroupImportOptions;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.rds.DatabaseSecret;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.IInstanceEngine;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.PostgresEngineVersion;
import software.amazon.awscdk.services.rds.PostgresInstanceEngineProps;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretAttributes;

/** A database that somebody else made is used, and nothing of it is made again. */
class ExistingDatabaseTest {
  private static final String SECRET_ARN =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf";
  private static final String KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/1";
  private static final String KEYS = "arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*";

  private static final Configuration.Place ANYWHERE = Configuration.Place.ANYWHERE;
  private static final Anatomy APP = with(it -> it);

  @Test
  void nothingOfADatabaseIsMade() {
    assertThat(APP.template.resources())
        .extracting(Resource::type)
        .noneMatch(
            type -> type.startsWith("AWS::RDS::") || type.startsWith("AWS::SecretsManager::"));
    assertThat(APP.template.resources())
        .extracting(Resource::logicalId)
        .noneMatch(id -> id.startsWith("AppData"));
  }

  @Test
  void noKeyIsMadeForIt() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.keys(KeyStrategy.ONE_PER_USE).database(database(stack).build()));

    assertThat(app.template.resourcesOfType("AWS::KMS::Key"))
        .extracting(Resource::logicalId)
        .noneMatch(id -> id.contains("Database") || id.contains("Secrets"));
  }

  @Test
  void theBackendIsToldWhereItIs() {
    assertThat(APP.backend().environment())
        .containsEntry("DB_HOST", "shop.example.eu-central-1.rds.amazonaws.com")
        .containsEntry("DB_PORT", "3307")
        .containsEntry("DB_NAME", "app")
        .containsEntry("DB_SECRET_ARN", SECRET_ARN);
    assertThat(APP.backend().secrets())
        .containsEntry("DB_USER", SECRET_ARN + ":username::")
        .containsEntry("DB_PASSWORD", SECRET_ARN + ":password::");
  }

  @Test
  void theNameOfItsDatabaseCanBeSet() {
    assertThat(with(it -> it.databaseName("shop")).backend().environment())
        .containsEntry("DB_NAME", "shop");
  }

  @Test
  void itsSecurityGroupAdmitsTheBackendOnItsPort() {
    Resource rule = ruleOf(APP);

    assertThat(rule.text("GroupId")).contains("sg-0123456789abcdef0");
    assertThat(rule.text("IpProtocol")).contains("tcp");
    assertThat(rule.text("FromPort")).contains("3307");
    assertThat(rule.text("ToPort")).contains("3307");
    assertThat(APP.referent(rule, "SourceSecurityGroupId").logicalId())
        .isEqualTo(
            Anatomy.theOnly(
                APP.reachability.securityGroupsOf(APP.backend().service().logicalId())));
  }

  @Test
  void aSecurityGroupThatMayNotBeChangedIsLeftAlone() {
    Anatomy app = Templates.in(stack -> app(stack, it -> it, instance(stack, group(stack, false))));

    assertThat(rulesOf(app)).isEmpty();
  }

  @Test
  void theBackendMayReadTheSecretUnderAKeyThatNobodyToldOf() {
    for (Resource role : List.of(APP.backend().executionRole(), APP.backend().taskRole())) {
      assertThat(APP.grantsOf(role))
          .containsEntry(
              SECRET_ARN, Set.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"))
          .containsEntry(KEYS, Set.of("kms:Decrypt"));
    }
    assertThat(APP.grantsOf(APP.frontend().executionRole())).doesNotContainKey(KEYS);
  }

  @Test
  void aKeyThatIsGivenWithTheSecretIsNamed() {
    Anatomy app =
        Templates.in(
            stack ->
                app(
                    stack,
                    it ->
                        it.existingSecret(
                            Secret.fromSecretAttributes(
                                stack,
                                "Theirs2",
                                SecretAttributes.builder()
                                    .secretCompleteArn(SECRET_ARN)
                                    .encryptionKey(Key.fromKeyArn(stack, "Key", KEY_ARN))
                                    .build())),
                    instance(stack, group(stack, true))));

    for (Resource role : List.of(app.backend().executionRole(), app.backend().taskRole())) {
      assertThat(app.grantsOf(role))
          .containsEntry(KEY_ARN, Set.of("kms:Decrypt"))
          .doesNotContainKey(KEYS);
    }
  }

  @Test
  void aSecretThatIsCreatedUnderTheKeyOfAwsNeedsNoDecryption() {
    for (Anatomy app : List.of(secret(it -> it), secret(it -> it.encryptionKey(null)))) {
      for (Resource role : List.of(app.backend().executionRole(), app.backend().taskRole())) {
        assertThat(app.grantsOf(role))
            .containsEntry(
                "${%s}".formatted(theOnly(app.template, "AWS::SecretsManager::Secret").logicalId()),
                Set.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"));
        assertThat(app.grantsOf(role).values()).noneMatch(it -> it.contains("kms:Decrypt"));
      }
    }
  }

  @Test
  void aKeyThatOnlyItsResourceHasIsDecryptedWith() {
    Anatomy app =
        Templates.in(
            stack -> {
              Secret secret = Secret.Builder.create(stack, "Created").build();
              ((CfnSecret) Objects.requireNonNull(secret.getNode().getDefaultChild()))
                  .setKmsKeyId(KEY_ARN);
              app(stack, it -> it.existingSecret(secret), instance(stack, group(stack, true)));
            });

    for (Resource role : List.of(app.backend().executionRole(), app.backend().taskRole())) {
      assertThat(app.grantsOf(role)).containsEntry(KEYS, Set.of("kms:Decrypt"));
    }
  }

  private static Anatomy secret(UnaryOperator<Secret.Builder> how) {
    return Templates.in(
        stack ->
            app(
                stack,
                it -> it.existingSecret(how.apply(Secret.Builder.create(stack, "Created")).build()),
                instance(stack, group(stack, true))));
  }

  @Test
  void theGettersGiveWhatWasGiven() {
    Templates.in(
        stack -> {
          DatabaseProps props = database(stack).build();
          ThreeTierEcsApp app =
              new ThreeTierEcsApp(stack, "App", Templates.props().database(props).build());

          assertThat(app.getDatabase()).isSameAs(props.values.get(DatabaseOptions.EXISTING));
          assertThat(app.getDatabaseSecret())
              .isSameAs(props.values.get(DatabaseOptions.EXISTING_SECRET));
        });
  }

  @Test
  void itsAlarmsAndEventsAreOfItsIdentifier() {
    Anatomy app = observed();

    assertThat(theOnly(app.template, "AWS::RDS::EventSubscription").list("SourceIds"))
        .isEqualTo(List.of("theirs"));
    assertThat(
            app.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
                .filter(it -> it.text("Namespace").filter("AWS/RDS"::equals).isPresent())
                .map(it -> it.text("Dimensions.0.Value").orElse("")))
        .isNotEmpty()
        .containsOnly("theirs");
  }

  @Test
  void withoutItsSizeConnectionsRaiseNoAlarmAndStorageDoesBelowOneGibibyte() {
    assertThat(observed().template.resourcesOfType("AWS::CloudWatch::Alarm"))
        .extracting(Resource::logicalId)
        .noneMatch(id -> id.contains("DatabaseConnections"));
    assertThat(
            Anatomy.theOnly(
                    observed().template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
                        .filter(it -> it.logicalId().contains("DatabaseStorage"))
                        .toList())
                .text("Threshold"))
        .contains("1");
  }

  @Test
  void nobodyIsToldOfRulesThatAreNotNeeded() {
    Stack stack = Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", ANYWHERE);
    app(stack, it -> it, instance(stack, group(stack, true)));

    Annotations.fromStack(stack).hasNoWarning("*", Match.stringLikeRegexp(".*Egress.*"));
  }

  @Test
  void aClientThatMayNotConnectToEverythingIsLetOut() {
    Anatomy app = with(it -> it.rotation(RotationProps.builder().build()));
    Resource group =
        Anatomy.theOnly(
            app.template.resourcesOfType("AWS::EC2::SecurityGroup").stream()
                .filter(it -> it.logicalId().startsWith("AppRotationSecurityGroup"))
                .toList());

    assertThat(
            app.template.resourcesOfType("AWS::EC2::SecurityGroupEgress").stream()
                .filter(it -> app.referent(it, "GroupId").equals(group))
                .map(it -> it.text("FromPort").orElse("")))
        .containsExactly("3307");
  }

  @Test
  void aDatabaseOfAnotherStackDoesNotWaitForThisOne() {
    for (String port : Arrays.asList(null, "3307")) {
      aDatabaseOfAnotherStackDoesNotWaitForThisOne(port);
    }
  }

  private static void aDatabaseOfAnotherStackDoesNotWaitForThisOne(@Nullable String port) {
    App all = Templates.app(FeatureFlags.NONE);
    Stack theirs = Templates.stackIn(all, "Theirs", Configuration.Place.ONE_ACCOUNT_AND_REGION);
    Stack ours = Templates.stackIn(all, "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
    Vpc vpc = new Vpc(theirs, "Vpc");
    DatabaseSecret secret = DatabaseSecret.Builder.create(theirs, "Secret").username("x").build();
    DatabaseInstance database =
        DatabaseInstance.Builder.create(theirs, "Database")
            .vpc(vpc)
            .engine(DatabaseInstanceEngine.MYSQL)
            .credentials(Credentials.fromSecret(secret))
            .port(port == null ? null : Integer.valueOf(port))
            .build();
    new ThreeTierEcsApp(
        ours,
        "App",
        Templates.props()
            .network(NetworkProps.builder().vpc(vpc).interfaceEndpoints(false).build())
            .database(DatabaseProps.builder().existing(database).existingSecret(secret).build())
            .build());

    all.synth();
    assertThat(ours.getDependencies()).contains(theirs);
    assertThat(theirs.getDependencies()).isEmpty();
    assertThat(ruleOf(Templates.of(ours)).text("FromPort"))
        .as("the port, as a number that checkers can read")
        .contains(port == null ? "3306" : port);
  }

  @Test
  void anExistingVpcThenNeedsNoSubnetsForADatabase() {
    Templates.with(
        (stack, props) ->
            props
                .database(database(stack).build())
                .network(
                    NetworkProps.builder()
                        .vpc(
                            Vpc.fromVpcAttributes(
                                stack,
                                "Vpc",
                                VpcAttributes.builder()
                                    .vpcId("vpc-0123456789abcdef0")
                                    .availabilityZones(List.of("a", "b"))
                                    .publicSubnetIds(List.of("subnet-00000001", "subnet-00000002"))
                                    .privateSubnetIds(List.of("subnet-00000003", "subnet-00000004"))
                                    .build()))
                        .build()));
  }

  @Test
  void subnetsForADatabaseAreThenRefused() {
    Stack stack = new Stack();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.props()
                    .database(database(stack).build())
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
            "network.databaseSubnets: the subnets of type PRIVATE_ISOLATED are for a database that"
                + " the construct creates, but database.existing is set; leave out one of the two");
  }

  @Test
  void theDatabaseAndItsSecretComeTogether() {
    Stack stack = new Stack();
    assertRefused(
        DatabaseProps.builder().existing(instance(stack, group(stack, true))),
        "database.existingSecret: missing, and it has no default; set the secret with its username"
            + " and password, such as Secret.fromSecretCompleteArn(…)");
    assertRefused(
        DatabaseProps.builder().existingSecret(secret(stack)),
        "database.existing: missing, and it has no default; set the database that"
            + " database.existingSecret belongs to, as database.existing or"
            + " database.existingCluster, or leave that out");
  }

  @Test
  void aSecretThatIsKnownByItsNameIsRefused() {
    Stack stack = new Stack();
    assertRefused(
        database(stack).existingSecret(Secret.fromSecretNameV2(stack, "Named", "shop")),
        "database.existingSecret: \"shop\" is the name of a secret, but a task needs the complete"
            + " ARN to read one of its keys; use Secret.fromSecretCompleteArn");
  }

  @Test
  void anotherEngineIsRefused() {
    IInstanceEngine postgres =
        DatabaseInstanceEngine.postgres(
            PostgresInstanceEngineProps.builder().version(PostgresEngineVersion.VER_16).build());
    Stack stack = new Stack();
    DatabaseInstance created =
        DatabaseInstance.Builder.create(stack, "Created")
            .vpc(new Vpc(stack, "Vpc"))
            .engine(postgres)
            .build();
    String refusal =
        "has the engine postgres, but the backend expects a MySQL database; pass an instance"
            + " of RDS for MySQL";

    assertRefused(
        DatabaseProps.builder()
            .existing(instance(stack, group(stack, true), it -> it.engine(postgres)))
            .existingSecret(secret(stack)),
        "database.existing: \"Default/Theirs\" " + refusal);
    assertRefused(
        database(new Stack()).existing(created),
        "database.existing: \"Default/Created\" " + refusal);
    database(new Stack())
        .existing(
            instance(
                new Stack(),
                group(new Stack(), true),
                it -> it.engine(DatabaseInstanceEngine.MYSQL)))
        .build();
  }

  @Test
  @Answers(Complaint.CLUSTER_TAKEN_FOR_AN_INSTANCE)
  void aMemberOfAClusterIsRefused() {
    String remedy = "; pass the cluster as database.existingCluster instead";
    for (boolean byItsEngine : new boolean[] {true, false}) {
      Stack stack = new Stack();
      DatabaseInstance member =
          DatabaseInstance.Builder.create(stack, "Member")
              .vpc(new Vpc(stack, "Vpc"))
              .engine(DatabaseInstanceEngine.MYSQL)
              .build();
      CfnDBInstance resource = (CfnDBInstance) member.getNode().getDefaultChild();
      if (byItsEngine) {
        Objects.requireNonNull(resource).setEngine("aurora-mysql");
      } else {
        Objects.requireNonNull(resource).setDbClusterIdentifier("shop");
      }

      assertRefused(
          database(new Stack()).existing(member),
          "database.existing: \"Default/Member\" "
              + (byItsEngine ? "has the engine aurora-mysql" : "is a member of an Aurora cluster")
              + remedy);
    }
  }

  @Test
  void aReadReplicaIsRefused() {
    Stack stack = new Stack();
    DatabaseInstance source =
        DatabaseInstance.Builder.create(stack, "Source")
            .vpc(new Vpc(stack, "Vpc"))
            .engine(DatabaseInstanceEngine.MYSQL)
            .build();
    DatabaseInstanceReadReplica replica =
        DatabaseInstanceReadReplica.Builder.create(stack, "Replica")
            .sourceDatabaseInstance(source)
            .instanceType(new InstanceType("t4g.small"))
            .vpc(Objects.requireNonNull(source.getVpc()))
            .build();

    assertRefused(
        database(new Stack()).existing(replica),
        "database.existing: \"Default/Replica\" is a read replica, which cannot be written to;"
            + " pass the database that it is a replica of");
  }

  @Test
  void anArnAsIdentifierIsRefused() {
    Stack stack = new Stack();
    String arn = "arn:aws:rds:eu-central-1:111111111111:db:shop";

    assertRefused(
        database(new Stack())
            .existing(instance(stack, group(stack, true), it -> it.instanceIdentifier(arn))),
        "database.existing: \"Default/Theirs\" has the instanceIdentifier \""
            + arn
            + "\", which is not an identifier of RDS; set instanceIdentifier to only the name, such"
            + " as \"shop\", without ARN or endpoint");
  }

  // ---------------------------------------------------------------- its VPC

  @Test
  void aDatabaseOfAnotherVpcThanTheOneThatIsCreatedIsRefused() {
    Stack stack = Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", ANYWHERE);
    DatabaseInstance database = created(stack, new Vpc(stack, "Vpc"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> app(stack, it -> it, database))
        .withMessage(
            "database.existing: \"Shop/Database\" is in another VPC, whose security group cannot"
                + " admit the backend; set network.vpc to the VPC of the database");
  }

  @Test
  void ofAVpcThatWasGivenThatIsAWarning() {
    assertThat(warnedOfVpc(false)).isTrue();
    assertThat(warnedOfVpc(true)).isFalse();
  }

  /** Each stack has a parameter of its own for one and the same VPC. */
  @Test
  void twoParametersMayBeTheSameVpc() {
    Stack stack = Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", ANYWHERE);

    assertThat(warnedOfVpc(stack, ofParameter(stack, "One"), ofParameter(stack, "Two"))).isFalse();
  }

  private static IVpc ofParameter(Stack stack, String id) {
    return Vpc.fromVpcAttributes(
        stack,
        id,
        VpcAttributes.builder()
            .vpcId(new CfnParameter(stack, id + "Id").getValueAsString())
            .availabilityZones(List.of("eu-central-1a", "eu-central-1b"))
            .publicSubnetIds(List.of("subnet-1", "subnet-2"))
            .privateSubnetIds(List.of("subnet-3", "subnet-4"))
            .isolatedSubnetIds(List.of("subnet-5", "subnet-6"))
            .build());
  }

  private static boolean warnedOfVpc(boolean same) {
    Stack stack = Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", ANYWHERE);
    Vpc vpc = new Vpc(stack, "Vpc");
    return warnedOfVpc(stack, vpc, same ? vpc : new Vpc(stack, "OtherVpc"));
  }

  private static boolean warnedOfVpc(Stack stack, IVpc vpc, IVpc theirs) {
    DatabaseProps database =
        DatabaseProps.builder()
            .existing(created(stack, theirs))
            .existingSecret(secret(stack))
            .build();
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .network(NetworkProps.builder().vpc(vpc).interfaceEndpoints(false).build())
            .database(database)
            .build());
    return !Annotations.fromStack(stack)
        .findWarning("*", Match.stringLikeRegexp(".*DatabaseVpc.*"))
        .isEmpty();
  }

  private static DatabaseInstance created(Stack stack, IVpc vpc) {
    return DatabaseInstance.Builder.create(stack, "Database")
        .vpc(vpc)
        .engine(DatabaseInstanceEngine.MYSQL)
        .build();
  }

  @Test
  void itsSecretIsRotatedByTheFunctionOfItsEngine() {
    Anatomy mysql = with(it -> it.rotation(RotationProps.builder().build()));
    Resource schedule = theOnly(mysql.template, "AWS::SecretsManager::RotationSchedule");

    assertThat(schedule.text("SecretId")).contains(SECRET_ARN);
    assertThat(schedule.text("HostedRotationLambda.RotationType")).contains("MySQLSingleUser");
    assertThat(rulesOf(mysql))
        .as("the database admits the backend and the function, on its port")
        .extracting(it -> it.text("FromPort").orElse(""))
        .containsExactly("3307", "3307");
    Anatomy mariaDb =
        Templates.in(
            stack ->
                app(
                    stack,
                    it -> it.rotation(RotationProps.builder().build()),
                    instance(
                        stack,
                        group(stack, true),
                        it -> it.engine(DatabaseInstanceEngine.MARIADB))));
    assertThat(
            theOnly(mariaDb.template, "AWS::SecretsManager::RotationSchedule")
                .text("HostedRotationLambda.RotationType"))
        .contains("MariaDBSingleUser");
  }

  @Test
  void aDatabaseOfAnotherAppIsRefused() {
    Stack theirs = Templates.stackIn(Templates.app(FeatureFlags.NONE), "Theirs", ANYWHERE);
    DatabaseInstance database =
        DatabaseInstance.Builder.create(theirs, "Database")
            .vpc(new Vpc(theirs, "Vpc"))
            .engine(DatabaseInstanceEngine.MYSQL)
            .build();
    Stack ours = Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", ANYWHERE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> app(ours, it -> it, database))
        .withMessageContaining("database.existing: Theirs/Database belongs to another CDK app");
  }

  @Test
  void everyOptionOfANewDatabaseIsRefused() {
    assertRefused(
        database(new Stack())
            .snapshot("shop-1")
            .username("shop")
            .engineVersion(MysqlEngineVersion.of("8.4.9", "8.4"))
            .allowMajorVersionUpgrade(true)
            .replicaEngineVersion(MysqlEngineVersion.of("8.4.9", "8.4"))
            .engineLifecycleSupport(
                EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED)
            .instanceType(new InstanceType("m7g.large"))
            .multiAz(true)
            .storageType(StorageType.GP3)
            .allocatedStorage(400)
            .maxAllocatedStorage(800)
            .iops(12_000)
            .storageThroughput(500)
            .backupRetention(Duration.days(3))
            .backupWindow("03:00-04:00")
            .maintenanceWindow("sun:04:30-sun:05:30")
            .minorUpgrades(true)
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .requireTls(true)
            .parameters(Map.of("max_connections", "200"))
            .caCertificate(CaCertificate.RDS_CA_ECC384_G1)
            .monitoring(DatabaseMonitoringProps.builder().build())
            .readReplicas(1)
            .replicaInstanceType(new InstanceType("r7g.large"))
            .proxy(true)
            .iamAuthentication(true)
            .iamUser("shop"),
        """
        28 problems:
          - database.snapshot: "shop-1" %1$s
          - database.username: "shop" %1$s
          - database.engineVersion: "8.4.9" %1$s
          - database.allowMajorVersionUpgrade: true %1$s
          - database.replicaEngineVersion: "8.4.9" %1$s
          - database.engineLifecycleSupport: OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED %1$s
          - database.instanceType: m7g.large %1$s
          - database.multiAz: true %1$s
          - database.storageType: GP3 %1$s
          - database.allocatedStorage: 400 %1$s
          - database.maxAllocatedStorage: 800 %1$s
          - database.iops: 12000 %1$s
          - database.storageThroughput: 500 %1$s
          - database.backupRetention: Duration.days(3) %1$s
          - database.backupWindow: "03:00-04:00" %1$s
          - database.maintenanceWindow: "sun:04:30-sun:05:30" %1$s
          - database.minorUpgrades: true %1$s
          - database.deletionProtection: true %1$s
          - database.removalPolicy: RETAIN %1$s
          - database.requireTls: true %1$s
          - database.parameters: {max_connections=200} %1$s
          - database.caCertificate: rds-ca-ecc384-g1 %1$s
          - database.monitoring: a monitoring %1$s
          - database.readReplicas: 1 %1$s
          - database.replicaInstanceType: r7g.large %1$s
          - database.proxy: true %1$s
          - database.iamAuthentication: true %1$s
          - database.iamUser: "shop" %1$s\
        """
            .formatted(
                "is for a database that the construct creates, but database.existing is set; leave"
                    + " out one of the two"));
  }

  private static Anatomy observed() {
    return Templates.with(
        (stack, props) ->
            props
                .database(database(stack).build())
                .observability(ObservabilityProps.builder().build()));
  }

  private static Resource ruleOf(Anatomy app) {
    return Anatomy.theOnly(rulesOf(app));
  }

  private static List<Resource> rulesOf(Anatomy app) {
    return app.template.resourcesOfType("AWS::EC2::SecurityGroupIngress").stream()
        .filter(it -> it.text("Description").filter(text -> text.startsWith("MySQL")).isPresent())
        .toList();
  }

  private static Anatomy with(UnaryOperator<DatabaseProps.Builder> choices) {
    return Templates.in(stack -> app(stack, choices, instance(stack, group(stack, true))));
  }

  private static void app(
      Stack stack, UnaryOperator<DatabaseProps.Builder> choices, IDatabaseInstance instance) {
    DatabaseProps props =
        choices
            .apply(DatabaseProps.builder().existing(instance).existingSecret(secret(stack)))
            .build();
    new ThreeTierEcsApp(stack, "App", Templates.props().database(props).build());
  }

  static DatabaseProps.Builder database(Stack stack) {
    return DatabaseProps.builder()
        .existing(instance(stack, group(stack, true)))
        .existingSecret(secret(stack));
  }

  private static IDatabaseInstance instance(Stack stack, ISecurityGroup group) {
    return instance(stack, group, it -> it);
  }

  private static IDatabaseInstance instance(
      Stack stack, ISecurityGroup group, UnaryOperator<DatabaseInstanceAttributes.Builder> more) {
    return DatabaseInstance.fromDatabaseInstanceAttributes(
        stack,
        "Theirs",
        more.apply(
                DatabaseInstanceAttributes.builder()
                    .instanceIdentifier("theirs")
                    .instanceEndpointAddress("shop.example.eu-central-1.rds.amazonaws.com")
                    .port(3307)
                    .securityGroups(List.of(group)))
            .build());
  }

  private static ISecurityGroup group(Stack stack, boolean mutable) {
    return SecurityGroup.fromSecurityGroupId(
        stack,
        "TheirGroup",
        "sg-0123456789abcdef0",
        SecurityGroupImportOptions.builder().mutable(mutable).build());
  }

  private static ISecret secret(Stack stack) {
    return Secret.fromSecretCompleteArn(stack, "TheirSecret", SECRET_ARN);
  }

  private static void assertRefused(DatabaseProps.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
