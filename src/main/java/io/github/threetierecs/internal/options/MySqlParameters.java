package io.github.threetierecs.internal.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of MySQL that options set, and those that users may set. */
public final class MySqlParameters {
  private static final String TLS = "require_secure_transport";

  /**
   * Counts when an instance is initialized: RDS puts one that has it otherwise later into the state
   * {@code incompatible-parameters}.
   */
  public static final String LOWER_CASE_TABLE_NAMES = "lower_case_table_names";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  private MySqlParameters() {}

  /**
   * {@return the parameters, by name} TLS is said either way, since RDS's default differs: optional
   * up to MySQL 8.4, required from 9.7 on.
   */
  public static Map<String, String> of(
      boolean requireTls, List<String> logs, Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(TLS, requireTls ? "1" : "0");
    if (logs.contains("slowquery")) {
      all.put("slow_query_log", "1");
    }
    if (logs.contains("general")) {
      all.put("general_log", "1");
    }
    if (all.containsKey("slow_query_log") || all.containsKey("general_log")) {
      // RDS exports the logs from files only, and MySQL may write to tables by default.
      all.put("log_output", "FILE");
    }
    all.putAll(own);
    return all;
  }

  static void check(
      Problems problems, String option, @Nullable String name, @Nullable String value) {
    if (name == null || !NAME.matcher(name).matches()) {
      problems.add(
          option, name, "is not the name of a parameter", "use one such as \"max_connections\"");
    } else if (name.equals(TLS)) {
      problems.add(option, name, "is set by database.requireTls", "set that instead");
    }
    if (name != null && value == null) {
      problems.add(option + "." + name, null, "is not a value", "leave the parameter out");
    }
  }
}
