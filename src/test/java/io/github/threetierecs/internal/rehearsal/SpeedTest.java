package io.github.threetierecs.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.template.JoinedStacks;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rehearsal is done while somebody waits for it, also if it has a hundred rollbacks. */
class SpeedTest {
  private static final List<String> CHANGED =
      List.of("AWS::EC2::SecurityGroup", "AWS::ECS::TaskDefinition", "AWS::IAM::Policy");

  /** Of processor time. With seven jobs for each processor, 1,200 of them were measured. */
  private static final long MOST_MILLISECONDS = 5_000;

  @Test
  void aLargeChangeOfProductionIsRehearsedInSeconds() {
    StackTemplate before = JoinedStacks.of(Plans.templatesOf("production"), Map.of(), Map.of());
    StackTemplate after =
        StackTemplate.with(before.resources().stream().map(SpeedTest::changed).toList());
    Rehearsed.of(before, after, List.of());

    long start = milliseconds();
    Rehearsed rehearsed = Rehearsed.of(before, after, List.of());
    long took = milliseconds() - start;

    assertThat(rehearsed.steps()).hasSizeGreaterThan(40);
    assertThat(took).as("milliseconds of processor time").isLessThan(MOST_MILLISECONDS);
  }

  private static Resource changed(Resource resource) {
    if (!CHANGED.contains(resource.type())) {
      return resource;
    }
    Map<String, Object> properties = new HashMap<>(resource.properties());
    properties.put("GroupDescription", "another");
    properties.put("Family", "another");
    properties.put("PolicyName", "another");
    return new Resource(
        resource.logicalId(),
        resource.type(),
        Map.of("Type", resource.type(), "Properties", properties));
  }

  private static long milliseconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }
}
