package io.github.threetierecs.rehearsal;

import io.github.threetierecs.internal.rehearsal.Deployment;
import io.github.threetierecs.internal.rehearsal.EventComparison;
import io.github.threetierecs.internal.rehearsal.RehearsalTable;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import java.nio.file.Path;
import java.util.List;

/**
 * A change rehearsed before it is made: what a deployment replaces, what is away for whom and for
 * how long, and what cannot be taken back. It is played from the templates alone, and needs no
 * account.
 *
 * <pre>{@code
 * Rehearsal.of(Path.of("before/cdk.out"), Path.of("cdk.out")).lines().forEach(System.out::println);
 * }</pre>
 *
 * <p>What it knows of AWS is a table with a source in each row. Of what is not in it, it says that
 * it is not known.
 */
public final class Rehearsal {
  private final Deployment before;
  private final Deployment after;
  private final Rehearsed rehearsed;

  private Rehearsal(Deployment before, Deployment after) {
    this.before = before;
    this.after = after;
    this.rehearsed = Rehearsed.of(before, after);
  }

  /**
   * Rehearses a change.
   *
   * @param before what is deployed: the folder that {@code cdk synth} has written, or a template
   *     file in JSON, as {@code aws cloudformation get-template} prints it
   * @param after what will be, in the same form
   * @return the rehearsal
   * @throws IllegalArgumentException if one of them is neither, or if they have not the same form;
   *     says in one line why
   */
  public static Rehearsal of(Path before, Path after) {
    return new Rehearsal(Deployment.in(before), Deployment.in(after));
  }

  /**
   * What happens, for a person.
   *
   * @return a line for each change, the worst first; at least one
   */
  public List<String> lines() {
    return rehearsed.lines();
  }

  /**
   * What happens, for a pull request.
   *
   * @return a table in Markdown
   */
  public String markdown() {
    return RehearsalTable.of(rehearsed);
  }

  /**
   * What the change comes to.
   *
   * @return the worst of all verdicts
   */
  public Verdict verdict() {
    return rehearsed.verdict();
  }

  /**
   * What a deployment did otherwise than rehearsed: other resources, another way, another order
   * than their dependencies ask for, another time, another end. Of each stack, the last deployment
   * in the events is taken.
   *
   * @param events files with what {@code aws cloudformation describe-stack-events} prints, of one
   *     stack or of several
   * @return a line for each difference; empty if all went as rehearsed
   * @throws IllegalArgumentException if a file has no events, if they are of other stacks, or if
   *     the deployment is not over; says in one line why
   */
  public List<String> differencesFrom(List<Path> events) {
    return EventComparison.of(before, after, events);
  }
}
