package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.GenericLogDriver;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.RepositoryImageProps;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.SecretVersionInfo;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.rds.AuroraMysqlClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraMysqlEngineVersion;
import software.amazon.awscdk.services.rds.ClusterInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.CredentialsBaseOptions;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.SecretAttributes;

/** A secret that another stack has created under its own KMS key is used like any other. */
class KeysOfOtherStacksTest {
  private static final Set<String> READING =
      Set.of("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue");
  private static final String ANY_KEY = "arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*";

  private final App cdk = Templates.app(FeatureFlags.NONE);
  private final Stack ops = new Stack(cdk, "Ops");
  private final Stack shop = new Stack(cdk, "Shop");
  private final Key key = new Key(ops, "Key");
  private final ISecret secret =
      software.amazon.awscdk.services.secretsmanager.Secret.Builder.create(ops, "Secret")
          .encryptionKey(key)
          .build();

  @Test
  void variablesOfContainersAreReadAndDecrypted() {
    Anatomy app =
        app(
            props ->
                props.backend(
                    Templates.backend()
                        .secrets(
                            Map.of(
                                "ONE", Secret.fromSecretsManager(secret),
                                "TWO", oldToken(secret)))
                        .sidecars(
                            Map.of(
                                "agent",
                                agent()
                                    .secrets(
                                        Map.of("KEY", Secret.fromSecretsManager(secret, "key")))
                                    .build()))
                        .build()));
    String arn = imported(app.backend().secrets().get("ONE"));

    assertThat(app.backend().secrets()).containsEntry("TWO", arn + ":token:AWSPREVIOUS:");
    assertThat(app.backend().taskDefinition().text("ContainerDefinitions.1.Secrets.0.ValueFrom"))
        .contains(arn + ":key::");
    assertThat(app.grantsOf(app.backend().executionRole()))
        .containsEntry(arn, READING)
        .containsEntry(ANY_KEY, Set.of("kms:Decrypt"));
  }

  @Test
  void aUserOfTheDatabaseIsReadAndDecrypted() {
    Anatomy app =
        app(
            props ->
                props.database(
                    Rotated.database(
                        it -> it.alternatingUsers(secret).function(Rotated.function(shop)))));

    assertThatTheBackendReadsAndDecrypts(app);
  }

  @Test
  void anAuroraClusterOfAnotherStackIsPassedWithItsSecret() {
    Vpc vpc = new Vpc(ops, "Vpc");
    DatabaseCluster cluster =
        DatabaseCluster.Builder.create(ops, "Cluster")
            .engine(
                DatabaseClusterEngine.auroraMysql(
                    AuroraMysqlClusterEngineProps.builder()
                        .version(AuroraMysqlEngineVersion.VER_3_08_0)
                        .build()))
            .vpc(vpc)
            .writer(ClusterInstance.serverlessV2("Writer"))
            .credentials(
                Credentials.fromGeneratedSecret(
                    "admin", CredentialsBaseOptions.builder().encryptionKey(key).build()))
            .build();

    Anatomy app =
        app(
            props ->
                props
                    .network(NetworkProps.builder().vpc(vpc).build())
                    .database(
                        DatabaseProps.builder()
                            .existingCluster(cluster)
                            .existingSecret(Objects.requireNonNull(cluster.getSecret()))
                            .build()));

    assertThatTheBackendReadsAndDecrypts(app);
  }

  @Test
  void anAliasOfAnotherStackStandsForAKeyThatPoliciesCannotNameByIt() {
    ISecret under =
        software.amazon.awscdk.services.secretsmanager.Secret.Builder.create(ops, "UnderAlias")
            .encryptionKey(
                Alias.Builder.create(ops, "Alias").aliasName("alias/ops").targetKey(key).build())
            .build();

    Anatomy app =
        app(
            props ->
                props
                    .database(
                        Rotated.database(
                            it -> it.alternatingUsers(under).function(Rotated.function(shop))))
                    .backend(
                        Templates.backend()
                            .secrets(Map.of("ONE", Secret.fromSecretsManager(under)))
                            .build()));

    assertThat(app.grantsOf(app.backend().taskRole()))
        .containsEntry(ANY_KEY, Set.of("kms:Decrypt"));
  }

