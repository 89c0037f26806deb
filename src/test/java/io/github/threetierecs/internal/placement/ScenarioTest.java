package io.github.threetierecs.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What has to find room when, in figures worked out by hand. */
class ScenarioTest {
  private static final Room TWO_TASKS = new Room(512, 1024, Room.ANY_NUMBER);
  private static final TaskSize SIZE = new TaskSize(256, 512, Set.of());
  private static final ServiceLoad ROLLING = new ServiceLoad(SIZE, 2, 4, 100, 150, false);
  private static final ServiceLoad BLUE_GREEN = new ServiceLoad(SIZE, 3, 3, 100, 100, true);
  private static final List<ServiceLoad> BOTH = List.of(ROLLING, BLUE_GREEN);

  @Test
  void normallyThereAreTheTasksThatNothingAskedToBeMore() {
    Scenario normal = Scenario.normal(BOTH, 2);

    assertThat(normal.tasks()).isEqualTo(5);
    assertThat(normal.enough(TWO_TASKS, 0)).hasValue(3);
    assertThat(normal.placed(TWO_TASKS, 2)).isEqualTo(4);
  }

  @Test
  void aRollingDeploymentStartsAsManyAsItsPercentageAllows() {
    Scenario deployed = Scenario.whileDeployed(BOTH, 2);

    // 4 and half of them, 3 twice.
    assertThat(deployed.tasks()).isEqualTo(6 + 6);
    assertThat(deployed.enough(TWO_TASKS, 0)).hasValue(6);
    assertThat(ROLLING.whileDeployedSlowly().tasks()).isEqualTo(5);
    assertThat(BLUE_GREEN.whileDeployedSlowly().tasks()).isEqualTo(6);
  }

  @Test
  void aRollingDeploymentThatMayStopATaskFirstNeedsNoRoom() {
    ServiceLoad stopsFirst = new ServiceLoad(SIZE, 2, 2, 50, 200, false);

    assertThat(stopsFirst.whileDeployedSlowly().tasks()).isEqualTo(2);
    assertThat(stopsFirst.whileDeployed().tasks()).isEqualTo(4);
  }

  @Test
  void theInstancesOfAZoneThatIsLostStillCount() {
    Scenario lost = Scenario.withoutAZone(BOTH, 2, 1);

    // 3 hold all, so that 2 are lost at most; 3 of 5 are left.
    assertThat(lost.enough(TWO_TASKS, 1)).hasValue(5);
    assertThat(lost.fits(TWO_TASKS, 4)).isFalse();
    assertThat(lost.left(TWO_TASKS, 1)).isZero();
    // With 6 at the least, 3 are lost.
    assertThat(Scenario.withoutAZone(BOTH, 2, 6).enough(TWO_TASKS, 1)).hasValue(6);
  }

  @Test
  void noNumberIsEnoughForTasksThatFitOnNoInstance() {
    Scenario large = Scenario.atMost(BOTH, 2);

    assertThat(large.enough(new Room(255, 1024, 9), 0)).isEmpty();
    assertThat(large.enough(new Room(256, 512, 1), 0)).hasValue(7);
  }

  @Test
  void ofSeveralTypesTheSmallestIsCertainAndTheLargestPossible() {
    InstanceKind small = new InstanceKind("a.small", 2, 4096, 3900, "amd64", 3, 0, 0);
    InstanceKind large = new InstanceKind("a.large", 4, 8192, 7700, "amd64", 4, 12, 2);
    TaskSize daemon = new TaskSize(128, 256, Set.of());
    InstanceRoom room = new InstanceRoom(List.of(large, small), true, false, daemon, 1);

    assertThat(room.surely()).isEqualTo(new Room(2048 - 128, 3900 - 256, 2 - 1, 0));
    assertThat(room.atMost()).isEqualTo(new Room(4096 - 128, 8064 - 256, 12 - 1, 2));
    assertThat(room.trunked().surely(large).tasks()).isEqualTo(12 - 1);
  }
}
