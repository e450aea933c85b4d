package nomen.server.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import nomen.server.logging.LogCategory;
import nomen.store.logging.LimitedLine;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** One connection of the control socket: one request, and its reply. */
final class ControlConnection {
  /** Ended with when the request failed. */
  static final int FAILED = 1;

  private static final Logger LOG = LogCategory.CONTROL.logger();
  private static final LimitedLine REFUSED = LogCategory.CONTROL.limited(Level.WARN);

  private final ControlFrames frames;
  private final SocketChannel channel;
  private final long since = System.nanoTime();
  private volatile boolean isAsked;

  /**
   * Takes over a connected socket.
   *
   * @param requestMillis how long the request may take to come
   * @param replyMillis how long the client may take none of the reply
   */
  ControlConnection(SocketChannel channel, long requestMillis, long replyMillis)
      throws IOException {
    this.channel = channel;
    this.frames = new ControlFrames(channel, requestMillis, replyMillis);
  }

  /** Whether its request has come, so that it has work to do. */
  boolean isAsked() {
    return isAsked;
  }

  /** When it was taken, on the clock of {@link System#nanoTime}. */
  long since() {
    return since;
  }

  /** Says why nothing will be done, and ends. */
  void refuse(String why) {
    if (REFUSED.isDue()) {
      REFUSED.line().addKeyValue("reason", why).log("control connection refused");
    }
    try (frames) {
      ControlReply reply = new ControlReply(frames);
      reply.error(why);
      reply.end(FAILED);
    } catch (IOException e) {
      LOG.atDebug()
          .addKeyValue("reason", ControlServer.reason(e))
          .log("control connection ended early");
    }
  }

  /**
   * Waits for the request, has it handled, and ends.
   *
   * @param socket where it came in
   * @param owner the user who is served, beside root
   */
  void serve(ControlHandler handler, String socket, String owner) {
    try (frames) {
      ControlReply reply = new ControlReply(frames);
      String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
      if (!user.equals(owner) && !user.equals("root")) {
        LOG.atWarn().addKeyValue("user", user).log("control request of another user refused");
        reply.error("only " + owner + " and root may use " + socket);
        reply.end(FAILED);
        return;
      }
      ControlFrames.Frame frame = frames.read();
      isAsked = true;
      if (frame.kind() == ControlFrames.REQUEST) {
        ControlRequest request = new ControlRequest(ControlRequest.read(frame.payload()), user);
        reply.end(handle(handler, request, reply));
      }
    } catch (IOException e) {
      LOG.atDebug()
          .addKeyValue("reason", ControlServer.reason(e))
          .log("control connection ended early");
    }
  }

  /** A fault here is a defect, or memory ends; it must cost no more than this reply. */
  private static int handle(ControlHandler handler, ControlRequest request, ControlReply reply)
      throws IOException {
    LOG.atLevel(request.isLook() ? Level.DEBUG : Level.INFO)
        .addKeyValue("user", request.user())
        .addKeyValue("command", String.join(" ", request.words()))
        .log("control request");
    try {
      return handler.handle(request, reply);
    } catch (RuntimeException | Error e) {
      LOG.atError()
          .addKeyValue("user", request.user())
          .addKeyValue("command", String.join(" ", request.words()))
          .setCause(e)
          .log("control request failed");
      reply.error("failed inside the server, see its log: " + e);
      return FAILED;
    }
  }

  /** Ends it, whatever it waits for; any thread. */
  void end() {
    try {
      frames.abort();
    } catch (IOException e) {
      LOG.atDebug()
          .addKeyValue("reason", ControlServer.reason(e))
          .log("control connection was not closed well");
    }
  }
}
