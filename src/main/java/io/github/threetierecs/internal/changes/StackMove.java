package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.blueprint.StackEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack that is deployed somewhere else than before, or under another name. CloudFormation knows
 * nothing of that: it creates a new one, and the old one stays.
 *
 * @param stack the stack's id in the assembly
 * @param before where it was, as far as that is different
 * @param after where it will be
 */
public record StackMove(String stack, String before, String after) {

  /**
   * What a move means, as a whole sentence after the stack's name.
   *
   * @return the words, without Markdown or HTML
   */
  public String words() {
    return "is another stack: it was "
        + before
        + ", and will be "
        + after
        + ". A deployment creates all of it again there, without the data of the old one, which"
        + " stays deployed until somebody deletes it.";
  }

  /**
   * The moves of stacks that are in two assemblies.
   *
   * @param before where each stack was
   * @param after where each will be
   * @return those that are deployed somewhere else
   */
  public static List<StackMove> between(
      Map<String, StackEnvironment> before, Map<String, StackEnvironment> after) {
    List<StackMove> moves = new ArrayList<>();
    after.forEach(
        (stack, will) ->
            Optional.ofNullable(before.get(stack))
                .flatMap(was -> of(stack, was, will))
                .ifPresent(moves::add));
    return moves;
  }

  /** What only one of both names is no move: the other is where the credentials lead. */
  private static Optional<StackMove> of(
      String stack, StackEnvironment before, StackEnvironment after) {
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    compare("called ", Optional.of(before.name()), Optional.of(after.name()), from, to);
    compare("in account ", before.account(), after.account(), from, to);
    compare("in ", before.region(), after.region(), from, to);
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(new StackMove(stack, String.join(", ", from), String.join(", ", to)));
  }

  private static void compare(
      String word,
      Optional<String> before,
      Optional<String> after,
      List<String> from,
      List<String> to) {
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      from.add(word + before.get());
      to.add(word + after.get());
    }
  }
}
