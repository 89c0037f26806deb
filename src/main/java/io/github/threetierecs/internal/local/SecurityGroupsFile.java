package io.github.threetierecs.internal.local;

import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of HAProxy that stands for the security groups: it listens where a connection
 * is allowed, and nowhere else.
 */
final class SecurityGroupsFile {

  private SecurityGroupsFile() {}

  /**
   * Writes the configuration.
   *
   * @param ways every connection that is allowed
   * @return the text of the file
   */
  static String of(List<Way> ways) {
    List<String> lines =
        new ArrayList<>(
            """
            # Who may connect to whom. A change of this file is lost when it is written again.
            global
                log stdout format raw local0 notice
                maxconn 8192
                hard-stop-after 5s

            defaults
                mode tcp
                retries 0
                timeout connect 5s
                # As long as a security group remembers a connection on which nothing is sent.
                timeout client 350s
                timeout server 350s\
            """
                .lines()
                .toList());
    for (Way way : ways) {
      lines.add("");
      lines.add("listen %s-to-%s-%s".formatted(name(way.client()), name(way.server()), way.port()));
      lines.add("    bind %s:%s".formatted(way.vpcAddress(), way.port()));
      lines.add(
          "    server %s %s:%s%s"
              .formatted(
                  name(way.server()),
                  way.serverAddress(),
                  way.port(),
                  way.proxyProtocol() ? " send-proxy-v2" : ""));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String name(String text) {
    return HaproxyText.name(text);
  }
}
