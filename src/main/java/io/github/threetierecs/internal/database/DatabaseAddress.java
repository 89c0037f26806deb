package io.github.threetierecs.internal.database;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the database is for whoever connects to it.
 *
 * @param host of the proxy if there is one, or else of the database
 * @param port which may be known only once the database is there
 * @param name of the database on that server
 */
public record DatabaseAddress(String host, String port, String name) {
  /** {@return the variables of a container that connects} */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("DB_HOST", host);
    variables.put("DB_PORT", port);
    variables.put("DB_NAME", name);
    return variables;
  }
}
