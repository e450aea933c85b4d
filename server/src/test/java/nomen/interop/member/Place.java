package nomen.interop.member;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import nomen.conformance.client.LoopbackPort;

/**
 * Where a member listens, and from where it asks. NSD and Knot know others by address, so each has
 * one; BIND listens only at what an interface has, which is 127.0.0.1.
 *
 * @param host an address of the loopback
 * @param port for UDP and TCP
 */
public record Place(String host, int port) {
  /** A place whose port is free at this moment, on the address 127.0.0.{@code last}. */
  public static Place draw(int last) throws IOException {
    String host = "127.0.0." + last;
    return new Place(host, LoopbackPort.draw(host).getPort());
  }

  /** Places for secondaries, one of each kind, of a primary at 127.0.0.1. */
  public static Map<MemberKind, Place> ofSecondaries() throws IOException {
    Map<MemberKind, Place> places = new EnumMap<>(MemberKind.class);
    for (MemberKind kind : MemberKind.values()) {
      places.put(kind, draw(kind == MemberKind.BIND ? 1 : 2 + places.size()));
    }
    return places;
  }

  /** For sockets. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  /** The address and the port with something between them: each server has its own. */
  public String text(String between) {
    return host + between + port;
  }
}
