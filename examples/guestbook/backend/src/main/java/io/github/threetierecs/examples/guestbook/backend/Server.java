package io.github.threetierecs.examples.guestbook.backend;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code serve} runs: the pool of connections and the web server, from start to stop. */
final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final long MOST_BYTES = 16_384;

  private final Settings settings;
  private final HikariDataSource pool;
  private final Readiness readiness;
  private final Javalin web;

  private Server(Settings settings, DataSource database) {
    this.settings = settings;
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmGcMetrics().bindTo(metrics);
    this.pool = pool(database, metrics);
    this.readiness = new Readiness(pool);
    Api api = new Api(new Entries(pool, Clock.systemUTC()), readiness, metrics);
    this.web =
        Javalin.create(
            config -> {
              configure(config);
              api.addTo(config.routes);
            });
  }

  /** Answers as soon as it returns; the database need not be there yet. */
  static Server start(Settings settings, DataSource database) {
    Server server = new Server(settings, database);
    server.web.start(settings.port());
    LOG.info("Listening on port {}", server.port());
    // Says in the log how it is with the database before anybody asks.
    server.readiness.problem();
    return server;
  }

  int port() {
    return web.port();
  }

  /**
   * From now on {@code /ready} says no. A moment later no new request is taken, and those in flight
   * end.
   */
  void stop() {
    LOG.info("Stopping");
    readiness.stop();
    try {
      Thread.sleep(settings.stopDelaySeconds() * 1_000L);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    web.stop();
    pool.close();
    LOG.info("Stopped");
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = MOST_BYTES;
    config.http.prefer405over404 = true;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.modifyServer(
        server -> {
          // Jetty waits for requests in flight only where this handler counts them.
          server.insertHandler(new GracefulHandler());
          server.setStopTimeout(settings.stopTimeoutSeconds() * 1_000L);
          server.setStopAtShutdown(false);
        });
  }

  private static HikariDataSource pool(DataSource database, PrometheusMeterRegistry metrics) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setDataSource(database);
    config.setMetricRegistry(metrics);
    config.setMinimumIdle(1);
    config.setMaximumPoolSize(5);
    config.setConnectionTimeout(2_500);
    // The web server starts without the database, and /ready says so.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
