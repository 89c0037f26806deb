package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.Resource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions of {@code knowledge.tsv}. */
final class Condition {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private Condition() {}

  static boolean holds(Fact fact, Resource old, Resource now) {
    Optional<String> from = old.text(fact.property());
    Optional<String> to = now.text(fact.property());
    return switch (fact.onlyIf()) {
      case OwnFiles.NONE -> true;
      case "changed" -> !from.equals(to);
      case "lowered" -> from.isPresent() && to.isPresent() && compare(to.get(), from.get()) < 0;
      case "major" ->
          from.isPresent() && to.isPresent() && !series(from.get()).equals(series(to.get()));
      case "to 0" -> !from.equals(to) && to.equals(Optional.of("0"));
      case "to or from 0" -> from.equals(Optional.of("0")) != to.equals(Optional.of("0"));
      default -> isValue(fact.onlyIf(), now);
    };
  }

  private static boolean isValue(String condition, Resource now) {
    int equals = condition.indexOf('=');
    if (equals < 0) {
      throw new IllegalStateException("knowledge.tsv has a condition " + condition);
    }
    return now.text(condition.substring(0, equals))
        .filter(condition.substring(equals + 1)::equals)
        .isPresent();
  }

  /** Numbers, or versions such as {@code 8.4.10}, number by number. */
  static int compare(String one, String other) {
    Matcher ofOne = NUMBER.matcher(one);
    Matcher ofOther = NUMBER.matcher(other);
    while (ofOne.find()) {
      if (!ofOther.find()) {
        return 1;
      }
      int difference = Long.compare(Long.parseLong(ofOne.group()), Long.parseLong(ofOther.group()));
      if (difference != 0) {
        return difference;
      }
    }
    return ofOther.find() ? -1 : 0;
  }

  private static String series(String version) {
    String[] parts = version.split("\\.", 3);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }
}
