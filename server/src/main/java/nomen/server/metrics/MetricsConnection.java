package nomen.server.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nomen.server.logging.LogCategory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One connection of the metrics endpoint: HTTP/1.1 (RFC 9112) as far as GET and HEAD without
 * content need it, one request at a time.
 */
final class MetricsConnection extends ChannelInboundHandlerAdapter {
  /** Octets of a request with its fields. */
  static final int MAX_REQUEST_OCTETS = 8 * 1024;

  /** How long a request may take from the start of the connection, or from its first octet. */
  static final int REQUEST_SECONDS = 5;

  /** How long a client may take for a whole response. */
  static final int RESPONSE_SECONDS = 10;

  /** How long a connection may stay open for a next request: longer than Prometheus waits. */
  static final int IDLE_SECONDS = 75;

  private static final Logger LOG = LogCategory.SERVER.logger();
  private static final int SLICE_OCTETS = 64 * 1024;
  private static final String END_OF_FIELDS = "\r\n\r\n";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final MetricsEndpoint endpoint;
  private final Channel channel;
  private final StringBuilder request = new StringBuilder();
  private MetricsEndpoint.@Nullable Body body;
  private int sent;
  private boolean isResponding;
  private boolean isWritten;
  private boolean isLast;
  private @Nullable Future<?> deadline;

  MetricsConnection(MetricsEndpoint endpoint, Channel channel) {
    this.endpoint = endpoint;
    this.channel = channel;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    endpoint.enter(this);
    within(REQUEST_SECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    forget();
  }

  private void forget() {
    endpoint.leave(this);
    if (deadline != null) {
      deadline.cancel(false);
    }
    giveBack();
  }

  private void giveBack() {
    MetricsEndpoint.Body taken = body;
    if (taken != null) {
      body = null;
      endpoint.taken(taken);
    }
  }

  /** Ends the connection at once. */
  void end() {
    forget();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var unused = channel.close();
  }

  /** Whether it is sending a body. */
  boolean takes(MetricsEndpoint.Body which) {
    return body == which;
  }

  private void within(int seconds) {
    if (deadline != null) {
      deadline.cancel(false);
    }
    deadline = channel.eventLoop().schedule(this::end, seconds, TimeUnit.SECONDS);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.atDebug().setCause(cause).log("a client of the metrics has gone");
    end();
  }

  // ---- requests ----

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf arrived = (ByteBuf) message;
    try {
      if (request.length() + arrived.readableBytes() > MAX_REQUEST_OCTETS) {
        end();
        return;
      }
      if (request.isEmpty() && !isResponding) {
        within(REQUEST_SECONDS);
      }
      request.append(arrived.toString(ISO_8859_1));
    } finally {
      arrived.release();
    }
    takeRequest();
  }

  private void takeRequest() {
    int end = isResponding ? -1 : request.indexOf(END_OF_FIELDS);
    if (end < 0) {
      return;
    }
    String head = request.substring(0, end);
    request.delete(0, end + END_OF_FIELDS.length());
    endpoint.progress(this);
    isResponding = true;
    isWritten = false;
    channel.config().setAutoRead(false);
    within(RESPONSE_SECONDS);
    String[] line = head.split("\r\n", 2)[0].split(" ", -1);
    String fields = head.toLowerCase(Locale.ROOT);
    boolean hasContent =
        fields.contains("\r\ntransfer-encoding:")
            || fields.contains("\r\ncontent-length:") && !fields.contains("\r\ncontent-length: 0");
    isLast =
        hasContent
            || line.length != 3
            || !line[2].equals("HTTP/1.1")
            || fields.contains("\r\nconnection: close");
    if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
      respond("400 Bad Request", "this is no request of HTTP/1.1\n", false);
    } else if (!line[0].equals("GET") && !line[0].equals("HEAD")) {
      respond("405 Method Not Allowed", "only GET and HEAD are answered\n", false);
    } else {
      respondTo(line[1].split("\\?", 2)[0], line[0].equals("HEAD"));
    }
  }

  private void respondTo(String path, boolean headOnly) {
    switch (path) {
      case "/metrics" -> respondWithMetrics(headOnly);
      case "/" -> respond("200 OK", "Nomen serves its metrics at /metrics\n", headOnly);
      case "/-/healthy" -> respond("200 OK", "healthy\n", headOnly);
      default -> respond("404 Not Found", "there is nothing but /metrics\n", headOnly);
    }
  }

  // ---- responses ----

  private void respondWithMetrics(boolean headOnly) {
    MetricsEndpoint.Body taken;
    try {
      taken = endpoint.take();
    } catch (IOException e) {
      respond("500 Internal Server Error", "the metrics cannot be read\n", headOnly);
      return;
    }
    body = taken;
    sent = headOnly ? taken.octets.length : 0;
    write(fields("200 OK", METRICS, taken.octets.length).getBytes(ISO_8859_1));
    sendMore();
  }

  private void respond(String status, String text, boolean headOnly) {
    String fields = fields(status, TEXT, text.length());
    write((headOnly ? fields : fields + text).getBytes(ISO_8859_1));
    sendMore();
  }

  private String fields(String status, String type, int octets) {
    return "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
        .formatted(
            status,
            type,
            octets,
            (status.startsWith("405") ? "Allow: GET, HEAD\r\n" : "")
                + (isLast ? "Connection: close\r\n" : ""));
  }

  private void write(byte[] octets) {
    var unused = channel.write(Unpooled.wrappedBuffer(octets));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (isResponding && !isWritten && channel.isWritable()) {
      sendMore();
    }
  }

  /** Gives the socket as much as it takes, and no more: a body is there once, for all clients. */
  private void sendMore() {
    MetricsEndpoint.Body taking = body;
    while (taking != null && sent < taking.octets.length && channel.isWritable()) {
      int slice = Math.min(SLICE_OCTETS, taking.octets.length - sent);
      var unused = channel.write(Unpooled.wrappedBuffer(taking.octets, sent, slice));
      sent += slice;
    }
    endpoint.progress(this);
    if (taking != null && sent < taking.octets.length) {
      channel.flush();
      return;
    }
    isWritten = true;
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> responded(done.isSuccess()));
  }

  private void responded(boolean success) {
    giveBack();
    isResponding = false;
    if (!success || isLast) {
      var unused = channel.close();
      return;
    }
    within(IDLE_SECONDS);
    channel.config().setAutoRead(true);
    takeRequest();
  }
}
