package io.github.threetierecs;

import io.github.threetierecs.Measure.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.MetricsCollectionProperty;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.CfnRule.InputTransformerProperty;
import software.amazon.awscdk.services.events.CfnRule.TargetProperty;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.rds.CfnEventSubscription;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.SubscriptionProtocol;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * What tells people: alarms as {@link AlarmRule} has them, what ECS and RDS report themselves, a
 * topic that all of it goes to, and a dashboard.
 */
final class Observability extends Construct {
  /** What no metric shows: that a version was not taken, and that tasks never get to run. */
  private static final List<String> SERVICE_EVENTS =
      List.of("SERVICE_DEPLOYMENT_FAILED", "SERVICE_TASK_START_IMPAIRED");

  private static final List<String> DATABASE_EVENTS =
      List.of(
          "configuration change", "failover", "failure", "low storage", "maintenance", "recovery");

  final ITopic topic;
  final Map<String, Alarm> alarms = new LinkedHashMap<>();
  final Dashboard dashboard;
  final CfnRule serviceEvents;
  final CfnEventSubscription databaseEvents;

  Observability(
      Construct scope,
      ObservabilityProps props,
      ThreeTierEcsAppProps app,
      Platform platform,
      MySqlDataTier data,
      BackendTier backend,
      FrontendTier frontend) {
    super(scope, "Observability");
    EcsEc2Capacity capacity = platform.capacity();
    topic = props.topic != null ? props.topic : topicOfItsOwn(platform.keys());
    subscribe(props.emails);

    boolean insights =
        Defaults.CONTAINER_INSIGHTS.unless(app.capacity.containerInsights, app.profile)
            != ContainerInsights.DISABLED;
    String cluster = capacity.cluster.getClusterName();
    report(capacity.autoScalingGroup);
    List<Watched> parts = new ArrayList<>();
    parts.add(tier("frontend", cluster, frontend.balancer, frontend.service, insights));
    parts.add(tier("backend", cluster, backend.balancer, backend.service, insights));
    parts.add(database(data));
    parts.addAll(replicas(data));
    parts.add(capacity(cluster, capacity));

    Map<Limit, Number> limits = limits(props, app);
    SnsAction tell = new SnsAction(topic);
    for (Watched part : parts) {
      AlarmRule.ALL.stream()
          .filter(rule -> rule.fits(part) && limits.containsKey(rule.limit()))
          .forEach(rule -> raise(rule, part, limits, tell));
    }
    serviceEvents = serviceEvents(List.of(frontend.service, backend.service));
    databaseEvents = databaseEvents(data);
    dashboard = RequestDashboard.of(this, parts, List.copyOf(alarms.values()));
  }

