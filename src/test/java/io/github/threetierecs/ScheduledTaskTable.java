package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.Queue;

/** What a scheduled task has that no tier has. None is there unless it is added. */
final class ScheduledTaskTable {
  private static final String UNSET = "not set";
  private static final Anatomy CHOSEN = Templates.in(ScheduledTaskTable::everythingChosen);

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              ofSchedule("scheduledTask.schedule", "rate(1 day)", "ScheduleExpression"),
              ofSchedule("scheduledTask.enabled", "DISABLED", "State"),
              ofSchedule("scheduledTask.flexibleTimeWindow", "15", "FlexibleTimeWindow.MaximumWindowInMinutes"),
              ofSchedule("scheduledTask.retryAttempts", "3", "Target.RetryPolicy.MaximumRetryAttempts"),
              ofSchedule("scheduledTask.maximumEventAge", "7200", "Target.RetryPolicy.MaximumEventAgeInSeconds"),
              ofSchedule("scheduledTask.deadLetterQueue", "arn:aws:sqs:eu-central-1:111111111111:letters", "Target.DeadLetterConfig.Arn"),
              effect("scheduledTask.command", "trim", it -> ofContainer(it, "Command.0")),
              effect("scheduledTask.stopTimeout", "90", it -> ofContainer(it, "StopTimeout")),
              effect("scheduledTask.database", "no DB_HOST", it -> variable(it, "DB_HOST")),
              effect("scheduledTask.callsBackend", "BACKEND_URL", it -> variable(it, "BACKEND_URL"))),
          List.of(
              arguments("scheduledTask.schedule", ScheduleExpression.expression("every night"), "\"every night\" is not an expression of EventBridge Scheduler; write one such as \"cron(0 3 * * ? *)\", \"rate(1 hour)\" or \"at(2027-01-31T03:00:00)\""),
              arguments("scheduledTask.command", List.of(), "[] starts nothing; leave the option out to use that of the image"),
              arguments("scheduledTask.command", Arrays.asList("trim", null), "[trim, null] has a null in it; leave the word out"),
              arguments("scheduledTask.stopTimeout", Duration.seconds(1), "1 is not a whole number from 2 to 2 147 483 647 seconds; set one such as Duration.seconds(60)"),
              arguments("scheduledTask.flexibleTimeWindow", Duration.minutes(1_441), "1441 is not a whole number from 1 to 1 440 minutes; set one such as Duration.minutes(15), or leave it out"),
              arguments("scheduledTask.retryAttempts", 186, "186 is not a whole number from 0 to 185; set how often EventBridge Scheduler tries again"),
              arguments("scheduledTask.maximumEventAge", Duration.seconds(59), "0.9833333333333333 is not a whole number from 1 to 1 440 minutes; set how late a run may begin, such as Duration.hours(1)"),
              arguments("scheduledTask.deadLetterQueue", Queue.fromQueueArn(new Stack(), "Letters", "arn:aws:sqs:eu-central-1:111111111111:letters.fifo"), "Default/Letters is a FIFO queue, which EventBridge Scheduler does not support as a dead-letter queue; use a standard queue")),
          List.of("scheduledTask.database", "scheduledTask.callsBackend", "scheduledTask.enabled"));
  // spotless:on

  private ScheduledTaskTable() {}

  private static Effect effect(String option, String chosen, Function<Anatomy, String> effect) {
    return new Effect(option, UNSET, UNSET, chosen, () -> CHOSEN, effect);
  }

  private static Effect ofSchedule(String option, String chosen, String path) {
    return effect(
        option,
        chosen,
        app ->
            app.template.resourcesOfType("AWS::Scheduler::Schedule").stream()
                .flatMap(it -> it.text(path).stream())
                .findFirst()
                .orElse(UNSET));
  }

  private static String ofContainer(Anatomy app, String path) {
    return tasks(app).stream()
        .flatMap(it -> it.text("ContainerDefinitions.0." + path).stream())
        .findFirst()
        .orElse(UNSET);
  }

  private static String variable(Anatomy app, String name) {
    return tasks(app).stream()
        .map(it -> it.properties().toString().contains(name) ? name : "no " + name)
        .findFirst()
        .orElse(UNSET);
  }

  private static List<Resource> tasks(Anatomy app) {
    return app.template.resourcesOfType("AWS::ECS::TaskDefinition").stream()
        .filter(it -> it.logicalId().startsWith("AppScheduledTasks"))
        .toList();
  }

  private static void everythingChosen(Stack stack) {
    new ThreeTierEcsApp(stack, "App", Templates.props().build())
        .addScheduledTask(
            "Nightly",
            ScheduledTaskProps.builder()
                .schedule(ScheduleExpression.expression("rate(1 day)"))
                .command(List.of("trim"))
                .stopTimeout(Duration.seconds(90))
                .database(false)
                .callsBackend(true)
                .enabled(false)
                .flexibleTimeWindow(Duration.minutes(15))
                .retryAttempts(3)
                .maximumEventAge(Duration.hours(2))
                .deadLetterQueue(
                    Queue.fromQueueArn(
                        stack, "Letters", "arn:aws:sqs:eu-central-1:111111111111:letters"))
                .build());
  }
}
