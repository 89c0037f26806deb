package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/** An application in production that answers by plain HTTP says so, and nothing fails of it. */
class PlainHttpTest {
  private final Stack stack =
      Templates.stackIn(
          Templates.app(FeatureFlags.RECOMMENDED), "Shop", Configuration.Place.ANYWHERE);

  @Test
  void itIsAnInformationThatSaysWhatToSet() {
    Edges.app(stack, EdgeProps.builder());

    Annotations.fromStack(stack)
        .hasInfo(
            "/Shop/App",
            Match.stringLikeRegexp(
                ".*plain HTTP.*set frontend.edge.hostedZone and domainName, or"
                    + " frontend.edge.certificate.*ThreeTierEcsApp::PlainHttp.*"));
  }

  /** {@code cdk synth --strict} fails for warnings. */
  @Test
  void itIsNoWarning() {
    Edges.app(stack, EdgeProps.builder());

    Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
  }

  /** Ranges say who calls, not who reads on the way. */
  @Test
  void itIsSaidWhoeverMayCall() {
    Edges.app(stack, EdgeProps.builder().allowedCidrs(List.of("203.0.113.0/24")));

    assertThat(informations()).isEqualTo(1);
  }

  @Test
  void withTlsThereIsNothingToSay() {
    Edges.app(stack, Edges.named(stack));

    assertThat(informations()).isZero();
  }

  @Test
  void inDevelopmentItIsWhatIsMeant() {
    new ThreeTierEcsApp(stack, "App", Templates.props().profile(Profile.DEVELOPMENT).build());

    assertThat(informations()).isZero();
  }

  @Test
  void whoeverMeansItCanHaveItQuiet() {
    ThreeTierEcsApp app = Edges.app(stack, EdgeProps.builder());
    software.amazon.awscdk.Annotations.of(app)
        .acknowledgeInfo("ThreeTierEcsApp::PlainHttp", "TLS ends at our proxy");

    assertThat(informations()).isZero();
  }

  private int informations() {
    return Annotations.fromStack(stack)
        .findInfo("*", Match.stringLikeRegexp(".*ThreeTierEcsApp::PlainHttp.*"))
        .size();
  }
}
