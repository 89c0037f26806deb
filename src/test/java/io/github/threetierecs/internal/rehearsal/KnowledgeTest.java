package io.github.threetierecs.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeTest {
  private static final String GROUP = "AWS::RDS::DBParameterGroup";

  /** Of what is kept, what every template writes; OffIsWrittenTest holds each option to it. */
  private static final List<List<String>> WRITTEN =
      List.of(
          List.of("AWS::ECS::Service", "DeploymentConfiguration.Strategy"),
          List.of("AWS::ECS::Service", "DeploymentConfiguration.Alarms"),
          List.of("AWS::ECS::Service", "EnableExecuteCommand"),
          List.of("AWS::RDS::DBInstance", "DBParameterGroupName"),
          List.of("AWS::RDS::DBInstance", "Iops"));

  private static final List<String> CONDITIONS =
      List.of("-", "changed", "lowered", "major", "to 0", "to or from 0");

  @Test
  void eachFactHasASource() {
    assertThat(Knowledge.all()).isNotEmpty().allMatch(it -> it.source().length() > 5);
  }

  @Test
  void eachConditionAndEachUpdateReads() {
    assertThat(Knowledge.all())
        .allSatisfy(
            it -> {
              assertThat(
                      CONDITIONS.contains(it.onlyIf())
                          || it.onlyIf().matches("[\\w.]+=\\w+|id has \\w+"))
                  .as(it.toString())
                  .isTrue();
              if (it.trait() == Trait.UPDATE) {
                assertThat(it.value())
                    .matches(
                        "in place|later tasks|(tasks|instances|outage) \\d+-\\d+|unknown: .+"
                            + "|maybe (degraded|outage)( \\d+-\\d+)?: .+"
                            + "|is (degraded|outage|no-way-back): .+");
              }
              if (it.trait() == Trait.LEFT_OUT) {
                assertThat(it.value()).matches("gone|kept: [^:]+: .+");
              }
              if (it.trait() == Trait.ROLLBACK) {
                assertThat(it.value()).matches("(kept|stuck): .+");
              }
              if (it.trait() == Trait.GONE || it.trait() == Trait.REMOVED) {
                assertThat(Verdict.of(it.word())).as(it.toString()).isPresent();
              }
            });
  }

  @Test
  void whatIsKeptSaysWhyItIsNotWrittenOrIsWritten() {
    assertThat(Knowledge.all())
        .filteredOn(it -> it.isKept() && !WRITTEN.contains(List.of(it.type(), it.property())))
        .allSatisfy(
            it ->
                assertThat(Knowledge.of(it.type(), Trait.NOT_WRITTEN))
                    .as(it.toString())
                    .anyMatch(why -> why.property().equals(it.property())));
  }

  @Test
  void theSameIsSaidOnce() {
    assertThat(Knowledge.all())
        .extracting(it -> List.of(it.type(), it.property(), it.trait(), it.onlyIf()))
        .doesNotHaveDuplicates();
  }

  /** Each of those in the table. */
  @Test
  void parametersThatApplyAtOnceAreSafe() {
    assertThat(Knowledge.of(GROUP, Trait.UPDATE).filter(it -> it.value().equals("in place")))
        .isNotEmpty()
        .filteredOn(it -> it.property().startsWith("Parameters."))
        .allSatisfy(
            it ->
                assertThat(parameter(it.property().substring("Parameters.".length())).verdict())
                    .isEqualTo(Verdict.SAFE));
  }

  @Test
  void anyOtherParameterIsNotKnown() {
    assertThat(parameter("innodb_page_size").lines())
        .containsExactly(
            "not known: a static parameter restarts the database, one to five minutes; look at its"
                + " ApplyType (Group: Parameters.innodb_page_size 1 → 2)");
    assertThat(parameter("lower_case_table_names").verdict()).isEqualTo(Verdict.FAILS);
  }

  private static Rehearsed parameter(String name) {
    return Templates.rehearse(
        Map.of("Group", Templates.resource(GROUP, Map.of("Parameters", Map.of(name, "1")))),
        Map.of("Group", Templates.resource(GROUP, Map.of("Parameters", Map.of(name, "2")))));
  }
}
