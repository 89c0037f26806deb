package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stacks whose app names another account or Region for them: such a stack is another one. */
final class Moves {
  private Moves() {}

  static List<Effect> between(Deployment before, Deployment after) {
    List<Effect> effects = new ArrayList<>();
    before
        .places()
        .forEach(
            (stack, from) ->
                Optional.ofNullable(after.places().get(stack))
                    .filter(to -> !to.equals(from))
                    .ifPresent(to -> effects.add(effect(stack, from, to))));
    return effects;
  }

  private static Effect effect(String stack, String from, String to) {
    return Effect.of(
        Kind.LOSS,
        Verdict.DATA,
        "AWS::CloudFormation::Stack",
        "**another stack**",
        "the stack of "
            + from
            + " stays as it is, with its data, and one with an empty database is created in "
            + to,
        stack,
        "AWS CloudFormation User Guide: a stack is in one account and one Region");
  }
}
