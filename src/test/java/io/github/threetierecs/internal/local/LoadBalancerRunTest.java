package io.github.threetierecs.internal.local;

import static io.github.threetierecs.internal.local.Balancers.attribute;
import static io.github.threetierecs.internal.local.Balancers.condition;
import static io.github.threetierecs.internal.local.Balancers.forward;
import static io.github.threetierecs.internal.local.Balancers.group;
import static io.github.threetierecs.internal.local.Balancers.listener;
import static io.github.threetierecs.internal.local.Balancers.path;
import static io.github.threetierecs.internal.local.Balancers.rule;
import static io.github.threetierecs.internal.local.Balancers.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of a load balancer get, of HAProxy itself with targets behind it. */
class LoadBalancerRunTest {

  /** As many clients as a test has, on however few processors. */
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(20_000, 30_000));

  private final int port = freePort();
  private final int secondPort = freePort();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Target one = opened(new Target("one"));
  private final Target two = opened(new Target("two"));

  @TempDir Path directory;

  @BeforeAll
  static void whereHaproxyIs() {
    assumeTrue(Haproxy.installed().isPresent(), "HAProxy is not installed on this machine");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable it : open) {
      it.close();
    }
  }

  @Test
  void rulesAreTriedInTheOrderOfTheirPriorities() throws Exception {
    run(
        Balancers.with(
            "",
            listener(port, says("default")),
            rule("A", 400, path("/*"), says("any path")),
            rule("B", 30, path("/Api/?/*"), says("path")),
            rule("C", 20, host("*.shop.test"), says("host")),
            rule("D", 10, host("api.shop.test") + "," + path("/both"), says("both")),
            rule("E", 40, header("X-Color", "b*e\", \"red"), says("header")),
            rule("F", 50, query("\"Key\": \"v\", \"Value\": \"1*\""), says("pair")),
            rule("G", 51, query("\"Value\": \"loose\""), says("value")),
            rule("H", 52, query("\"Key\": \"q\", \"Value\": \"\\\\*\""), says("star")),
            rule("I", 60, method("PURGE"), says("method")),
            rule("J", 70, source("198.51.100.0/24"), says("source")),
            rule("K", 80, matching("/v[0-9]+/"), says("expression")),
            rule("L", 90, path("/a+b.(c)$'d"), says("literal"))));

    Map<String, String> expected = new TreeMap<>();
    Map<String, String> answers = new TreeMap<>();
    for (String[] row :
        new String[][] {
          {"GET /", "any path"},
          {"GET /Api/1/x", "path"},
          {"GET /api/1/x", "any path"},
          {"GET /Api/12/x", "any path"},
          {"GET /\nHost: WWW.Shop.Test:8080", "host"},
          {"GET /\nHost: shop.test", "any path"},
          {"GET /both\nHost: api.shop.test", "both"},
          {"GET /both\nHost: www.shop.test", "host"},
          {"GET /\nx-color: BLUE", "header"},
          {"GET /\nX-Color: Red", "header"},
          {"GET /\nX-Color: dark red", "any path"},
          {"GET /\nX-Color: green\nX-Color: red", "header"},
          {"GET /?a=b&V=12", "pair"},
          {"GET /?v=2", "any path"},
          {"GET /?av=1", "any path"},
          {"GET /?x=loose", "value"},
          {"GET /?loose", "value"},
          {"GET /?x=looser", "any path"},
          {"GET /?q=*", "star"},
          {"GET /?q=x", "any path"},
          {"PURGE /", "method"},
          {"GET /v12/x", "expression"},
          {"GET /vx/x", "any path"},
          {"GET /a+b.(c)$'d", "literal"},
          {"GET /aab.(c)$'d", "any path"},
        }) {
      expected.put(row[0], row[1]);
      answers.put(row[0], Call.to(port, row[0]).by());
    }
    assertThat(answers).isEqualTo(expected);
    assertThat(Call.from("198.51.100.7", port, "GET /").by()).isEqualTo("source");
    assertThat(Call.plain("127.0.0.1", port, "GET /").status())
        .as("without the PROXY protocol")
        .isZero();
  }

  @Test
  void whatNoRuleTakesGetsTheDefault() throws Exception {
    run(
        Balancers.with(
            "",
            listener(
                port,
                "{\"Type\": \"fixed-response\", \"FixedResponseConfig\": {\"StatusCode\":"
                    + " \"404\"}}"),
            rule(
                "A",
                1,
                path("/down"),
                """
                {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503",
                  "ContentType": "application/json", "MessageBody": "{\\"a\\": \\"%[src] $HOME\\n'\\"}"}}
                """)));

    Call down = Call.to(port, "GET /down");
    assertThat(down.status()).isEqualTo(503);
    assertThat(down.body()).isEqualTo("{\"a\": \"%[src] $HOME\n'\"}");
    assertThat(down.header("content-type")).contains("application/json");
    Call other = Call.to(port, "GET /other");
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.body()).isEmpty();
  }

  @Test
  void redirectsKeepWhatTheyDoNotReplace() throws Exception {
    run(
        Balancers.with(
            "",
            listener(port, redirect("\"Protocol\": \"HTTPS\", \"Port\": \"443\"", "301")),
            rule(
                "A",
                1,
                path("/moved/*"),
                redirect(
                    "\"Host\": \"new.#{host}\", \"Path\":"
                        + " \"/to/#{path}\", \"Query\": \"from=%20old&#{query}\"",
                    "302")),
            rule("B", 2, path("/bare"), redirect("\"Path\": \"/\", \"Query\": \"\"", "302"))));

    assertThat(location("GET /a/b?c=d&e\nHost: Shop.test:8080"))
        .isEqualTo("301 https://shop.test:443/a/b?c=d&e");
    assertThat(location("GET /a")).isEqualTo("301 https://shop.test:443/a");
    assertThat(location("GET /moved/a?b=c"))
        .isEqualTo("302 http://new.shop.test:%d/to/moved/a?from=%%20old&b=c".formatted(port));
    assertThat(location("GET /bare?b=c")).isEqualTo("302 http://shop.test:%d/".formatted(port));
  }

  @Test
  void targetsSeeWhatAlbAdds() throws Exception {
    run(
        Balancers.with(
            attribute("routing.http.drop_invalid_header_fields.enabled", "true"),
            listener(port, Balancers.FORWARD),
            listener("Secure", "HTTPS", secondPort, Balancers.FORWARD),
            group("Blue", "")),
        one);

    Call call = Call.to(port, "GET /x\nbad_header: 1\nX-Forwarded-Proto: ftp");
    assertThat(call.status()).as("%s", call).isEqualTo(200);
    assertThat(call.header("X-Forwarded-For")).contains("203.0.113.9");
    assertThat(call.header("X-Forwarded-Proto")).contains("http");
    assertThat(call.header("X-Forwarded-Port")).contains(Integer.toString(port));
    assertThat(call.header("X-Amzn-Trace-Id").orElse(""))
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    assertThat(call.header("Host")).contains("shop.test:" + port);
    assertThat(call.header("bad_header")).isEmpty();

    Call again =
        Call.byTls(
            secondPort,
            "GET /x\nX-Forwarded-For: 192.0.2.1\nX-Amzn-Trace-Id: Self=1-2-3;Root=1-6-7;a=b");
    assertThat(again.header("X-Forwarded-For")).contains("192.0.2.1, 203.0.113.9");
    assertThat(again.header("X-Forwarded-Proto")).contains("https");
    assertThat(again.header("X-Amzn-Trace-Id").orElse(""))
        .matches("Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-6-7;a=b");
  }

  @Test
  void aRequestIsALineOfTheLog() throws Exception {
    Haproxy haproxy =
        run(
            Balancers.with(
                "",
                listener(port, Balancers.FORWARD),
                rule("Quoted", 1, path("/quoted"), says("quoted")),
                group("Blue", "")),
            one);

    String trace = Call.to(port, "GET /x").header("X-Amzn-Trace-Id").orElse("");
    assertThat(logged(haproxy, "/x"))
        .containsEntry("trace", trace)
        .containsEntry("client", "203.0.113.9")
        .containsEntry("host", "shop.test")
        .containsEntry("status", 200)
        .containsEntry("rule", "Listener")
        .containsEntry("target_group", "Blue")
        .containsEntry("target", "one");

    assertThat(Call.to(port, "GET /quoted?\"y").by()).isEqualTo("quoted");
    assertThat(logged(haproxy, "/quoted"))
        .containsEntry("url", "/quoted?\"y")
        .containsEntry("rule", "Quoted");
  }

  private static Map<String, Object> logged(Haproxy haproxy, String path) throws Exception {
    String line =
        eventually(
            () ->
                haproxy
                    .log()
                    .lines()
                    .filter(it -> it.replace("\\/", "/").contains("\"url\":\"" + path))
                    .findFirst()
                    .orElse(""),
            it -> !it.isEmpty());
    return new ObjectMapper().readValue(line, new TypeReference<>() {});
  }

  @Test
  void targetGroupsShareByTheirWeights() throws Exception {
    weighted(
        """
        "TargetGroups": [{"TargetGroupArn": {"Ref": "Blue"}, "Weight": 9},
          {"TargetGroupArn": {"Ref": "Green"}, "Weight": 1},
          {"TargetGroupArn": {"Ref": "Off"}, "Weight": 0}]
        """);

    long green =
        IntStream.range(0, 200)
            .mapToObj(it -> Call.to(port, "GET /").by())
            .filter("two"::equals)
            .count();

    // The mean is 20, and the standard deviation 4.
    assertThat(green).isBetween(2L, 50L);
    assertThat(one.requests.get()).isEqualTo(200 - green);
  }

  @Test
  void aClientStaysWithTheTargetGroupThatItGotFirst() throws Exception {
    weighted(
        """
        "TargetGroups": [{"TargetGroupArn": {"Ref": "Blue"}, "Weight": 1},
          {"TargetGroupArn": {"Ref": "Green"}, "Weight": 1}],
        "TargetGroupStickinessConfig": {"Enabled": true, "DurationSeconds": 600}
        """);

    Call first = Call.to(port, "GET /");
    String cookie = first.cookie("AWSALBTG").orElse("");

    assertThat(IntStream.range(0, 20))
        .allSatisfy(
            it -> assertThat(Call.to(port, "GET /\nCookie: " + cookie).by()).isEqualTo(first.by()));
  }

  @Test
  void aClientStaysWithItsTargetByTheLoadBalancersCookie() throws Exception {
    Haproxy haproxy =
        run(
            Balancers.with(
                "",
                listener(port, Balancers.FORWARD),
                group(
                    "Blue",
                    "",
                    attribute("stickiness.enabled", "true"),
                    attribute("stickiness.type", "lb_cookie"),
                    attribute("stickiness.lb_cookie.duration_seconds", "600"))),
            one,
            two);

    Call first = Call.to(port, "GET /");
    String cookie = "GET /\nCookie: " + first.cookie("AWSALB").orElse("");

    assertThat(IntStream.range(0, 10))
        .allSatisfy(it -> assertThat(Call.to(port, cookie).by()).isEqualTo(first.by()));
    assertThat(first.header("Set-Cookie").orElse("")).contains("Max-Age=600");

    deregister(haproxy, first.by());
    assertThat(Call.to(port, cookie).by()).isNotEqualTo(first.by());
  }

  @Test
  void aClientStaysWithItsTargetByTheApplicationsCookie() throws Exception {
    run(
        Balancers.with(
            "",
            listener(port, Balancers.FORWARD),
            group(
                "Blue",
                "",
                attribute("stickiness.enabled", "true"),
                attribute("stickiness.type", "app_cookie"),
                attribute("stickiness.app_cookie.cookie_name", "SESSION"),
                attribute("stickiness.app_cookie.duration_seconds", "600"))),
        one,
        two);

    Call first = Call.to(port, "GET /login");
    String cookie = first.cookie("SESSION").orElse("");

    assertThat(IntStream.range(0, 10))
        .allSatisfy(
            it -> assertThat(Call.to(port, "GET /\nCookie: " + cookie).by()).isEqualTo(first.by()));
  }

  @Test
  void healthyIsWhoAnswersWithOneOfTheCodes() throws Exception {
    one.health = 302;
    two.health = 404;
    Haproxy haproxy =
        run(
            Balancers.with(
                "",
                listener(port, Balancers.FORWARD),
                group("Blue", "\"Matcher\": {\"HttpCode\": \"200-299,302\"},")),
            one,
            two);

    eventually(() -> haproxy.isUp("two"), it -> !it);
    assertThat(answers(10)).containsOnlyKeys("one");

    one.health = 500;
    eventually(() -> haproxy.isUp("one"), it -> !it);
    assertThat(answers(10)).as("ALB fails open").containsOnlyKeys("one", "two");

    two.health = 200;
    eventually(() -> haproxy.isUp("two"), it -> it);
    assertThat(answers(10)).containsOnlyKeys("two");
  }

  @Test
  void withoutATargetItIs503AndOfADeadOne502() throws Exception {
    Target dead = new Target("dead");
    dead.close();
    StackTemplate template =
        Balancers.with(
            "",
            listener(port, forward("Blue")),
            rule("None", 1, path("/none"), forward("Green")),
            group("Blue", ""),
            group("Green", ""));
    run(
        LoadBalancerFile.of(
            template, "Web", it -> it.equals("Blue") ? List.of(dead.member()) : List.of()));

    assertThat(Call.to(port, "GET /none").status()).isEqualTo(503);
    assertThat(Call.to(port, "GET /").status()).isEqualTo(502);
  }

  @Test
  void a503OfATargetStays() throws Exception {
    run(Balancers.with("", listener(port, Balancers.FORWARD), group("Blue", "")), one);

    Call call = Call.to(port, "GET /unavailable");
    assertThat(call.status()).isEqualTo(503);
    assertThat(call.by()).isEqualTo("one");
  }

  @Test
  void aTargetThatIsDeregisteredFinishesItsRequests() throws Exception {
    Haproxy haproxy =
        run(Balancers.with("", listener(port, Balancers.FORWARD), group("Blue", "")), one, two);
    List<CompletableFuture<Call>> underWay =
        IntStream.range(0, 4)
            .mapToObj(
                it -> CompletableFuture.supplyAsync(() -> Call.to(port, "GET /slow"), THREADS))
            .toList();
    eventually(() -> one.requests.get() + two.requests.get(), it -> it == 4);

    deregister(haproxy, "one");

    assertThat(answers(10)).containsOnlyKeys("two");
    assertThat(underWay).extracting(it -> it.get().status()).containsOnly(200);
    assertThat(one.requests.get()).isEqualTo(2);
  }

  @Test
  void ofATargetThatIsKilledOnlyTheRequestsUnderWayFail() throws Exception {
    run(Balancers.with("", listener(port, Balancers.FORWARD), group("Blue", "")), one, two);

    Load load = new Load(4, () -> Call.to(port, "GET /"));
    load.during(500);
    one.close();
    load.during(1000);
    load.stop();

    assertThat(load.succeeded.get()).isGreaterThan(50);
    assertThat(load.failed.get()).as("of %s", load.succeeded).isLessThanOrEqualTo(4);
  }

  /**
   * A connection to {@code vpc} is there before the target refuses it, so that HAProxy cannot try
   * another target: requests fail until a health check does, which the first of them asks for.
   */
  @Test
  void behindTheSecurityGroupsTheyFailUntilTheNextHealthCheck() throws Exception {
    int way = one.member().port();
    Haproxy vpc =
        Haproxy.running(
            SecurityGroupsFile.of(
                List.of(
                    new Way("internet", "127.0.0.3", port, "web", "127.0.0.1", true),
                    new Way("web", "127.0.0.4", way, "one", "127.0.0.1", false))),
            directory.resolve("vpc"));
    opened(vpc);
    eventually(() -> Call.plain("127.0.0.4", way, "GET /").status(), it -> it == 200);
    StackTemplate template =
        Balancers.with("", listener(port, Balancers.FORWARD), group("Blue", ""));
    run(
        LoadBalancerFile.of(
            template, "Web", it -> List.of(new Member("one", "127.0.0.4", way), two.member())));
    eventually(() -> Call.plain("127.0.0.3", port, "GET /").status(), it -> it == 200);
    assertThat(Call.plain("127.0.0.3", port, "GET /").header("X-Forwarded-For"))
        .contains("127.0.0.1");

    Load load = new Load(4, () -> Call.plain("127.0.0.3", port, "GET /"));
    load.during(500);
    one.close();
    load.during(2000);
    int failedInTwoSeconds = load.failed.get();
    load.during(1000);
    load.stop();

    assertThat(one.requests.get()).isGreaterThan(10);
    assertThat(failedInTwoSeconds).isLessThan(load.succeeded.get());
    assertThat(load.failed.get()).isEqualTo(failedInTwoSeconds);
  }

  /** Clients that call one after the other until they are stopped. */
  private static final class Load {
    final AtomicInteger succeeded = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<CompletableFuture<Void>> clients;

    Load(int many, Callable<Call> call) {
      clients =
          IntStream.range(0, many)
              .mapToObj(it -> CompletableFuture.runAsync(() -> calls(call), THREADS))
              .toList();
    }

    private void calls(Callable<Call> call) {
      while (running.get()) {
        try {
          (call.call().status() == 200 ? succeeded : failed).incrementAndGet();
          Thread.sleep(5);
        } catch (Exception e) {
          failed.incrementAndGet();
        }
      }
    }

    void during(int milliseconds) throws InterruptedException {
      Thread.sleep(milliseconds);
    }

    void stop() {
      running.set(false);
      clients.forEach(CompletableFuture::join);
    }
  }

  private void weighted(String config) throws Exception {
    StackTemplate template =
        Balancers.with(
            "",
            listener(port, "{\"Type\": \"forward\", \"ForwardConfig\": {" + config + "}}"),
            group("Blue", ""),
            group("Green", ""));
    run(
        LoadBalancerFile.of(
            template,
            "Web",
            it ->
                switch (it) {
                  case "Blue" -> List.of(one.member());
                  case "Green" -> List.of(two.member());
                  default -> List.of();
                }));
  }

  private Map<String, Integer> answers(int calls) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < calls; i++) {
      answers.merge(Call.to(port, "GET /").by(), 1, Integer::sum);
    }
    return answers;
  }

  private static void deregister(Haproxy haproxy, String target) throws IOException {
    haproxy.command("set server Blue/%s state maint".formatted(target));
    haproxy.command("set server Blue/%s-unhealthy state maint".formatted(target));
  }

  private String location(String request) {
    Call call = Call.to(port, request);
    return call.status() + " " + call.header("location").orElse("");
  }

  private Haproxy run(StackTemplate template, Target... targets) throws Exception {
    return run(Balancers.file(template, targets));
  }

  private Haproxy run(String file) throws Exception {
    Haproxy haproxy = opened(Haproxy.running(file, directory));
    eventually(() -> haproxy.command("show info"), it -> true);
    return haproxy;
  }

  private <T extends AutoCloseable> T opened(T it) {
    open.add(0, it);
    return it;
  }

  /** What is so within five seconds. */
  private static <T> T eventually(Callable<T> value, java.util.function.Predicate<T> wanted)
      throws Exception {
    long until = System.nanoTime() + 5_000_000_000L;
    while (true) {
      try {
        T it = value.call();
        if (wanted.test(it)) {
          return it;
        }
        if (System.nanoTime() > until) {
          throw new AssertionError("It is still " + it);
        }
      } catch (IOException e) {
        if (System.nanoTime() > until) {
          throw e;
        }
      }
      Thread.sleep(20);
    }
  }

  /**
   * A port that no other test of this run has had, below those that a system gives to outgoing
   * connections and to who asks for any: HAProxy shares its ports, so that one that is given twice
   * answers with the wrong listener and is no error.
   */
  private static int freePort() {
    while (true) {
      int port = NEXT_PORT.getAndIncrement();
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Something of the machine has it: the next one.
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static String redirect(String config, String code) {
    return "{\"Type\": \"redirect\", \"RedirectConfig\": {%s, \"StatusCode\": \"HTTP_%s\"}}"
        .formatted(config, code);
  }

  private static String host(String pattern) {
    return condition("host-header", "HostHeaderConfig", "\"Values\": [\"" + pattern + "\"]");
  }

  private static String header(String name, String pattern) {
    return condition(
        "http-header",
        "HttpHeaderConfig",
        "\"HttpHeaderName\": \"%s\", \"Values\": [\"%s\"]".formatted(name, pattern));
  }

  private static String query(String pair) {
    return condition("query-string", "QueryStringConfig", "\"Values\": [{" + pair + "}]");
  }

  private static String method(String method) {
    return condition(
        "http-request-method", "HttpRequestMethodConfig", "\"Values\": [\"" + method + "\"]");
  }

  private static String source(String range) {
    return condition("source-ip", "SourceIpConfig", "\"Values\": [\"" + range + "\"]");
  }

  private static String matching(String expression) {
    return condition(
        "path-pattern", "PathPatternConfig", "\"RegexValues\": [\"" + expression + "\"]");
  }
}
