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
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nomen.server.logging.LogCategory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

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

  /** How long a request may take to come. */
  static final long REQUEST_MILLIS = 5_000;

  /** How long a client may take none of its reply. */
  static final long REPLY_MILLIS = 30_000;

  private static final Logger LOG = LogCategory.CONTROL.logger();
  static final int CLOSE_SECONDS = 2;

  /** Until a connection is taken again after one that could not be. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("control-connection").factory();

  private final Path socket;
  private final ServerSocketChannel listener;
  private final ControlHandler handler;
  private final String owner;
  private final long requestMillis;
  private final ThreadFactory threads;
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
  private final Set<ControlConnection> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor = new Thread(this::accept, "control");

  private ControlServer(
      Path socket,
      ServerSocketChannel listener,
      ControlHandler handler,
      String owner,
      long requestMillis,
      ThreadFactory threads) {
    this.socket = socket;
    this.listener = listener;
    this.handler = handler;
    this.owner = owner;
    this.requestMillis = requestMillis;
    this.threads = threads;
  }

  /**
   * Opens the socket and serves it. A socket that a dead process left is replaced.
   *
   * @throws ControlException if another process listens there, or it cannot be made
   */
  public static ControlServer open(Path socket, ControlHandler handler) throws ControlException {
    return open(socket, handler, REQUEST_MILLIS, THREADS);
  }

  /** As the other, for tests. */
  static ControlServer open(
      Path socket, ControlHandler handler, long requestMillis, ThreadFactory threads)
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
      ControlServer server =
          new ControlServer(socket, listener, handler, owner, requestMillis, threads);
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

  /** Nothing but closing ends this: an operator has no other door. */
  private void accept() {
    while (listener.isOpen()) {
      try {
        take(listener.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException | Error e) {
        // Files, threads or memory are short perhaps; that passes, and then operators want to be
        // heard.
        LOG.atWarn()
            .addKeyValue("file", socket)
            .addKeyValue("reason", reason(e))
            .log("control connection could not be taken");
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void take(SocketChannel channel) throws IOException {
    ControlConnection connection;
    try {
      connection = new ControlConnection(channel, requestMillis, REPLY_MILLIS);
    } catch (IOException | RuntimeException | Error e) {
      closeQuietly(channel);
      throw e;
    }
    if (!free.tryAcquire() && !makeRoom()) {
      connection.refuse("there are " + MAX_CONNECTIONS + " control connections already");
      return;
    }
    open.add(connection);
    try {
      threads.newThread(() -> serve(connection)).start();
    } catch (RuntimeException | Error e) {
      leave(connection);
      connection.refuse("the server cannot make a thread: " + reason(e));
      throw e;
    }
  }

  /** Ends the connection that has asked nothing for longest, and takes its place. */
  private boolean makeRoom() {
    Optional<ControlConnection> idle =
        open.stream()
            .filter(connection -> !connection.isAsked())
            .min(Comparator.comparingLong(connection -> connection.since() - System.nanoTime()));
    if (idle.isEmpty()) {
      return false;
    }
    idle.get().end();
    try {
      return free.tryAcquire(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void serve(ControlConnection connection) {
    try {
      connection.serve(handler, socket.toString(), owner);
    } finally {
      leave(connection);
    }
  }

  private void leave(ControlConnection connection) {
    open.remove(connection);
    free.release();
  }

  /** Takes no more requests and removes the socket; connections are ended. */
  @Override
  public void close() {
    closeQuietly(listener);
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("file", socket)
          .addKeyValue("reason", reason(e))
          .log("control socket could not be removed");
    }
    open.stream().filter(connection -> !connection.isAsked()).forEach(ControlConnection::end);
    try {
      // Those that are answered are let finish for a moment.
      if (free.tryAcquire(MAX_CONNECTIONS, CLOSE_SECONDS, TimeUnit.SECONDS)) {
        free.release(MAX_CONNECTIONS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(ControlConnection::end);
  }

  private static void closeQuietly(@Nullable Channel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.atDebug()
            .addKeyValue("reason", reason(e))
            .log("control connection was not closed well");
      }
    }
  }

  static String reason(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
