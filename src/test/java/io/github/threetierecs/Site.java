package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awscdk.App;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CliCredentialsStackSynthesizer;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.IStackSynthesizer;
import software.amazon.awscdk.LegacyStackSynthesizer;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.pipelines.CodePipeline;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.pipelines.ConnectionSourceOptions;
import software.amazon.awscdk.pipelines.ShellStep;
import software.amazon.awscdk.services.codepipeline.PipelineType;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.servicecatalog.ProductStack;
import software.amazon.awscdk.services.servicecatalog.ProductStackProps;
import software.constructs.Construct;

/**
 * Where users place the construct, and what a synthesis there has to say. A new place is a row.
 * Each begins with the row of the table in docs/resources.md that is about it.
 */
enum Site {
  ACCOUNT_AND_REGION("A stack", app -> stack(app, "Shop", "eu-central-1")),
  REGION_ONLY("A stack", app -> stack(app, Environment.builder().region("eu-west-1").build())),
  UNKNOWN_REGION("A stack", app -> stack(app, "Shop", "eu-new-9")),
  ODD_NAME("A stack", app -> Stack.Builder.create(app, "Größe & Maß/日本").stackName("S").build()),
  PROTECTED(
      "A stack", app -> Stack.Builder.create(app, "Shop").terminationProtection(true).build()),
  STACK_IN_A_STACK("A stack", app -> stack(new Stack(app, "Outer"), "Shop", "eu-central-1")),
  DEEP_IN_A_STACK("A stack", app -> deepIn(new Stack(app, "Shop"))),

  STAGE("`Stage`", app -> new Stack(Stage.Builder.create(app, "Prod").build(), "Shop")),
  STAGE_IN_A_STAGE(
      "`Stage`",
      app ->
          stack(
              Stage.Builder.create(Stage.Builder.create(app, "All").build(), "Prod").build(),
              "Shop",
              "eu-central-1")),

  PIPELINE(
      "CDK Pipelines",
      app ->
          stack(Stage.Builder.create(pipelineStack(app), "Prod").build(), "Shop", "eu-central-1")) {
    @Override
    void complete(Construct scope) {
      Stage stage = (Stage) scope.getNode().getScope();
      pipelineIn((Stack) stage.getNode().getScope()).addStage(stage);
    }
  },

  NESTED("`NestedStack`", app -> new NestedStack(new Stack(app, "Shop"), "Nested")),
  NESTED_TWICE(
      "`NestedStack`",
      app -> new NestedStack(new NestedStack(stack(app, "Shop", "eu-west-1"), "Outer"), "Inner")),
  NESTED_IN_A_STAGE(
      "`NestedStack`",
      app ->
          new NestedStack(new Stack(Stage.Builder.create(app, "Prod").build(), "Shop"), "Nested")),

  BOOTSTRAPLESS("Without bootstrap", app -> stack(app, new BootstraplessSynthesizer())),
  LEGACY("Without bootstrap", app -> stack(app, new LegacyStackSynthesizer())),
  CLI_CREDENTIALS("Without bootstrap", app -> stack(app, new CliCredentialsStackSynthesizer())),
  QUALIFIER(
      "Without bootstrap",
      app -> stack(app, DefaultStackSynthesizer.Builder.create().qualifier("team").build())),

  PRODUCT("Service Catalog", app -> new ProductStack(new Stack(app, "Catalog"), "Shop")),
  PRODUCT_WITH_ASSETS(
      "Service Catalog",
      app -> {
        Stack catalog = stack(app, "Catalog", "eu-central-1");
        return new ProductStack(
            catalog,
            "Shop",
            ProductStackProps.builder()
                .assetBucket(Bucket.fromBucketName(catalog, "Assets", "shop-assets"))
                .build());
      }),

  PERMISSIONS_BOUNDARY(
      "Permissions boundary",
      app -> {
        Stack stack = new Stack(app, "Shop");
        PermissionsBoundary.of(app)
            .apply(ManagedPolicy.fromManagedPolicyName(stack, "Boundary", "developers"));
        return stack;
      }),

  BOUNDARY_OF_A_STACK(
      "Permissions boundary",
      app ->
          Stack.Builder.create(app, "Shop")
              .permissionsBoundary(
                  software.amazon.awscdk.PermissionsBoundary.fromName("developers"))
              .build()),
  BOUNDARY_IN_CONTEXT(
      "Permissions boundary",
      app -> {
        app.getNode().setContext("@aws-cdk/core:permissionsBoundary", Map.of("name", "developers"));
        return new Stack(app, "Shop");
      }),

  CHINA("China, GovCloud", app -> stack(app, "Shop", "cn-north-1")),
  GOV_CLOUD("China, GovCloud", app -> stack(app, "Shop", "us-gov-west-1")),
  ISOLATED_REGION("China, GovCloud", app -> stack(app, "Shop", "us-iso-east-1"));

  /** Those that have no room for the code of a Lambda function. */
  static final Set<Site> WITHOUT_ASSETS = Set.of(BOOTSTRAPLESS, PRODUCT);

  private static final int DEPTH = 20;

  /** The row of the table. */
  final String row;

  @SuppressWarnings("ImmutableEnumChecker") // constructors alone
  private final Function<App, Construct> scope;

  Site(String row, Function<App, Construct> scope) {
    this.row = row;
    this.scope = scope;
  }

  /** Where the construct is to be placed. */
  Construct scopeIn(App app) {
    return scope.apply(app);
  }

  /** What users do with the place once it is filled. */
  void complete(Construct scope) {}

  private static Stack stack(Construct scope, String id, String region) {
    return Stack.Builder.create(scope, id)
        .env(Environment.builder().account("111111111111").region(region).build())
        .build();
  }

  private static Stack pipelineStack(App app) {
    return Stack.Builder.create(app, "Pipeline")
        .env(Environment.builder().account("123456789012").region("eu-west-1").build())
        .build();
  }

  private static Stack stack(App app, Environment environment) {
    return Stack.Builder.create(app, "Shop").env(environment).build();
  }

  private static Stack stack(App app, IStackSynthesizer synthesizer) {
    return Stack.Builder.create(app, "Shop").synthesizer(synthesizer).build();
  }

  private static Construct deepIn(Construct scope) {
    Construct deep = scope;
    for (int level = 1; level <= DEPTH; level++) {
      deep = new Construct(deep, "The construct whose nesting has reached level " + level);
    }
    return deep;
  }

  private static CodePipeline pipelineIn(Stack stack) {
    return CodePipeline.Builder.create(stack, "Pipeline")
        .crossAccountKeys(true)
        .pipelineType(PipelineType.V2)
        .synth(
            ShellStep.Builder.create("Synth")
                .input(
                    CodePipelineSource.connection(
                        "example/shop",
                        "main",
                        ConnectionSourceOptions.builder()
                            .connectionArn(
                                "arn:aws:codeconnections:eu-west-1:123456789012:connection/1")
                            .build()))
                .commands(List.of("npx cdk synth"))
                .build())
        .build();
  }
}
