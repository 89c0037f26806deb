package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueAttributes;

/**
 * What is refused before its first resource is created leaves nothing behind: the call can be
 * corrected under the same id.
 */
class CorrectedAdditionsTest {
  private static final String ELSEWHERE = "arn:aws:%s:eu-west-1:111111111111:%s";
  private static final String THEIRS = "arn:aws:sqs:eu-central-1:123456789012:orders";

  private final Stack stack =
      new Stack(
          new App(),
          "Shop",
          StackProps.builder()
              .env(Environment.builder().account("111111111111").region("eu-central-1").build())
              .build());

  private final ThreeTierEcsApp app = Templates.appIn(stack, it -> it);

  private DeploymentProps withAnAlarmOfAnotherRegion() {
    return DeploymentProps.builder()
        .alarms(
            List.of(
                Alarm.fromAlarmArn(stack, "Alarm", ELSEWHERE.formatted("cloudwatch", "alarm:a"))))
        .build();
  }

  private static void refused(Runnable call, String words) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessageContaining(words);
  }

  @Test
  void anAddedBackendIsCorrectedAndItsPathsAreStillFree() {
    AddedBackendProps.Builder search =
        AddedBackendProps.builder().image(Options.IMAGE).pathPatterns(List.of("/search/*"));

    refused(
        () ->
            app.addBackend(
                "Search",
                search.build().toBuilder().deployment(withAnAlarmOfAnotherRegion()).build()),
        "added backend \"Search\".deployment.alarms: \"arn:aws:cloudwatch:eu-west-1:");

    assertThat(app.addBackend("Search", search.build()).getRule()).isNotNull();
  }

  @Test
  void aScheduledTaskIsCorrected() {
    ScheduledTaskProps.Builder nightly =
        ScheduledTaskProps.builder()
            .schedule(ScheduleExpression.rate(Duration.days(1)))
            .command(List.of("trim"));

    refused(
        () ->
            app.addScheduledTask(
                "Nightly",
                nightly.build().toBuilder()
                    .deadLetterQueue(
                        Queue.fromQueueArn(stack, "Letters", ELSEWHERE.formatted("sqs", "letters")))
                    .build()),
        "scheduled task \"Nightly\".deadLetterQueue: Shop/Letters is in eu-west-1");

    assertThat(app.addScheduledTask("Nightly", nightly.build()).getSchedule()).isNotNull();
  }

  /** Twenty of them would need more instances than there can be. */
  @Test
  void aWorkerThatIsRefusedIsNotCounted() {
    WorkerProps large =
        WorkerProps.builder()
            .image(Options.IMAGE)
            .memoryMiB(1_500)
            .queue(
                Queue.fromQueueAttributes(
                    stack, "Orders", QueueAttributes.builder().queueArn(THEIRS).build()))
            .autoScaling(AutoScalingProps.builder().minTasks(1).maxTasks(6).build())
            .build();

    for (int i = 0; i < 20; i++) {
      refused(
          () -> app.addWorker("Mailer", large.toBuilder().messagesPerTask(100).build()),
          "worker \"Mailer\".messagesPerTask: \"" + THEIRS + "\" is of account 123456789012");
    }

    assertThat(app.addWorker("Mailer", large).getService()).isNotNull();
  }
}
