package io.github.threetierecs.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSizeTest {
  private static final TaskSize TASK = new TaskSize(256, 512, Set.of(8125), 1);

  @Test
  void aTaskFitsWhereAllIsExactlyEnough() {
    assertThat(TASK.fitsOn(new Room(256, 512, 1, 1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"255, 512, 1, 1", "256, 511, 1, 1", "256, 512, 0, 1", "256, 512, 1, 0"})
  void aTaskDoesNotFitWhereOneOfThemIsTooLittle(long cpu, long memory, int tasks, long gpus) {
    assertThat(TASK.fitsOn(new Room(cpu, memory, tasks, gpus))).isFalse();
  }

  @Test
  void anInstanceHasForTheNextTaskWhatTheOthersLeave() {
    Instance instance = new Instance(new Room(512, 1024, 3, 2));

    assertThat(instance.take(new TaskSize(256, 512, Set.of(), 1))).isTrue();
    assertThat(instance.take(new TaskSize(257, 0, Set.of()))).isFalse();
    assertThat(instance.take(new TaskSize(0, 513, Set.of()))).isFalse();
    assertThat(instance.take(new TaskSize(0, 0, Set.of(), 2))).isFalse();
    assertThat(instance.take(new TaskSize(256, 512, Set.of(), 1))).isTrue();
    assertThat(instance.take(new TaskSize(0, 0, Set.of()))).isTrue();
    assertThat(instance.take(new TaskSize(0, 0, Set.of()))).isFalse();
  }
}
