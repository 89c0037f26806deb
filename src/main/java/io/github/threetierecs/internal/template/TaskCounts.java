package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.template.Addition.Kind;
import java.util.List;
import java.util.stream.Stream;

/** Whether something scales a tier whose number of tasks the template sets (aws-cdk#3919). */
final class TaskCounts {

  private final StackTemplate template;
  private final List<Tier> tiers;

  TaskCounts(StackTemplate template, List<Tier> tiers) {
    this.template = template;
    this.tiers = tiers;
  }

  Stream<Addition> wrong() {
    return tiers.stream()
        .filter(it -> template.resource(it.service()).has("DesiredCount"))
        .flatMap(this::scalersOf);
  }

  private Stream<Addition> scalersOf(Tier tier) {
    String count = template.resource(tier.service()).text("DesiredCount").orElse("");
    return template.resourcesOfType("AWS::ApplicationAutoScaling::ScalableTarget").stream()
        // Only ResourceId is searched: what a resource depends on is not what it scales.
        .filter(
            it ->
                it.property("ResourceId")
                    .map(Reference::idsIn)
                    .filter(ids -> ids.contains(tier.service()))
                    .isPresent())
        .map(
            it ->
                new Addition(
                    Kind.TASK_COUNT,
                    it.logicalId(),
                    "%s scales the %s's tasks, whose number each deployment of the service resets to %s"
                        .formatted(it, tier.name(), count)));
  }
}
