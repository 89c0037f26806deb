package io.github.threetierecs.internal.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityGroupsFileTest {

  private static final List<Way> WAYS =
      List.of(
          new Way("internet", "10.213.0.2", 80, "frontend", "10.213.0.11", true),
          new Way("backend-1", "10.213.0.18", 3306, "database", "10.213.0.27", false));

  @Test
  void itListensWhereAConnectionIsAllowedAndNowhereElse() {
    assertThat(SecurityGroupsFile.of(WAYS).lines().filter(it -> it.contains("bind ")))
        .containsExactly("    bind 10.213.0.2:80", "    bind 10.213.0.18:3306");
  }

  @Test
  void aLoadBalancerIsToldTheClientsAddressAndADatabaseIsNot() {
    assertThat(SecurityGroupsFile.of(WAYS).lines().filter(it -> it.contains("    server ")))
        .containsExactly(
            "    server frontend 10.213.0.11:80 send-proxy-v2",
            "    server database 10.213.0.27:3306");
  }

  @Test
  void haproxyAcceptsIt(@TempDir Path directory) throws Exception {
    assumeTrue(Haproxy.installed().isPresent(), "HAProxy is not installed on this machine");
    assertThat(Haproxy.complaints(SecurityGroupsFile.of(WAYS), directory)).isEmpty();
  }
}
