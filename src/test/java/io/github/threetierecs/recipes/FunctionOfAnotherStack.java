package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;

final class FunctionOfAnotherStack {
  private FunctionOfAnotherStack() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    StackProps place =
        StackProps.builder()
            .env(Environment.builder().account("111111111111").region("eu-central-1").build())
            .build();
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            new Stack(cdk, "Shop", place),
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

    Stack reports = new Stack(cdk, "Reports", place);
    Function function =
        Function.Builder.create(reports, "Report")
            .runtime(Runtime.NODEJS_22_X)
            .handler("index.handler")
            .code(Code.fromInline("exports.handler = async () => {};"))
            .timeout(Duration.minutes(5))
            .vpc(app.getVpc())
            .vpcSubnets(
                SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
            // Host, port, user and password are in it, so that nothing of the database is exported.
            .environment(Map.of("DB_SECRET", app.getDatabaseSecret().getSecretArn()))
            .build();
    // From the function's side, so that the rule is in the function's stack.
    function.getConnections().allowToDefaultPort(app.getDatabase());
    app.getDatabaseSecret().grantRead(function);
    Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-ec2:ipv4IgnoreEgressRule");
    cdk.synth();
  }
}
