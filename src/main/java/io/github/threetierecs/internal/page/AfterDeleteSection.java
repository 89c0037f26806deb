package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.StackEnvironment;
import io.github.threetierecs.internal.deletion.Deletion;
import io.github.threetierecs.internal.deletion.Fate;
import io.github.threetierecs.internal.deletion.Leftover;
import io.github.threetierecs.internal.deletion.StackDelete;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How all of it is deleted, what stops that, and what stays. */
final class AfterDeleteSection {

  private AfterDeleteSection() {}

  /**
   * The section.
   *
   * @param plan the plan
   * @param assembly what the plan was made from
   * @param links where the page says more of a part
   */
  static String of(Plan plan, Assembly assembly, PartLinks links) {
    Deletion deletion = Deletion.of(plan, assembly::nameOf);
    if (deletion.stacks().isEmpty()) {
      return Html.section("after-delete", "After a delete", Html.paragraph("Nothing stays."));
    }
    return Html.section(
        "after-delete",
        "After a delete",
        Html.paragraph(Html.text(sum(deletion)))
            + Html.paragraph(
                Html.text(
                    "Run the commands in this order, in a POSIX shell; <…> is yours to fill in."
                        + " Termination protection of a stack is in no template: if it is on,"
                        + " CloudFormation refuses the delete at once."))
            + places(deletion, assembly)
            + toKeepTheData(deletion)
            + Html.commands(deletion.stacks().stream().map(StackDelete::note).toList())
            + (deletion.before().isEmpty()
                ? Html.paragraph("Nothing stops the delete.")
                : table(
                    plan, links, "What stops the delete, and is done before", deletion.before()))
            + Html.commands(
                deletion.stacks().stream()
                    .flatMap(it -> Stream.of(it.delete(), it.awaited()))
                    .toList())
            + (deletion.after().isEmpty()
                ? Html.paragraph("Nothing stays.")
                : table(plan, links, "What stays, in an order to delete it in", deletion.after())));
  }

  /** No command names an account or a Region: those of a stack are where the shell has to be. */
  private static String places(Deletion deletion, Assembly assembly) {
    SortedMap<String, List<String>> stacks = new TreeMap<>();
    for (StackDelete it : deletion.stacks()) {
      Optional.ofNullable(assembly.environments().get(it.stack()))
          .flatMap(StackEnvironment::words)
          .ifPresent(
              place -> stacks.computeIfAbsent(place, any -> new ArrayList<>()).add(it.stack()));
    }
    return stacks.isEmpty()
        ? ""
        : Html.paragraph("Sign in where the stacks are, with <code>AWS_REGION</code> set:")
            + Html.list(
                stacks.entrySet().stream()
                    .map(it -> Html.text(String.join(", ", it.getValue()) + " in " + it.getKey()))
                    .toList());
  }

  private static String toKeepTheData(Deletion deletion) {
    return deletion.lastSnapshots() == 0
        ? ""
        : Html.paragraph(
            "To keep the data, copy each last snapshot to a KMS key that stays, before the commands"
                + " of the last table delete it, and the key without which it cannot be read.");
  }

  private static String sum(Deletion deletion) {
    return "Of "
        + deletion.resources().size()
        + " resources "
        + (deletion.withFate(Fate.DELETED).size() + deletion.withFate(Fate.SNAPSHOT).size())
        + " are deleted, "
        + deletion.withFate(Fate.KEPT).size()
        + " are kept, and "
        + deletion.withFate(Fate.BLOCKED).size()
        + " stop the delete until that is taken off. Last snapshots: "
        + deletion.lastSnapshots()
        + ".";
  }

  private static String table(
      Plan plan, PartLinks links, String caption, List<Leftover> leftovers) {
    return Html.table(
        caption,
        List.of("Resource", "What", "Why", "Commands"),
        leftovers.stream()
            .map(
                it ->
                    List.of(
                        plan.partFor(it.id()).map(links::to).orElse("")
                            + " "
                            + Html.code(it.id())
                            + " "
                            + Html.text(it.type()),
                        Html.text(it.what()),
                        Html.text(it.reason()),
                        it.commands().isEmpty() ? "nothing to do" : Html.commands(it.commands())))
            .toList());
  }
}
