package io.github.threetierecs.internal.options;

/** What can be chosen of the backend beside {@link ServiceOptions}. */
public final class BackendOptions {
  private static final Group BACKEND = new Group("backend");

  public static final Option<Number> CONTAINER_PORT = ServiceOptions.port(BACKEND).byDefault(8080);

  public static final Option<Boolean> SERVICE_CONNECT =
      BACKEND.<Boolean>option("serviceConnect").byDefault(false);

  private BackendOptions() {}
}
