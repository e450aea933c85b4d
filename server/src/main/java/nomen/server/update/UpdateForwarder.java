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
 * <p>What is under way already is not sent again: a copy that comes back from another forwarder is
 * refused, so that circles end, and a client's retransmission gets the answer of the first.
 *
 * <p>An answer too long for the client's datagram goes back as its header alone, truncated: the
 * primary has done what it says, and asking another one could do it twice.
 */
final class UpdateForwarder {
  private static final int ID_OCTETS = 2;

  /** The octets of a UDP response to a request without EDNS (RFC 1035 section 4.2.1). */
  private static final int PLAIN_UDP_OCTETS = 512;

  private static final Verdict TOO_MANY =
      new Verdict(Rcode.SERVFAIL, ErrorCode.NOT_READY, "too many updates wait for the primary");
  private static final Verdict CIRCLE =
      new Verdict(
          Rcode.SERVFAIL,
          ErrorCode.OTHER,
          "this update is being passed on already: do servers forward to each other in a circle?");
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
    int offset = exchange.requestOffset();
    byte[] octets =
        Arrays.copyOfRange(exchange.request(), offset, offset + exchange.requestLength());
    boolean udp = exchange.transport() == Transport.UDP;
    ForwardSettings forwarding = service.forwarding();
    long message = ReplayGuard.digestOf(octets, ID_OCTETS, octets.length);
    long request =
        udp ? ReplayGuard.digestOf(exchange.client(), octets, octets.length) : ReplayGuard.NONE;
    if (udp && forwarding.hasRequest(request)) {
      exchange.defer().drop();
      return null;
    }
    if (!udp && forwarding.hasMessage(message)) {
      return CIRCLE;
    }
    int place = forwarding.enter(message, request);
    if (place == ForwardSettings.NO_PLACE) {
      return TOO_MANY;
    }
    ClientAddress client = new ClientAddress();
    client.set(exchange.client());
    int room = udp ? Math.max(udpPayload, PLAIN_UDP_OCTETS) : Exchange.MAX_MESSAGE_OCTETS;
    DeferredAnswer answer = exchange.defer();
    DecidedUpdate failed =
        new DecidedUpdate(octets, client, exchange.transport(), null, UNREACHABLE, answer);
    new Forwarding(failed, room, primaries, place).tryNext(0);
    return null;
  }

  /** One update on its way. */
  private final class Forwarding {
    private final DecidedUpdate failed;
    private final int room;
    private final List<InetSocketAddress> primaries;
    private final int place;

    Forwarding(DecidedUpdate failed, int room, List<InetSocketAddress> primaries, int place) {
      this.failed = failed;
      this.room = room;
      this.primaries = primaries;
      this.place = place;
    }

    void tryNext(int index) {
      if (index == primaries.size()) {
        service.forwarding().leave(place);
        RefusalLog.refused(
            failed.client(), null, failed.octets(), Header.SIZE_OCTETS, failed.verdict());
        // Not within a handler, which the request may still be with if no socket was to be had.
        if (!loop.execute(() -> responder.respond(failed))) {
          failed.answer().drop();
        }
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
              service.forwarding().leave(place);
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
