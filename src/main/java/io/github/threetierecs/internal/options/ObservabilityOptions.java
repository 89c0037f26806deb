package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.seconds;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sns.ITopic;

/** What can be chosen of the alarms: who is notified, and by which limits. */
public final class ObservabilityOptions {
  private static final Group OBSERVABILITY = new Group("observability");

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
  private static final int MOST_CONNECTIONS = 100_000;
  private static final int LARGEST_GIB = 65_536;

  /** A load balancer's longest idle timeout. */
  private static final int LONGEST_LATENCY_SECONDS = 4_000;

  public static final Option<ITopic> TOPIC =
      OBSERVABILITY.<ITopic>option("topic").refusing(ObservabilityOptions::checkTopic);

  public static final Option<List<String>> EMAILS =
      OBSERVABILITY
          .<List<String>>option("emails")
          .refusing(ObservabilityOptions::checkEmails)
          .byDefault(List.of());

  public static final Option<Number> ERROR_RATE_PERCENT =
      OBSERVABILITY
          .<Number>option("errorRatePercent")
          .countedIn("percent")
          .refusing(
              (problems, option, value) ->
                  checkAboveZero(
                      problems, option, value, 100, "percent", "set 1 for one in a hundred"))
          .byDefault(1);

  public static final Option<Duration> LATENCY_THRESHOLD =
      OBSERVABILITY
          .<Duration>option("latencyThreshold")
          .countedIn("seconds")
          .refusing(ObservabilityOptions::checkLatency)
          .byDefaultMade(seconds(2));

  public static final Option<Number> CPU_PERCENT =
      OBSERVABILITY.wholeNumber("cpuPercent", 1, 100, "percent", "set 80").byDefault(80);

  public static final Option<Number> MEMORY_PERCENT =
      OBSERVABILITY.wholeNumber("memoryPercent", 1, 100, "percent", "set 90").byDefault(90);

  /** Without a default here: that depends on the database. */
  public static final Option<Number> DATABASE_CONNECTIONS =
      OBSERVABILITY.wholeNumber(
          "databaseConnections",
          1,
          MOST_CONNECTIONS,
          "connections",
          "set less than the max_connections of the database");

  /** Without a default here: that depends on the database. */
  public static final Option<Number> FREE_STORAGE_GIB =
      OBSERVABILITY.wholeNumber(
          "freeStorageGiB", 1, LARGEST_GIB, "GiB", "set a twentieth of database.allocatedStorage");

  private ObservabilityOptions() {}

  private static void checkTopic(Problems problems, String option, ITopic topic) {
    if (Boolean.TRUE.equals(topic.getFifo())) {
      String arn = topic.getTopicArn();
      problems.add(
          option,
          Tokens.isToken(arn) ? new Problems.Words(topic.getNode().getPath()) : arn,
          "is a FIFO topic, which event subscriptions of Amazon RDS do not support",
          "pass a standard topic");
    }
  }

  private static void checkEmails(Problems problems, String option, List<String> emails) {
    Set<String> seen = new LinkedHashSet<>();
    for (String email : emails) {
      if (email == null) {
        problems.add(option, null, "is not an address", "leave it out");
      } else if (!Tokens.isToken(email) && !EMAIL.matcher(email).matches()) {
        problems.add(
            option, email, "cannot be read as an address", "write one as name@example.com");
      } else if (!seen.add(email)) {
        problems.add(option, email, "is in the list twice", "keep one of the two");
      }
    }
  }

  private static void checkLatency(Problems problems, String option, Duration latency) {
    try {
      checkAboveZero(
          problems,
          option,
          Problems.secondsOf(latency),
          LONGEST_LATENCY_SECONDS,
          "seconds",
          "set Duration.seconds(2)");
    } catch (RuntimeException inconvertible) {
      problems.inconvertible(option, "seconds");
    }
  }

  private static void checkAboveZero(
      Problems problems, String option, Number value, int most, String unit, String remedy) {
    if (Tokens.isToken(value)) {
      return;
    }
    if (!(value.doubleValue() > 0 && value.doubleValue() <= most)) {
      String range = "a number above 0 and at most " + Problems.grouped(most) + " " + unit;
      problems.add(option, value, "is not " + range, remedy);
    }
  }
}
