package nomen.server.transfer.in;

import java.util.List;
import java.util.function.Consumer;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.Opcode;
import nomen.codec.message.Question;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.codec.tsig.TsigException;
import nomen.codec.wire.WireFormatException;
import nomen.server.config.RemoteServer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one primary for the SOA of a zone (RFC 1034 section 4.3.5): over UDP, a few times, and over
 * TCP if nothing came or it was truncated. Belongs to the agenda's thread.
 */
final class SoaQuery implements PrimaryLink.Pending {
  /** How long each datagram is waited for: the number of them, too. */
  private static final List<Integer> DATAGRAM_MILLIS = List.of(500, 1_000, 2_000);

  /** How long the answer over TCP is waited for. */
  private static final int STREAM_MILLIS = 5_000;

  /** What came of it. */
  sealed interface Outcome {
    /** The zone's serial there. */
    record Serial(int serial) implements Outcome {}

    /** No answer, or none that is any good. */
    record None(FailurePlace place, String reason) implements Outcome {}
  }

  /** An answer that is not to be believed, but an attacker may have sent it: the wait goes on. */
  private static final class NotBelieved extends Exception {
    private static final long serialVersionUID = 1L;

    NotBelieved(String reason) {
      super(reason, null, false, false);
    }
  }

  private final SecondaryContext context;
  private final Name apex;
  private final RemoteServer primary;
  private final Consumer<Outcome> done;
  private int attempts;
  private PrimaryLink.@Nullable Pending pending;
  private boolean ended;

  /** Why what came was not believed. */
  private @Nullable String doubt;

  private SoaQuery(
      SecondaryContext context, Name apex, RemoteServer primary, Consumer<Outcome> done) {
    this.context = context;
    this.apex = apex;
    this.primary = primary;
    this.done = done;
  }

  /**
   * Asks.
   *
   * @param done is told once, later, unless the query is abandoned
   */
  static SoaQuery ask(
      SecondaryContext context, Name apex, RemoteServer primary, Consumer<Outcome> done) {
    SoaQuery query = new SoaQuery(context, apex, primary, done);
    query.send();
    return query;
  }

  @Override
  public void abandon() {
    ended = true;
    if (pending != null) {
      pending.abandon();
    }
  }

  private void send() {
    context.counters().count(SecondaryEvent.SOA_QUERIES);
    PrimaryRequests.Request request =
        context.requests().soa(apex, primary, context.agenda().wallSeconds());
    if (request == null) {
      context
          .agenda()
          .execute(() -> end(new Outcome.None(FailurePlace.ON_THE_WAY, unknownKey(primary))));
    } else if (attempts < DATAGRAM_MILLIS.size()) {
      int timeout = DATAGRAM_MILLIS.get(attempts++);
      pending =
          context
              .link()
              .askByDatagram(primary.address(), request.octets(), timeout, new ByDatagram(request));
    } else {
      sendByStream(request);
    }
  }

  static String unknownKey(RemoteServer primary) {
    return "key " + primary.key() + " is not configured";
  }

  private void sendByStream(PrimaryRequests.Request request) {
    ByStream answer = new ByStream(request);
    answer.stream =
        context.link().askByStream(primary.address(), request.octets(), STREAM_MILLIS, answer);
    pending = answer.stream;
  }

  private void end(Outcome outcome) {
    if (!ended) {
      ended = true;
      done.accept(outcome);
    }
  }

  private final class ByDatagram implements PrimaryLink.DatagramAnswer {
    private final PrimaryRequests.Request request;

    ByDatagram(PrimaryRequests.Request request) {
      this.request = request;
    }

    @Override
    public boolean received(byte[] octets) {
      try {
        Message message = read(octets, request);
        if (message.has(Header.TC)) {
          attempts = DATAGRAM_MILLIS.size();
          send();
        } else {
          end(judge(message));
        }
        return true;
      } catch (NotBelieved e) {
        doubt = e.getMessage();
        return false;
      }
    }

    @Override
    public void failed(FailurePlace place, String reason) {
      if (!ended) {
        send();
      }
    }
  }

  private final class ByStream implements PrimaryLink.StreamAnswer {
    private final PrimaryRequests.Request request;
    private PrimaryLink.@Nullable Stream stream;

    ByStream(PrimaryRequests.Request request) {
      this.request = request;
    }

    @Override
    public void received(byte[] octets) {
      if (ended) {
        return;
      }
      Outcome outcome;
      try {
        outcome = judge(read(octets, request));
      } catch (NotBelieved e) {
        outcome = none(String.valueOf(e.getMessage()));
      }
      if (stream != null) {
        stream.complete();
      }
      end(outcome);
    }

    @Override
    public void failed(FailurePlace place, String reason) {
      end(doubt == null ? new Outcome.None(place, reason) : none(doubt));
    }
  }

  /** Reads what may be the answer. */
  private Message read(byte[] octets, PrimaryRequests.Request request) throws NotBelieved {
    if (octets.length < Header.SIZE_OCTETS || Header.id(octets, 0) != request.id()) {
      throw new NotBelieved("an answer with the ID of no question");
    }
    Message message;
    try {
      message = MessageReader.read(octets);
    } catch (WireFormatException e) {
      throw new NotBelieved("its answer is malformed: " + e.getMessage());
    }
    if (!message.has(Header.QR) || message.opcode() != Opcode.QUERY || !isOfQuestion(message)) {
      throw new NotBelieved("its answer is not to the question");
    }
    if (request.verifier() != null) {
      try {
        long now = context.agenda().wallSeconds();
        request.verifier().verify(octets, 0, octets.length, now);
      } catch (TsigException e) {
        throw new NotBelieved(String.valueOf(e.getMessage()));
      }
    }
    return message;
  }

  private boolean isOfQuestion(Message message) {
    if (message.questions().isEmpty()) {
      // Who did not understand the question may leave it out.
      return message.rcode() != Rcode.NOERROR;
    }
    Question question = message.questions().getFirst();
    return question.qname().equals(apex) && question.qtype().equals(RRTypes.SOA);
  }

  private static Outcome none(String reason) {
    return new Outcome.None(FailurePlace.THERE, reason);
  }

  private Outcome judge(Message message) {
    if (message.rcode() != Rcode.NOERROR) {
      return none("answers " + Rcode.print(message.rcode()) + " to a query for SOA");
    }
    if (!message.has(Header.AA)) {
      return none("is not authoritative for the zone");
    }
    for (ResourceRecord record : message.answers()) {
      if (record.type().equals(RRTypes.SOA) && record.owner().equals(apex)) {
        return new Outcome.Serial(Serial.ofSoa(record.rdata()));
      }
    }
    return none("has no SOA of the zone");
  }
}
