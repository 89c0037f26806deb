package io.github.threetierecs.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceCatalogueTest {
  @Test
  void aTypeHasWhatEc2States() {
    assertThat(InstanceCatalogue.find("m6i.large"))
        .contains(new InstanceKind("m6i.large", 2, 8192, 7636, "amd64"));
    assertThat(InstanceCatalogue.find("t4g.medium").orElseThrow().architecture())
        .isEqualTo("arm64");
  }

  @Test
  void whatIsUnknownIsNotFound() {
    assertThat(InstanceCatalogue.find("m99.large")).isEmpty();
  }

  @Test
  void whatInstancesWereSeenToRegisterIsBetweenTheTwoFigures() {
    Map.of("m6i.large", 7783, "r6id.xlarge", 31517, "r6id.4xlarge", 126722)
        .forEach(
            (name, seen) -> {
              InstanceKind kind = InstanceCatalogue.find(name).orElseThrow();
              assertThat((long) seen).as(name).isBetween(kind.registeredMiB(), kind.mostMiB());
            });
  }

  @Test
  void theSmallestOfAFamilyHasRoom() {
    assertThat(InstanceCatalogue.smallest("t3", 256, 3000).orElseThrow().name())
        .isEqualTo("t3.medium");
    assertThat(InstanceCatalogue.smallest("t3", 256, 1_000_000)).isEmpty();
  }
}
