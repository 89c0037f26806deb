package io.github.threetierecs.examples.guestbook.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
  private static final Optional<Credentials> AT_START =
      Optional.of(new Credentials("guestbook", FakeDatabase.PASSWORD));

  @TempDir Path folder;

  private final FakeDatabase database = new FakeDatabase();

  @Test
  void aRotatedPasswordIsReadFromTheSecretAndKept() throws Exception {
    SignIn signIn = new SignIn(database, AT_START, Optional.of(secret("second-password")));
    signIn.getConnection().close();
    database.password = "second-password";

    signIn.getConnection().close();
    signIn.getConnection().close();

    assertThat(database.refused).hasValue(1);
  }

  @Test
  void aSecretAloneIsEnough() throws Exception {
    SignIn signIn = new SignIn(database, Optional.empty(), Optional.of(secret(database.password)));

    try (Connection connection = signIn.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }
    assertThat(database.refused).hasValue(0);
  }

  /**
   * While a rotation is under way, the database can know the new password before the secret does.
   */
  @Test
  void aSecretThatIsNotNewYetIsTriedAgainLater() throws Exception {
    SignIn signIn = new SignIn(database, AT_START, Optional.of(secret(FakeDatabase.PASSWORD)));
    database.password = "second-password";

    assertThatThrownBy(signIn::getConnection).hasMessageContaining("Access denied");
    assertThat(database.refused).as("not tried twice with the same").hasValue(1);

    secret("second-password");
    signIn.getConnection().close();
  }

  @Test
  void withoutASecretARefusalIsARefusal() {
    database.password = "second-password";

    assertThatThrownBy(database.signIn()::getConnection)
        .isInstanceOf(SQLException.class)
        .satisfies(it -> assertThat(Failure.of(it)).contains("refuses the user or the password"));
  }

  @Test
  void otherFailuresReadNoSecret() {
    SignIn signIn =
        new SignIn(
            database,
            AT_START,
            Optional.of(
                () -> {
                  throw new AssertionError("was read");
                }));
    database.away = true;

    assertThatThrownBy(signIn::getConnection)
        .isInstanceOf(SQLException.class)
        .satisfies(it -> assertThat(Failure.of(it)).startsWith("nothing answers at DB_HOST"));
  }

  @Test
  void anUnreadableSecretIsSaidBesideTheRefusal() {
    SignIn signIn =
        new SignIn(
            database,
            AT_START,
            Optional.of(Secret.at(folder.resolve("none.json").toUri().toString())));
    database.password = "second-password";

    assertThatThrownBy(signIn::getConnection)
        .satisfies(
            it ->
                assertThat(Failure.of(it))
                    .contains("MySQL error 1045", "DB_SECRET_ARN is unreadable", "none.json")
                    .doesNotContain("password\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hunter2", "{\"password\": \"hunter2\"}", "[\"hunter2\"]", "", "\"hunter2"})
  void whatIsNoSecretIsNotRepeated(String content) {
    assertThatThrownBy(() -> Secret.parse(content))
        .isInstanceOf(Secret.Unreadable.class)
        .satisfies(it -> assertThat(it.toString()).doesNotContain("hunter2"));
  }

  private Secret secret(String password) throws Exception {
    Path file = folder.resolve("secret.json");
    Files.writeString(
        file,
        "{\"username\": \"guestbook\", \"password\": \"" + password + "\", \"engine\": \"mysql\"}");
    return Secret.at(file.toUri().toString());
  }
}
