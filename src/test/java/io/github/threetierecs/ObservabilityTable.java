package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.sns.Topic;

/** Who is told of what. */
final class ObservabilityTable {
  private static final String UNSET = "not set";
  private static final String TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:pager";

  private static final Anatomy CHOSEN = Templates.in(ObservabilityTable::everythingChosen);

  private static final Stack STACK = new Stack();
  private static final CfnParameter NUMBER =
      CfnParameter.Builder.create(STACK, "Number").type("Number").build();

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("observability", "0", "0", "20", () -> CHOSEN, ObservabilityTable::alarms),
              new Effect("observability.topic", UNSET, UNSET, TOPIC_ARN, () -> CHOSEN, ObservabilityTable::topic),
              new Effect("observability.emails", "", "", "ops@example.com, sre@example.com", () -> CHOSEN, ObservabilityTable::emails),
              new Effect("observability.errorRatePercent", UNSET, UNSET, "0.5", () -> CHOSEN, app -> threshold(app, "AppObservabilityFrontendErrors")),
              new Effect("observability.latencyThreshold", UNSET, UNSET, "0.25", () -> CHOSEN, app -> threshold(app, "AppObservabilityBackendLatency")),
              new Effect("observability.cpuPercent", UNSET, UNSET, "70", () -> CHOSEN, app -> threshold(app, "AppObservabilityDatabaseCpu")),
              new Effect("observability.memoryPercent", UNSET, UNSET, "75", () -> CHOSEN, app -> threshold(app, "AppObservabilityFrontendMemory")),
              new Effect("observability.databaseConnections", UNSET, UNSET, "100", () -> CHOSEN, app -> threshold(app, "AppObservabilityDatabaseConnections")),
              new Effect("observability.freeStorageGiB", UNSET, UNSET, "12", () -> CHOSEN, app -> threshold(app, "AppObservabilityDatabaseStorage"))),
          List.of(
              arguments("observability.topic", Topic.fromTopicArn(STACK, "Fifo", TOPIC_ARN + ".fifo"), "\"" + TOPIC_ARN + ".fifo\" is a FIFO topic, which event subscriptions of Amazon RDS do not support; pass a standard topic"),
              arguments("observability.emails", List.of("operations"), "\"operations\" cannot be read as an address; write one as name@example.com"),
              arguments("observability.emails", List.of("a b@example.com"), "\"a b@example.com\" cannot be read as an address; write one as name@example.com"),
              arguments("observability.emails", List.of("ops@example.com", "ops@example.com"), "\"ops@example.com\" is in the list twice; keep one of the two"),
              arguments("observability.emails", Arrays.asList((String) null), "null is not an address; leave it out"),
              arguments("observability.errorRatePercent", 0, "0 is not a number above 0 and at most 100 percent; set 1 for one in a hundred"),
              arguments("observability.errorRatePercent", 100.5, "100.5 is not a number above 0 and at most 100 percent; set 1 for one in a hundred"),
              arguments("observability.latencyThreshold", Duration.seconds(0), "0 is not a number above 0 and at most 4 000 seconds; set Duration.seconds(2)"),
              arguments("observability.latencyThreshold", Duration.hours(2), "7200 is not a number above 0 and at most 4 000 seconds; set Duration.seconds(2)"),
              arguments("observability.latencyThreshold", Duration.minutes(NUMBER.getValueAsNumber()), "a token cannot be converted to seconds; write Duration.seconds(…) around it"),
              arguments("observability.cpuPercent", 0, "0 is not a whole number from 1 to 100 percent; set 80"),
              arguments("observability.memoryPercent", 101, "101 is not a whole number from 1 to 100 percent; set 90"),
              arguments("observability.databaseConnections", 0, "0 is not a whole number from 1 to 100 000 connections; set less than the max_connections of the database"),
              arguments("observability.freeStorageGiB", -1, "-1 is not a whole number from 1 to 65 536 GiB; set a twentieth of database.allocatedStorage")),
          List.of("observability"));
  // spotless:on

  private ObservabilityTable() {}

  private static void everythingChosen(Stack stack) {
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .observability(
                ObservabilityProps.builder()
                    .topic(Topic.fromTopicArn(stack, "Pager", TOPIC_ARN))
                    .emails(List.of("ops@example.com", "sre@example.com"))
                    .errorRatePercent(0.5)
                    .latencyThreshold(Duration.millis(250))
                    .cpuPercent(70)
                    .memoryPercent(75)
                    .databaseConnections(100)
                    .freeStorageGiB(12)
                    .build())
            .database(DatabaseProps.builder().instanceType(new InstanceType("x2g.large")).build())
            .build());
  }

  private static String alarms(Anatomy app) {
    return String.valueOf(app.template.resourcesOfType("AWS::CloudWatch::Alarm").size());
  }

  private static String topic(Anatomy app) {
    return app.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
        .flatMap(alarm -> alarm.list("AlarmActions").stream())
        .map(Text::of)
        .distinct()
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(", "), it -> it.isEmpty() ? UNSET : it));
  }

  private static String emails(Anatomy app) {
    return app.template.resourcesOfType("AWS::SNS::Subscription").stream()
        .filter(it -> it.text("Protocol").filter("email"::equals).isPresent())
        .map(it -> it.text("Endpoint").orElse(UNSET))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String threshold(Anatomy app, String alarm) {
    return app.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
        .filter(it -> it.logicalId().startsWith(alarm))
        .map(ObservabilityTable::thresholdOf)
        .findFirst()
        .orElse(UNSET);
  }

  private static String thresholdOf(Resource alarm) {
    return alarm.text("Threshold").orElse(UNSET);
  }
}
