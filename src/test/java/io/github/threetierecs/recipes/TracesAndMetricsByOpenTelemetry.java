package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

final class TracesAndMetricsByOpenTelemetry {
  private static final String CONFIGURATION =
      """
      extensions:
        health_check:
      receivers:
        otlp:
          protocols:
            grpc:
              endpoint: localhost:4317
            http:
              endpoint: localhost:4318
      processors:
        memory_limiter:
          check_interval: 1s
          limit_mib: 100
        resourcedetection:
          detectors: [env, ecs]
        batch:
      exporters:
        awsxray:
        awsemf:
          namespace: Shop
          log_group_name: %s
          dimension_rollup_option: NoDimensionRollup
      service:
        extensions: [health_check]
        pipelines:
          traces:
            receivers: [otlp]
            processors: [memory_limiter, resourcedetection, batch]
            exporters: [awsxray]
          metrics:
            receivers: [otlp]
            processors: [memory_limiter, resourcedetection, batch]
            exporters: [awsemf]
      """;

  private TracesAndMetricsByOpenTelemetry() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Shop");
    LogGroup metrics =
        LogGroup.Builder.create(stack, "Metrics")
            .retention(RetentionDays.ONE_WEEK)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Map<String, ContainerDefinitionOptions> collector =
        Map.of(
            "collector",
            ContainerDefinitionOptions.builder()
                .image(
                    ContainerImage.fromRegistry(
                        "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"))
                .environment(
                    Map.of(
                        "AOT_CONFIG_CONTENT", CONFIGURATION.formatted(metrics.getLogGroupName())))
                .memoryLimitMiB(128)
                .cpu(64)
                .readonlyRootFilesystem(true)
                // Without it requests are served all the same.
                .essential(false)
                .healthCheck(HealthCheck.builder().command(List.of("CMD", "/healthcheck")).build())
                .build());
    // Otherwise a task would lose what it sends while the collector starts.
    Map<String, ContainerDependencyCondition> collectorFirst =
        Map.of("collector", ContainerDependencyCondition.HEALTHY);

    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            ThreeTierEcsAppProps.builder()
                .frontend(
                    FrontendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                        .environment(telemetryOf("frontend"))
                        .sidecars(collector)
                        .startAfter(collectorFirst)
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                        .environment(telemetryOf("backend"))
                        .sidecars(collector)
                        .startAfter(collectorFirst)
                        .build())
                .build());
    for (Ec2Service service : List.of(app.getFrontendService(), app.getBackendService())) {
      metrics.grant(
          service.getTaskDefinition().getTaskRole(),
          "logs:CreateLogStream",
          "logs:DescribeLogStreams",
          "logs:PutLogEvents");
      service
          .getTaskDefinition()
          .addToTaskRolePolicy(
              PolicyStatement.Builder.create()
                  .actions(List.of("xray:PutTraceSegments"))
                  // AWS X-Ray knows no resources for it.
                  .resources(List.of("*"))
                  .build());
    }
    cdk.synth();
  }

  private static Map<String, String> telemetryOf(String tier) {
    return Map.of(
        "OTEL_SERVICE_NAME",
        "shop-" + tier,
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://localhost:4318",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "http/protobuf",
        "OTEL_PROPAGATORS",
        "xray,tracecontext");
  }
}
