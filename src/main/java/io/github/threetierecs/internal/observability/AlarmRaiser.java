package io.github.threetierecs.internal.observability;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** Raises the alarms that fit a part of the application, with one and the same action. */
final class AlarmRaiser {
  private final Construct scope;
  private final Map<Limit, Number> limits;
  private final SnsAction tell;
  private final Map<String, Alarm> alarms;

  /**
   * Alarms with these limits.
   *
   * @param alarms where they are added, by their ids
   */
  AlarmRaiser(
      Construct scope, Map<Limit, Number> limits, SnsAction tell, Map<String, Alarm> alarms) {
    this.scope = scope;
    this.limits = limits;
    this.tell = tell;
    this.alarms = alarms;
  }

  void raise(MonitoredResource part) {
    AlarmRule.ALL.stream()
        .filter(rule -> rule.fits(part) && limits.containsKey(rule.limit()))
        .forEach(rule -> raise(rule, part));
  }

  private void raise(AlarmRule rule, MonitoredResource part) {
    Number limit = limits.getOrDefault(rule.limit(), 0);
    String id = part.id() + rule.id();
    Alarm alarm =
        Alarm.Builder.create(scope, id)
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

  private static IMetric metric(AlarmRule rule, MonitoredResource part) {
    Duration period = Duration.minutes(rule.minutes());
    if (rule.isPlain()) {
      return part.metric(rule.metrics().get(0), period);
    }
    Map<String, IMetric> metrics = new LinkedHashMap<>();
    for (CloudWatchMetric metric : rule.metrics()) {
      metrics.put(Character.toString('a' + metrics.size()), part.metric(metric, period));
    }
    return MathExpression.Builder.create()
        .expression(rule.expression())
        .usingMetrics(metrics)
        .label(rule.id())
        .period(period)
        .build();
  }
}
