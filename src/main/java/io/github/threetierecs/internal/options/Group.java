package io.github.threetierecs.internal.options;

import software.amazon.awscdk.Duration;

/** Declares the options of one Props class. */
record Group(String path) {

  /** {@return an option that takes any value of a type} */
  <T> Option<T> option(String name) {
    return new Option<>(path, name);
  }

  /** {@return a group of options within this one, all of which can be left out} */
  Option<Values> part(String name) {
    return this.<Values>option(name).byDefault(Values.none());
  }

  /** {@return an option that takes a whole number} */
  Option<Number> wholeNumber(String name, long min, long max, String unit, String remedy) {
    return this.<Number>option(name)
        .countedIn(unit)
        .refusing(
            (problems, option, value) ->
                problems.wholeNumber(option, value, min, max, unit, remedy));
  }

  /** {@return an option that takes a whole number of days} */
  Option<Duration> days(String name, long min, long max, String remedy) {
    return this.<Duration>option(name)
        .countedIn("days")
        .refusing((problems, option, value) -> problems.days(option, value, min, max, remedy));
  }

  /** {@return an option that takes a whole number of seconds, which has to be known} */
  Option<Duration> literalSeconds(String name, long min, long max, String remedy) {
    return this.<Duration>option(name)
        .countedIn("seconds")
        .refusing(
            (problems, option, value) -> problems.literalSeconds(option, value, min, max, remedy));
  }

  /** {@return an option that takes a whole number of hours, which has to be known} */
  Option<Duration> literalHours(String name, long min, long max, String because, String remedy) {
    return this.<Duration>option(name)
        .countedIn("hours")
        .refusing(
            (problems, option, value) -> {
              problems.hours(option, value, min, max, remedy);
              if (Problems.canConvert(value, Problems::hoursOf)) {
                problems.concrete(option, Problems.hoursOf(value), because, remedy);
              }
            });
  }
}
