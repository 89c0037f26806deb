package io.github.threetierecs.recipes;

import io.github.threetierecs.AutoScalingProps;
import io.github.threetierecs.BackendProps;
import io.github.threetierecs.CapacityProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ObservabilityProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import io.github.threetierecs.WorkerProps;
import io.github.threetierecs.WorkerResources;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;

final class JobsByAQueue {
  private JobsByAQueue() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Shop");
    Bucket uploads =
        Bucket.Builder.create(stack, "Uploads")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .versioned(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Queue failed =
        Queue.Builder.create(stack, "FailedJobs")
            .enforceSsl(true)
            .retentionPeriod(Duration.days(14))
            .build();
    Queue jobs =
        Queue.Builder.create(stack, "Jobs")
            .enforceSsl(true)
            // Longer than one job takes, and than a task may go on with it while it is stopped.
            .visibilityTimeout(Duration.minutes(5))
            .deadLetterQueue(DeadLetterQueue.builder().queue(failed).maxReceiveCount(3).build())
            .build();

    ContainerImage backendImage = ContainerImage.fromRegistry("example.com/shop/backend:1");
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            ThreeTierEcsAppProps.builder()
                // Two of m6i.large have room for four tasks, and the worker's come on top.
                .capacity(CapacityProps.builder().minInstances(3).build())
                .frontend(
                    FrontendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(backendImage)
                        .environment(
                            Map.of("JOBS", jobs.getQueueUrl(), "UPLOADS", uploads.getBucketName()))
                        .build())
                .observability(
                    ObservabilityProps.builder().emails(List.of("operations@example.com")).build())
                .build());
    uploads.grantPut(app.getBackend().getTaskDefinition().getTaskRole());
    jobs.grantSendMessages(app.getBackend().getTaskDefinition().getTaskRole());

    WorkerResources thumbnails =
        app.addWorker(
            "Thumbnails",
            WorkerProps.builder()
                .image(backendImage)
                .command(List.of("bin/thumbnails"))
                .environment(Map.of("UPLOADS", uploads.getBucketName()))
                .queue(jobs)
                .stopTimeout(Duration.minutes(2))
                .autoScaling(AutoScalingProps.builder().maxTasks(4).build())
                .messagesPerTask(100)
                .build());
    uploads.grantReadWrite(thumbnails.getTaskRole());
    failed
        .metricApproximateNumberOfMessagesVisible()
        .createAlarm(
            stack,
            "JobFailed",
            CreateAlarmOptions.builder()
                .alarmDescription("A job has failed three times: its message is in FailedJobs")
                .threshold(1)
                .evaluationPeriods(1)
                .build())
        .addAlarmAction(new SnsAction(app.getOperations().getAlarmTopic()));
    cdk.synth();
  }
}
