package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.UniqueName;
import java.util.List;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.CustomizedMetricSpecificationProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricDimensionProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricStatProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty;
import software.amazon.awscdk.services.applicationautoscaling.ScalableTarget;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.constructs.Construct;

/**
 * Keeps the number of messages that wait for each running task near a target, as AWS documents it
 * for queues: metric math divides the one by the other, and target tracking does the rest. The CDK
 * has no metric math for target tracking in every version that we support.
 */
final class QueueScaling {
  /** Without a running task there is no number of tasks, and all messages wait for the first. */
  private static final String WAITING_FOR_EACH =
      "IF(FILL(tasks, 0) > 0, messages / tasks, messages)";

  private QueueScaling() {}

  static void follow(
      Construct scope,
      ScalableTaskCount tasks,
      Values scaling,
      Number messagesPerTask,
      String queue,
      String cluster,
      String service) {
    ScalableTarget target = (ScalableTarget) tasks.getNode().findChild("Target");
    CfnScalingPolicy.Builder.create(scope, "QueueScaling")
        // A name is required.
        .policyName("Queue-" + UniqueName.placeOf(scope))
        .policyType("TargetTrackingScaling")
        .scalingTargetId(target.getScalableTargetId())
        .targetTrackingScalingPolicyConfiguration(
            TargetTrackingScalingPolicyConfigurationProperty.builder()
                .targetValue(messagesPerTask)
                .scaleInCooldown(
                    Problems.secondsOf(scaling.get(AutoScalingOptions.SCALE_IN_COOLDOWN)))
                .scaleOutCooldown(
                    Problems.secondsOf(scaling.get(AutoScalingOptions.SCALE_OUT_COOLDOWN)))
                .customizedMetricSpecification(
                    CustomizedMetricSpecificationProperty.builder()
                        .metrics(
                            List.of(
                                metric(
                                    "messages",
                                    "AWS/SQS",
                                    "ApproximateNumberOfMessagesVisible",
                                    List.of(dimension("QueueName", queue))),
                                metric(
                                    "tasks",
                                    "ECS/ContainerInsights",
                                    "RunningTaskCount",
                                    List.of(
                                        dimension("ClusterName", cluster),
                                        dimension("ServiceName", service))),
                                TargetTrackingMetricDataQueryProperty.builder()
                                    .id("waiting")
                                    .label("Messages that wait for each task")
                                    .expression(WAITING_FOR_EACH)
                                    .returnData(true)
                                    .build()))
                        .build())
                .build())
        .build();
  }

  private static TargetTrackingMetricDataQueryProperty metric(
      String id,
      String namespace,
      String name,
      List<TargetTrackingMetricDimensionProperty> dimensions) {
    return TargetTrackingMetricDataQueryProperty.builder()
        .id(id)
        .metricStat(
            TargetTrackingMetricStatProperty.builder()
                .metric(
                    TargetTrackingMetricProperty.builder()
                        .namespace(namespace)
                        .metricName(name)
                        .dimensions(dimensions)
                        .build())
                .stat("Average")
                .build())
        .returnData(false)
        .build();
  }

  private static TargetTrackingMetricDimensionProperty dimension(String name, String value) {
    return TargetTrackingMetricDimensionProperty.builder().name(name).value(value).build();
  }
}
