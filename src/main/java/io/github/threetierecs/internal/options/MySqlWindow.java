package io.github.threetierecs.internal.options;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A stretch of time, as RDS writes its windows: of every day, or of one day of the week. */
record MySqlWindow(int start, int length) {
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;
  private static final int WEEK = 7 * DAY;
  private static final int SHORTEST = 30;
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final String TIME = "([01]\\d|2[0-3]):([0-5]\\d)";
  private static final String WEEKDAY = "(mon|tue|wed|thu|fri|sat|sun):";
  private static final Pattern OF_DAY = Pattern.compile(TIME + "-" + TIME);
  private static final Pattern OF_WEEK =
      Pattern.compile(WEEKDAY + TIME + "-" + WEEKDAY + TIME, Pattern.CASE_INSENSITIVE);

  /** Refuses what RDS does not read as a window of every day. */
  static void checkOfDay(Problems problems, String option, String text) {
    check(problems, option, text, OF_DAY, "a time of day", "03:00-04:00");
  }

  /** Refuses what RDS does not read as a window of one day of the week. */
  static void checkOfWeek(Problems problems, String option, String text) {
    check(problems, option, text, OF_WEEK, "a time of the week", "sun:04:30-sun:05:30");
  }

  /** Refuses a window of the week that meets the backups' window of every day. */
  static void checkTogether(
      Problems problems, String option, @Nullable String maintenance, @Nullable String backup) {
    MySqlWindow ofDay = read(backup, OF_DAY);
    MySqlWindow ofWeek = read(maintenance, OF_WEEK);
    if (ofDay != null
        && ofWeek != null
        && !ofDay.isTooShort()
        && !ofWeek.isTooShort()
        && ofWeek.meets(ofDay)) {
      problems.add(
          option,
          maintenance,
          "overlaps database.backupWindow \"" + backup + "\", which RDS refuses",
          "set one that begins after it has ended");
    }
  }

  private static void check(
      Problems problems, String option, String text, Pattern pattern, String what, String example) {
    if (Tokens.isToken(text)) {
      return;
    }
    MySqlWindow window = read(text, pattern);
    if (window == null) {
      problems.add(
          option, text, "is not " + what + " in UTC", "write one such as \"" + example + "\"");
    } else if (window.isTooShort()) {
      problems.add(
          option,
          text,
          "lasts " + window.length + " minutes, and RDS requires at least " + SHORTEST,
          "set a longer one, such as \"" + example + "\"");
    }
  }

  private static @Nullable MySqlWindow read(@Nullable String text, Pattern pattern) {
    if (text == null || Tokens.isToken(text)) {
      return null;
    }
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    return pattern == OF_DAY ? ofDay(matcher) : ofWeek(matcher);
  }

  private boolean isTooShort() {
    return length < SHORTEST;
  }

  private static MySqlWindow ofDay(Matcher matcher) {
    int start = minute(matcher, 1);
    return new MySqlWindow(start, Math.floorMod(minute(matcher, 3) - start, DAY));
  }

  private static MySqlWindow ofWeek(Matcher matcher) {
    int start = day(matcher, 1) + minute(matcher, 2);
    int end = day(matcher, 4) + minute(matcher, 5);
    return new MySqlWindow(start, Math.floorMod(end - start, WEEK));
  }

  private static int day(Matcher matcher, int group) {
    return DAYS.indexOf(matcher.group(group).toLowerCase(Locale.ROOT)) * DAY;
  }

  private static int minute(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group)) * HOUR
        + Integer.parseInt(matcher.group(group + 1));
  }

  /** The day is a circle, on which the window of every day comes round. */
  private boolean meets(MySqlWindow ofDay) {
    return Math.floorMod(start - ofDay.start, DAY) < ofDay.length
        || Math.floorMod(ofDay.start - start, DAY) < length;
  }
}
