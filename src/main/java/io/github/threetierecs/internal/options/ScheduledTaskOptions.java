package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.minutes;

import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.IQueue;

/** What can be chosen of a scheduled task beside {@link ServiceOptions}. */
public final class ScheduledTaskOptions {
  private static final Group SCHEDULED_TASK = new Group("scheduledTask");
  private static final Pattern AT =
      Pattern.compile("at\\(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\)");
  private static final Pattern RATE = Pattern.compile("rate\\([1-9]\\d* (?:minute|hour|day)s?\\)");
  private static final Pattern CRON = Pattern.compile("cron\\(([^()]+)\\)");
  private static final int FIELDS = 6;
  private static final int DAY_OF_MONTH = 2;
  private static final int DAY_OF_WEEK = 4;
  private static final String ANY_DAY = "?";

  /** Required. */
  public static final Option<ScheduleExpression> SCHEDULE =
      SCHEDULED_TASK
          .<ScheduleExpression>option("schedule")
          .refusing(ScheduledTaskOptions::checkExpression);

  public static final Option<List<String>> COMMAND = UncalledOptions.command(SCHEDULED_TASK);

  public static final Option<Boolean> DATABASE =
      SCHEDULED_TASK.<Boolean>option("database").byDefault(true);

  public static final Option<Boolean> CALLS_BACKEND =
      SCHEDULED_TASK.<Boolean>option("callsBackend").byDefault(false);

  public static final Option<Duration> STOP_TIMEOUT = UncalledOptions.stopTimeout(SCHEDULED_TASK);

  public static final Option<Boolean> ENABLED =
      SCHEDULED_TASK.<Boolean>option("enabled").byDefault(true);

  public static final Option<Duration> FLEXIBLE_TIME_WINDOW =
      SCHEDULED_TASK
          .<Duration>option("flexibleTimeWindow")
          .countedIn("minutes")
          .refusing(
              (problems, option, value) ->
                  problems.minutes(
                      option,
                      value,
                      1,
                      1_440,
                      "set one such as Duration.minutes(15), or leave it out"));

  public static final Option<Number> RETRY_ATTEMPTS =
      SCHEDULED_TASK
          .wholeNumber(
              "retryAttempts", 0, 185, "", "set how often EventBridge Scheduler tries again")
          .byDefault(185);

  public static final Option<Duration> MAXIMUM_EVENT_AGE =
      SCHEDULED_TASK
          .<Duration>option("maximumEventAge")
          .countedIn("minutes")
          .refusing(
              (problems, option, value) ->
                  problems.minutes(
                      option,
                      value,
                      1,
                      1_440,
                      "set how late a run may begin, such as Duration.hours(1)"))
          .byDefaultMade(minutes(60));

  public static final Option<IQueue> DEAD_LETTER_QUEUE =
      SCHEDULED_TASK
          .<IQueue>option("deadLetterQueue")
          .refusing(ScheduledTaskOptions::checkDeadLetterQueue);

  private ScheduledTaskOptions() {}

  /** Refuses what does not go together, whatever the rest of the application is. */
  public static void check(Problems problems, Values chosen) {
    problems.missing(
        SCHEDULE.name(),
        chosen.find(SCHEDULE),
        "set one such as ScheduleExpression.rate(Duration.hours(1))");
    UncalledOptions.checkCommand(problems, chosen, COMMAND);
    if (!chosen.has(ServiceOptions.IMAGE)
        && !chosen.has(COMMAND)
        && !UncalledOptions.hasContainerCommand(chosen)) {
      problems.missing(
          COMMAND.name(),
          null,
          "set what the backend's image shall do, such as List.of(\"trim\"), or set image");
    }
  }

  private static void checkExpression(
      Problems problems, String option, ScheduleExpression schedule) {
    String expression = schedule.getExpressionString();
    Matcher cron = CRON.matcher(expression);
    if (Tokens.isToken(expression)) {
      // Only the deployment knows it.
    } else if (cron.matches()) {
      checkFields(problems, option, expression, cron.group(1).strip().split("\\s+", -1));
    } else if (!AT.matcher(expression).matches() && !RATE.matcher(expression).matches()) {
      problems.add(
          option,
          expression,
          "is not an expression of EventBridge Scheduler",
          "write one such as \"cron(0 3 * * ? *)\", \"rate(1 hour)\" or"
              + " \"at(2027-01-31T03:00:00)\"");
    }
    checkZone(problems, option, schedule.getTimeZone());
  }

  private static void checkFields(
      Problems problems, String option, String expression, String[] fields) {
    if (fields.length != FIELDS) {
      problems.add(
          option,
          expression,
          "has " + fields.length + " fields, and EventBridge Scheduler expects " + FIELDS,
          "write minutes, hours, day of the month, month, day of the week and year, such as"
              + " \"cron(0 3 * * ? *)\"");
    } else if (fields[DAY_OF_MONTH].equals(ANY_DAY) == fields[DAY_OF_WEEK].equals(ANY_DAY)) {
      problems.add(
          option,
          expression,
          "does not have ? for exactly one of day of the month, which is the third field, and day"
              + " of the week, which is the fifth",
          "write ? for the one that does not matter, such as in \"cron(0 3 * * ? *)\"");
    }
  }

  private static void checkZone(Problems problems, String option, @Nullable TimeZone zone) {
    String name = zone == null ? null : zone.getTimezoneName();
    if (name != null && !Tokens.isToken(name) && !ZoneId.getAvailableZoneIds().contains(name)) {
      problems.add(
          option,
          name,
          "is not a time zone that this JDK knows",
          "use a constant such as TimeZone.EUROPE_BERLIN, or a newer JDK if the time zone is new");
    }
  }

  private static void checkDeadLetterQueue(Problems problems, String option, IQueue queue) {
    if (Boolean.TRUE.equals(queue.getFifo())) {
      problems.add(
          option,
          new Problems.Words(queue.getNode().getPath()),
          "is a FIFO queue, which EventBridge Scheduler does not support as a dead-letter queue",
          "use a standard queue");
    }
  }
}
