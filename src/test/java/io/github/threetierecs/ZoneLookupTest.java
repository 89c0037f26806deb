package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** What a synthesis needs no credentials for. */
class ZoneLookupTest {
  private static final String QUESTION =
      "availability-zones:account=111111111111:region=eu-central-1";

  private final App cdk = Templates.app(FeatureFlags.NONE);
  private final Stack stack =
      Templates.stackIn(cdk, "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);

  @Test
  @Answers(Complaint.LOOKED_UP_FOR_NOTHING)
  void aStackWithAccountAndRegionLooksNothingUp() {
    new Stack(cdk, "Before");
    new Construct(stack, "WithChildren");
    new ThreeTierEcsApp(stack, "App", Templates.props().build());
    new Stack(cdk, "After");

    assertThat(lookedUp(cdk)).isEmpty();
  }

  @Test
  void nothingIsLookedUpInAStageOrForASecondApplication() {
    Stage stage = Stage.Builder.create(cdk, "Prod").env(environment()).build();
    Stack inStage = new Stack(stage, "Shop");
    new ThreeTierEcsApp(inStage, "App", Templates.props().build());
    new ThreeTierEcsApp(inStage, "Blog", Templates.props().build());

    assertThat(lookedUp(cdk)).isEmpty();
  }

  @Test
  void namedZonesAreNotLookedUpEither() {
    new ThreeTierEcsApp(stack, "App", inZones("eu-central-1a", "eu-central-1b"));

    assertThat(lookedUp(cdk)).isEmpty();
    assertThat(String.valueOf(Templates.of(stack).json)).doesNotContain("Fn::GetAZs");
  }

  @Test
  void namedZonesAreOfTheRegionOfTheStack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(stack, "App", inZones("eu-west-1a", "eu-west-1b")))
        .withMessage(
            "network.availabilityZones: [eu-west-1a, eu-west-1b] are zones of eu-west-1, and the"
                + " stack is in eu-central-1; name zones of eu-central-1, such as"
                + " \"eu-central-1a\"; list them with: aws ec2 describe-availability-zones"
                + " --query \"AvailabilityZones[].ZoneName\"");
  }

  @Test
  void namedZonesAreAmongThoseInContext() {
    App told =
        App.Builder.create()
            .context(Map.of(QUESTION, List.of("eu-central-1a", "eu-central-1b")))
            .build();
    Stack with = Templates.stackIn(told, "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ThreeTierEcsApp(with, "App", inZones("eu-central-1a", "eu-central-1d")))
        .withMessage(
            "network.availabilityZones: [eu-central-1d] are not among the zones that the context"
                + " of the CDK app has: [eu-central-1a, eu-central-1b]; name some of these, or have"
                + " them looked up again: cdk context --reset "
                + QUESTION);
  }

  private static ThreeTierEcsAppProps inZones(String... names) {
    return Templates.props()
        .network(NetworkProps.builder().availabilityZones(List.of(names)).build())
        .build();
  }

  @Test
  void theTemplateIsTheOneWithTheZonesInContext() {
    App told =
        App.Builder.create()
            .outdir("target/cdk.out/zones-told")
            .context(Map.of(QUESTION, List.of("eu-central-1a", "eu-central-1b", "eu-central-1c")))
            .build();
    Stack with = Templates.stackIn(told, "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
    new ThreeTierEcsApp(with, "App", Templates.props().build());
    new ThreeTierEcsApp(stack, "App", Templates.props().build());

    assertThat(Templates.of(stack).json).isEqualTo(Templates.of(with).json);
  }

  @Test
  void whatIsInContextStaysThere() {
    List<String> zones = List.of("eu-central-1a", "eu-central-1b");
    App told = App.Builder.create().context(Map.of(QUESTION, zones)).build();
    Stack with = Templates.stackIn(told, "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);

    new ThreeTierEcsApp(with, "App", Templates.props().build());

    assertThat(with.getAvailabilityZones()).isEqualTo(zones);
  }

  /** The CLI puts the error of the last attempt in the place of an answer. */
  @Test
  void aLookUpThatHasFailedBeforeIsNotTriedAgain() {
    App told =
        App.Builder.create()
            .outdir("target/cdk.out/zones-failed")
            .context(Map.of(QUESTION, Map.of("$providerError", "No credentials")))
            .build();
    Stack with = Templates.stackIn(told, "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);

    new ThreeTierEcsApp(with, "App", Templates.props().build());

    assertThat(lookedUp(told)).isEmpty();
    assertThat(told.getNode().tryGetContext(QUESTION))
        .hasToString("{$providerError=No credentials}");
  }

  @Test
  void aVpcOfTheUsersIsStillLookedUp() {
    new ThreeTierEcsApp(stack, "App", Templates.props().build());
    new Vpc(stack, "Other");

    assertThat(lookedUp(cdk)).containsExactly("look-up availability-zones");
  }

  @Test
  void theTreeIsAsItWas() {
    new Stack(cdk, "After");
    List<IConstruct> before = cdk.getNode().getChildren();

    new ThreeTierEcsApp(stack, "App", Templates.props().build());

    assertThat(cdk.getNode().getChildren()).containsExactlyElementsOf(before);
    assertThat(cdk.getNode().tryGetContext(QUESTION)).isNull();
  }

  @Test
  void theTreeIsAsItWasIfTheVpcIsRefused() {
    Stack refusing =
        Stack.Builder.create(cdk, "Refusing")
            .env(environment())
            .synthesizer(new BootstraplessSynthesizer())
            .build();
    List<IConstruct> before = cdk.getNode().getChildren();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(refusing, "App", Templates.props().build()));

    assertThat(cdk.getNode().getChildren()).containsExactlyElementsOf(before);
    assertThat(cdk.getNode().tryGetContext(QUESTION)).isNull();
  }

  private static Environment environment() {
    return Environment.builder().account("111111111111").region("eu-central-1").build();
  }

  /** The CDK says of a look-up that has failed that it is an error. */
  private static List<String> lookedUp(App app) {
    return Said.in(Path.of(app.synth().getDirectory())).stream()
        .filter(it -> it.startsWith("look-up") || it.startsWith("error"))
        .toList();
  }
}