  /**
   * A topic that has a policy has no default one. Whoever in this account may publish by a policy
   * of its own still may.
   */
  private Topic topicOfItsOwn(Keys keys) {
    Topic made =
        Topic.Builder.create(this, "Topic")
            // The key that AWS manages lets no alarm publish.
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
    // EventBridge knows no conditions here; a rule of another account cannot have this target.
    made.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.ALLOW)
            .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(arn))
            .build());
    return made;
  }

  /** By its address, so that one that is added or left out moves no other. */
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

  /** The group tells CloudWatch how many instances it has only if asked to, and free of charge. */
  private static void report(AutoScalingGroup group) {
    CfnAutoScalingGroup resource = (CfnAutoScalingGroup) group.getNode().getDefaultChild();
    if (resource != null) {
      resource.setMetricsCollection(
          List.of(
              MetricsCollectionProperty.builder()
                  .granularity("1Minute")
                  .metrics(List.of(Measure.INSTANCES.metric, Measure.DESIRED_INSTANCES.metric))
                  .build()));
    }
  }

  private static Watched tier(
      String name, String cluster, TierBalancer balancer, Ec2Service service, boolean insights) {
    Map<Source, List<Map<String, String>>> sources = new EnumMap<>(Source.class);
    String loadBalancer = balancer.loadBalancer.getLoadBalancerFullName();
    Map<String, String> byService =
        Map.of("ClusterName", cluster, "ServiceName", service.getServiceName());
    sources.put(Source.LOAD_BALANCER, List.of(Map.of("LoadBalancer", loadBalancer)));
    sources.put(
        Source.TARGETS,
        balancer.targetGroups().stream()
            .map(ApplicationTargetGroup::getTargetGroupFullName)
            .map(group -> Map.of("LoadBalancer", loadBalancer, "TargetGroup", group))
            .toList());
    sources.put(Source.SERVICE, List.of(byService));
    if (insights) {
      sources.put(Source.INSIGHTS, List.of(byService));
    }
    return new Watched(name, sources);
  }

  private static Watched database(MySqlDataTier data) {
    return new Watched(
        "database",
        Map.of(
            Source.DATABASE,
            List.of(Map.of("DBInstanceIdentifier", data.database.getInstanceIdentifier()))));
  }

  private static List<Watched> replicas(MySqlDataTier data) {
    List<Watched> replicas = new ArrayList<>();
    for (DatabaseInstanceReadReplica replica : data.replicas) {
      replicas.add(
          new Watched(
              "replica" + (replicas.size() + 1),
              Map.of(
                  Source.REPLICA,
                  List.of(Map.of("DBInstanceIdentifier", replica.getInstanceIdentifier())))));
    }
    return replicas;
  }

  private static Watched capacity(String cluster, EcsEc2Capacity capacity) {
    String group = capacity.autoScalingGroup.getAutoScalingGroupName();
    return new Watched(
        "capacity",
        Map.of(
            Source.CAPACITY_PROVIDER,
            List.of(
                Map.of(
                    "ClusterName", cluster, "CapacityProviderName", capacity.capacityProviderName)),
            Source.INSTANCES,
            List.of(Map.of("AutoScalingGroupName", group))));
  }

  /** Without a limit, there is no alarm. */
  private static Map<Limit, Number> limits(ObservabilityProps props, ThreeTierEcsAppProps app) {
    Profile profile = app.profile;
    Map<Limit, Number> limits = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      if (limit.option == null) {
        limits.put(limit, limit.fixed);
      }
    }
    limits.put(
        Limit.ERROR_RATE, Defaults.ERROR_RATE_PERCENT.unless(props.errorRatePercent, profile));
    limits.put(
        Limit.LATENCY,
        props.latencyThreshold != null
            ? Problems.secondsOf(props.latencyThreshold)
            : Defaults.LATENCY_SECONDS.in(profile));
    limits.put(Limit.CPU, Defaults.CPU_ALARM_PERCENT.unless(props.cpuPercent, profile));
    limits.put(Limit.MEMORY, Defaults.MEMORY_ALARM_PERCENT.unless(props.memoryPercent, profile));
    limits.put(
        Limit.FREE_STORAGE,
        props.freeStorageGiB != null ? props.freeStorageGiB : aTwentieth(app.database, profile));
    Number connections =
        props.databaseConnections != null
            ? props.databaseConnections
            : fourFifths(app.database, profile);
    if (connections != null) {
      limits.put(Limit.CONNECTIONS, connections);
    }
    return limits;
  }

  private static Number aTwentieth(DatabaseProps database, Profile profile) {
    Number allocated = Defaults.ALLOCATED_STORAGE_GIB.unless(database.allocatedStorage, profile);
    // RDS makes no volume of less than 20 GiB.
    return database.existing != null || Tokens.isToken(allocated)
        ? 1
        : allocated.doubleValue() / 20;
  }

  private static @Nullable Number fourFifths(DatabaseProps database, Profile profile) {
    if (database.existing != null) {
      return null;
    }
    OptionalInt most =
        MaxConnections.of(
            database.instanceType != null
                ? database.instanceType.toString()
                : Defaults.DATABASE_INSTANCE_TYPE.in(profile));
    return most.isPresent() ? (Number) (most.getAsInt() * 4 / 5) : null;
  }

  private void raise(AlarmRule rule, Watched part, Map<Limit, Number> limits, SnsAction tell) {
    Number limit = limits.getOrDefault(rule.limit(), 0);
    String id = part.title() + rule.id();
    Alarm alarm =
        Alarm.Builder.create(this, id)
            .alarmDescription(rule.description(part, limit))
            .metric(metric(rule, part))
            .comparisonOperator(rule.comparison())
            .threshold(limit)
            .evaluationPeriods(rule.periods())
            .datapointsToAlarm(rule.periods())
            .treatMissingData(rule.missing())
            .build();
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    alarms.put(id, alarm);
  }

  private static IMetric metric(AlarmRule rule, Watched part) {
    Duration period = Duration.minutes(rule.minutes());
    if (rule.isPlain()) {
      return part.metric(rule.measures().get(0), period);
    }
    Map<String, IMetric> measures = new LinkedHashMap<>();
    for (Measure measure : rule.measures()) {
      measures.put(Character.toString('a' + measures.size()), part.metric(measure, period));
    }
    return MathExpression.Builder.create()
        .expression(rule.expression())
        .usingMetrics(measures)
        .label(rule.id())
        .period(period)
        .build();
  }

  private CfnRule serviceEvents(List<Ec2Service> services) {
    return CfnRule.Builder.create(this, "ServiceEvents")
        .description("Failed deployments, and tasks that do not start")
        .eventPattern(
            Map.of(
                "source",
                List.of("aws.ecs"),
                "detail-type",
                List.of("ECS Deployment State Change", "ECS Service Action"),
                "resources",
                services.stream().map(Ec2Service::getServiceArn).toList(),
                "detail",
                Map.of("eventName", SERVICE_EVENTS)))
        .targets(
            List.of(
                TargetProperty.builder()
                    .id("Topic")
                    .arn(topic.getTopicArn())
                    .inputTransformer(
                        InputTransformerProperty.builder()
                            .inputPathsMap(
                                Map.of(
                                    "event", "$.detail.eventName",
                                    "reason", "$.detail.reason",
                                    "service", "$.resources[0]"))
                            .inputTemplate(
                                "\"<event> of <service>. <reason> Read the service's events,"
                                    + " and why its last tasks stopped.\"")
                            .build())
                    .build()))
        .build();
  }

  private CfnEventSubscription databaseEvents(MySqlDataTier data) {
    List<String> identifiers = new ArrayList<>(List.of(data.database.getInstanceIdentifier()));
    data.replicas.forEach(replica -> identifiers.add(replica.getInstanceIdentifier()));
    CfnEventSubscription subscription =
        CfnEventSubscription.Builder.create(this, "DatabaseEvents")
            .snsTopicArn(topic.getTopicArn())
            .sourceType("db-instance")
            .sourceIds(identifiers)
            .enabled(true)
            .eventCategories(DATABASE_EVENTS)
            .build();
    // RDS publishes once to see whether it may.
    subscription.getNode().addDependency(topic);
    return subscription;
  }
}
