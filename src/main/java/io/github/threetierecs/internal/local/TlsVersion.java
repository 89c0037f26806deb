package io.github.threetierecs.internal.local;

import java.util.Optional;

/** The lowest version of TLS that a security policy of Elastic Load Balancing admits. */
final class TlsVersion {

  private TlsVersion() {}

  /**
   * Reads the name of a policy, such as {@code ELBSecurityPolicy-TLS13-1-2-Res-2021-06}.
   *
   * @param policy the policy, if the listener names one
   * @return the version as HAProxy calls it
   */
  static String lowest(Optional<String> policy) {
    String name = policy.orElse("");
    for (String minor : new String[] {"3", "2", "1"}) {
      if (name.contains("-1-" + minor)) {
        return "TLSv1." + minor;
      }
    }
    return "TLSv1.0";
  }
}
