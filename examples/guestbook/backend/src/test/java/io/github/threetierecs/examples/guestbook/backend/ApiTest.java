package io.github.threetierecs.examples.guestbook.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What callers get, of a server with an empty database. */
class ApiTest {
  private static Server server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = Server.start(Client.settings(0), FakeDatabase.migrated().signIn());
    client = new Client(server);
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void anEntryIsWrittenAndRead() throws Exception {
    HttpResponse<String> written =
        client.post("{\"name\": \" Ada \", \"message\": \"Hello\\r\\n<b>\"}");
    HttpResponse<String> read = client.get("/api/entries");

    assertThat(written.statusCode()).isEqualTo(201);
    assertThat(Client.json(read).at("/entries/0/name").asText()).isEqualTo("Ada");
    assertThat(Client.json(read).at("/entries/0/message").asText()).isEqualTo("Hello\n<b>");
    assertThat(Client.json(read).at("/entries/0")).isEqualTo(Client.json(written));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": \"Ada\"                                | 400 | not JSON",
        "[]                                                | 400 | not a JSON object",
        "{\"name\": \"Ada\"}                               | 422 | has to be a text",
        "{\"name\": \" \", \"message\": \"x\"}             | 422 | is empty",
        "{\"name\": 1, \"message\": \"x\"}                 | 422 | has to be a text",
        "{\"name\": \"A\\u0000\", \"message\": \"x\"}      | 422 | control characters",
        "{\"name\": \"A\", \"message\": \"x\", \"id\": 1}  | 422 | is not known",
      })
  void whatIsNoEntryIsRefusedInWords(String body, int status, String words) throws Exception {
    HttpResponse<String> refused = client.post(body);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(refused.body()).contains(words);
  }

  @Test
  void lengthsAreLimited() throws Exception {
    assertThat(client.post(Client.entry("n".repeat(80), "🙂".repeat(500))).statusCode())
        .isEqualTo(201);
    assertThat(client.post(Client.entry("n".repeat(81), "m")).body())
        .contains("81 characters, and 80 is the most");
    assertThat(client.post(Client.entry("n", "m".repeat(1_001))).statusCode()).isEqualTo(422);
    assertThat(client.post(Client.entry("n", "m".repeat(20_000))).statusCode()).isEqualTo(413);
  }

  @Test
  void otherTypesMethodsPathsAndQueriesAreRefused() throws Exception {
    assertThat(
            client.send(client.request("/api/entries").POST(Client.body("name=Ada"))).statusCode())
        .isEqualTo(415);
    assertThat(client.send(client.request("/api/entries").DELETE()).statusCode()).isEqualTo(405);
    assertThat(client.get("/api/others").statusCode()).isEqualTo(404);
    assertThat(client.get("/api/entries?limit=101").body()).contains("from 1 to 100");
    assertThat(client.get("/api/entries?before=1%20OR%201").statusCode()).isEqualTo(400);
  }

  @Test
  void aRequestKeepsItsIdInAnswersProblemsAndTheLog() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Api.class);
    logger.addAppender(log);

    HttpResponse<String> refused =
        client.send(client.request("/api/others").header("X-Request-Id", "of-caddy.1"));
    logger.detachAppender(log);

    assertThat(refused.headers().firstValue("X-Request-Id")).hasValue("of-caddy.1");
    assertThat(Client.json(refused).at("/requestId").asText()).isEqualTo("of-caddy.1");
    assertThat(log.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getMDCPropertyMap()).containsEntry("requestId", "of-caddy.1");
              assertThat(line.getKeyValuePairs()).map(Object::toString).contains("status=\"404\"");
            });
  }

  @Test
  void anIdThatCannotBeLoggedAsItIsIsReplaced() throws Exception {
    HttpResponse<String> answer =
        client.send(client.request("/alive").header("X-Request-Id", "a b\"}"));

    assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f-]{36}");
  }

  @Test
  void requestsAreMeasuredByRoute() throws Exception {
    client.get("/api/entries");
    client.get("/wp-login.php");

    assertThat(client.get("/metrics").body())
        .contains(
            "http_server_requests_seconds_count{method=\"GET\",route=\"/api/entries\",status=\"200\"}")
        .contains("route=\"other\",status=\"404\"")
        .contains("hikaricp_connections_active", "jvm_memory_used_bytes");
  }
}
