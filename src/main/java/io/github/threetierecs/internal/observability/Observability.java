package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.ObservabilityOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.FrontendTier;
import io.github.threetierecs.internal.service.Platform;
import io.github.threetierecs.internal.shared.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.MetricsCollectionProperty;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.rds.CfnEventSubscription;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.rds.ParameterGroupInstanceBindOptions;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.SubscriptionProtocol;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * What tells people: alarms as {@link AlarmRule} has them, what ECS and RDS report themselves, a
 * topic that all of it goes to, and a dashboard.
 */
public final class Observability extends Construct {
  private static final List<String> DATABASE_EVENTS =
      List.of(
          "configuration change", "failover", "failure", "low storage", "maintenance", "recovery");

  /** The event categories that RDS also has for clusters. */
  private static final List<String> CLUSTER_EVENTS =
      List.of("configuration change", "failover", "failure", "maintenance");

  /** All event categories that RDS has for parameter groups. */
  private static final List<String> PARAMETER_EVENTS = List.of("configuration change");

  private static final ParameterGroupInstanceBindOptions AS_IT_IS =
      ParameterGroupInstanceBindOptions.builder().build();

  public final ITopic topic;
  public final Map<String, Alarm> alarms = new LinkedHashMap<>();
  public final Dashboard dashboard;
  public final CfnRule serviceEvents;

  final ServiceEvents events;
  final AlarmRaiser raiser;
  public final CfnEventSubscription databaseEvents;

  public Observability(
      Construct scope,
      Values app,
      Platform platform,
      MySqlDataTier data,
      BackendTier backend,
      FrontendTier frontend) {
    super(scope, "Observability");
    Values options = app.get(AppOptions.OBSERVABILITY);
    EcsEc2Capacity capacity = platform.capacity();
    ITopic existing = options.find(ObservabilityOptions.TOPIC);
    topic = existing != null ? existing : topicOfItsOwn(platform.keys());
    subscribe(options.get(ObservabilityOptions.EMAILS));

    report(capacity.autoScalingGroup);
    List<MonitoredResource> parts = MonitoredResources.of(app, capacity, data, backend, frontend);
    Map<Limit, Number> limits = Limit.of(options, app.get(AppOptions.DATABASE));
    raiser = new AlarmRaiser(this, limits, new SnsAction(topic), alarms);
    parts.forEach(raiser::raise);
    events = new ServiceEvents(this, topic, platform.words());
    serviceEvents = events.tellOf(List.of(frontend.service, backend.service));
    databaseEvents = databaseEvents(data);
    parameterEvents(data.parameterGroups);
    dashboard = RequestDashboard.of(this, parts, List.copyOf(alarms.values()));
  }

  /**
   * A topic that has a policy has no default one. Whoever in this account may publish by a policy
   * of its own still may.
   */
  private Topic topicOfItsOwn(Keys keys) {
    Topic made =
        Topic.Builder.create(this, "Topic")
            // The key that AWS manages does not let alarms publish.
            .masterKey(keys.of(Keys.Use.MESSAGES))
            .enforceSsl(true)
            .build();
    String arn = made.getTopicArn();
    made.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.ALLOW)
            .principals(
                List.of(
                    new ServicePrincipal("cloudwatch.amazonaws.com"),
                    new ServicePrincipal("events.rds.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(arn))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
            .build());
    // EventBridge supports no conditions here; the target of another account's rule cannot be this
    // topic.
    made.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.ALLOW)
            .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(arn))
            .build());
    return made;
  }

  /** The construct id contains the address, so that adding or removing one replaces no other. */
  private void subscribe(List<String> emails) {
    for (int i = 0; i < emails.size(); i++) {
      String email = emails.get(i);
      Subscription.Builder.create(this, Tokens.isToken(email) ? "Email" + i : email)
          .topic(topic)
          .protocol(SubscriptionProtocol.EMAIL)
          .endpoint(email)
          .build();
    }
  }

  /** The group reports its number of instances to CloudWatch only on request, at no cost. */
  private static void report(AutoScalingGroup group) {
    CfnAutoScalingGroup resource = (CfnAutoScalingGroup) group.getNode().getDefaultChild();
    if (resource != null) {
      resource.setMetricsCollection(
          List.of(
              MetricsCollectionProperty.builder()
                  .granularity("1Minute")
                  .metrics(
                      List.of(
                          CloudWatchMetric.INSTANCES.metricName,
                          CloudWatchMetric.DESIRED_INSTANCES.metricName))
                  .build()));
    }
  }

  private CfnEventSubscription databaseEvents(MySqlDataTier data) {
    List<String> identifiers = new ArrayList<>(List.of(data.database.identifier()));
    data.replicas.forEach(replica -> identifiers.add(replica.getInstanceIdentifier()));
    return data.database.isCluster()
        ? subscription("DatabaseEvents", "db-cluster", identifiers, CLUSTER_EVENTS)
        : subscription("DatabaseEvents", "db-instance", identifiers, DATABASE_EVENTS);
  }

  /** A parameter that somebody changes by hand may switch TLS off. */
  private void parameterEvents(List<ParameterGroup> groups) {
    if (!groups.isEmpty()) {
      List<String> names =
          groups.stream().map(it -> it.bindToInstance(AS_IT_IS).getParameterGroupName()).toList();
      subscription("ParameterEvents", "db-parameter-group", names, PARAMETER_EVENTS);
    }
  }

  private CfnEventSubscription subscription(
      String id, String sourceType, List<String> sources, List<String> categories) {
    CfnEventSubscription subscription =
        CfnEventSubscription.Builder.create(this, id)
            .snsTopicArn(topic.getTopicArn())
            .sourceType(sourceType)
            .sourceIds(sources)
            .enabled(true)
            .eventCategories(categories)
            .build();
    // RDS publishes once to check whether it may.
    subscription.getNode().addDependency(topic);
    return subscription;
  }
}
