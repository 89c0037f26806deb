package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * Services that run the placeholder in place of the application: repositories whose tag is left out
 * stand for it until the first image is pushed.
 */
final class Placeholders {
  private static final String SERVICE = "AWS::ECS::Service";

  /** What it answers every request with, which is in its command. */
  private static final String ANSWER = "No image yet.";

  private Placeholders() {}

  static List<Effect> of(Differences differences) {
    return differences.after().resourcesOfType(SERVICE).stream()
        .filter(it -> differences.stays(it.logicalId()))
        .filter(it -> runsIt(it, differences.after()))
        .filter(it -> !runsIt(differences.before().resource(it.logicalId()), differences.before()))
        .map(it -> effect(it.logicalId()))
        .toList();
  }

  private static boolean runsIt(Resource service, StackTemplate template) {
    return service.property("TaskDefinition").flatMap(template::referent).stream()
        .flatMap(task -> task.elements("ContainerDefinitions").flatMap(it -> commandOf(task, it)))
        .anyMatch(it -> it.contains(ANSWER));
  }

  private static Stream<String> commandOf(Resource task, String container) {
    return task.list(container + ".Command").stream().map(Text::of);
  }

  private static Effect effect(String service) {
    return Effect.of(
        Kind.BESIDE,
        Verdict.OUTAGE,
        SERVICE,
        "",
        "the placeholder takes the place of the "
            + Names.ofService(service)
            + ", and answers every request with \"No image yet.\". Push its image first, and deploy"
            + " with the tag (docs/images.md)",
        service + ": TaskDefinition",
        "decision 87");
  }
}
