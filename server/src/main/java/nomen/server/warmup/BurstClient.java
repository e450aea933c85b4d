package nomen.server.warmup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/** Asks a server over UDP, a burst of questions at a time. Not thread-safe. */
public final class BurstClient implements AutoCloseable {
  /** Questions that are under way together, at most: their answers fit into any receive buffer. */
  public static final int BURST = 64;

  /** How long a burst waits for the next answer. */
  private static final int WAIT_MILLIS = 20;

  private static final int ANSWER_OCTETS = 4_096;

  private final DatagramChannel channel;
  private final Selector selector;
  private final int waitMillis;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_OCTETS);

  /** Opens a socket that talks with one address alone. */
  public BurstClient(InetSocketAddress server) throws IOException {
    this(server, WAIT_MILLIS);
  }

  /**
   * As the other.
   *
   * @param waitMillis how long a burst waits for the next answer
   */
  BurstClient(InetSocketAddress server, int waitMillis) throws IOException {
    this.waitMillis = waitMillis;
    selector = Selector.open();
    try {
      channel = DatagramChannel.open();
    } catch (IOException e) {
      selector.close();
      throw e;
    }
    try {
      channel.configureBlocking(false);
      channel.connect(server);
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Asks some of the questions, beginning anew behind the last.
   *
   * @param from the number of the first, of any size
   * @return how many were answered in time
   */
  public int ask(List<ByteBuffer> questions, int from) throws IOException {
    int sent = 0;
    while (sent < BURST) {
      ByteBuffer question = questions.get((from + sent) % questions.size());
      if (channel.write(question.rewind()) == 0) {
        break;
      }
      sent++;
    }
    int answered = 0;
    try {
      while (answered < sent) {
        if (channel.read(answer.clear()) > 0) {
          answered++;
        } else if (selector.select(key -> {}, waitMillis) == 0) {
          break;
        }
      }
    } catch (PortUnreachableException e) {
      return answered;
    }
    return answered;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
