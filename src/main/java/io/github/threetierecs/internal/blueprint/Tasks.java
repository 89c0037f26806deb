package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What runs in the tasks of services and jobs. */
final class Tasks {

  /** An environment variable, or a secret that the container gets as one. */
  record Variable(String container, String name, Object value, boolean secret) {}

  private static final List<String> DEFINITIONS =
      List.of(
          "TaskDefinition",
          "Target.EcsParameters.TaskDefinitionArn",
          "Targets.0.EcsParameters.TaskDefinitionArn");

  private final StackTemplate template;

  Tasks(StackTemplate template) {
    this.template = template;
  }

  /** The task definition of a service or of a schedule; that itself if it is one. */
  Optional<Resource> definitionOf(Resource runner) {
    return runner.type().equals("AWS::ECS::TaskDefinition")
        ? Optional.of(runner)
        : DEFINITIONS.stream()
            .flatMap(path -> runner.property(path).stream())
            .flatMap(value -> template.referent(value).stream())
            .findFirst();
  }

  /** The paths of its containers, such as {@code ContainerDefinitions.0}. */
  static List<String> containersOf(Resource definition) {
    return definition.elements("ContainerDefinitions").toList();
  }

  /** The variables of all containers of what a service or a schedule runs. */
  List<Variable> variablesOf(Resource runner) {
    return definitionOf(runner).stream()
        .flatMap(
            definition ->
                containersOf(definition).stream()
                    .flatMap(
                        container ->
                            Stream.concat(
                                variables(definition, container, "Environment", "Value", false),
                                variables(definition, container, "Secrets", "ValueFrom", true))))
        .toList();
  }

  private static Stream<Variable> variables(
      Resource definition, String container, String list, String value, boolean secret) {
    String name = definition.text(container + ".Name").orElse("");
    return definition
        .elements(container + "." + list)
        .flatMap(
            path ->
                definition.property(path + "." + value).stream()
                    .map(
                        it ->
                            new Variable(
                                name, definition.text(path + ".Name").orElse(""), it, secret)));
  }
}
