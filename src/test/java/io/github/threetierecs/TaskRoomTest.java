package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.ec2.InstanceType;

/** A task that fits no instance is refused before it is deployed (aws-cdk#2520). */
class TaskRoomTest {
  @Test
  void aTaskWithMoreMemoryThanAnInstanceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> app("t3.small", 256, 8192).build())
        .withMessage(
            "backend.memoryMiB: 8192 does not fit on capacity.instanceType t3.small, which offers"
                + " about 1 861 MiB to tasks; use an instance type such as t3.xlarge, or set at"
                + " most 1861");
  }

  @Test
  void aTaskWithMoreCpuThanAnInstanceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> app("m6i.large", 4096, 512).build())
        .withMessage(
            "backend.cpu: 4096 does not fit on capacity.instanceType m6i.large, which has 2048;"
                + " use an instance type such as m6i.xlarge, or set at most 2048");
  }

  @Test
  void aTypeThatIsNotKnownIsLetThrough() {
    assertThatCode(() -> app("m99.large", 4096, 65536).build()).doesNotThrowAnyException();
  }

  private static ThreeTierEcsAppProps.Builder app(String type, int cpu, int memoryMiB) {
    return Templates.props()
        .capacity(CapacityProps.builder().instanceType(new InstanceType(type)).build())
        .backend(BackendProps.builder().image(Options.IMAGE).cpu(cpu).memoryMiB(memoryMiB).build());
  }
}
