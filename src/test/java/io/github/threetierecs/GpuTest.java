package io.github.threetierecs;

import static io.github.threetierecs.SidecarsTest.sidecar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.ec2.InstanceType;

/** Sidecars that ask for GPUs. */
class GpuTest {
  @Test
  @Answers(Complaint.GPUS_NOBODY_HAS)
  void gpusThatNoInstanceHasAreRefused() {
    assertRefused(
        on("m6i.large", 1),
        "backend.sidecars: gpuCount 1 in total is more than capacity.instanceType m6i.large has,"
            + " which is 0; use an instance type with NVIDIA GPUs, such as g4dn.xlarge");
    assertRefused(
        on("g6.xlarge", 2),
        "backend.sidecars: gpuCount 2 in total is more than capacity.instanceType g6.xlarge has,"
            + " which is 1; use an instance type with NVIDIA GPUs, such as g4dn.12xlarge");
  }

  @Test
  void eachTaskNeedsGpusOfItsOwn() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            on("g4dn.xlarge", 1)
                    .capacity(
                        CapacityProps.builder()
                            .instanceType(new InstanceType("g4dn.xlarge"))
                            .minInstances(1)
                            .maxInstances(1)
                            .build())
                ::build)
        .withMessageContaining("1 of 2 GPUs");
  }

  @Test
  void instancesGetAnImageWithDrivers() {
    assertThat(image(Templates.with(props -> on("g6.xlarge", 1))))
        .contains("/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id");
    assertThat(
            image(
                Templates.with(
                    props ->
                        on("g5g.xlarge", 1)
                            .capacity(
                                CapacityProps.builder()
                                    .operatingSystem(InstanceOs.BOTTLEROCKET)
                                    .instanceType(new InstanceType("g5g.xlarge"))
                                    .build()))))
        .contains("/aws/service/bottlerocket/aws-ecs-2-nvidia/arm64/latest/image_id");
  }

  @Test
  void amazonLinuxHasNoDriversForArm() {
    assertThatIllegalArgumentException()
        .isThrownBy(on("g5g.xlarge", 1)::build)
        .withMessageContaining(
            "capacity.instanceType: \"g5g.xlarge\" has GPUs for which Amazon Linux has no image"
                + " with drivers on arm64; set capacity.operatingSystem to BOTTLEROCKET, or"
                + " capacity.machineImage");
  }

  private static ThreeTierEcsAppProps.Builder on(String type, int gpus) {
    return Templates.props()
        .capacity(CapacityProps.builder().instanceType(new InstanceType(type)).build())
        .backend(
            Templates.backend()
                .sidecars(Map.of("model", sidecar().gpuCount(gpus).build()))
                .build());
  }

  private static String image(Anatomy app) {
    return app.parameterDefault(app.launchTemplate(), "LaunchTemplateData.ImageId");
  }

  private static void assertRefused(ThreeTierEcsAppProps.Builder props, String message) {
    assertThatIllegalArgumentException().isThrownBy(props::build).withMessage(message);
  }
}
