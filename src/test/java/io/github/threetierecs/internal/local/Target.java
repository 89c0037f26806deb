package io.github.threetierecs.internal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A container that answers with its name and what it was asked. */
final class Target implements AutoCloseable {

  final String name;
  final AtomicInteger requests = new AtomicInteger();

  /** What its health check answers. */
  volatile int health = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Target(String name) {
    this.name = name;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  Member member() {
    return new Member(name, "127.0.0.1", server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/health")) {
        exchange.sendResponseHeaders(health, -1);
        return;
      }
      requests.incrementAndGet();
      if (path.startsWith("/slow")) {
        sleep(1000);
      }
      if (path.equals("/login")) {
        exchange.getResponseHeaders().add("Set-Cookie", "SESSION=of-" + name);
      }
      StringBuilder body = new StringBuilder(name).append('\n');
      exchange
          .getRequestHeaders()
          .forEach(
              (header, values) ->
                  body.append(header).append(": ").append(String.join("|", values)).append('\n'));
      byte[] bytes = body.toString().getBytes(UTF_8);
      exchange.sendResponseHeaders(path.equals("/unavailable") ? 503 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As a container that is killed: neither it nor its connections are there any more. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
