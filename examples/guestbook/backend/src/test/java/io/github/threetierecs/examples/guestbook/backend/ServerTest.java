package io.github.threetierecs.examples.guestbook.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How the server starts and stops, and what it says when the database cannot be used. */
class ServerTest {
  private final FakeDatabase database = FakeDatabase.migrated();

  @Test
  void readinessSaysWhyNotAndComesBack() throws Exception {
    database.away = true;
    Server server = Server.start(Client.settings(0), database.signIn());
    Client client = new Client(server);

    HttpResponse<String> answer = client.get("/ready");
    assertThat(client.get("/alive").statusCode()).isEqualTo(200);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("nothing answers at DB_HOST");
    assertThat(client.get("/api/entries").statusCode()).isEqualTo(503);

    database.away = false;
    Instant end = Instant.now().plusSeconds(20);
    // The pool tries again by itself, after some seconds at most.
    while (client.get("/ready").statusCode() != 200) {
      assertThat(Instant.now()).as("when it is ready again").isBefore(end);
    }
    server.stop();
  }

  @Test
  void aWrongPasswordIsSaidAndNeverShown() throws Exception {
    database.password = "second-password";
    Server server = Server.start(Client.settings(0), database.signIn());
    Client client = new Client(server);

    HttpResponse<String> answer = client.get("/ready");
    String entries = client.get("/api/entries").body();
    server.stop();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("refuses the user or the password (MySQL error 1045)")
        .doesNotContain(FakeDatabase.PASSWORD);
    assertThat(entries).doesNotContain("MySQL", FakeDatabase.PASSWORD);
  }

  @Test
  void aRequestInFlightEndsWhileReadinessSaysThatItStops() throws Exception {
    database.slow = new CountDownLatch(1);
    Server server = Server.start(Client.settings(1), database.signIn());
    Client client = new Client(server);

    CompletableFuture<HttpResponse<String>> inFlight = client.begin("/api/entries");
    Thread.sleep(200);
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::stop);
    Thread.sleep(300);
    assertThat(client.get("/ready").body()).isEqualTo("not ready: it is stopping\n");
    Thread.sleep(1_000);
    assertThat(inFlight).as("the request, after the web server has begun to stop").isNotDone();
    database.slow.countDown();

    assertThat(inFlight.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    stopping.get(15, TimeUnit.SECONDS);
  }
}
