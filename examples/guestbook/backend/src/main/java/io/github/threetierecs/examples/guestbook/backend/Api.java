package io.github.threetierecs.examples.guestbook.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The paths, and what each request has in common: its id, its line in the log, its time. */
final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REQUEST_ID = "requestId";
  private static final String STARTED = "started";
  private static final String UNEXPECTED = "This should not have happened";
  private static final Set<String> ROUTES = Set.of("/alive", "/ready", "/metrics", "/api/entries");

  private final Entries entries;
  private final Readiness readiness;
  private final PrometheusMeterRegistry metrics;

  Api(Entries entries, Readiness readiness, PrometheusMeterRegistry metrics) {
    this.entries = entries;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  void addTo(RoutesConfig routes) {
    routes.before(Api::begin);
    routes.get("/alive", context -> context.result("alive\n"));
    routes.get("/ready", this::ready);
    routes.get("/metrics", context -> context.result(metrics.scrape()));
    routes.get("/api/entries", this::list);
    routes.post("/api/entries", this::add);
    routes.after(this::end);
    routes.exception(
        Problem.class,
        (problem, context) ->
            answer(context, problem.status, problem.getMessage(), problem.errors));
    routes.exception(SQLException.class, Api::database);
    routes.exception(
        HttpResponseException.class,
        (refused, context) -> answer(context, refused.getStatus(), refused.getMessage(), Map.of()));
    routes.exception(
        Exception.class,
        (failed, context) -> {
          LOG.error("A request has failed", failed);
          answer(context, 500, UNEXPECTED, Map.of());
        });
  }

  private void ready(Context context) {
    Optional<String> problem = readiness.problem();
    context.status(problem.isEmpty() ? 200 : 503);
    context.result(problem.map(why -> "not ready: " + why + "\n").orElse("ready\n"));
  }

  private void list(Context context) throws SQLException {
    long before = number(context, "before", Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = (int) number(context, "limit", 20, 100);
    List<Map<String, Object>> found =
        entries.newest(before, limit).stream().map(Api::json).collect(Collectors.toList());
    json(context, 200, Map.of("entries", found));
  }

  private void add(Context context) throws SQLException {
    String type = String.valueOf(context.contentType());
    if (!type.matches("application/json *(;.*)?")) {
      throw new Problem(415, "The content type has to be application/json", Map.of());
    }
    json(context, 201, json(entries.add(NewEntry.parse(context.body()))));
  }

  private static long number(Context context, String name, long byDefault, long most) {
    String text = context.queryParam(name);
    if (text == null) {
      return byDefault;
    }
    if (text.matches("[1-9][0-9]{0,17}") && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    throw new Problem(
        400, "The query cannot be understood", Map.of(name, "has to be from 1 to " + most));
  }

  private static void begin(Context context) {
    String id = RequestId.of(context.header(RequestId.HEADER));
    MDC.put(REQUEST_ID, id);
    context.attribute(STARTED, System.nanoTime());
    context.header(RequestId.HEADER, id);
    context.header("Cache-Control", "no-store");
    context.header("X-Content-Type-Options", "nosniff");
  }

  private void end(Context context) {
    Long started = context.attribute(STARTED);
    long nanos = System.nanoTime() - (started == null ? System.nanoTime() : started);
    String path = context.path();
    Timer.builder("http.server.requests")
        .tag("method", context.method().toString())
        .tag("route", ROUTES.contains(path) ? path : "other")
        .tag("status", String.valueOf(context.statusCode()))
        .register(metrics)
        .record(Duration.ofNanos(nanos));
    // Load balancers ask every few seconds; good answers to them are no news.
    if (path.startsWith("/api/") || context.statusCode() >= 400) {
      LOG.atInfo()
          .addKeyValue("method", context.method())
          .addKeyValue("path", path)
          .addKeyValue("status", context.statusCode())
          .addKeyValue("milliseconds", nanos / 1_000_000)
          .log("request");
    }
    MDC.remove(REQUEST_ID);
  }

  private static void database(SQLException failed, Context context) {
    LOG.error("The database has failed a request: {}", Failure.of(failed));
    // Class 08 of the SQL standard is about connections; a pool that gets none has a type of its
    // own.
    boolean away = String.valueOf(failed.getSQLState()).startsWith("08");
    if (away || failed instanceof SQLTransientException) {
      context.header("Retry-After", "5");
      answer(context, 503, "The database cannot be reached; try again in a moment", Map.of());
    } else {
      answer(context, 500, UNEXPECTED, Map.of());
    }
  }

  private static void answer(
      Context context, int status, String detail, Map<String, String> errors) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", HttpStatus.getMessage(status));
    problem.put("status", status);
    problem.put("detail", detail);
    problem.put(REQUEST_ID, context.res().getHeader(RequestId.HEADER));
    if (!errors.isEmpty()) {
      problem.put("errors", errors);
    }
    json(context, status, problem);
    context.contentType("application/problem+json");
  }

  private static Map<String, Object> json(Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", entry.id());
    json.put("name", entry.name());
    json.put("message", entry.message());
    json.put("writtenAt", entry.writtenAt().toString());
    return json;
  }

  private static void json(Context context, int status, Map<String, Object> value) {
    try {
      context.status(status).contentType("application/json").result(JSON.writeValueAsString(value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
