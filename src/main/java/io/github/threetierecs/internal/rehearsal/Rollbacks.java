package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.deletion.DeletePolicy;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
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
 * The way back from a failure at each step: CloudFormation plays the old template over what AWS has
 * by then. It takes back what it has changed, in the order of the old template, and deletes what it
 * has created.
 *
 * <p>The resource that fails counts as changed, since AWS may have taken a part of it; but what RDS
 * allows only once in some hours counts only if something else fails after it.
 */
final class Rollbacks {
  /** First what is not rolled back, then what is left out, then what is beside the stack. */
  private static final List<String> NAMES =
      Stream.of(Trait.ROLLBACK, Trait.LEFT_OUT)
          .flatMap(trait -> Knowledge.all().stream().filter(it -> it.trait() == trait))
          .filter(it -> it.word().equals("kept"))
          .map(it -> it.part(1))
          .toList();

  private static final Comparator<String> READING =
      Comparator.comparingInt((String it) -> NAMES.contains(it) ? NAMES.indexOf(it) : NAMES.size())
          .thenComparing(Comparator.naturalOrder());

  private final Differences differences;
  private final boolean isDriftAware;
  private final List<String> order;

  /**
   * Rollbacks of a change.
   *
   * @param isDriftAware whether CloudFormation goes back to what AWS had, in place of what the old
   *     template says
   */
  Rollbacks(Differences differences, boolean isDriftAware) {
    this.differences = differences;
    this.isDriftAware = isDriftAware;
    this.order = Order.of(differences.before());
  }

  /** A rollback for each step that can fail; CloudFormation does not roll back a clean-up. */
  List<Rollback> of(List<Play.Played> played) {
    List<Rollback> rollbacks = new ArrayList<>();
    for (int i = 0; i < played.size(); i++) {
      if (played.get(i).step().action() != Step.Action.DELETE) {
        rollbacks.add(from(played.subList(0, i + 1)));
      }
    }
    return rollbacks;
  }

  /** Of a stack that was deployed before, nothing is taken back. */
  private Rollback from(List<Play.Played> all) {
    Play.Played last = all.get(all.size() - 1);
    String stack = Play.stackOf(last.step().id());
    List<Play.Played> done =
        all.stream().filter(it -> Play.stackOf(it.step().id()).equals(stack)).toList();
    Set<String> touched = new LinkedHashSet<>();
    done.forEach(it -> touched.add(it.step().id()));
    DeployedState state = last.state().renamed(names(touched));
    List<Rollback.Stuck> stuck = new ArrayList<>();
    Set<String> remains = new LinkedHashSet<>();
    StackTemplate before = differences.before();
    for (String id : order) {
      if (touched.contains(id) && !differences.isRemade(id)) {
        Resource there = state.find(id).orElseThrow();
        Resource back = back(there, before.resource(id), remains);
        stuck.addAll(stuck(there, back, id.equals(last.step().id())));
        state = state.with(back);
      }
    }
    for (Play.Played it : done) {
      state = withoutCreated(it.step(), state, remains);
    }
    return new Rollback(last.step(), stuck, remains.stream().sorted(READING).toList(), state);
  }

  /** What was replaced is the old one again, and the other one has another id. */
  private Map<String, String> names(Set<String> touched) {
    Map<String, String> names = new LinkedHashMap<>();
    touched.stream()
        .filter(differences::isRemade)
        .forEach(
            id -> {
              names.put(id, id + DeployedState.NEW);
              names.put(id + DeployedState.OLD, id);
            });
    return names;
  }

  private DeployedState withoutCreated(Step step, DeployedState state, Set<String> remains) {
    String id =
        switch (step.action()) {
          case CREATE -> step.id();
          case REPLACE -> step.id() + DeployedState.NEW;
          default -> "";
        };
    Optional<Resource> created = state.find(id);
    if (created.isEmpty()) {
      return state;
    }
    if (isKept(created.get())) {
      remains.add(Names.of(created.get()) + ", beside the stack");
    }
    return state.without(id);
  }

  static boolean isKept(Resource created) {
    return created.attribute("DeletionPolicy").map(Text::of).filter("Retain"::equals).isPresent()
        || DeletePolicy.isProtected(created);
  }

  /** The old resource over the one that is there, as far as AWS takes it back. */
  private Resource back(Resource there, Resource old, Set<String> remains) {
    if (isRefused(there, old)) {
      return old;
    }
    Map<String, Object> properties = new LinkedHashMap<>(old.properties());
    for (String path : PropertyPaths.of(there)) {
      Optional<Fact> fact = kept(there, old, path);
      if (fact.isPresent()) {
        properties =
            PropertyPaths.with(properties, path, PropertyPaths.at(there, path).orElseThrow());
        remains.add(fact.get().part(1));
      }
    }
    return DeployedState.withProperties(old, properties);
  }

  /** What RDS has not taken need not be taken back. */
  private static boolean isRefused(Resource there, Resource old) {
    return PropertyPaths.of(there).stream()
        .anyMatch(path -> Knowledge.ofChange(Trait.REFUSED, old, there, path).isPresent());
  }

  private Optional<Fact> kept(Resource there, Resource old, String path) {
    Optional<Object> was = PropertyPaths.at(old, path);
    if (was.isEmpty()) {
      return isDriftAware
          ? Optional.empty()
          : Knowledge.ofProperty(there.type(), Trait.LEFT_OUT, path).filter(Fact::isKept);
    }
    return Knowledge.ofProperty(there.type(), Trait.ROLLBACK, path)
        .filter(it -> it.word().equals("kept"))
        .filter(it -> !isSame(was.get(), PropertyPaths.at(there, path).orElseThrow()));
  }

  private static List<Rollback.Stuck> stuck(Resource there, Resource back, boolean isLast) {
    List<Rollback.Stuck> stuck = new ArrayList<>();
    if (Leftovers.isRefused(back)) {
      stuck.add(
          new Rollback.Stuck(
              back.logicalId(),
              "ECS keeps the strategy that the old template does not say, and refuses it without"
                  + " what it shifts traffic with",
              "inferred from Amazon ECS Developer Guide, troubleshooting blue/green deployments"));
    }
    if (!isLast) {
      for (String path : PropertyPaths.of(there)) {
        Knowledge.ofProperty(there.type(), Trait.ROLLBACK, path)
            .filter(it -> it.word().equals("stuck") && isOther(there, back, path))
            .ifPresent(
                it -> stuck.add(new Rollback.Stuck(back.logicalId(), it.part(1), it.source())));
      }
    }
    return stuck;
  }

  private static boolean isOther(Resource there, Resource back, String path) {
    Object one = PropertyPaths.at(there, path).orElseThrow();
    return PropertyPaths.at(back, path).filter(it -> isSame(it, one)).isEmpty();
  }

  private static boolean isSame(Object one, Object other) {
    return Text.of(one).equals(Text.of(other));
  }

  /** Whether AWS has what it had, but for what remains. */
  static boolean isSame(DeployedState one, DeployedState other) {
    return one.resources().keySet().equals(other.resources().keySet())
        && one.resources().values().stream()
            .allMatch(
                it ->
                    Text.of(it.properties())
                        .equals(Text.of(other.find(it.logicalId()).orElseThrow().properties())));
  }
}
