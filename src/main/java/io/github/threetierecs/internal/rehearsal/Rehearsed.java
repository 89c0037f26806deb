package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.StackMove;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A change, rehearsed.
 *
 * @param steps what CloudFormation does, in order
 * @param effects what it does to whom, the worst first
 * @param remains what is left if it fails at the last step and is rolled back, as a reader calls it
 * @param quiet how many resources are touched without anybody noticing
 */
public record Rehearsed(List<Step> steps, List<Effect> effects, List<String> remains, int quiet) {

  /** Copies the lists, so that it never changes. */
  public Rehearsed {
    steps = List.copyOf(steps);
    effects = List.copyOf(effects);
    remains = List.copyOf(remains);
  }

  /**
   * Rehearses a change of stacks, or of a single template.
   *
   * @param before what is deployed
   * @param after what will be
   * @return what happens
   * @throws IllegalArgumentException if one is of an assembly and the other of a file
   */
  public static Rehearsed of(Deployment before, Deployment after) {
    if (before.isOfFile() != after.isOfFile()) {
      throw new IllegalArgumentException(
          "One is a folder of `cdk synth`, and the other a template file. Name two of the same.");
    }
    Deployment there = before.ofStacksIn(after);
    List<Effect> effects = new ArrayList<>();
    StackMove.between(there.environments(), after.environments())
        .forEach(it -> effects.add(moved(it)));
    effects.addAll(Exports.between(there, after));
    there
        .stacks()
        .forEach(
            (name, json) -> {
              Map<String, Object> now = after.stacks().getOrDefault(name, Map.of());
              Refusals.between(json, now).forEach(it -> effects.add(refusal(it)));
              effects.addAll(Conditionals.between(name, json, now));
            });
    return with(effects, there.template(), after.template());
  }

  /**
   * Rehearses a change.
   *
   * @param before what is deployed
   * @param after what will be
   * @param refusals what the template's rules refuse it with
   * @return what happens
   */
  public static Rehearsed of(StackTemplate before, StackTemplate after, List<String> refusals) {
    return with(refusals.stream().map(Rehearsed::refusal).toList(), before, after);
  }

  private static Rehearsed with(
      List<Effect> ofTemplates, StackTemplate before, StackTemplate after) {
    Differences differences = new Differences(before, after);
    List<Play.Played> played = Play.of(differences);
    List<Rollback> rollbacks = new Rollbacks(differences, false).of(played);
    List<Rollback> driftAware = new Rollbacks(differences, true).of(played);
    List<Effect> effects =
        Stream.of(
                ofTemplates.stream(),
                Blocks.of(differences).stream(),
                new Losses(differences, played).effects().stream(),
                Updates.of(differences).stream(),
                Databases.of(differences).stream(),
                Services.of(differences).stream(),
                Shifts.of(differences).stream(),
                Creations.of(differences).stream(),
                Clashes.of(differences, played).stream(),
                ServiceConnects.of(differences).stream(),
                Architectures.of(differences, played).stream(),
                Placeholders.of(differences).stream(),
                Traffic.of(DeployedState.of(before), played).stream(),
                Answers.of(differences).stream(),
                ClosedConnections.of(differences, played).stream(),
                LostRights.of(before, played).stream(),
                Rotations.of(played).stream(),
                Leftovers.of(played).stream(),
                Exports.of(differences, played).stream(),
                RollbackEffects.of(rollbacks, driftAware).stream(),
                SecondOutages.of(differences, played).stream(),
                LeftOut.effects(differences).stream())
            .flatMap(it -> it)
            .toList();
    Set<String> told = new LinkedHashSet<>();
    effects.forEach(effect -> told.addAll(idsIn(effect)));
    int quiet = (int) differences.all().keySet().stream().filter(id -> !told.contains(id)).count();
    return new Rehearsed(
        played.stream().map(Play.Played::step).toList(),
        merged(effects),
        rollbacks.isEmpty() ? List.of() : rollbacks.get(rollbacks.size() - 1).remains(),
        quiet);
  }

  private static Effect refusal(String words) {
    return new Effect(
        Kind.RULE,
        Verdict.FAILS,
        "AWS::CloudFormation::Stack",
        "**refused**",
        "CloudFormation refuses it before it touches anything; what follows happens if it is"
            + " confirmed. "
            + words,
        Optional.empty(),
        List.of(),
        "decision 58");
  }

  private static Effect moved(StackMove move) {
    return new Effect(
        Kind.LOSS,
        Verdict.DATA,
        "AWS::CloudFormation::Stack",
        "**another stack**",
        move.stack() + " " + move.words().replaceFirst("\\.$", ""),
        Optional.empty(),
        List.of(),
        "AWS CloudFormation User Guide: a stack is in one account and one Region");
  }

  static List<String> idsIn(Effect effect) {
    return effect.because().stream().map(it -> it.split("[: ]", 2)[0]).toList();
  }

  /** The same of several resources is one effect. */
  private static List<Effect> merged(List<Effect> effects) {
    Map<Effect, List<String>> because = new LinkedHashMap<>();
    for (Effect it : effects) {
      because.computeIfAbsent(it.because(List.of()), any -> new ArrayList<>()).addAll(it.because());
    }
    List<Effect> merged = new ArrayList<>();
    because.forEach((effect, all) -> merged.add(effect.because(all.stream().distinct().toList())));
    merged.sort(Comparator.comparing(Effect::verdict).reversed().thenComparing(Effect::kind));
    return merged;
  }

  /** {@return what it all comes to} */
  public Verdict verdict() {
    return effects.stream()
        .map(Effect::verdict)
        .max(Comparator.naturalOrder())
        .orElse(Verdict.SAFE);
  }

  /** {@return as docs/upgrades.md has it in a cell} */
  public String brief() {
    return Brief.of(effects);
  }

  /** {@return one line a change, the worst first} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(effects.stream().map(Effect::line).toList());
    if (steps.isEmpty() && lines.isEmpty()) {
      lines.add("safe: nothing changes");
    } else if (quiet > 0) {
      lines.add(
          "safe: "
              + quiet
              + (quiet == 1 ? " resource is" : " resources are")
              + " added, changed or removed without anybody noticing");
    }
    return lines;
  }
}
