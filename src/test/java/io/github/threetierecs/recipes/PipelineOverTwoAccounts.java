package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageProps;
import software.amazon.awscdk.pipelines.AddStageOpts;
import software.amazon.awscdk.pipelines.CodeBuildOptions;
import software.amazon.awscdk.pipelines.CodePipeline;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.pipelines.ConnectionSourceOptions;
import software.amazon.awscdk.pipelines.ManualApprovalStep;
import software.amazon.awscdk.pipelines.ShellStep;
import software.amazon.awscdk.pipelines.StackSteps;
import software.amazon.awscdk.services.codebuild.BuildSpec;
import software.amazon.awscdk.services.codepipeline.PipelineType;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

final class PipelineOverTwoAccounts {
  private PipelineOverTwoAccounts() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack =
        new Stack(cdk, "ShopPipeline", StackProps.builder().env(in("111111111111")).build());
    CodePipeline pipeline =
        CodePipeline.Builder.create(stack, "Pipeline")
            .pipelineType(PipelineType.V2)
            .crossAccountKeys(true)
            .enableKeyRotation(true)
            .cliVersion("2.1148.1")
            .codeBuildDefaults(CodeBuildOptions.builder().partialBuildSpec(javaAndNode()).build())
            .synth(
                ShellStep.Builder.create("Synth")
                    .input(
                        CodePipelineSource.connection(
                            "example/shop",
                            "main",
                            ConnectionSourceOptions.builder()
                                .connectionArn(
                                    "arn:aws:codeconnections:eu-central-1:111111111111:connection/12345678-1234-1234-1234-123456789012")
                                .build()))
                    .commands(List.of("npx aws-cdk@2.1148.1 synth --quiet"))
                    .primaryOutputDirectory("cdk.out")
                    .build())
            .build();
    Stage staging = stage(stack, "Staging", "111111111111");
    shop(staging);
    pipeline.addStage(staging);

    Stage production = stage(stack, "Production", "123456789012");
    StackSteps readTheChangeSet =
        StackSteps.builder()
            .stack(shop(production))
            .changeSet(
                List.of(
                    ManualApprovalStep.Builder.create("ReadTheChangeSet")
                        .comment("Staging works, and the change set replaces nothing")
                        .build()))
            .build();
    pipeline.addStage(
        production, AddStageOpts.builder().stackSteps(List.of(readTheChangeSet)).build());
    cdk.synth();
  }

  private static Stack shop(Stage stage) {
    Stack stack = new Stack(stage, "Shop");
    new ThreeTierEcsApp(
        stack,
        "App",
        ThreeTierEcsAppProps.builder()
            .frontend(
                FrontendProps.builder()
                    .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                    .build())
            .backend(
                BackendProps.builder()
                    .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                    .build())
            .build());
    return stack;
  }

  private static Stage stage(Construct scope, String name, String account) {
    return new Stage(scope, name, StageProps.builder().env(in(account)).build());
  }

  /** Sorted: in another order it would be another pipeline, which would then change itself. */
  private static BuildSpec javaAndNode() {
    Map<String, Object> versions = new TreeMap<>(Map.of("java", "corretto17", "nodejs", "22"));
    return BuildSpec.fromObject(
        Map.of("phases", Map.of("install", Map.of("runtime-versions", versions))));
  }

  private static Environment in(String account) {
    return Environment.builder().account(account).region("eu-central-1").build();
  }
}
