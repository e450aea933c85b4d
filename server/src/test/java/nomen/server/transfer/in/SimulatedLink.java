package nomen.server.transfer.in;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/** The link of a simulated server to others. */
final class SimulatedLink implements PrimaryLink {
  private static final int MAX_MESSAGE_MILLIS = 20;

  private final SimulatedServer server;
  private final SimulatedNetwork network;
  private final Function<InetSocketAddress, SimulatedServer> servers;

  /** Requests so far. */
  long requests;

  SimulatedLink(
      SimulatedServer server,
      SimulatedNetwork network,
      Function<InetSocketAddress, SimulatedServer> servers) {
    this.server = server;
    this.network = network;
    this.servers = servers;
  }

  @Override
  public Pending askByDatagram(
      InetSocketAddress primary, byte[] request, int timeoutMillis, DatagramAnswer answer) {
    requests++;
    SimulatedServer other = servers.apply(primary);
    boolean[] ended = new boolean[1];
    Runnable ask =
        () -> {
          byte[] reply = other.answers().toDatagram(request);
          network.send(
              other,
              server,
              () -> {
                if (!ended[0]) {
                  ended[0] = answer.received(reply);
                }
              });
        };
    network.send(server, other, ask);
    server
        .agenda()
        .schedule(
            timeoutMillis,
            () -> {
              if (!ended[0]) {
                ended[0] = true;
                answer.failed(FailurePlace.THERE, "no answer");
              }
            });
    return () -> ended[0] = true;
  }

  @Override
  public Stream askByStream(
      InetSocketAddress primary, byte[] request, int idleMillis, StreamAnswer answer) {
    requests++;
    Connection connection = new Connection(servers.apply(primary), request, idleMillis, answer);
    server.agenda().schedule(1 + network.random.nextInt(5), connection::begin);
    return connection;
  }

  private final class Connection implements Stream {
    private final SimulatedServer other;
    private final byte[] request;
    private final int idleMillis;
    private final StreamAnswer answer;
    private List<byte[]> messages = List.of();
    private int next;
    private int otherLife;
    private boolean ended;

    Connection(SimulatedServer other, byte[] request, int idleMillis, StreamAnswer answer) {
      this.other = other;
      this.request = request;
      this.idleMillis = idleMillis;
      this.answer = answer;
    }

    void begin() {
      if (!ended && isConnected(other.life())) {
        otherLife = other.life();
        messages = other.answers().toStream(request);
        later();
      }
    }

    /** If not, it is told after a while, or at once. */
    private boolean isConnected(int life) {
      boolean connected = network.reaches(server, other) && other.life() == life;
      if (!connected || network.chance(network.resetPercent)) {
        int delay = network.random.nextBoolean() ? idleMillis : 0;
        server.agenda().schedule(delay, () -> fail("reset"));
        return false;
      }
      return true;
    }

    private void later() {
      server.agenda().schedule(network.random.nextInt(MAX_MESSAGE_MILLIS), this::deliver);
    }

    private void deliver() {
      if (ended || !isConnected(otherLife)) {
        return;
      }
      if (next == messages.size()) {
        server.agenda().schedule(idleMillis, () -> fail("silence"));
        return;
      }
      byte[] message = messages.get(next++);
      later();
      answer.received(message);
    }

    private void fail(String reason) {
      if (!ended) {
        ended = true;
        answer.failed(FailurePlace.THERE, reason);
      }
    }

    @Override
    public void pause() {
      throw new AssertionError("the zones here are small");
    }

    @Override
    public void resume() {
      throw new AssertionError("it was not paused");
    }

    @Override
    public void complete() {
      ended = true;
    }

    @Override
    public void abandon() {
      ended = true;
    }
  }
}
