package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What has a name of its own cannot be replaced side by side: the new one collides. */
@EveryConfiguration
class PhysicalNamesTest {
  private final Anatomy app;

  PhysicalNamesTest(Configuration configuration) {
    app = Templates.of(configuration);
  }

  @Test
  @Answers({Complaint.SERVICE_REPLACED_BY_ITS_CAPACITY, Complaint.TARGET_GROUP_IN_USE})
  void nothingIsNamed() {
    assertThat(PhysicalNames.in(app)).as("resources with a name of their own").isEmpty();
  }
}
