package nomen.server.update;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Header;
import nomen.codec.message.Rcode;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.DeferredAnswer;
import nomen.server.transport.Exchange;
import nomen.server.transport.LoopContext;
import nomen.server.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Passes updates on to the primary of their zone (RFC 2136 section 6): the message as it came, its
 * signature too, with an ID of this server's; the answer goes back as it comes, with the client's
 * ID. Each is sent over a TCP connection of its own, whatever it came by, so that none is lost and
 * none is too long. The primaries are tried in their order until one answers.
 *
 * <p>An answer too long for the client's datagram goes back as its header alone, truncated: the
 * primary has done what it says, and asking another one could do it twice.
 */
final class UpdateForwarder {
  /** The octets of a UDP response to a request without EDNS (RFC 1035 section 4.2.1). */
  private static final int PLAIN_UDP_OCTETS = 512;

  private static final Verdict TOO_MANY =
      new Verdict(Rcode.SERVFAIL, ErrorCode.NOT_READY, "too many updates wait for the primary");
  private static final Verdict UNREACHABLE =
      new Verdict(
          Rcode.SERVFAIL, ErrorCode.NO_REACHABLE_AUTHORITY, "no primary answered to the update");

  private final UpdateService service;
  private final LoopContext loop;
  private final UpdateHandler.Responder responder;

  UpdateForwarder(UpdateService service, LoopContext loop, UpdateHandler.Responder responder) {
    this.service = service;
    this.loop = loop;
    this.responder = responder;
  }

  /**
   * Passes the request of an exchange on.
   *
   * @param udpPayload the octets of a UDP response that the client can take, 0 without EDNS
   * @return as {@link UpdateHandler#handle}
   */
  @Nullable Verdict forward(Exchange exchange, int udpPayload, List<InetSocketAddress> primaries) {
    if (!service.forwarding().enter()) {
      return TOO_MANY;
    }
    int offset = exchange.requestOffset();
    byte[] octets =
        Arrays.copyOfRange(exchange.request(), offset, offset + exchange.requestLength());
    ClientAddress client = new ClientAddress();
    client.set(exchange.client());
    boolean udp = exchange.transport() == Transport.UDP;
    int room = udp ? Math.max(udpPayload, PLAIN_UDP_OCTETS) : Exchange.MAX_MESSAGE_OCTETS;
    DeferredAnswer answer = exchange.defer();
    DecidedUpdate failed =
        new DecidedUpdate(octets, client, exchange.transport(), null, UNREACHABLE, answer);
    new Forwarding(failed, room, primaries).tryNext(0);
    return null;
  }

  /** One update on its way. */
  private final class Forwarding {
    private final DecidedUpdate failed;
    private final int room;
    private final List<InetSocketAddress> primaries;

    Forwarding(DecidedUpdate failed, int room, List<InetSocketAddress> primaries) {
      this.failed = failed;
      this.room = room;
      this.primaries = primaries;
    }

    void tryNext(int index) {
      if (index == primaries.size()) {
        service.forwarding().leave();
        responder.respond(failed);
        return;
      }
      int id = service.forwarding().newId();
      byte[] request = failed.octets().clone();
      setId(request, id);
      PrimaryConnection.ask(
          loop.connector(),
          primaries.get(index),
          request,
          service.forwarding().timeoutMillis(),
          response -> {
            if (response == null) {
              tryNext(index + 1);
            } else {
              service.forwarding().leave();
              response[0] = failed.octets()[0];
              response[1] = failed.octets()[1];
              failed.answer().send(response, 0, fit(response));
            }
          });
    }

    /**
     * Truncates a response that the client cannot take (RFC 2181 section 9).
     *
     * @return the octets to send
     */
    private int fit(byte[] response) {
      if (response.length <= room) {
        return response.length;
      }
      response[Header.FLAGS_OFFSET] |= (byte) (Header.TC >> Byte.SIZE);
      Arrays.fill(response, Header.COUNTS_OFFSET, Header.SIZE_OCTETS, (byte) 0);
      return Header.SIZE_OCTETS;
    }

    private static void setId(byte[] message, int id) {
      message[0] = (byte) (id >> Byte.SIZE);
      message[1] = (byte) id;
    }
  }
}
