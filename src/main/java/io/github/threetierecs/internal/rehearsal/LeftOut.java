package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is gone from what stays, which most services then keep. */
public final class LeftOut {

  /** A property that a resource had and has not any more. */
  public record Gone(Resource resource, String path) {}

  private LeftOut() {}

  /**
   * The properties that are gone from what stays.
   *
   * @param before what is deployed
   * @param after what will be
   * @return each of them
   */
  public static List<Gone> between(StackTemplate before, StackTemplate after) {
    return between(new Differences(before, after));
  }

  static List<Gone> between(Differences differences) {
    List<Gone> all = new ArrayList<>();
    for (Resource old : differences.before().resources()) {
      if (differences.stays(old.logicalId())) {
        Set<String> gone = PropertyPaths.of(old);
        gone.removeAll(PropertyPaths.of(differences.after().resource(old.logicalId())));
        gone.forEach(path -> all.add(new Gone(old, path)));
      }
    }
    return all;
  }

  /** What remains. Of what lies below something that is gone as a whole, the whole is told. */
  static List<Effect> effects(Differences differences) {
    List<Effect> effects = new ArrayList<>();
    List<Gone> gone = between(differences);
    for (Gone it : gone) {
      String type = it.resource.type();
      Knowledge.ofProperty(type, Trait.LEFT_OUT, it.path)
          .filter(Fact::isKept)
          .ifPresent(
              fact ->
                  effects.add(
                      Effect.of(
                          Kind.LEAVES,
                          Verdict.SAFE,
                          type,
                          fact.part(1),
                          "AWS keeps " + fact.part(1) + ": " + fact.part(2),
                          it.resource.logicalId() + ": " + it.path + " is left out",
                          fact.source())));
      if (Knowledge.ofProperty(type, Trait.LEFT_OUT, it.path).isEmpty()
          && Knowledge.knows(type)
          && !PropertyPaths.isTags(it.path)
          && gone.stream().noneMatch(other -> isAbove(other, it))) {
        effects.add(
            Effect.of(
                Kind.BESIDE,
                Verdict.NOT_KNOWN,
                type,
                "",
                it.path + " is left out, and AWS may keep what it has",
                it.resource.logicalId(),
                "decision 76: most services keep what an update leaves out"));
      }
    }
    return effects;
  }

  private static boolean isAbove(Gone one, Gone other) {
    return one.resource.logicalId().equals(other.resource.logicalId())
        && other.path.startsWith(one.path + ".");
  }
}
