package io.github.threetierecs.examples.guestbook;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.CapacityProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;

/**
 * What another app sets differently in {@code GuestbookDev}, after all that the stack sets itself:
 * nothing unless a method is overridden. {@code examples/acceptance} tries changes of options with
 * it.
 */
public interface Changes {
  default void capacity(CapacityProps.Builder capacity) {}

  default void frontend(FrontendProps.Builder frontend) {}

  default void backend(BackendProps.Builder backend) {}

  default void database(DatabaseProps.Builder database) {}
}
