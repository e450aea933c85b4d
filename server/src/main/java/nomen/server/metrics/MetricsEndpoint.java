package nomen.server.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nomen.server.logging.JavaUtilLogging;

/** Serves metrics over HTTP at {@code /metrics}, on threads of its own. */
public final class MetricsEndpoint implements AutoCloseable {
  /** Requests that are answered at a time. */
  public static final int THREADS = 2;

  /** Requests that wait; further connections are closed. */
  public static final int WAITING = 16;

  private final ExecutorService threads;
  private final HTTPServer server;

  private MetricsEndpoint(ExecutorService threads, HTTPServer server) {
    this.threads = threads;
    this.server = server;
  }

  /**
   * Starts to serve.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static MetricsEndpoint open(InetSocketAddress address, ServerMetrics metrics)
      throws IOException {
    JavaUtilLogging.bring();
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(metrics);
    ExecutorService threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("metrics-", 0).factory());
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(address.getAddress())
              .port(address.getPort())
              .executorService(threads)
              .registry(registry)
              .buildAndStart();
      return new MetricsEndpoint(threads, server);
    } catch (IOException e) {
      threads.shutdownNow();
      throw new IOException("metrics cannot be served at " + address + ": " + e.getMessage(), e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
    threads.shutdownNow();
  }
}
