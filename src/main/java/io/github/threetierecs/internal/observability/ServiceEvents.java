package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.ConsoleWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** Sends what ECS reports of services, and somebody should know, to a topic. */
final class ServiceEvents {
  /**
   * Events that no metric shows: a deployment that failed, and tasks that repeatedly fail to start.
   */
  private static final List<String> SERVICE_EVENTS =
      List.of("SERVICE_DEPLOYMENT_FAILED", "SERVICE_TASK_START_IMPAIRED");

  /**
   * How many services one pattern can name, however long their names and that of the cluster are:
   * EventBridge accepts 2 048 characters.
   */
  private static final int MOST_SERVICES = 3;

  private final Construct scope;
  private final ITopic topic;
  private final ConsoleWords words;

  /** The services of the last rule. */
  private final List<Ec2Service> services = new ArrayList<>();

  private @Nullable CfnRule last;
  private int rules;

  ServiceEvents(Construct scope, ITopic topic, ConsoleWords words) {
    this.scope = scope;
    this.topic = topic;
    this.words = words;
  }

  /** {@return the rule that tells of further services from now on} */
  CfnRule tellOf(List<Ec2Service> further) {
    CfnRule rule = last;
    if (services.size() + further.size() > MOST_SERVICES) {
      services.clear();
      rule = null;
    }
    services.addAll(further);
    if (rule == null) {
      rules++;
      rule = rule("ServiceEvents" + (rules == 1 ? "" : rules));
    } else {
      rule.setEventPattern(pattern());
    }
    last = rule;
    return rule;
  }

  private CfnRule rule(String id) {
    return CfnRule.Builder.create(scope, id)
        .description(words.describe("Failed deployments and tasks that do not start"))
        .eventPattern(pattern())
        .targets(
            TopicTarget.of(
                topic,
                Ordered.map(
                    "event", "$.detail.eventName",
                    "reason", "$.detail.reason",
                    "service", "$.resources[0]"),
                "<event> of <service>. <reason> Read the service's events, and why its last tasks"
                    + " stopped."))
        .build();
  }

  private Map<String, Object> pattern() {
    return Ordered.map(
        "source",
        List.of("aws.ecs"),
        "detail-type",
        List.of("ECS Deployment State Change", "ECS Service Action"),
        "resources",
        services.stream().map(Ec2Service::getServiceArn).toList(),
        "detail",
        Map.of("eventName", SERVICE_EVENTS));
  }
}
