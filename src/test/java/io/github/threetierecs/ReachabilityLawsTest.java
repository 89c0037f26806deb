package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.template.StackTemplate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.services.ec2.Port;

/** The laws hold of the defaults, and are broken by what breaks them. */
class ReachabilityLawsTest {
  @ParameterizedTest
  @EnumSource(Profile.class)
  void theyHoldOfTheDefaults(Profile profile) {
    assertThat(ReachabilityLaws.violations(Templates.of(profile).template)).isEmpty();
  }

  @Test
  void aTemplateWithoutAnApplicationIsNoneOfTheirs() {
    assertThat(ReachabilityLaws.violations(StackTemplate.of(Map.of()))).isEmpty();
  }

  @Test
  void aRuleTooManyIsTold() {
    List<String> violations =
        ReachabilityLaws.violations(
            Templates.in(
                    stack -> {
                      ThreeTierEcsApp app =
                          new ThreeTierEcsApp(stack, "App", Templates.props().build());
                      app.getDatabase()
                          .getConnections()
                          .allowFrom(app.getFrontendService(), Port.tcp(3306), "Oops");
                    })
                .template);

    assertThat(violations).anyMatch(it -> it.startsWith("the frontend can reach the database on"));
    assertThat(violations).allMatch(it -> it.contains("Oops"));
  }
}
