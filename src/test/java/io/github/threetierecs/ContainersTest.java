package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Statement;
import io.github.threetierecs.internal.template.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Ulimit;
import software.amazon.awscdk.services.ecs.UlimitName;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.SecretAttributes;
import software.amazon.awscdk.services.ssm.SecureStringParameterAttributes;
import software.amazon.awscdk.services.ssm.StringParameter;

/** How a tier's container runs its image. */
class ContainersTest {
  private static final String KEY_ARN = "arn:aws:kms:eu-central-1:111111111111:key/mine";

  private static final Anatomy ENCRYPTED =
      Templates.in(stack -> new ThreeTierEcsApp(stack, "App", encrypted(stack)));

  private static final Anatomy READONLY =
      Templates.with(
          props ->
              props.frontend(
                  Templates.frontend()
                      .container(
                          ContainerProps.builder()
                              .readonlyRootFilesystem(true)
                              .writablePaths(List.of("/tmp", "/var/run"))
                              .build())
                      .build()));

  @Test
  void writablePathsAreVolumesThatAreGoneWithTheTask() {
    assertThat(READONLY.frontend().taskDefinition().list("Volumes"))
        .as("volumes, without a place on the host or a file system of their own")
        .isEqualTo(List.of(Map.of("Name", "writable-1"), Map.of("Name", "writable-2")));
    assertThat(READONLY.frontend().taskDefinition().list("ContainerDefinitions.0.MountPoints"))
        .isEqualTo(
            List.of(
                Map.of("ContainerPath", "/tmp", "ReadOnly", false, "SourceVolume", "writable-1"),
                Map.of(
                    "ContainerPath", "/var/run", "ReadOnly", false, "SourceVolume", "writable-2")));
  }

  @Test
  void aReadOnlyFileSystemOfOneTierLeavesTheOtherAsItIs() {
    assertThat(READONLY.backend().taskDefinition())
        .isEqualTo(Templates.of(Profile.PRODUCTION).backend().taskDefinition());
  }

  @Test
  void droppingCapabilitiesLeavesTheInitProcessOff() {
    Anatomy app =
        Templates.with(
            props ->
                props.backend(
                    Templates.backend()
                        .container(
                            ContainerProps.builder()
                                .dropCapabilities(List.of(Capability.ALL))
                                .build())
                        .build()));

    assertThat(app.backend().container("LinuxParameters.Capabilities.Drop.0")).isEqualTo("ALL");
    assertThat(app.backend().container("LinuxParameters.InitProcessEnabled")).isEqualTo("not set");
  }

  /** Containers on the bridge of an instance could pose as their neighbours. */
  @Test
  void noTierWritesRawPacketsInProduction() {
    Anatomy production = Templates.of(Profile.PRODUCTION);

    for (Anatomy.Tier tier : List.of(production.frontend(), production.backend())) {
      assertThat(tier.container("LinuxParameters.Capabilities.Drop.0")).isEqualTo("NET_RAW");
    }
  }

