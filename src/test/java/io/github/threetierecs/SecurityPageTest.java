package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SecurityPageTest {
  private static final Path PAGE = Path.of("docs", "security.md");

  @Test
  void itGivesTheReasonForEveryActionThatIsAllowedOnEverything() throws IOException {
    assertThat(Files.readString(PAGE))
        .as("%s, which has to name every action that a role may do on all resources", PAGE)
        .contains(RolesTest.ON_EVERYTHING);
  }
}
