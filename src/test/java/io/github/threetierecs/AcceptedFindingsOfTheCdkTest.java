package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.AcceptedFinding;
import io.github.threetierecs.internal.blueprint.AcceptedFindings;
import io.github.threetierecs.internal.shared.AcceptedRisk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** What this library accepts is in what the CDK writes, whichever CDK it is. */
class AcceptedFindingsOfTheCdkTest {
  @Test
  void whatTheLibraryAcceptsIsReadWithItsReasonsAndPlaces() {
    App app = Templates.app(FeatureFlags.NONE);
    Stack stack = new Stack(app, "Shop");
    new ThreeTierEcsApp(stack, "App", Templates.props().profile(Profile.PRODUCTION).build());

    List<AcceptedFinding> findings = AcceptedFindings.in(Path.of(app.synth().getDirectory()));

    assertThat(findings)
        .contains(
            new AcceptedFinding(
                AcceptedRisk.INTERNET_FACING.reason,
                List.of("AwsSolutions-EC23"),
                List.of("Shop/App/Frontend/LoadBalancer")));
    assertThat(findings)
        .filteredOn(it -> it.where().contains("Shop/App"))
        .isNotEmpty()
        .extracting(AcceptedFinding::reason)
        .isSubsetOf(Arrays.stream(AcceptedRisk.values()).map(it -> it.reason).toList());
  }
}