  @Test
  void anEmptyListKeepsAllRights() {
    Anatomy app =
        Templates.with(
            props ->
                props.backend(
                    Templates.backend()
                        .container(ContainerProps.builder().dropCapabilities(List.of()).build())
                        .build()));

    assertThat(app.backend().container("LinuxParameters")).isEqualTo("not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "root", "1000:1000", "app", "www-data:adm", "1000:app", "_apt"})
  void usersAreNamesOrNumbersOfBothKinds(String user) {
    assertThat(ContainerProps.builder().user(user).build().values.find(ContainerOptions.USER))
        .isEqualTo(user);
  }

  @Test
  void userAndFolderMayBeParameters() {
    String token = CfnParameter.Builder.create(new Stack(), "User").build().getValueAsString();

    assertThat(ContainerProps.builder().user(token).workingDirectory(token).build()).isNotNull();
  }

  @Test
  void everyPathThatIsNoneIsNamed() {
    assertRefused(
        ContainerProps.builder()
            .readonlyRootFilesystem(true)
            .writablePaths(Arrays.asList("tmp", "/", "/a:b", null, "/a/", "/ok", "/ok")),
        """
        6 problems:
          - container.writablePaths: null is not a value; leave it out of the list
          - container.writablePaths: "/ok" is in the list twice; keep one of the two
          - container.writablePaths: "tmp" is not the absolute path of a folder; write one such as \
        "/tmp", in letters, digits, _, . and -
          - container.writablePaths: "/" is not the absolute path of a folder; write one such as \
        "/tmp", in letters, digits, _, . and -
          - container.writablePaths: "/a:b" is not the absolute path of a folder; write one such \
        as "/tmp", in letters, digits, _, . and -
          - container.writablePaths: "/a/" is not the absolute path of a folder; write one such as \
        "/tmp", in letters, digits, _, . and -\
        """);
  }

  @Test
  void aSoftLimitAboveItsHardOne() {
    assertRefused(
        ContainerProps.builder().ulimits(List.of(files(3, 2))),
        "container.ulimits.NOFILE.softLimit: 3 is above container.ulimits.NOFILE.hardLimit 2; set"
            + " container.ulimits.NOFILE.softLimit to at most 2, or"
            + " container.ulimits.NOFILE.hardLimit to at least 3");
  }

  @Test
  void aHardLimitOfMinusOneIsNoLimit() {
    Ulimit unlimited =
        Ulimit.builder().name(UlimitName.MEMLOCK).softLimit(64).hardLimit(-1).build();

    assertThat(
            ContainerProps.builder()
                .ulimits(List.of(unlimited))
                .build()
                .values
                .find(ContainerOptions.ULIMITS))
        .hasSize(1);
  }

  @Test
  @Answers(Complaint.KEY_OF_A_SECRET)
  void secretsUnderAKeyOfYourOwnMayBeDecryptedThroughSecretsManager() {
    Statement decrypting = decrypting(ENCRYPTED.backend().executionRole());

    assertThat(decrypting.resourceTexts())
        .as("keys of the Region that the secret is in")
        .containsExactly("arn:${AWS::Partition}:kms:eu-central-1:*:key/*");
    assertThat(Text.of(decrypting.conditions()))
        .as("the condition on the keys that the execution role may use")
        .contains(
            "StringEquals", "kms:ViaService", "secretsmanager.eu-central-1.${AWS::URLSuffix}");
  }

  @Test
  void parametersUnderAKeyOfYourOwnMayBeDecrypted() {
    assertThat(ENCRYPTED.grantsOf(ENCRYPTED.frontend().executionRole()))
        .containsKeys(KEY_ARN, "arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*");
  }

  @Test
  void theApplicationItselfMayDecryptNothing() {
    for (Resource role : List.of(ENCRYPTED.frontend().taskRole(), ENCRYPTED.backend().taskRole())) {
      assertThat(ENCRYPTED.grantsOf(role).values())
          .as("what %s may do", role)
          .noneMatch(actions -> actions.contains("kms:Decrypt"));
    }
  }

  private static Statement decrypting(Resource role) {
    return Anatomy.theOnly(
        ENCRYPTED.permissions.role(role.logicalId()).statements().stream()
            .filter(statement -> statement.isAbout("kms:Decrypt"))
            .toList());
  }

  private static ThreeTierEcsAppProps encrypted(Stack stack) {
    IKey key = Key.fromKeyArn(stack, "Key", KEY_ARN);
    Secret secret =
        Secret.fromSecretsManager(
            software.amazon.awscdk.services.secretsmanager.Secret.fromSecretAttributes(
                stack,
                "Secret",
                SecretAttributes.builder()
                    .secretPartialArn("arn:aws:secretsmanager:eu-central-1:111111111111:secret:s")
                    .encryptionKey(key)
                    .build()));
    Secret parameter =
        Secret.fromSsmParameter(
            StringParameter.fromSecureStringParameterAttributes(
                stack,
                "Parameter",
                SecureStringParameterAttributes.builder()
                    .parameterName("/token")
                    .encryptionKey(key)
                    .build()));
    return Templates.props()
        .frontend(Templates.frontend().secrets(Map.of("TOKEN", parameter)).build())
        .backend(Templates.backend().secrets(Map.of("TOKEN", secret)).build())
        .build();
  }

  static Ulimit files(int soft, int hard) {
    return Ulimit.builder().name(UlimitName.NOFILE).softLimit(soft).hardLimit(hard).build();
  }

  private static void assertRefused(ContainerProps.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
