package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What keeps an application safe, and what watches it. */
final class OperationsCosts {

  private static final String CONTAINER_INSIGHTS = "Container Insights";

  private OperationsCosts() {}

  static Map<String, Rule> rules(StackTemplate template) {
    Set<String> atDeployment = calledAtDeployment(template);
    Set<String> deadLetters = deadLetterQueues(template);
    return Ordered.mapOfEntries(
        Map.entry("AWS::KMS::Key", OperationsCosts::key),
        Map.entry(
            "AWS::SecretsManager::Secret",
            (resource, bill) -> bill.monthly(resource, "secrets", "secret", Amount.ONE)),
        Map.entry(
            "AWS::SecretsManager::RotationSchedule",
            (resource, bill) ->
                bill.missing(
                    resource,
                    "rotation of a secret",
                    "a function runs for seconds at each rotation, and nobody has counted it")),
        Map.entry("AWS::Logs::LogGroup", OperationsCosts::logs),
        Map.entry("AWS::CloudWatch::Alarm", OperationsCosts::alarm),
        Map.entry(
            "AWS::CloudWatch::CompositeAlarm",
            (resource, bill) ->
                bill.monthly(resource, "composite alarms", "alarm-composite", Amount.ONE)),
        Map.entry(
            "AWS::CloudWatch::Dashboard",
            (resource, bill) -> bill.monthly(resource, "dashboards", "dashboard", Amount.ONE)),
        Map.entry("AWS::ECS::Cluster", OperationsCosts::cluster),
        Map.entry(
            "AWS::S3::Bucket",
            (resource, bill) -> bill.used(resource, "storage in S3", "s3-stored", "s3")),
        Map.entry(
            "AWS::ECR::Repository",
            (resource, bill) -> bill.used(resource, "images in ECR", "ecr-stored", "images")),
        Map.entry(
            "AWS::SNS::Topic",
            (resource, bill) -> bill.used(resource, "notifications", "sns-email", "email")),
        Map.entry("AWS::SQS::Queue", (resource, bill) -> queue(resource, deadLetters, bill)),
        Map.entry(
            "AWS::Lambda::Function", (resource, bill) -> function(resource, atDeployment, bill)));
  }

  /** Queues for what could not be delivered, or started. */
  private static Set<String> deadLetterQueues(StackTemplate template) {
    return template.resources().stream()
        .flatMap(
            it ->
                Stream.of("Target.DeadLetterConfig.Arn", "RedrivePolicy.deadLetterTargetArn")
                    .flatMap(path -> it.property(path).stream()))
        .flatMap(it -> Reference.idsIn(it).stream())
        .collect(Ordered.toSet());
  }

  private static void queue(Resource queue, Set<String> deadLetters, Bill bill) {
    if (deadLetters.contains(queue.logicalId())) {
      bill.free(queue, "a dead-letter queue gets messages only when something fails");
    } else {
      bill.used(queue, "messages in SQS", "sqs-request", "messages");
    }
  }

  /** Each of the first two rotations costs as much as the key itself from then on. */
  private static void key(Resource resource, Bill bill) {
    Amount versions =
        resource.isTrue("EnableKeyRotation")
            ? new Amount(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.valueOf(3))
            : Amount.ONE;
    bill.monthly(resource, "KMS keys", "kms-key", versions);
  }

  private static void logs(Resource resource, Bill bill) {
    bill.used(resource, "logs written", "logs-ingested", "logs");
    bill.used(resource, "logs kept", "logs-stored", "logs-stored");
  }

  /** An alarm is paid for each metric that it reads. */
  private static void alarm(Resource resource, Bill bill) {
    long metrics =
        IntStream.range(0, resource.list("Metrics").size())
            .filter(i -> resource.has("Metrics." + i + ".MetricStat"))
            .count();
    boolean isFast =
        Numbers.at(resource, "Period").filter(it -> it.intValueExact() < 60).isPresent();
    bill.monthly(
        resource,
        isFast ? "alarms of high resolution" : "alarms",
        isFast ? "alarm-high-resolution" : "alarm",
        Amount.of(Math.max(1, metrics)));
  }

  private static void cluster(Resource resource, Bill bill) {
    String insights =
        IntStream.range(0, resource.list("ClusterSettings").size())
            .mapToObj(i -> "ClusterSettings." + i)
            .filter(
                it -> resource.text(it + ".Name").filter("containerInsights"::equals).isPresent())
            .flatMap(it -> resource.text(it + ".Value").stream())
            .findFirst()
            .orElse("unset");
    switch (insights) {
      case "enhanced" ->
          bill.used(
              resource, CONTAINER_INSIGHTS, "container-insights-enhanced", "container-insights");
      case "enabled" ->
          bill.used(resource, CONTAINER_INSIGHTS, "metric", "container-insights-standard");
      case "disabled" -> bill.free(resource, "a cluster is free; Container Insights is off");
      default ->
          bill.missing(
              resource,
              CONTAINER_INSIGHTS,
              "the template does not say whether it is on: the account's setting decides");
    }
  }

  private static void function(Resource resource, Set<String> atDeployment, Bill bill) {
    if (atDeployment.contains(resource.logicalId())) {
      bill.free(resource, "it runs for seconds when the stack is deployed");
      return;
    }
    boolean isArm = resource.text("Architectures").filter(it -> it.contains("arm64")).isPresent();
    bill.used(resource, "calls of functions", "lambda-request", "lambda-requests");
    bill.used(
        resource,
        "run time of functions",
        isArm ? "lambda-duration-arm" : "lambda-duration",
        "lambda-duration");
  }

  private static Set<String> calledAtDeployment(StackTemplate template) {
    return template.resources().stream()
        .flatMap(it -> it.property("ServiceToken").stream())
        .flatMap(it -> Reference.idsIn(it).stream())
        .collect(Ordered.toSet());
  }
}
