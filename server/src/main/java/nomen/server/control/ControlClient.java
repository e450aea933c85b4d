package nomen.server.control;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Asks a running server by its control socket. */
public final class ControlClient {
  /** How long a server may be silent: a large zone is being read, for instance. */
  private static final long TIMEOUT_MILLIS = 600_000;

  private final Path socket;

  /** A client of the server that has this socket. */
  public ControlClient(Path socket) {
    this.socket = socket;
  }

  /** Whether a server listens there now. */
  public boolean isServed() {
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = connect()) {
      return channel.isConnected();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Sends a request and passes on what comes back.
   *
   * @param words the command and its arguments
   * @param out takes what is for standard output; not closed
   * @param error takes each line for standard error
   * @return the exit code that the server gives
   * @throws ControlException if there is no server there, or it stopped before the end
   */
  public int ask(List<String> words, OutputStream out, Consumer<String> error)
      throws ControlException {
    try (SocketChannel channel = connect();
        ControlFrames frames = new ControlFrames(channel, TIMEOUT_MILLIS, TIMEOUT_MILLIS)) {
      byte[] request = ControlRequest.write(words);
      try {
        frames.write(ControlFrames.REQUEST, request, 0, request.length);
      } catch (IOException _) {
        // A server that turned this away has closed already. What it said is there to be read; if
        // there is nothing, reading fails too.
      }
      while (true) {
        ControlFrames.Frame frame = frames.read();
        switch (frame.kind()) {
          case ControlFrames.OUTPUT -> out.write(frame.payload().array());
          case ControlFrames.ERROR ->
              error.accept(StandardCharsets.UTF_8.decode(frame.payload()).toString());
          case ControlFrames.END -> {
            out.flush();
            return frame.payload().remaining() == 1 ? frame.payload().get() & 0xff : 1;
          }
          default -> throw new IOException("a control frame of an unknown kind");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ControlException(socket + ": " + whyNot(e));
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      throw e;
    }
  }

  private String whyNot(Exception e) {
    if (!Files.exists(socket)) {
      return "there is no such socket; the server is not running";
    }
    String message = String.valueOf(e.getMessage());
    return message.contains("refused") ? "no server listens here" : message;
  }
}
