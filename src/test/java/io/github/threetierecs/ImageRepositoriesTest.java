package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.updateReplacePolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.rehearsal.Effect;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.kms.Key;

/** Repositories for both tiers, and what runs before and after the first push. */
class ImageRepositoriesTest {
  private static final Anatomy BEFORE = app(null);
  private static final Anatomy AFTER = app("1.4.2");

  @Test
  void productionKeepsImagesAndNeverMovesATag() {
    assertThat(repositories(BEFORE))
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(deletionPolicy(it)).isEqualTo("Retain");
              assertThat(updateReplacePolicy(it)).isEqualTo("Retain");
              assertThat(it.text("ImageTagMutability")).contains("IMMUTABLE");
              assertThat(it.text("ImageScanningConfiguration.ScanOnPush")).contains("true");
              assertThat(it.text("EmptyOnDelete")).contains("false");
            });
  }

  @Test
  void untaggedImagesGoAfterAWeekAndTheNewestTaggedOnesStay() {
    assertThat(repositories(BEFORE))
        .allSatisfy(
            it ->
                assertThat(it.text("LifecyclePolicy.LifecyclePolicyText").orElse(""))
                    .contains("\"tagStatus\":\"untagged\"", "\"countNumber\":7")
                    .contains("\"tagPatternList\":[\"*\"]", "\"countNumber\":100"));
  }

  @Test
  void developmentLeavesNoImagesBehind() {
    Anatomy app =
        Templates.in(
            stack ->
                new ImageRepositories(
                    stack,
                    "Images",
                    ImageRepositoriesProps.builder().profile(Profile.DEVELOPMENT).build()));

    assertThat(repositories(app))
        .allMatch(it -> deletionPolicy(it).equals("Delete"))
        .allMatch(it -> it.isTrue("EmptyOnDelete"));
  }

  @Test
  void repositoriesHaveNoNameOfTheirOwn() {
    assertThat(repositories(BEFORE)).noneMatch(it -> it.has("RepositoryName"));
  }

  @Test
  void untilTheFirstPushAPlaceholderAnswersOnTheTiersPortAndOnEveryPath() {
    for (Anatomy.Tier tier : List.of(BEFORE.frontend(), BEFORE.backend())) {
      assertThat(tier.container("Image")).isEqualTo(Placeholder.NAME);
      assertThat(tier.container("Command.2"))
          .contains("listen " + tier.port() + ";", "location /", "return 200");
    }
  }

  @Test
  void thePlaceholderIsNotRunAsItsImageWillBe() {
    assertThat(BEFORE.backend().container("User")).isEqualTo("not set");
    assertThat(AFTER.backend().container("User")).isEqualTo("1000");
  }

  /** A running application that is moved to repositories without a tag. */
  @Test
  void aRehearsalSaysThatThePlaceholderTakesThePlaceOfWhatRuns() {
    assertThat(placeholders(AFTER, BEFORE))
        .containsExactlyInAnyOrder(
            "outage: the placeholder takes the place of the backend, and answers every request with"
                + " \"No image yet.\". Push its image first, and deploy with the tag"
                + " (docs/images.md) (AppBackendService656CB767: TaskDefinition)",
            "outage: the placeholder takes the place of the frontend, and answers every request"
                + " with \"No image yet.\". Push its image first, and deploy with the tag"
                + " (docs/images.md) (AppFrontendService15D2C761: TaskDefinition)");
    assertThat(placeholders(BEFORE, AFTER)).isEmpty();
  }

  private static List<String> placeholders(Anatomy before, Anatomy after) {
    return Rehearsed.of(before.template, after.template, List.of()).effects().stream()
        .map(Effect::line)
        .filter(it -> it.contains("placeholder"))
        .toList();
  }

  @Test
  void afterThePushTheTagRuns() {
    for (Anatomy.Tier tier : List.of(AFTER.frontend(), AFTER.backend())) {
      assertThat(tier.container("Image")).contains(".dkr.ecr.").endsWith(":1.4.2");
      assertThat(tier.container("Command")).isEqualTo("not set");
    }
  }

  @Test
  void eachTierMayPullFromItsOwnRepository() {
    String frontend = repositories(AFTER).get(0).logicalId();
    String backend = repositories(AFTER).get(1).logicalId();

    assertThat(AFTER.grantsOf(AFTER.frontend().executionRole()).keySet())
        .anyMatch(resource -> resource.contains(frontend))
        .noneMatch(resource -> resource.contains(backend));
    assertThat(AFTER.grantsOf(AFTER.backend().executionRole()).keySet())
        .anyMatch(resource -> resource.contains(backend))
        .noneMatch(resource -> resource.contains(frontend));
  }

  @Test
  void thePortOfThePlaceholderMayBeAParameter() {
    Anatomy app =
        Templates.in(
            stack -> {
              Number port =
                  CfnParameter.Builder.create(stack, "Port")
                      .type("Number")
                      .defaultValue(8_080)
                      .build()
                      .getValueAsNumber();
              new ThreeTierEcsApp(
                  stack,
                  "App",
                  Templates.props()
                      .backend(
                          BackendProps.builder()
                              .image(images(stack).backendImage(null))
                              .containerPort(port)
                              .build())
                      .build());
            });

    assertThat(app.backend().container("Command.2")).contains("listen ${Port};");
  }

  @Test
  void withoutNatAnImageHasToBePushedFirst() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.in(
                    stack ->
                        new ThreeTierEcsApp(
                            stack,
                            "App",
                            ThreeTierEcsAppProps.builder()
                                .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                                .frontend(
                                    FrontendProps.builder()
                                        .image(Templates.ecrImage("frontend"))
                                        .build())
                                .backend(
                                    BackendProps.builder()
                                        .image(images(stack).backendImage(null))
                                        .build())
                                .build())))
        .withMessage(
            "backend.image: \""
                + Placeholder.NAME.substring(0, 80)
                + "…\" is used until an image is pushed, and with network.nat NONE the only"
                + " registry that can be reached is Amazon ECR; deploy ImageRepositories in its own"
                + " stack, push an image, and pass its tag");
  }

  @Test
  void thePlaceholderSpeaksNoTls() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BackendProps.builder()
                    .image(images(new Stack()).backendImage(null))
                    .loadBalancer(
                        LoadBalancerProps.builder()
                            .targetProtocol(ApplicationProtocol.HTTPS)
                            .build())
                    .build())
        .withMessage(
            "backend.loadBalancer.targetProtocol: HTTPS is not a protocol that the placeholder"
                + " supports; leave it out until an image is pushed");
  }

  @Test
  void whatIsNoTagIsRefused() {
    ImageRepositories images = images(new Stack());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.frontendImage("a b"))
        .withMessage(
            "frontendImage: \"a b\" is not a tag; pass up to 128 letters, digits, _, . and -, or"
                + " null while no image has been pushed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.backendImage(""))
        .withMessageStartingWith("backendImage: \"\" is not a tag");
  }

  @Test
  void missingArgumentsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageRepositories(new Stack(), "Images", Nulls.nothing()))
        .withMessage(
            "ImageRepositories.props: null is not a value; pass"
                + " ImageRepositoriesProps.builder().build()");
  }

  @Test
  void aKeyOfAnotherAppIsRefusedByItsOption() {
    Key foreign = new Key(new Stack(Templates.app(FeatureFlags.NONE), "Foreign"), "Key");
    ImageRepositoriesProps props = ImageRepositoriesProps.builder().encryptionKey(foreign).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageRepositories(new Stack(), "Images", props))
        .withMessageStartingWith("encryptionKey: Foreign/Key belongs to another CDK app");
  }

  @Test
  void theRepositoriesMayBeInAStackOfTheirOwn() {
    software.amazon.awscdk.App app = Templates.app(FeatureFlags.NONE);
    Stack first = Templates.stackIn(app, "Images", Configuration.Place.ANYWHERE);
    Stack second = Templates.stackIn(app, "Shop", Configuration.Place.ANYWHERE);
    ImageRepositories images = images(first);
    new ThreeTierEcsApp(
        second,
        "App",
        ThreeTierEcsAppProps.of(images.frontendImage("1"), images.backendImage("1")));

    assertThat(Templates.of(second).backend().container("Image")).endsWith(":1");
  }

  private static Anatomy app(@Nullable String tag) {
    return Templates.in(
        stack -> {
          ImageRepositories images = images(stack);
          new ThreeTierEcsApp(
              stack,
              "App",
              ThreeTierEcsAppProps.builder()
                  .frontend(
                      FrontendProps.builder()
                          .image(images.frontendImage(tag))
                          .containerPort(3_000)
                          .build())
                  .backend(
                      BackendProps.builder()
                          .image(images.backendImage(tag))
                          .healthCheckPath("/health")
                          .container(ContainerProps.builder().user("1000").build())
                          .build())
                  .build());
        });
  }

  private static ImageRepositories images(Stack stack) {
    return new ImageRepositories(stack, "Images", ImageRepositoriesProps.builder().build());
  }

  private static List<Resource> repositories(Anatomy app) {
    return app.template.resourcesOfType("AWS::ECR::Repository").stream()
        .sorted(
            (a, b) ->
                Boolean.compare(
                    b.logicalId().contains("Frontend"), a.logicalId().contains("Frontend")))
        .toList();
  }
}
