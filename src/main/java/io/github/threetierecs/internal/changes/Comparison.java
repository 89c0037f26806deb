package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two templates compared, resource by resource. What refers to a replaced resource in a property
 * that AWS cannot change in place is replaced with it, and so on.
 */
public final class Comparison {
  private static final String NOTE_OF_CDK = "AWS::CDK::Metadata";
  private static final String NESTED_STACK = "AWS::CloudFormation::Stack";

  /** Another name for what is in a nested stack, which is compared itself. */
  private static final Set<String> OF_NESTED = Ordered.set("TemplateURL", "Parameters");

  /** What CloudFormation does with a resource, which is nothing that its service sees. */
  private static final List<String> UNSEEN =
      List.of("DeletionPolicy", "UpdateReplacePolicy", "UpdatePolicy", "CreationPolicy");

  private static final String METADATA = "Metadata";

  private static final int MOST_CHARACTERS = 60;

  private final StackTemplate before;
  private final StackTemplate after;

  /** What is another one afterwards, or may be. */
  private final Map<String, ChangeKind> remade = new TreeMap<>();

  private Comparison(StackTemplate before, StackTemplate after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Compares two templates.
   *
   * @param before what is deployed
   * @param after what will be
   * @return what happens to each resource that is not the same, by its id
   */
  public static List<ResourceChange> between(StackTemplate before, StackTemplate after) {
    return new Comparison(before, after).changes();
  }

  private List<ResourceChange> changes() {
    boolean isMore = true;
    while (isMore) {
      isMore = false;
      for (Resource now : after.resources()) {
        Optional<ChangeKind> kind = before.find(now.logicalId()).flatMap(it -> remade(it, now));
        isMore |= kind.isPresent() && kind.get() != remade.put(now.logicalId(), kind.get());
      }
    }
    Map<String, String> renamed = Renaming.between(before, after);
    SortedMap<String, ResourceChange> changes = new TreeMap<>();
    for (Resource old : before.resources()) {
      Optional<Resource> now = after.find(old.logicalId());
      now.map(it -> changed(old, it))
          .orElseGet(() -> Optional.of(removed(old, renamed)))
          .ifPresent(it -> changes.put(it.id(), it));
    }
    Map<String, String> formerly = new TreeMap<>();
    renamed.forEach((from, to) -> formerly.put(to, from));
    for (Resource now : after.resources()) {
      if (before.find(now.logicalId()).isEmpty()) {
        changes.put(now.logicalId(), added(now, formerly));
      }
    }
    return changes.values().stream().filter(it -> !it.type().equals(NOTE_OF_CDK)).toList();
  }

  private static ResourceChange removed(Resource old, Map<String, String> renamed) {
    return new ResourceChange(
        old.logicalId(),
        old.type(),
        ChangeKind.REMOVED,
        UpdateRules.knows(old.type()),
        StatefulTypes.heldBy(old),
        StatefulTypes.fateOfRemoved(old),
        Optional.ofNullable(renamed.get(old.logicalId())),
        List.of());
  }

  private static ResourceChange added(Resource now, Map<String, String> formerly) {
    return new ResourceChange(
        now.logicalId(),
        now.type(),
        ChangeKind.ADDED,
        UpdateRules.knows(now.type()),
        StatefulTypes.heldBy(now),
        "",
        Optional.ofNullable(formerly.get(now.logicalId())),
        List.of());
  }

  private Optional<ResourceChange> changed(Resource old, Resource now) {
    List<PropertyChange> seen = seen(old, now);
    List<PropertyChange> unseen = unseen(old, now);
    if (seen.isEmpty() && unseen.isEmpty()) {
      return Optional.empty();
    }
    ChangeKind kind =
        remade.getOrDefault(
            now.logicalId(), seen.isEmpty() ? ChangeKind.UNSEEN : ChangeKind.CHANGED);
    List<PropertyChange> all = new ArrayList<>(seen);
    all.addAll(unseen);
    all.sort(Comparator.comparing(PropertyChange::update));
    return Optional.of(
        new ResourceChange(
            now.logicalId(),
            now.type(),
            kind,
            UpdateRules.knows(now.type()),
            StatefulTypes.heldBy(old),
            kind.isRemade() ? StatefulTypes.fateOfReplaced(old, now) : "",
            Optional.empty(),
            all));
  }

  /** Whether there is, or may be, another resource in its place. */
  private Optional<ChangeKind> remade(Resource old, Resource now) {
    List<PropertyChange> seen = seen(old, now);
    if (seen.stream().anyMatch(it -> it.update() == Update.REPLACEMENT)) {
      return Optional.of(ChangeKind.REPLACED);
    }
    return seen.stream().anyMatch(it -> it.update() == Update.CONDITIONAL)
        ? Optional.of(ChangeKind.MAY_BE_REPLACED)
        : Optional.empty();
  }

  private List<PropertyChange> seen(Resource old, Resource now) {
    if (old.equals(now) && Collections.disjoint(remade.keySet(), now.references())) {
      return List.of();
    }
    List<PropertyChange> changes = new ArrayList<>();
    if (!old.type().equals(now.type())) {
      changes.add(change("Type", old.type(), now.type(), Update.REPLACEMENT));
    }
    beside("Condition", old.attribute("Condition"), now.attribute("Condition"))
        .ifPresent(changes::add);
    Map<String, Object> ofOld = propertiesOf(old);
    Map<String, Object> ofNow = propertiesOf(now);
    SortedMap<String, Object> oldLeaves = Leaves.of(ofOld);
    SortedMap<String, Object> leaves = Leaves.of(ofNow);
    Set<String> paths = new TreeSet<>(oldLeaves.keySet());
    paths.addAll(leaves.keySet());
    for (String path : paths) {
      Object from = oldLeaves.get(path);
      Object to = leaves.get(path);
      if (from == null || to == null || !Leaves.areSame(from, to)) {
        changes.add(
            new PropertyChange(
                path,
                Optional.ofNullable(from).map(it -> shortened(path, it)),
                Optional.ofNullable(to).map(it -> shortened(path, it)),
                update(old, now, path),
                Optional.empty()));
      } else {
        ripple(old, now, path, to).ifPresent(changes::add);
      }
    }
    ofNow.forEach(
        (name, value) -> {
          Object from = ofOld.get(name);
          boolean isTold =
              changes.stream().anyMatch(it -> (it.path() + ".").startsWith(name + "."));
          if (from != null && !isTold && !Leaves.areSame(from, value)) {
            changes.add(change(name, "in one order", "in another order", update(old, now, name)));
          }
        });
    return changes;
  }

  private static PropertyChange change(String path, String from, String to, Update update) {
    return new PropertyChange(path, Optional.of(from), Optional.of(to), update, Optional.empty());
  }

  private static Map<String, Object> propertiesOf(Resource resource) {
    if (!resource.type().equals(NESTED_STACK)) {
      return resource.properties();
    }
    Map<String, Object> own = new LinkedHashMap<>(resource.properties());
    own.keySet().removeAll(OF_NESTED);
    return own;
  }

  /** The same words for what is another resource. */
  private Optional<PropertyChange> ripple(Resource old, Resource now, String path, Object value) {
    List<String> replaced =
        Reference.idsIn(value).stream()
            .filter(remade::containsKey)
            .sorted(Comparator.comparing(id -> remade.getOrDefault(id, ChangeKind.UNSEEN)))
            .toList();
    if (replaced.isEmpty()) {
      return Optional.empty();
    }
    Update update = update(old, now, path);
    boolean perhaps = remade.get(replaced.get(0)) == ChangeKind.MAY_BE_REPLACED;
    String text = shortened(path, value);
    return Optional.of(
        new PropertyChange(
            path,
            Optional.of(text),
            Optional.of(text),
            update == Update.REPLACEMENT && perhaps ? Update.CONDITIONAL : update,
            Optional.of(replaced.get(0))));
  }

  private static Update update(Resource old, Resource now, String path) {
    return UpdateRules.of(now.type()).stream()
        .filter(it -> it.covers(path) && it.holds(old, now))
        .map(UpdateRule::update)
        .min(Comparator.naturalOrder())
        .orElse(Update.NONE);
  }

  private static List<PropertyChange> unseen(Resource old, Resource now) {
    List<PropertyChange> changes = new ArrayList<>();
    for (String name : UNSEEN) {
      beside(name, old.attribute(name), now.attribute(name)).ifPresent(changes::add);
    }
    beside(METADATA, metadata(old), metadata(now)).ifPresent(changes::add);
    return changes;
  }

  /** But for paths of constructs and assets, which the CDK notes there for itself. */
  private static Optional<Object> metadata(Resource resource) {
    Map<String, Object> own = new TreeMap<>();
    if (resource.attribute(METADATA).orElse("") instanceof Map<?, ?> all) {
      all.forEach((key, value) -> own.put(String.valueOf(key), value));
    }
    own.keySet().removeIf(it -> it.startsWith("aws:"));
    return own.isEmpty() ? Optional.empty() : Optional.of(own);
  }

  private static Optional<PropertyChange> beside(
      String name, Optional<Object> from, Optional<Object> to) {
    if (from.isEmpty() && to.isEmpty()) {
      return Optional.empty();
    }
    boolean same = from.isPresent() && to.isPresent() && Leaves.areSame(from.get(), to.get());
    return same
        ? Optional.empty()
        : Optional.of(
            new PropertyChange(
                name,
                from.map(it -> shortened(name, it)),
                to.map(it -> shortened(name, it)),
                Update.NONE,
                Optional.empty()));
  }

  /** What is secret is not repeated, wherever it stands in a template. */
  private static String shortened(String path, Object value) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.contains("password")
        || lower.contains("secretstring")
        || lower.contains("authtoken")) {
      return "not shown";
    }
    String text = Text.of(value).replaceAll("\\s+", " ").strip();
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }
}
