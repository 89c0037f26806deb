package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.Map;

/** What saves rules of a security group. */
public final class RuleRemedies {
  private RuleRemedies() {}

  /** {@return what helps, by whose group it is; for all others clients can share a group} */
  public static Map<String, String> of(Values edge) {
    String fewer = "allow fewer in frontend.edge.allowedCidrs and allowedPrefixLists";
    return Map.of(
        SecurityGroups.FRONTEND_LOAD_BALANCER,
        EdgeOptions.redirectsHttp(edge)
            ? "set frontend.edge.redirectHttp to false, which saves the rules of port 80, " + fewer
            : fewer);
  }
}
