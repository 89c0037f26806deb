package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** Where the construct can be made, and under which names. */
class RefusedScopeTest {
  private static final ThreeTierEcsAppProps PROPS =
      ThreeTierEcsAppProps.of(Options.IMAGE, Options.IMAGE);

  @Test
  void nullArguments() {
    assertRefused(
        Nulls.nothing(),
        Nulls.nothing(),
        Nulls.nothing(),
        """
        3 problems:
          - ThreeTierEcsApp.scope: null is not a value; pass the stack, which is this in a Stack
          - ThreeTierEcsApp.id: null is not a value; pass a name such as "App"
          - ThreeTierEcsApp.props: null is not a value; pass \
        ThreeTierEcsAppProps.of(frontendImage, backendImage)\
        """);
  }

  @Test
  void aScopeThatIsInNoStack() {
    App app = new App();
    Stage stage = Stage.Builder.create(app, "Beta").build();

    assertRefused(
        app,
        "Shop",
        PROPS,
        "ThreeTierEcsApp.scope: <root> is not in a stack; pass a Stack, or a construct in one");
    assertRefused(
        new Construct(stage, "Group"),
        "Shop",
        PROPS,
        "ThreeTierEcsApp.scope: Beta/Group is not in a stack; pass a Stack, or a construct in one");
    assertThat(app.getNode().tryFindChild("Shop")).as("made before it was refused").isNull();
  }

  @Test
  void aConstructInAStackWillDo() {
    Construct group = new Construct(new Stack(), "Group");

    ThreeTierEcsApp app = new ThreeTierEcsApp(group, "Shop", PROPS);

    assertThat(app.getNode().getPath()).isEqualTo("Default/Group/Shop");
  }

  @Test
  void anIdThatIsNone() {
    Stack stack = new Stack();
    String token = CfnParameter.Builder.create(stack, "Name").build().getValueAsString();

    assertRefused(
        stack, "", PROPS, "ThreeTierEcsApp.id: \"\" is not a name; pass one such as \"App\"");
    assertRefused(
        stack,
        "Shop" + token,
        PROPS,
        "ThreeTierEcsApp.id: a token is known only at deployment, but names in the template come"
            + " from it; pass a literal such as \"App\"");
  }

  @Test
  void anIdThatIsTaken() {
    Stack stack = new Stack(new App(), "Demo");
    Construct other = new Construct(stack, "Shop");

    assertRefused(
        stack,
        "Shop",
        PROPS,
        "ThreeTierEcsApp.id: \"Shop\" is the name of another construct in Demo; pass another");
    assertThat(stack.getNode().getChildren()).containsExactly(other);
  }

  /** The CDK looks for a child of that name, and finds what JavaScript has there. */
  @Test
  void anIdThatJavaScriptHas() {
    assertRefused(
        new Stack(),
        "constructor",
        PROPS,
        "ThreeTierEcsApp.id: \"constructor\" is what every JavaScript object has, and so no name;"
            + " pass another");
  }

  @Test
  void aTreeThatIsBeingSynthesized() {
    Stack stack = new Stack(new App(), "Demo");
    stack.getNode().lock();

    assertRefused(
        stack,
        "Shop",
        PROPS,
        "ThreeTierEcsApp.scope: Demo is being synthesized; create it before that");
  }

  @Test
  void anImageThatIsNotThere(@TempDir Path empty) {
    ContainerImage image = ContainerImage.fromAsset(empty.toString());

    assertRefused(
        new Stack(),
        "Shop",
        ThreeTierEcsAppProps.of(Options.IMAGE, image),
        "backend.image: Cannot find file at "
            + empty.resolve("Dockerfile")
            + "; fix the image's source");
  }

  private static void assertRefused(
      Construct scope, String id, ThreeTierEcsAppProps props, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(scope, id, props))
        .withMessage(message);
  }
}
