package io.github.threetierecs.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.AcceptedFinding;
import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Planner;
import io.github.threetierecs.internal.blueprint.Plans;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a page says of a delete, and of what is accepted. */
class AfterDeleteSectionTest {
  private static final Assembly ASSEMBLY =
      new Assembly(Plans.templatesOf("production"), Map.of(), new TreeMap<>());
  private static final Plan PRODUCTION = Planner.plan(ASSEMBLY);

  @Test
  void whatStopsTheDeleteComesBeforeItAndWhatStaysBehind() {
    assertThat(AfterDeleteSection.of(PRODUCTION, ASSEMBLY, new PartLinks(PRODUCTION)))
        .containsSubsequence(
            "<section id=\"after-delete\"",
            "stack_Shop=$(aws cloudformation describe-stacks --stack-name Shop ",
            "What stops the delete",
            "aws elbv2 modify-load-balancer-attributes ",
            "aws cloudformation delete-stack --stack-name &quot;$stack_Shop&quot;",
            "What stays",
            "aws rds delete-db-snapshot --db-snapshot-identifier &lt;snapshot&gt;",
            "aws kms schedule-key-deletion ");
  }

  @Test
  void everyResourceIsInTheSum() {
    assertThat(AfterDeleteSection.of(PRODUCTION, ASSEMBLY, new PartLinks(PRODUCTION)))
        .contains("<p>Of " + PRODUCTION.template().resources().size() + " resources ");
  }

  @Test
  void aFindingIsARowByItsReason() {
    assertThat(
            AcceptedSection.of(
                List.of(new AcceptedFinding("a < b", List.of("R1", "R2"), List.of("Shop/App")))))
        .contains("a &lt; b", "<code>R1</code>", "<code>R2</code>", "<code>Shop/App</code>");
    assertThat(AcceptedSection.of(List.of())).contains("has no finding");
  }
}
