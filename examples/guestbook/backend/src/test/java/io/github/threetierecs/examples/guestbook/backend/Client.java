package io.github.threetierecs.examples.guestbook.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Calls a server, as the frontend does. */
record Client(Server server, HttpClient http) {
  Client(Server server) {
    this(server, HttpClient.newHttpClient());
  }

  /** Settings of a server at any free port. */
  static Settings settings(int stopDelaySeconds) {
    return Settings.of(
        Map.of(
            "PORT", "0",
            "STOP_DELAY_SECONDS", String.valueOf(stopDelaySeconds),
            "STOP_TIMEOUT_SECONDS", "10",
            "DB_HOST", "database.example",
            "DB_NAME", "guestbook",
            "DB_USER", "guestbook",
            "DB_PASSWORD", FakeDatabase.PASSWORD));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  CompletableFuture<HttpResponse<String>> begin(String path) {
    return http.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String body) throws Exception {
    return send(
        request("/api/entries").header("Content-Type", "application/json").POST(body(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  static HttpRequest.BodyPublisher body(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  static String entry(String name, String message) {
    return "{\"name\": \"%s\", \"message\": \"%s\"}".formatted(name, message);
  }

  static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }
}
