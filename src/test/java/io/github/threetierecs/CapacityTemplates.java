package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.MachineImage;

/** Templates with options of the capacity, for all tests that ask about them. */
final class CapacityTemplates {
  static final String PINNED = "ami-0123456789abcdef0";

  static final Anatomy BRIDGE = with(it -> it.taskNetworking(TaskNetworking.BRIDGE));

  static final Anatomy LINUX = with(CapacityTemplates::everyOption);

  static final Anatomy BOTTLEROCKET = with(CapacityTemplates::bottlerocket);

  static final Anatomy PINNED_IMAGE =
      with(it -> it.machineImage(MachineImage.genericLinux(Map.of("eu-central-1", PINNED))));

  private CapacityTemplates() {}

  /** All that goes together with Amazon Linux. */
  static CapacityProps.Builder everyOption(CapacityProps.Builder capacity) {
    return capacity
        .instanceType(new InstanceType("m7g.large"))
        .otherInstanceTypes(List.of(new InstanceType("m6g.large"), new InstanceType("c7g.large")))
        .spotPercentage(75)
        .onDemandBase(1)
        .rootVolumeSize(100)
        .targetCapacityPercent(80)
        .managedTerminationProtection(true)
        .sessionManager(true)
        .eniTrunking(true);
  }

  static CapacityProps.Builder bottlerocket(CapacityProps.Builder capacity) {
    return capacity
        .operatingSystem(InstanceOs.BOTTLEROCKET)
        .instanceType(new InstanceType("m7g.large"))
        .spotPercentage(50)
        .rootVolumeSize(100);
  }

  static Anatomy with(UnaryOperator<CapacityProps.Builder> choices) {
    return Templates.with(props -> props.capacity(choices.apply(CapacityProps.builder()).build()));
  }
}
