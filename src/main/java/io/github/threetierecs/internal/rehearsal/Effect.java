package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a change does.
 *
 * @param kind what it is
 * @param verdict what it comes to
 * @param type the type of the resource that it comes from
 * @param brief as docs/upgrades.md says it; empty if it does not
 * @param words for a person, without a full stop
 * @param lasts how long, if it lasts
 * @param because the resources that it comes from, with what is different in them
 * @param source where it is said
 */
public record Effect(
    Kind kind,
    Verdict verdict,
    String type,
    String brief,
    String words,
    Optional<Minutes> lasts,
    List<String> because,
    String source) {

  private static final int MOST = 3;

  /** Copies the list, so that it never changes. */
  public Effect {
    because = List.copyOf(because);
  }

  static Effect of(
      Kind kind,
      Verdict verdict,
      String type,
      String brief,
      String words,
      String because,
      String source) {
    return new Effect(
        kind, verdict, type, brief, words, Optional.empty(), List.of(because), source);
  }

  Effect lasting(Minutes minutes) {
    return new Effect(kind, verdict, type, brief, words, Optional.of(minutes), because, source);
  }

  Effect because(List<String> all) {
    return new Effect(kind, verdict, type, brief, words, lasts, all, source);
  }

  /** {@return one line for a person} */
  public String line() {
    return said()
        + lasts.map(it -> ", " + it.words()).orElse("")
        + (because.isEmpty() ? "" : " (" + where() + ")");
  }

  private String said() {
    if (verdict == Verdict.DEPLOYMENT) {
      return words + ", nobody notices";
    }
    return words.startsWith(verdict.words()) ? words : verdict.words() + ": " + words;
  }

  /** {@return the first of the resources that it comes from} */
  public String where() {
    String first = String.join("; ", because.subList(0, Math.min(because.size(), MOST)));
    return because.size() > MOST ? first + "; and " + (because.size() - MOST) + " more" : first;
  }
}
