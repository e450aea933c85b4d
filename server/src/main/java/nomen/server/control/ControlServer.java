package nomen.server.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket. One thread takes connections and each connection has a thread of
 * its own, so that a long listing, or a zone that takes long to read, holds up nobody.
 *
 * <p>Only the user that runs the server, and root, are served: the socket's mode says so, and the
 * kernel is asked who has connected.
 */
public final class ControlServer implements AutoCloseable {
  /** Connections at a time; further ones are told so and closed. */
  public static final int MAX_CONNECTIONS = 16;

  /** How long a frame may take to come or to be taken. */
  private static final long TIMEOUT_MILLIS = 30_000;

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int CLOSE_SECONDS = 5;

  /** Until a connection is taken again after one that could not be. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private static final int FAILED = 1;

  private final Path socket;
  private final ServerSocketChannel listener;
  private final ControlHandler handler;
  private final String owner;
  private final long timeoutMillis;
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor = new Thread(this::accept, "control");

  private ControlServer(
      Path socket,
      ServerSocketChannel listener,
      ControlHandler handler,
      String owner,
      long timeoutMillis) {
    this.socket = socket;
    this.listener = listener;
    this.handler = handler;
    this.owner = owner;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Opens the socket and serves it. A socket that a dead process left is replaced.
   *
   * @throws ControlException if another process listens there, or it cannot be made
   */
  public static ControlServer open(Path socket, ControlHandler handler) throws ControlException {
    return open(socket, handler, TIMEOUT_MILLIS);
  }

  static ControlServer open(Path socket, ControlHandler handler, long timeoutMillis)
      throws ControlException {
    if (new ControlClient(socket).isServed()) {
      throw new ControlException(socket + ": another process listens here");
    }
    // Made under another name first, so that nobody finds it before its mode is set.
    Path young = socket.resolveSibling(socket.getFileName() + "~");
    ServerSocketChannel listener = null;
    try {
      Files.createDirectories(socket.toAbsolutePath().getParent());
      Files.deleteIfExists(young);
      listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(young));
      Files.setPosixFilePermissions(young, PosixFilePermissions.fromString("rw-------"));
      Files.move(young, socket, StandardCopyOption.ATOMIC_MOVE);
      String owner = Files.getOwner(socket).getName();
      ControlServer server = new ControlServer(socket, listener, handler, owner, timeoutMillis);
      server.acceptor.setDaemon(true);
      server.acceptor.start();
      return server;
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      closeQuietly(listener);
      throw new ControlException(socket + ": the control socket cannot be made: " + reason(e));
    }
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  private void accept() {
    while (true) {
      try {
        SocketChannel channel = listener.accept();
        if (free.tryAcquire()) {
          open.add(channel);
          Thread thread = new Thread(() -> serve(channel), "control-connection");
          thread.setDaemon(true);
          thread.start();
        } else {
          refuse(channel);
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // Files are short perhaps; that passes, and then operators want to be heard.
        LOG.warn("a control connection could not be taken: {}", reason(e));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** On the acceptor's thread: so little goes into the buffer of a new socket at once. */
  private void refuse(SocketChannel channel) {
    try (channel;
        ControlFrames frames = new ControlFrames(channel, timeoutMillis)) {
      ControlReply reply = new ControlReply(frames);
      reply.error("there are " + MAX_CONNECTIONS + " control connections already");
      reply.end(FAILED);
    } catch (IOException e) {
      LOG.debug("a control connection ended: {}", reason(e));
    }
  }

  private void serve(SocketChannel channel) {
    try (channel;
        ControlFrames frames = new ControlFrames(channel, timeoutMillis)) {
      ControlReply reply = new ControlReply(frames);
      String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
      if (!user.equals(owner) && !user.equals("root")) {
        reply.error("only " + owner + " and root may use " + socket);
        reply.end(FAILED);
        return;
      }
      ControlFrames.Frame frame = frames.read();
      if (frame.kind() == ControlFrames.REQUEST) {
        reply.end(handle(new ControlRequest(ControlRequest.read(frame.payload()), user), reply));
      }
    } catch (IOException e) {
      LOG.debug("a control connection ended: {}", reason(e));
    } finally {
      open.remove(channel);
      free.release();
    }
  }

  /** A fault here is a defect; it must cost no more than this reply. */
  private int handle(ControlRequest request, ControlReply reply) throws IOException {
    try {
      return handler.handle(request, reply);
    } catch (RuntimeException e) {
      LOG.error("a control request failed: {}", request.words(), e);
      reply.error("failed inside the server, see its log: " + e);
      return FAILED;
    }
  }

  /** Takes no more requests and removes the socket; connections are ended. */
  @Override
  public void close() {
    closeQuietly(listener);
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.warn("{} is left behind: {}", socket, reason(e));
    }
    try {
      // Those that are answered are let finish for a moment.
      if (free.tryAcquire(MAX_CONNECTIONS, CLOSE_SECONDS, TimeUnit.SECONDS)) {
        free.release(MAX_CONNECTIONS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(ControlServer::closeQuietly);
  }

  private static void closeQuietly(@Nullable Channel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("closing: {}", reason(e));
      }
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
