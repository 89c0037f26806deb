package io.github.threetierecs.internal.shared;

import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** A warning, which is repeated at every synthesis until it is acknowledged. */
public record Warning(String rule, String text) {
  public static Warning ofPlacement(String text) {
    return new Warning("ThreeTierEcsApp::Placement", text);
  }

  public static Warning ofUnknownType(String text) {
    return new Warning("ThreeTierEcsApp::UnknownInstanceType", text);
  }

  public static Warning ofSecurityGroupRules(String text) {
    return new Warning("ThreeTierEcsApp::SecurityGroupRules", text);
  }

  public static Warning ofRegion(String text) {
    return new Warning("ThreeTierEcsApp::Region", text);
  }

  public static Warning ofTrafficShift(String text) {
    return new Warning("ThreeTierEcsApp::TrafficShift", text);
  }

  public void addTo(Construct construct) {
    at(construct).addWarningV2(rule, text);
  }

  /**
   * Adds information that needs no decision and does not fail {@code --strict}, until it is
   * acknowledged.
   */
  public static void inform(Construct construct, String rule, String text) {
    at(construct).addInfoV2(rule, text);
  }

  /** The CDK shows nothing of what is said inside a product of AWS Service Catalog. */
  private static Annotations at(Construct construct) {
    Stack stack = Stack.of(construct);
    Stack shown = Stacks.artifactOf(stack);
    return Annotations.of(shown == Stacks.outermost(stack) ? construct : shown);
  }
}
