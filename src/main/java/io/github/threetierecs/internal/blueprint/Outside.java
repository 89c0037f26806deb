package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.Text;

/** The ids of what is no resource of the assembly. No id of a resource begins as they do. */
final class Outside {

  static final String USER = "~user";
  static final String INTERNET = "~internet";
  static final String DB_HOST = "DB_HOST";
  static final String DB_READ_HOSTS = "DB_READ_HOSTS";

  private Outside() {}

  static String databaseId(Object host) {
    return "~database/" + Text.of(host);
  }

  static String readersId(Object hosts) {
    return "~readers/" + Text.of(hosts);
  }

  static String registryId(String registry) {
    return "~registry/" + registry;
  }

  static String containerId(String definition, String container) {
    return "~container/" + definition + "/" + container;
  }
}
