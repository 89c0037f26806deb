package io.github.threetierecs.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceCatalogueTest {
  @Test
  void aTypeHasWhatEc2States() {
    assertThat(InstanceCatalogue.find("m6i.large"))
        .contains(new InstanceKind("m6i.large", 2, 8192, 7636, "amd64", 3, 10, 0));
    assertThat(InstanceCatalogue.find("t4g.medium"))
        .contains(new InstanceKind("t4g.medium", 2, 4096, 3786, "arm64", 3, 0, 0));
  }

  /** From the tables of the Amazon ECS Developer Guide, of which no two rows are alike. */
  @ParameterizedTest
  @CsvSource({
    "m7g.medium, 1, 4",
    "c5.large, 2, 10",
    "m6i.large, 2, 10",
    "x2iedn.xlarge, 3, 13",
    "i4i.xlarge, 3, 8",
    "g5.2xlarge, 3, 19",
    "m6i.xlarge, 3, 20",
    "x2iezn.2xlarge, 3, 64",
    "c7g.2xlarge, 3, 40",
    "r7g.4xlarge, 7, 60",
    "c6a.8xlarge, 7, 90",
    "r6i.12xlarge, 7, 120",
    "g5.48xlarge, 6, 120",
    "m5.16xlarge, 14, 120"
  })
  void tasksWithTheirOwnInterfaceAreThoseThatEcsDocuments(String name, int own, int trunked) {
    InstanceKind kind = InstanceCatalogue.find(name).orElseThrow();

    assertThat(kind.tasks(false)).as("without trunking").isEqualTo(own);
    assertThat(kind.tasks(true)).as("with trunking").isEqualTo(trunked);
  }

  /** Burstable ones; a family and a type that the guide names; a type whose limit is below none. */
  @ParameterizedTest
  @CsvSource({"t3.medium, 2", "t3a.small, 1", "c5n.large, 2", "c5a.8xlarge, 7", "i4i.large, 2"})
  void trunkingChangesNothingWhereThereIsNone(String name, int tasks) {
    InstanceKind kind = InstanceCatalogue.find(name).orElseThrow();

    assertThat(List.of(kind.branchInterfaces(), kind.tasks(false), kind.tasks(true)))
        .containsExactly(0, tasks, tasks);
  }

  @ParameterizedTest
  @CsvSource({"m4.large", "c4.large", "r4.large", "t1.micro", "a1.large", "d2.xlarge"})
  void previousGenerationsAreNotKnown(String name) {
    assertThat(InstanceCatalogue.find(name)).isEmpty();
  }

  @Test
  void whatIsUnknownIsNotFound() {
    assertThat(InstanceCatalogue.find("m99.large")).isEmpty();
  }

  @Test
  void everyTypeIsPlausible() {
    assertThat(names()).hasSizeGreaterThan(1000).doesNotHaveDuplicates();
    assertThat(names())
        .allSatisfy(
            name -> {
              InstanceKind kind = InstanceCatalogue.find(name).orElseThrow();
              assertThat(kind.vcpu()).isBetween(1, 2000);
              assertThat(kind.memoryMiB()).isBetween(512L, 40L * 1024 * 1024);
              assertThat(kind.memoryMiB() / kind.vcpu()).as("MiB per vCPU").isBetween(256L, 40000L);
              assertThat(kind.registeredMiB()).isEqualTo(kind.memoryMiB() * 94 / 100 - 64);
              assertThat(kind.registeredMiB()).isPositive().isLessThan(kind.mostMiB());
              assertThat(kind.interfaces()).isBetween(2, 24);
              assertThat(kind.branchInterfaces()).isBetween(0, 120);
              assertThat(kind.tasks(true)).isGreaterThanOrEqualTo(kind.tasks(false));
              assertThat(kind.architecture())
                  .isEqualTo(kind.family().matches("[a-z]+\\d+g.*") ? "arm64" : "amd64");
            });
  }

  @Test
  void largerSizesOfAFamilyOfferNoLess() {
    for (String family : List.of("t3", "t4g", "m6i", "m7g", "c7g", "r7g", "m7i", "m8g")) {
      List<InstanceKind> kinds =
          names().stream()
              .map(name -> InstanceCatalogue.find(name).orElseThrow())
              .filter(kind -> kind.family().equals(family))
              .toList();
      for (int i = 1; i < kinds.size(); i++) {
        InstanceKind smaller = kinds.get(i - 1);
        InstanceKind larger = kinds.get(i);
        assertThat(larger.vcpu()).as(larger.name()).isGreaterThanOrEqualTo(smaller.vcpu());
        assertThat(larger.memoryMiB())
            .as(larger.name())
            .isGreaterThanOrEqualTo(smaller.memoryMiB());
        assertThat(larger.tasks(false))
            .as(larger.name())
            .isGreaterThanOrEqualTo(smaller.tasks(false));
        assertThat(larger.tasks(true))
            .as(larger.name())
            .isGreaterThanOrEqualTo(smaller.tasks(true));
      }
    }
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
  void theTypesOfAFamilyDifferInSize() {
    assertThat(InstanceCatalogue.family("t3"))
        .extracting(InstanceKind::name)
        .containsExactly(
            "t3.nano", "t3.micro", "t3.small", "t3.medium", "t3.large", "t3.xlarge", "t3.2xlarge");
  }

  @ParameterizedTest
  @CsvSource({
    "1, amd64, g4dn.xlarge",
    "2, amd64, g4dn.12xlarge",
    "5, amd64, g4dn.metal",
    "1, arm64, g5g.xlarge",
    "2, arm64, g5g.16xlarge"
  })
  void theSmallestTypeWithEnoughGpusIsFound(long gpus, String architecture, String name) {
    assertThat(InstanceCatalogue.withGpus(gpus, architecture))
        .map(InstanceKind::name)
        .contains(name);
  }

  @Test
  void noTypeHasMoreGpusThanThereAre() {
    assertThat(InstanceCatalogue.withGpus(100, "amd64")).isEmpty();
    assertThat(InstanceCatalogue.withGpus(3, "arm64")).isEmpty();
  }

  @Test
  void aVirtualCpuHas1024Units() {
    assertThat(InstanceCatalogue.find("m6i.large").orElseThrow().cpuUnits()).isEqualTo(2048);
  }

  @Test
  void theKernelKeepsA64thOfTheMemory() {
    assertThat(InstanceCatalogue.find("m6i.large").orElseThrow().mostMiB()).isEqualTo(8064);
  }

  /** In the order of the file: by family, and from the smallest size to the largest. */
  private static List<String> names() {
    try (InputStream in =
        Objects.requireNonNull(InstanceKind.class.getResourceAsStream("instance-types.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf('\t')))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
