package io.github.threetierecs;

import io.github.threetierecs.internal.shared.Warning;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.constructs.Construct;

/** What users write from aws-cdk-lib 2.253.0 on, as docs/security/network.md shows. */
class AcknowledgmentTest {
  @Test
  void aWarningIsAcknowledgedByItsRule() {
    Stack stack = new Stack(new App(), "Shop");
    Validations.of(stack)
        .acknowledge(
            Acknowledgment.builder()
                .id("ThreeTierEcsApp::DatabaseFromSnapshot")
                .reason("Restored on 31 January")
                .build());
    new Warning("ThreeTierEcsApp::DatabaseFromSnapshot", "of a snapshot")
        .addTo(new Construct(stack, "App"));

    Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
  }

  @Test
  void anotherIsNot() {
    Stack stack = new Stack(new App(), "Shop");
    Validations.of(stack)
        .acknowledge(
            Acknowledgment.builder().id("ThreeTierEcsApp::Placement").reason("Later").build());
    new Warning("ThreeTierEcsApp::DatabaseFromSnapshot", "of a snapshot")
        .addTo(new Construct(stack, "App"));

    Annotations.fromStack(stack)
        .hasWarning("*", "of a snapshot [ack: ThreeTierEcsApp::DatabaseFromSnapshot]");
  }
}
