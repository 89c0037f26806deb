package io.github.threetierecs.examples.guestbook.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "DB_HOST", "database.example",
          "DB_NAME", "guestbook",
          "DB_USER", "dbadmin",
          "DB_PASSWORD", "s3cret");

  @Test
  void whatTheConstructGivesIsEnough() {
    Settings settings = Settings.of(LEAST);

    assertThat(settings.port()).isEqualTo(8_080);
    assertThat(settings.tls()).isEqualTo(Settings.Tls.REQUIRED);
    assertThat(MySqlUrl.of(settings))
        .startsWith("jdbc:mysql://database.example:3306/guestbook?sslMode=REQUIRED&");
  }

  @Test
  void thePasswordIsInNoText() {
    assertThat(Settings.of(LEAST).toString()).contains("dbadmin").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, eighty, from 0 to 65535",
    "KEEP_DAYS, 0, from 1 to 36500",
    "STOP_TIMEOUT_SECONDS, -1, from 0 to 3600",
    "DB_TLS, yes, is none of",
    "DB_TLS, VERIFY_CA, set DB_CA_FILE",
    "DB_SECRET_ARN, my-secret, arn:",
    "DB_HOST, '', DB_HOST is missing",
    "DB_PASSWORD, '', DB_PASSWORD is missing",
    "DB_USER, '', 'set DB_USER and DB_PASSWORD, or DB_SECRET_ARN'",
  })
  void whatCannotWorkIsRefusedInWords(String name, String value, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(with(name, value)))
        .withMessageContaining(name)
        .withMessageContaining(words)
        .withMessageNotContaining("s3cret");
  }

  @Test
  void aFileWithoutCertificatesIsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("bundle.pem"), "no certificate");
    Map<String, String> environment = with("DB_CA_FILE", file.toString());
    environment.put("DB_TLS", "VERIFY_IDENTITY");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MySqlUrl.of(Settings.of(environment)))
        .withMessageContaining("DB_CA_FILE")
        .withMessageContaining("bundle.pem");
  }

  @Test
  void commandsThatAreNoneAreRefused() {
    assertThat(Main.run(new String[] {"migrat"}, LEAST)).isEqualTo(2);
    assertThat(Main.run(new String[] {}, LEAST)).isEqualTo(2);
    assertThat(Main.run(new String[] {"trim"}, with("KEEP_DAYS", "x"))).isEqualTo(2);
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new TreeMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }
}
