package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.room.GroupRoom;
import io.github.threetierecs.internal.room.Rooms;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Instances of another architecture. They are replaced before services are deployed, and no
 * template says for which architectures an image is.
 */
final class Architectures {
  private final Differences differences;
  private final List<Play.Played> played;
  private final List<Effect> effects = new ArrayList<>();

  private Architectures(Differences differences, List<Play.Played> played) {
    this.differences = differences;
    this.played = played;
  }

  static List<Effect> of(Differences differences, List<Play.Played> played) {
    Architectures architectures = new Architectures(differences, played);
    if (differences.inPlace().stream()
        .anyMatch(it -> it.type().equals("AWS::AutoScaling::AutoScalingGroup"))) {
      architectures.find();
    }
    return architectures.effects;
  }

  private void find() {
    List<GroupRoom> then = Rooms.of(differences.after()).groups();
    for (GroupRoom before : Rooms.of(differences.before()).groups()) {
      Optional<GroupRoom> after =
          then.stream()
              .filter(it -> it.id().equals(before.id()) && differences.stays(it.id()))
              .findFirst();
      if (after.isPresent() && !before.services().isEmpty()) {
        add(before, after.get());
      }
    }
  }

  private void add(GroupRoom before, GroupRoom after) {
    Optional<String> from = before.architecture();
    Optional<String> to = after.architecture();
    if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
      return;
    }
    effects.add(
        Effect.of(
            Kind.BESIDE,
            Verdict.MAY_GET_STUCK,
            "AWS::AutoScaling::AutoScalingGroup",
            "",
            "the instances become "
                + to.get()
                + ", and tasks that move to them have the images that run now"
                + (isDeployedLater(before) ? ", since services are deployed after it" : "")
                + ": of an image for "
                + from.get()
                + " only they stop with exec format error, no circuit breaker ends that outside of"
                + " a deployment of ECS, and instances that drain wait for them. Deploy images for"
                + " both architectures first (docs/recipes/images-for-arm64.md)",
            before.id()
                + ": "
                + String.join(" or ", before.instanceTypes())
                + " → "
                + String.join(" or ", after.instanceTypes()),
            "decision 17; Amazon ECS Developer Guide, deployment circuit breaker and draining of"
                + " container instances; inferred"));
  }

  private boolean isDeployedLater(GroupRoom group) {
    List<String> ids = played.stream().map(it -> it.step().id()).toList();
    return group.services().stream().anyMatch(it -> ids.indexOf(it.id()) > ids.indexOf(group.id()));
  }
}
