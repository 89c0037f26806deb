package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackDeploymentTest {
  private static final String PATH = "Synth::assembly-Prod/ProdShop.template.json";

  @Test
  void anActionThatDeploysATemplateIsFound() {
    assertThat(StackDeployment.in(pipeline(Map.of("TemplatePath", PATH))))
        .containsExactly(new StackDeployment("Pipeline", PATH, false));
  }

  @Test
  void anActionThatGivesParametersSaysSo() {
    assertThat(
            StackDeployment.in(
                pipeline(Map.of("TemplatePath", PATH, "ParameterOverrides", "{\"A\":\"b\"}"))))
        .allMatch(StackDeployment::givesParameters);
    assertThat(
            StackDeployment.in(
                pipeline(Map.of("TemplatePath", PATH, "TemplateConfiguration", "Synth::c.json"))))
        .allMatch(StackDeployment::givesParameters);
  }

  @Test
  void whatExecutesAChangeSetDeploysNoTemplate() {
    assertThat(StackDeployment.in(pipeline(Map.of("ActionMode", "CHANGE_SET_EXECUTE")))).isEmpty();
  }

  @Test
  void itDeploysTheFileOfThatNameAndNoOther() {
    StackDeployment nested = new StackDeployment("Pipeline", PATH, false);

    assertThat(nested.deploys("ProdShop.template.json")).isTrue();
    assertThat(nested.deploys("Shop.template.json")).isFalse();
    assertThat(
            new StackDeployment("Pipeline", "Build::Shop.template.json", false)
                .deploys("Shop.template.json"))
        .isTrue();
  }

  private static StackTemplate pipeline(Map<String, Object> configuration) {
    return StackTemplate.of(
        Map.of(
            "Resources",
            Map.of(
                "Pipeline",
                Map.of(
                    "Type",
                    "AWS::CodePipeline::Pipeline",
                    "Properties",
                    Map.of(
                        "Stages",
                        List.of(
                            Map.of("Name", "Source"),
                            Map.of(
                                "Actions",
                                List.of(
                                    Map.of("Name", "Approve"),
                                    Map.of("Configuration", configuration)))))))));
  }
}
