package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.template.Addition.Kind;
import java.util.Map;
import java.util.stream.Stream;

/** Whether something scales a service whose number of tasks the template sets (aws-cdk#3919). */
final class TaskCounts {

  private final StackTemplate template;
  private final Map<String, String> counted;

  TaskCounts(StackTemplate template, Map<String, String> counted) {
    this.template = template;
    this.counted = counted;
  }

  Stream<Addition> wrong() {
    return counted.keySet().stream()
        .filter(it -> template.find(it).filter(of -> of.has("DesiredCount")).isPresent())
        .flatMap(this::scalersOf);
  }

  private Stream<Addition> scalersOf(String service) {
    String count = template.resource(service).text("DesiredCount").orElse("");
    return template.resourcesOfType("AWS::ApplicationAutoScaling::ScalableTarget").stream()
        // Only ResourceId is searched: what a resource depends on is not what it scales.
        .filter(
            it ->
                it.property("ResourceId")
                    .map(Reference::idsIn)
                    .filter(ids -> ids.contains(service))
                    .isPresent())
        .map(
            it ->
                new Addition(
                    Kind.TASK_COUNT,
                    it.logicalId(),
                    "%s scales %s tasks, whose number each deployment of the service resets to %s"
                        .formatted(it, counted.get(service), count)));
  }
}
