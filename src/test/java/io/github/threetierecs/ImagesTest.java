package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerImageConfig;
import software.amazon.awscdk.services.ecs.EcrImage;
import software.amazon.awscdk.services.ecs.RepositoryImageProps;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

class ImagesTest {
  @Test
  @Answers(Complaint.KEY_OF_A_SECRET)
  void credentialsOfAPrivateRegistryCanBeReadUnderAKeyOfTheirOwn() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .frontend(
                        FrontendProps.builder()
                            .image(registry(Secret.fromSecretNameV2(stack, "N", "r")))
                            .build())
                    .backend(
                        Templates.backend()
                            .sidecars(
                                Map.of(
                                    "proxy",
                                    SidecarsTest.sidecar()
                                        .image(
                                            registry(
                                                Secret.fromSecretPartialArn(
                                                    stack,
                                                    "P",
                                                    "arn:aws:secretsmanager:eu-west-1:111111111111:secret:r")))
                                        .build()))
                            .build()));

    assertThat(app.grantsOf(app.frontend().executionRole()))
        .containsEntry("arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*", Set.of("kms:Decrypt"));
    assertThat(app.grantsOf(app.backend().executionRole()))
        .as("a secret of another Region is decrypted there")
        .containsEntry("arn:${AWS::Partition}:kms:eu-west-1:*:key/*", Set.of("kms:Decrypt"));
  }

  /** Of the CDK's own kinds this one has none. */
  @Test
  @Answers(Complaint.KEY_OF_A_SECRET)
  void credentialsOfAnImageOfAKindOfTheUsersCanBeReadToo() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.frontend(
                    FrontendProps.builder()
                        .image(
                            new WithCredentials(
                                Repository.fromRepositoryName(stack, "Images", "shop/frontend"),
                                "arn:aws:secretsmanager:eu-west-1:111111111111:secret:r"))
                        .build()));

    assertThat(app.grantsOf(app.frontend().executionRole()))
        .containsEntry("arn:${AWS::Partition}:kms:eu-west-1:*:key/*", Set.of("kms:Decrypt"));
  }

  /** Public, since the CDK calls it. */
  public static final class WithCredentials extends EcrImage {
    private final String credentials;

    WithCredentials(IRepository repository, String credentials) {
      super(repository, "1");
      this.credentials = credentials;
    }

    @Override
    public ContainerImageConfig bind(Construct scope, ContainerDefinition container) {
      return ContainerImageConfig.builder()
          .imageName("registry.example.com/shop:1")
          .repositoryCredentials(
              CfnTaskDefinition.RepositoryCredentialsProperty.builder()
                  .credentialsParameter(credentials)
                  .build())
          .build();
    }
  }

  @Test
  void whatARegistryTakesIsGrantedAndSaidOnce() {
    Stack stack = Templates.stackIn(Templates.lenientApp(), "Shop", Configuration.Place.ANYWHERE);
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .frontend(
                FrontendProps.builder()
                    .image(registry(Secret.fromSecretNameV2(stack, "N", "r")))
                    .build())
            .backend(BackendProps.builder().image(Templates.ecrImage("backend")).build())
            .build());

    String grants =
        String.valueOf(
            Templates.of(stack).template.resourcesOfType("AWS::IAM::Policy").stream()
                .filter(it -> it.logicalId().startsWith("AppFrontendTaskDefinitionExecutionRole"))
                .map(Resource::properties)
                .toList());
    assertThat(grants.split("secretsmanager:GetSecretValue", -1))
        .as("what %s is cut into", grants)
        .hasSize(2);
    assertThat(
            Annotations.fromStack(stack)
                .findWarning("*", Match.stringLikeRegexp(".*ecrImageRequiresPolicy.*")))
        .hasSize(1);
  }

  private static ContainerImage registry(ISecret credentials) {
    return ContainerImage.fromRegistry(
        "registry.example.com/shop:1",
        RepositoryImageProps.builder().credentials(credentials).build());
  }

  private static final Set<String> PULL =
      Set.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

  @Test
  void imagesOfPublicRegistriesAreTakenAsTheyAreNamed() {
    assertThat(Templates.of(Profile.PRODUCTION).frontend().container("Image"))
        .isEqualTo(Templates.FRONTEND_IMAGE);
  }

  @Test
  void imagesOfAnEcrRepositoryMayBePulledByTheirServiceAlone() {
    Anatomy app =
        Templates.in(
            stack -> {
              IRepository images = Repository.fromRepositoryName(stack, "Images", "shop/frontend");
              new ThreeTierEcsApp(
                  stack,
                  "App",
                  ThreeTierEcsAppProps.of(
                      ContainerImage.fromEcrRepository(images, "1.4.2"),
                      ContainerImage.fromRegistry(Templates.BACKEND_IMAGE)));
            });

    assertThat(app.frontend().container("Image"))
        .contains(".dkr.ecr.")
        .endsWith("/shop/frontend:1.4.2");
    assertThat(pullsOf(app, app.frontend().executionRole()))
        .as("what the frontend's execution role may pull")
        .isEqualTo(
            Map.of(
                "arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/shop/frontend",
                PULL,
                "*",
                Set.of("ecr:GetAuthorizationToken")));
    assertThat(pullsOf(app, app.backend().executionRole()))
        .as("what the backend's execution role may pull")
        .isEmpty();
  }

  @Test
  void imagesAreBuiltFromADirectoryWithADockerfile(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");

    Anatomy app =
        Templates.with(
            props ->
                props.backend(
                    BackendProps.builder()
                        .image(ContainerImage.fromAsset(directory.toString()))
                        .build()));

    assertThat(app.backend().container("Image"))
        .as("the image, in the repository that the CDK's bootstrapping has made")
        .matches(".*\\.dkr\\.ecr\\..*/cdk-\\w+-container-assets-.*:[0-9a-f]{64}");
    assertThat(pullsOf(app, app.backend().executionRole()).keySet())
        .as("what the backend's execution role may pull from")
        .hasSize(2)
        .contains("*")
        .anyMatch(resource -> resource.contains(":repository/cdk-"));
    assertThat(pullsOf(app, app.frontend().executionRole()))
        .as("what the frontend's execution role may pull")
        .isEmpty();
  }

  private static Map<String, Set<String>> pullsOf(Anatomy app, Resource role) {
    Map<String, Set<String>> grants = app.grantsOf(role);
    grants.values().removeIf(actions -> actions.stream().noneMatch(it -> it.startsWith("ecr:")));
    return grants;
  }
}
