package io.github.threetierecs.internal.options;

/** What can be chosen of the frontend beside {@link ServiceOptions}. */
public final class FrontendOptions {
  private static final Group FRONTEND = new Group("frontend");

  public static final Option<Number> CONTAINER_PORT = ServiceOptions.port(FRONTEND).byDefault(80);

  public static final Option<Values> EDGE = FRONTEND.part("edge");

  private FrontendOptions() {}
}
