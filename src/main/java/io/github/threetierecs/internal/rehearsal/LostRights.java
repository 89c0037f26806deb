package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.rehearsal.Rights.Right;
import io.github.threetierecs.internal.rehearsal.StartNeeds.Need;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rights that tasks lose while they run: what a policy takes away before the tasks are there that
 * do without it.
 */
final class LostRights {
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String POLICY = "AWS::IAM::Policy";
  private static final String OF_IAM = "AWS::IAM::";
  private static final String SOURCE =
      "played from the templates: the policies of the tasks' roles after each step, without their"
          + " conditions";

  private final List<Play.Played> played;
  private final StackTemplate before;
  private final List<Effect> effects = new ArrayList<>();

  private LostRights(StackTemplate before, List<Play.Played> played) {
    this.before = before;
    this.played = played;
  }

  static List<Effect> of(StackTemplate before, List<Play.Played> played) {
    LostRights lost = new LostRights(before, played);
    if (played.stream().anyMatch(it -> it.step().type().startsWith(OF_IAM))) {
      lost.findOfStart();
      lost.findOfTasks();
    }
    return lost.effects;
  }

  /** What the execution role needs for each task that starts, in place of a failed one too. */
  private void findOfStart() {
    Set<Need> always = new StartNeeds(before).unmet();
    Map<Need, Step> since = new LinkedHashMap<>();
    for (Play.Played it : played) {
      if (isOfStart(it.step().type())) {
        Set<Need> unmet = new StartNeeds(it.state().template()).unmet();
        unmet.removeAll(always);
        unmet.forEach(need -> since.putIfAbsent(need, it.step()));
        for (Need need : List.copyOf(since.keySet())) {
          if (!unmet.contains(need)) {
            Step step = Optional.ofNullable(since.remove(need)).orElseThrow();
            add(
                Verdict.DEGRADED,
                "tasks of the "
                    + Names.ofService(need.service())
                    + " that start meanwhile may not "
                    + need.words()
                    + ", and fail: from "
                    + step.words()
                    + " until "
                    + it.step().words(),
                step.id());
          }
        }
      }
    }
    since.forEach(
        (need, step) ->
            add(
                Verdict.MAY_GET_STUCK,
                "tasks of the "
                    + Names.ofService(need.service())
                    + " may not "
                    + need.words()
                    + ", and no longer start",
                step.id()));
  }

  private static boolean isOfStart(String type) {
    return type.startsWith(OF_IAM)
        || type.equals(SERVICE)
        || type.equals("AWS::ECS::TaskDefinition")
        || type.equals("AWS::SecretsManager::Secret")
        || type.equals("AWS::Logs::LogGroup");
  }

  /** What the role of the tasks could do before a step and no more after it. */
  private void findOfTasks() {
    StackTemplate there = before;
    for (int i = 0; i < played.size(); i++) {
      Step step = played.get(i).step();
      StackTemplate now = played.get(i).state().template();
      if (step.type().startsWith(OF_IAM)) {
        for (Resource service : now.resourcesOfType(SERVICE)) {
          addLost(service, i, lost(service, there, now));
        }
      }
      there = now;
    }
  }

  private static Set<Right> lost(Resource service, StackTemplate there, StackTemplate now) {
    Optional<Resource> role =
        service
            .property("TaskDefinition")
            .flatMap(now::referent)
            .flatMap(it -> it.property("TaskRoleArn"))
            .flatMap(now::referent);
    Set<Right> lost = new LinkedHashSet<>();
    if (role.isPresent()) {
      Set<Right> rights = new Rights(now).of(role.get());
      there.find(role.get().logicalId()).ifPresent(it -> lost.addAll(new Rights(there).of(it)));
      lost.removeIf(it -> rights.stream().anyMatch(right -> right.covers(it)));
    }
    return lost;
  }

  private void addLost(Resource service, int step, Set<Right> lost) {
    Optional<Integer> update = update(service.logicalId());
    if (lost.isEmpty() || update.filter(it -> it < step).isPresent()) {
      return;
    }
    Map<String, List<String>> byResource = new TreeMap<>();
    lost.forEach(
        it -> byResource.computeIfAbsent(it.on(), any -> new ArrayList<>()).add(it.action()));
    String rights =
        byResource.entrySet().stream()
            .map(it -> String.join(", ", it.getValue()) + " on " + it.getKey())
            .collect(Collectors.joining("; "));
    String name = "running tasks of the " + Names.ofService(service.logicalId());
    add(
        update.isPresent() ? Verdict.DEGRADED : Verdict.NOT_KNOWN,
        update.isPresent()
            ? name + " lose rights before the new ones are there: " + rights
            : name + " lose rights, and whether they use them is not known: " + rights,
        played.get(step).step().id());
  }

  /** The step that brings new tasks of a service. */
  private Optional<Integer> update(String service) {
    for (int i = 0; i < played.size(); i++) {
      Step it = played.get(i).step();
      if (it.id().equals(service) && it.action() != Step.Action.DELETE) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private void add(Verdict verdict, String words, String because) {
    effects.add(
        Effect.of(Kind.BESIDE, verdict, POLICY, "", words, DeployedState.first(because), SOURCE));
  }
}
