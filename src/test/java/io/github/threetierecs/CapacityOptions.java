package io.github.threetierecs;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import java.util.function.UnaryOperator;

/** The instances: which, how many, and how tasks are connected to the network on them. */
final class CapacityOptions {
  private static final String UNSET = "not set";

  private static final Anatomy BRIDGE = with(it -> it.taskNetworking(TaskNetworking.BRIDGE));

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("capacity.taskNetworking", "awsvpc", "awsvpc", "bridge", () -> BRIDGE, app -> app.frontend().taskDefinition().text("NetworkMode").orElse(UNSET))),
          List.of(),
          List.of("capacity.taskNetworking"));
  // spotless:on

  private CapacityOptions() {}

  static Anatomy with(UnaryOperator<CapacityProps.Builder> choices) {
    return Templates.with(props -> props.capacity(choices.apply(CapacityProps.builder()).build()));
  }
}
