package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Resource;
import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.sqs.Queue;

/** What a worker has that no tier has. None is there unless it is added. */
final class WorkerTable {
  private static final String UNSET = "not set";
  private static final Anatomy CHOSEN = Templates.in(WorkerTable::everythingChosen);

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              effect("worker.command", "bin/mail", "Command.0"),
              effect("worker.healthCheck", "bin/healthy", "HealthCheck.Command.1"),
              effect("worker.stopTimeout", "90", "StopTimeout"),
              variable("worker.database", "DB_HOST"),
              variable("worker.callsBackend", "BACKEND_URL"),
              variable("worker.queue", "QUEUE_URL"),
              new Effect("worker.messagesPerTask", UNSET, UNSET, "50", () -> CHOSEN, WorkerTable::target)),
          List.of(
              arguments("worker.command", List.of(), "[] starts nothing; leave the option out to use that of the image"),
              arguments("worker.command", Arrays.asList("serve", null), "[serve, null] has a null in it; leave the word out"),
              arguments("worker.healthCheck", HealthCheck.builder().command(List.of("CMD", "x")).retries(11).build(), ".retries: 11 is not a whole number from 1 to 10; set 3"),
              arguments("worker.stopTimeout", Duration.seconds(1), "1 is not a whole number from 2 to 2 147 483 647 seconds; set one such as Duration.seconds(60)"),
              arguments("worker.messagesPerTask", 0, "0 is not a whole number from 1 to 1 000 000 messages; set how many may wait for one task, such as 100")),
          List.of("worker.database", "worker.callsBackend", "worker.queue"));
  // spotless:on

  private WorkerTable() {}

  private static Effect effect(String option, String chosen, String path) {
    return new Effect(
        option,
        UNSET,
        UNSET,
        chosen,
        () -> CHOSEN,
        app ->
            tasks(app).stream()
                .flatMap(it -> it.text("ContainerDefinitions.0." + path).stream())
                .findFirst()
                .orElse(UNSET));
  }

  /** The variable is there. */
  private static Effect variable(String option, String name) {
    return new Effect(
        option,
        UNSET,
        UNSET,
        name,
        () -> CHOSEN,
        app ->
            tasks(app).stream()
                .filter(it -> it.properties().toString().contains(name))
                .map(it -> name)
                .findFirst()
                .orElse(UNSET));
  }

  private static List<Resource> tasks(Anatomy app) {
    return app.template.resourcesOfType("AWS::ECS::TaskDefinition").stream()
        .filter(it -> it.logicalId().startsWith("AppWorkers"))
        .toList();
  }

  private static String target(Anatomy app) {
    return app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalingPolicy").stream()
        .filter(it -> it.logicalId().contains("QueueScaling"))
        .flatMap(it -> it.text("TargetTrackingScalingPolicyConfiguration.TargetValue").stream())
        .findFirst()
        .orElse(UNSET);
  }

  private static void everythingChosen(Stack stack) {
    new ThreeTierEcsApp(stack, "App", Templates.props().build())
        .addWorker(
            "Mailer",
            WorkerProps.builder()
                .image(Options.IMAGE)
                .command(List.of("bin/mail"))
                .healthCheck(HealthCheck.builder().command(List.of("CMD", "bin/healthy")).build())
                .stopTimeout(Duration.seconds(90))
                .database(true)
                .callsBackend(true)
                .queue(new Queue(stack, "Queue"))
                .autoScaling(AutoScalingProps.builder().maxTasks(3).build())
                .messagesPerTask(50)
                .build());
  }
}
