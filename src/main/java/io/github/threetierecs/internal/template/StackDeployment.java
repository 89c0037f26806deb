package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action of a pipeline in AWS CodePipeline that deploys a template, as that of CDK Pipelines.
 *
 * @param pipeline the logical id of the pipeline
 * @param templatePath the file that it deploys, as {@code Artifact::directory/file}
 * @param givesParameters whether it may give the stack's parameters other values than their
 *     defaults
 */
public record StackDeployment(String pipeline, String templatePath, boolean givesParameters) {

  /**
   * Finds all actions of a template's pipelines that deploy a template.
   *
   * @param template the template
   * @return the actions, in order
   */
  public static List<StackDeployment> in(StackTemplate template) {
    return template.resourcesOfType("AWS::CodePipeline::Pipeline").stream()
        .flatMap(
            pipeline ->
                pipeline.list("Stages").stream()
                    .flatMap(stage -> members(stage, "Actions").stream())
                    .filter(action -> map(map(action).get("Configuration")).containsKey(PATH))
                    .map(action -> of(pipeline, map(map(action).get("Configuration")))))
        .toList();
  }

  private static final String PATH = "TemplatePath";

  private static StackDeployment of(Resource pipeline, Map<?, ?> configuration) {
    return new StackDeployment(
        pipeline.logicalId(),
        String.valueOf(configuration.get(PATH)),
        configuration.containsKey("ParameterOverrides")
            || configuration.containsKey("TemplateConfiguration"));
  }

  /**
   * Whether it deploys a file.
   *
   * @param file the name of the file
   * @return whether the path ends in it
   */
  public boolean deploys(String file) {
    return templatePath.endsWith("/" + file) || templatePath.endsWith("::" + file);
  }

  private static List<?> members(Object value, String name) {
    return map(value).get(name) instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
