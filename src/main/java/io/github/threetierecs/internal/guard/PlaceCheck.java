package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.database.SecretRotation;
import io.github.threetierecs.internal.shared.Stacks;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackDeployment;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * What an application loses by the place that it is in, as far as only the synthesized templates
 * say so: who deploys it, and what has been given to its roles.
 */
public final class PlaceCheck {
  /**
   * What is lost.
   *
   * @param severity {@code info} if nothing is wrong
   * @param place the path of the application
   */
  record Finding(String rule, String severity, String description, String remedy, String place) {}

  private final Construct app;
  private final EcsEc2Capacity capacity;
  private final @Nullable SecretRotation rotation;

  PlaceCheck(Construct app, EcsEc2Capacity capacity, @Nullable SecretRotation rotation) {
    this.app = app;
    this.capacity = capacity;
    this.rotation = rotation;
  }

  /** Looks at a template in which a pipeline may be that deploys the application. */
  List<Finding> ofPipelines(StackTemplate template) {
    String file = Stacks.artifactOf(Stack.of(app)).getTemplateFile();
    return StackDeployment.in(template).stream()
        .filter(it -> it.deploys(file) && !it.givesParameters())
        .map(StackDeployment::pipeline)
        .distinct()
        .map(
            pipeline ->
                finding(
                    ReplacementGuard.RULE,
                    "info",
                    "the pipeline "
                        + pipeline
                        + " resets the parameters of the stack to their defaults, so nothing"
                        + " refuses a deployment that replaces the database or the VPC",
                    "set the stack policy of docs/upgrades.md"))
        .toList();
  }

  /** Whether a permissions boundary would be a loss that nobody has been told of. */
  boolean asksForBoundary() {
    boolean isHosted = rotation != null && rotation.own == null;
    return isHosted && app.getNode().tryGetContext(SecretRotation.BOUNDARY) == null;
  }

  /** Looks at the template of the application. */
  List<Finding> ofBoundary(StackTemplate template) {
    if (!hasBoundary(template)) {
      return List.of();
    }
    return List.of(
        finding(
            SecretRotation.BOUNDARY_RULE,
            "warning",
            SecretRotation.BOUNDARY_WORDS,
            SecretRotation.BOUNDARY_REMEDY));
  }

  private boolean hasBoundary(StackTemplate template) {
    Object role =
        Objects.requireNonNull(Stack.of(app).resolve(capacity.instanceRole.getRoleName()));
    return Reference.idOf(role)
        .flatMap(template::find)
        .map((Resource it) -> it.has("PermissionsBoundary"))
        .orElse(false);
  }

  private Finding finding(String rule, String severity, String words, String remedy) {
    String place = app.getNode().getPath();
    return new Finding(
        rule,
        severity,
        place + ": " + words,
        remedy
            + "; if you know: Validations.of(app).acknowledge(Acknowledgment.builder().id(\""
            + rule
            + "\").reason(\"...\").build());",
        place);
  }
}
