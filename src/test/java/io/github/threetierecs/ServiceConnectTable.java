package io.github.threetierecs;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;

/** How the frontend's calls get to the backend. */
final class ServiceConnectTable {
  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("backend.serviceConnect", "false", "false", "true", () -> Templates.with(props -> props.backend(Templates.backend().serviceConnect(true).build())), app -> app.backend().service().text("ServiceConnectConfiguration.Enabled").orElse("none"))),
          List.of(),
          List.of("backend.serviceConnect"));
  // spotless:on

  private ServiceConnectTable() {}
}
