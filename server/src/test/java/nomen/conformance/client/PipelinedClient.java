package nomen.conformance.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends many queries over one UDP socket, a bounded number at a time, and gives the replies in the
 * order of the queries. The ID of each query is replaced by one that tells it apart from all others
 * under way; a query without reply is sent again a few times.
 */
public final class PipelinedClient {
  /** Queries under way at the same time: few enough for the default socket buffers. */
  private static final int WINDOW = 64;

  private static final long PATIENCE_MILLIS = 1000;
  private static final int ATTEMPTS = 5;
  private static final int IDS = 1 << 16;

  private PipelinedClient() {}

  /** The reply to each query. */
  public static List<byte[]> ask(InetSocketAddress server, List<byte[]> queries)
      throws IOException {
    try (DatagramChannel channel = DatagramChannel.open();
        Selector selector = Selector.open()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
      channel.connect(server).configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      return new Run(channel, selector, queries).replies();
    }
  }

  private static final class Run {
    private final DatagramChannel channel;
    private final Selector selector;
    private final List<byte[]> queries;
    private final byte[][] replies;
    private final List<Integer> waiting = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(65_535);

    Run(DatagramChannel channel, Selector selector, List<byte[]> queries) {
      this.channel = channel;
      this.selector = selector;
      this.queries = queries;
      this.replies = new byte[queries.size()][];
    }

    List<byte[]> replies() throws IOException {
      int next = 0;
      int silences = 0;
      while (next < queries.size() || !waiting.isEmpty()) {
        while (next < queries.size() && waiting.size() < WINDOW) {
          send(next);
          waiting.add(next++);
        }
        if (selector.select(PATIENCE_MILLIS) == 0) {
          if (++silences == ATTEMPTS) {
            throw new IOException(waiting.size() + " queries have no reply, the first " + first());
          }
          for (int index : waiting) {
            send(index);
          }
          continue;
        }
        selector.selectedKeys().clear();
        if (receive()) {
          silences = 0;
        }
      }
      return List.of(replies);
    }

    private String first() {
      return java.util.HexFormat.of().formatHex(queries.get(waiting.getFirst()));
    }

    private void send(int index) throws IOException {
      byte[] query = queries.get(index).clone();
      int id = index % IDS;
      query[0] = (byte) (id >>> 8);
      query[1] = (byte) id;
      channel.write(ByteBuffer.wrap(query));
    }

    /** Takes all that has come; true if any of it was waited for. */
    private boolean receive() throws IOException {
      boolean any = false;
      while (channel.read(buffer.clear()) > 0) {
        buffer.flip();
        int id = buffer.getShort(0) & 0xFFFF;
        for (int slot = 0; slot < waiting.size(); slot++) {
          int index = waiting.get(slot);
          if (index % IDS == id) {
            byte[] octets = new byte[buffer.remaining()];
            buffer.get(octets);
            replies[index] = octets;
            waiting.remove(slot);
            any = true;
            break;
          }
        }
      }
      return any;
    }
  }
}
