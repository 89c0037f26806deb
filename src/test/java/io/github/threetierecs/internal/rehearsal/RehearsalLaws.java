package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What holds of the rehearsal of every change. */
public final class RehearsalLaws {
  private final StackTemplate before;
  private final StackTemplate after;
  private final List<String> wrong = new ArrayList<>();

  private RehearsalLaws(StackTemplate before, StackTemplate after) {
    this.before = before;
    this.after = after;
  }

  /**
   * What is wrong with the rehearsal of a change and of its way back.
   *
   * @param replaced what is replaced and holds data, as somebody else has read it
   * @return a sentence each; nothing if nothing is
   */
  public static List<String> violations(
      StackTemplate before, StackTemplate after, Set<String> replaced) {
    RehearsalLaws laws = new RehearsalLaws(before, after);
    Rehearsed there = Rehearsed.of(before, after, List.of());
    Rehearsed back = Rehearsed.of(after, before, List.of());
    laws.saysTheSameAgain(there);
    laws.saysNothingOfNothing();
    laws.callsDataData(there, replaced);
    laws.endsWhereItBegan(back);
    return laws.wrong;
  }

  private void saysTheSameAgain(Rehearsed there) {
    if (!Rehearsed.of(before, after, List.of()).lines().equals(there.lines())) {
      wrong.add("another rehearsal says something else");
    }
  }

  private void saysNothingOfNothing() {
    List<String> lines = Rehearsed.of(after, after, List.of()).lines();
    if (!lines.equals(List.of("safe: nothing changes"))) {
      wrong.add("of the same templates it says " + lines);
    }
  }

  private void callsDataData(Rehearsed there, Set<String> replaced) {
    for (String id : replaced) {
      boolean isTold =
          there.effects().stream()
              .filter(it -> it.verdict() == Verdict.DATA)
              .flatMap(it -> it.because().stream())
              .anyMatch(it -> it.startsWith(id + ":"));
      if (!isTold) {
        wrong.add(id + " is replaced, and that is not called data");
      }
    }
  }

  /** Over what AWS has after the change, which is more than the template says. */
  private void endsWhereItBegan(Rehearsed back) {
    DeployedState first = DeployedState.of(before);
    List<Play.Played> there = Play.of(new Differences(before, after));
    DeployedState changed = there.isEmpty() ? first : there.get(there.size() - 1).state();
    List<Play.Played> played = Play.of(new Differences(after, before), changed);
    DeployedState last = played.isEmpty() ? changed : played.get(played.size() - 1).state();
    if (!last.resources().keySet().equals(first.resources().keySet())) {
      Set<String> other = new TreeSet<>(last.resources().keySet());
      other.removeAll(first.resources().keySet());
      wrong.add("after the way back there is " + other + ", or something is missing");
      return;
    }
    last.resources().values().forEach(it -> isAsItWas(it, first, back));
  }

  private void isAsItWas(Resource now, DeployedState first, Rehearsed back) {
    Resource was = first.find(now.logicalId()).orElseThrow();
    Set<String> paths = PropertyPaths.of(now);
    paths.addAll(PropertyPaths.of(was));
    for (String path : paths) {
      if (isLeaf(paths, path) && !text(now, path).equals(text(was, path))) {
        boolean isTold =
            Knowledge.ofProperty(now.type(), Trait.LEFT_OUT, path)
                .filter(Fact::isKept)
                .filter(
                    fact ->
                        back.effects().stream()
                            .anyMatch(it -> it.words().contains("AWS keeps " + fact.part(1))))
                .isPresent();
        if (!isTold) {
          wrong.add(
              "after the way back, %s.%s is %s and was %s, and no line says so"
                  .formatted(now.logicalId(), path, text(now, path), text(was, path)));
        }
      }
    }
  }

  /** What is below a path is told by itself. */
  private static boolean isLeaf(Set<String> paths, String path) {
    return paths.stream().noneMatch(it -> it.startsWith(path + "."));
  }

  private static Optional<String> text(Resource resource, String path) {
    return PropertyPaths.at(resource, path).map(Text::of);
  }
}
