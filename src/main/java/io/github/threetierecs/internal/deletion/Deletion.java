package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What becomes of everything when all stacks are deleted. First comes what is done {@link #before},
 * then the stacks are deleted one after the other, then what is done {@link #after}.
 *
 * @param resources every resource of every template, by id, each with one fate
 * @param stacks how the stacks are deleted, in an order in which CloudFormation accepts it: what
 *     imports goes before what exports
 * @param before what stops the delete, and how it is taken off, by id
 * @param after what is left, in an order in which it can be deleted
 */
public record Deletion(
    List<ResourceFate> resources,
    List<StackDelete> stacks,
    List<Leftover> before,
    List<Leftover> after) {

  /** Copies the lists, so that it never changes. */
  public Deletion {
    resources = List.copyOf(resources);
    stacks = List.copyOf(stacks);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Derives it from templates.
   *
   * @param plan the plan of the stacks
   * @param nameOf what CloudFormation calls a stack, by its id in the assembly
   * @return what becomes of everything
   */
  public static Deletion of(Plan plan, UnaryOperator<String> nameOf) {
    return new Reader(plan, nameOf).read();
  }

  /** {@return the resources with a fate} */
  public List<ResourceFate> withFate(Fate fate) {
    return resources.stream().filter(it -> it.fate() == fate).toList();
  }

  /** {@return how many last snapshots are taken, also of what stops the delete at first} */
  public long lastSnapshots() {
    return after.stream().filter(it -> it.what().equals(Snapshots.WHAT)).count();
  }

  private static final class Reader {
    private final StackTemplate template;
    private final StackOrder order;
    private final UnaryOperator<String> nameOf;
    private final Holds holds;
    private final MadeByAws made;
    private final List<ResourceFate> fates = new ArrayList<>();
    private final List<Leftover> before = new ArrayList<>();
    private final List<Leftover> after = new ArrayList<>();

    Reader(Plan plan, UnaryOperator<String> nameOf) {
      this.template = plan.template();
      this.order = new StackOrder(plan);
      this.nameOf = nameOf;
      this.holds = new Holds(template);
      this.made = new MadeByAws(template);
    }

    Deletion read() {
      template.resources().forEach(this::add);
      after.sort(Comparator.comparingInt(Reader::rank).thenComparing(Leftover::id));
      return new Deletion(
          fates,
          order.ofDelete().stream().map(it -> StackDelete.of(it, nameOf.apply(it))).toList(),
          before,
          after);
    }

    private void add(Resource it) {
      if (holds.isKept(it.logicalId())) {
        Row kept = Kept.of(it);
        put(it, Fate.KEPT, kept.reason());
        made.beside(it).forEach(row -> leave(it, Fate.KEPT, row));
        leave(it, Fate.KEPT, kept);
        return;
      }
      Optional<Row> snapshot = Snapshots.of(it);
      Optional<Row> obstacle =
          Protections.of(it).or(() -> Contents.of(it, template)).or(() -> holds.obstacleTo(it));
      Fate fate =
          obstacle.isPresent() ? Fate.BLOCKED : snapshot.isPresent() ? Fate.SNAPSHOT : Fate.DELETED;
      put(it, fate, obstacle.or(() -> snapshot).map(Row::reason).orElse("The stack deletes it."));
      obstacle.ifPresent(row -> before.add(leftover(it, fate, row)));
      snapshot.ifPresent(row -> leave(it, fate, row));
      made.behind(it).forEach(row -> leave(it, fate, row));
      made.beside(it).forEach(row -> leave(it, fate, row));
    }

    private void put(Resource it, Fate fate, String reason) {
      fates.add(new ResourceFate(it.logicalId(), it.type(), fate, reason));
    }

    /** What is nothing by itself goes with another resource; what several share is there once. */
    private void leave(Resource it, Fate fate, Row row) {
      boolean isNothing = fate == Fate.KEPT && row.commands().isEmpty();
      Leftover leftover = leftover(it, fate, row);
      boolean isThere =
          !row.commands().isEmpty()
              && after.stream().anyMatch(other -> other.commands().equals(leftover.commands()));
      if (!isNothing && !isThere) {
        after.add(leftover);
      }
    }

    private static Leftover leftover(Resource it, Fate fate, Row row) {
      List<String> commands = new ArrayList<>(row.commands());
      if (commands.stream().anyMatch(command -> command.contains("$id"))) {
        commands.add(0, StackDelete.physicalId(it.logicalId()));
      }
      return new Leftover(it.logicalId(), it.type(), fate, row.what(), row.reason(), commands);
    }

    private static int rank(Leftover it) {
      return Kept.rank(it.type());
    }
  }
}
