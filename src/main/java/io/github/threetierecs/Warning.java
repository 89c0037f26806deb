package io.github.threetierecs;

import software.amazon.awscdk.Annotations;
import software.constructs.Construct;

/** What is not refused, but told at every synthesis until it is acknowledged. */
record Warning(String rule, String text) {
  static Warning ofPlacement(String text) {
    return new Warning("ThreeTierEcsApp::Placement", text);
  }

  static Warning ofUnknownType(String text) {
    return new Warning("ThreeTierEcsApp::UnknownInstanceType", text);
  }

  static Warning ofSecurityGroupRules(String text) {
    return new Warning("ThreeTierEcsApp::SecurityGroupRules", text);
  }

  static Warning ofRegion(String text) {
    return new Warning("ThreeTierEcsApp::Region", text);
  }

  void addTo(Construct construct) {
    Annotations.of(construct).addWarningV2(rule, text);
  }
}
