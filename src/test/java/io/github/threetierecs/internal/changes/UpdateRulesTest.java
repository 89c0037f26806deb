package io.github.threetierecs.internal.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UpdateRulesTest {
  private static final List<List<String>> ROWS =
      OwnFiles.table(UpdateRules.class, "replacement.tsv");

  @Test
  void eachPropertyHasOneRow() {
    assertThat(ROWS.stream().map(it -> it.get(0) + " " + it.get(1))).doesNotHaveDuplicates();
    assertThat(ROWS.stream().map(it -> it.get(0) + " " + it.get(1))).isSorted();
    assertThat(ROWS).allMatch(it -> it.size() == 5).allMatch(it -> !it.contains(""));
  }

  @Test
  void aTypeWithoutSuchPropertiesHasOneRowAndNoOther() {
    assertThat(ROWS)
        .filteredOn(it -> it.get(1).equals("-"))
        .allSatisfy(
            it -> {
              assertThat(it.get(2)).isEqualTo("none");
              assertThat(ROWS).filteredOn(row -> row.get(0).equals(it.get(0))).hasSize(1);
            });
  }

  @Test
  void whatHoldsDataIsKnown() {
    assertThat(StatefulTypes.all()).isSorted().allMatch(UpdateRules::knows);
    assertThat(new TreeSet<>(StatefulTypes.all()))
        .contains("AWS::RDS::DBInstance", "AWS::S3::Bucket", "AWS::KMS::Key");
  }

  @Test
  void whatIsNotListedIsNotKnown() {
    assertThat(UpdateRules.knows("AWS::Braket::QuantumTask")).isFalse();
    assertThat(UpdateRules.of("AWS::Braket::QuantumTask")).isEmpty();
    assertThat(UpdateRules.knows("Custom::Anything")).isTrue();
  }

  @Test
  void aConditionIsAskedOfBothSides() {
    UpdateRule rule =
        UpdateRules.of("AWS::RDS::DBInstance").stream()
            .filter(it -> it.property().equals("StorageType"))
            .findFirst()
            .orElseThrow();

    assertThat(rule.holds(database("gp3"), database("io2"))).isFalse();
    assertThat(rule.holds(database("standard"), database("gp3"))).isTrue();
    assertThat(rule.holds(database("gp3"), database("standard"))).isTrue();
  }

  private static Resource database(String storage) {
    return new Resource(
        "Database",
        "AWS::RDS::DBInstance",
        Map.of("Type", "AWS::RDS::DBInstance", "Properties", Map.of("StorageType", storage)));
  }
}
