package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** What {@code README.md} shows and no example has. */
final class ReadmeSnippets extends Stack {
  ReadmeSnippets(Construct scope, String id) {
    super(scope, id);
    ContainerImage frontendImage = ContainerImage.fromRegistry("shop/frontend");
    ContainerImage backendImage = ContainerImage.fromRegistry("shop/backend");
    PolicyStatement mayWriteOrders =
        PolicyStatement.Builder.create()
            .actions(List.of("s3:PutObject"))
            .resources(List.of("arn:aws:s3:::orders/*"))
            .build();

    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            this,
            "App",
            ThreeTierEcsAppProps.builder()
                .profile(Profile.DEVELOPMENT)
                .capacity(CapacityProps.builder().maxInstances(6).build())
                .frontend(FrontendProps.builder().image(frontendImage).build())
                .backend(
                    BackendProps.builder()
                        .image(backendImage)
                        .healthCheckPath("/health")
                        .environment(Map.of("LOG_LEVEL", "info"))
                        .build())
                .database(DatabaseProps.builder().databaseName("shop").build())
                .build());

    app.getBackendService().getTaskDefinition().addToTaskRolePolicy(mayWriteOrders);

    new ThreeTierEcsApp(
        this,
        "Unprotected",
        ThreeTierEcsAppProps.builder()
            .frontend(
                FrontendProps.builder()
                    .image(frontendImage)
                    .loadBalancerDeletionProtection(false)
                    .build())
            .backend(
                BackendProps.builder()
                    .image(backendImage)
                    .loadBalancerDeletionProtection(false)
                    .build())
            .database(DatabaseProps.builder().deletionProtection(false).build())
            .build());
  }
}
