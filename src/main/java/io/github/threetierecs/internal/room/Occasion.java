package io.github.threetierecs.internal.room;

/** When tasks have to find room. */
public enum Occasion {
  /** All services at the tasks that there are while nothing asks for more. */
  NORMAL,

  /** All services are deployed at once, at their most tasks. */
  DEPLOYMENT,

  /** One Availability Zone is lost, while nothing asks for more. */
  LOSS_OF_A_ZONE,

  /** All services at their most tasks. */
  MOST_TASKS
}
