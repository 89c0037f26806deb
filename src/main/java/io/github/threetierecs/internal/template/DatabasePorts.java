package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The port that a database listens on, which rules mostly give as its endpoint's attribute. */
public final class DatabasePorts {

  /** The default ports by the prefix of the engine's name. */
  private static final Map<String, String> DEFAULTS =
      Ordered.mapOfEntries(
          Map.entry("mysql", "3306"),
          Map.entry("mariadb", "3306"),
          Map.entry("aurora-mysql", "3306"),
          Map.entry("postgres", "5432"),
          Map.entry("aurora-postgresql", "5432"),
          Map.entry("oracle", "1521"),
          Map.entry("custom-oracle", "1521"),
          Map.entry("sqlserver", "1433"),
          Map.entry("custom-sqlserver", "1433"));

  private final StackTemplate template;

  /**
   * Reads the ports of a template's databases.
   *
   * @param template the template
   */
  public DatabasePorts(StackTemplate template) {
    this.template = template;
  }

  /** The text of a port, after looking up the database if it is one's endpoint port. */
  String resolve(Object port) {
    return Reference.attributeOf(port)
        .filter(attribute -> attribute.name().equals("Endpoint.Port"))
        .flatMap(attribute -> template.find(attribute.logicalId()))
        .flatMap(this::of)
        .orElseGet(() -> Text.of(port));
  }

  /**
   * The port that a database or a proxy of one listens on, by its engine if it names none.
   *
   * @param database the database, or the proxy
   * @return the port, or the text of one that only the deployment will know; nothing if its engine
   *     is not known
   */
  public Optional<String> of(Resource database) {
    return database
        .text("Port")
        .or(
            () ->
                database
                    .property("SourceDBInstanceIdentifier")
                    .flatMap(template::referent)
                    .flatMap(this::of))
        .or(
            () ->
                database
                    .text("Engine")
                    .or(() -> database.text("EngineFamily").map(it -> it.toLowerCase(Locale.ROOT)))
                    .flatMap(
                        engine ->
                            DEFAULTS.entrySet().stream()
                                .filter(it -> engine.startsWith(it.getKey()))
                                .map(Map.Entry::getValue)
                                .findFirst()));
  }
}