  @Test
  void aKeyOfTheSameStackIsStillOpenedByItsOwnPolicy() {
    Key ours = new Key(shop, "Key");
    ISecret given =
        software.amazon.awscdk.services.secretsmanager.Secret.Builder.create(shop, "Secret")
            .encryptionKey(ours)
            .build();

    Anatomy app =
        app(
            props ->
                props.backend(
                    Templates.backend()
                        .secrets(Map.of("ONE", Secret.fromSecretsManager(given)))
                        .build()));

    assertThat(
            app.template.resourcesOfType("AWS::KMS::Key").stream()
                .filter(it -> it.logicalId().startsWith("Key"))
                .findFirst()
                .orElseThrow()
                .text("KeyPolicy")
                .orElse(""))
        .contains("${" + app.backend().executionRole().logicalId() + ".Arn}");
  }

  @Test
  void whatAnImageOrALogDriverGrantsByItselfIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                app(
                    props ->
                        props
                            .frontend(Templates.frontend().image(behind(secret)).build())
                            .backend(Templates.backend().build())))
        .withMessage(
            "frontend.image: a secret of the image has the KMS key Ops/Key/Resource of another"
                + " stack, in whose policy the CDK names a role of this stack, so that each"
                + " waits for the other; give it as Secret.fromSecretAttributes(this, \"…\","
                + " SecretAttributes.builder().secretCompleteArn(secret.getSecretArn()).build())");
    Stack again = new Stack(cdk, "Again");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ThreeTierEcsApp(
                    again,
                    "App",
                    Templates.props()
                        .backend(
                            Templates.backend()
                                .logging(splunk(secret))
                                .sidecars(Map.of("agent", agent().image(behind(secret)).build()))
                                .build())
                        .build()))
        .withMessageContaining("backend.logging: a secret of the log driver has the KMS key")
        .withMessageContaining("backend.sidecars.agent.image: a secret of the image has the KMS");
  }

  @Test
  void andWorksByItsArn() {
    ISecret byArn =
        software.amazon.awscdk.services.secretsmanager.Secret.fromSecretAttributes(
            shop,
            "ByArn",
            SecretAttributes.builder().secretCompleteArn(secret.getSecretArn()).build());

    Anatomy app =
        app(
            props ->
                props.backend(
                    Templates.backend().image(behind(byArn)).logging(splunk(byArn)).build()));

    assertThat(app.grantsOf(app.backend().executionRole()))
        .containsEntry(
            imported(app.backend().container("RepositoryCredentials.CredentialsParameter")),
            READING)
        .containsEntry(ANY_KEY, Set.of("kms:Decrypt"));
  }

  private static void assertThatTheBackendReadsAndDecrypts(Anatomy app) {
    String arn = imported(app.backend().environment().get("DB_SECRET_ARN"));
    for (Resource role : List.of(app.backend().executionRole(), app.backend().taskRole())) {
      assertThat(app.grantsOf(role))
          .containsEntry(arn, READING)
          .anySatisfy(
              (key, actions) -> {
                assertThat(key).contains("ImportValue Ops:ExportsOutputFnGetAttKey");
                assertThat(actions).containsExactly("kms:Decrypt");
              });
    }
  }

  private static String imported(@Nullable String arn) {
    assertThat(arn).startsWith("Fn::ImportValue Ops:");
    return Objects.requireNonNull(arn);
  }

  private static Secret oldToken(ISecret secret) {
    return Secret.fromSecretsManagerVersion(
        secret, SecretVersionInfo.builder().versionStage("AWSPREVIOUS").build(), "token");
  }

  private static ContainerImage behind(ISecret credentials) {
    return ContainerImage.fromRegistry(
        "registry.example.com/shop:1",
        RepositoryImageProps.builder().credentials(credentials).build());
  }

  private static LogDriver splunk(ISecret token) {
    return GenericLogDriver.Builder.create()
        .logDriver("splunk")
        .options(Map.of("splunk-url", "https://splunk.example.com"))
        .secretOptions(Map.of("splunk-token", Secret.fromSecretsManager(token)))
        .build();
  }

  private static ContainerDefinitionOptions.Builder agent() {
    return ContainerDefinitionOptions.builder()
        .image(Templates.ecrImage("agent"))
        .memoryLimitMiB(64);
  }

  /** As it is in the template once the CDK has passed everything between the stacks. */
  private Anatomy app(UnaryOperator<ThreeTierEcsAppProps.Builder> options) {
    new ThreeTierEcsApp(shop, "App", options.apply(Templates.props()).build());
    return Templates.of(shop);
  }
}
