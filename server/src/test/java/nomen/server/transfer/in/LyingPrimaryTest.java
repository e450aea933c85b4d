package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import nomen.codec.message.Message;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Question;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.transfer.TransferException;
import nomen.codec.transfer.TransferLimits;
import nomen.codec.transfer.TransferRequest;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transfers from a primary that lies, over sockets: whatever it says, the old zone stays. */
@Timeout(120)
class LyingPrimaryTest {
  private static final Name ZONE = Name.parse("m.example.");

  /** What the whole zone is refused with; lies that are not here are none about it. */
  private static final Map<Lie, String> ABOUT_ZONES =
      Map.ofEntries(
          Map.entry(Lie.SOA_MISMATCH, "the SOA that ends the transfer is not the one that began"),
          Map.entry(Lie.SERIAL_ORDER, "the SOA that ends the transfer is not the one that began"),
          Map.entry(Lie.OUTSIDE_ZONE, "www.outside.invalid. A: the owner is not at or below m."),
          Map.entry(Lie.WRONG_CLASS, "class CH, not IN"),
          Map.entry(Lie.MALFORMED_RDATA, "A address: needs 4 octets, has 3"),
          Map.entry(Lie.META_TYPE, "a zone cannot hold OPT"),
          Map.entry(Lie.WRONG_ID, "asked with 77"),
          Map.entry(Lie.SERIAL_BACKWARDS, "is not newer than 100, which is here (RFC 1982)"),
          Map.entry(Lie.UNSERVABLE, "m.example. has no NS at the apex"),
          Map.entry(Lie.REFUSED, "answered with REFUSED"),
          Map.entry(Lie.ENDLESS, "the transfer has over 1000000 octets"),
          Map.entry(Lie.NO_PROGRESS, "17 messages without records follow each other"),
          Map.entry(Lie.CUT_IN_MESSAGE, "cut short: it ended behind message "),
          Map.entry(Lie.CUT_SHORT, "cut short: it ended behind message "),
          Map.entry(Lie.SILENT, "cut short: it ended behind message 0"));

  /** What differences are refused with. */
  private static final Map<Lie, String> ABOUT_DIFFERENCES =
      Map.ofEntries(
          Map.entry(Lie.SOA_MISMATCH, "not the SOA that the difference before it led to"),
          Map.entry(Lie.SERIAL_ORDER, "the differences begin at serial"),
          Map.entry(Lie.OUTSIDE_ZONE, "www.outside.invalid. A: the owner is not at or below m."),
          Map.entry(Lie.WRONG_CLASS, "class CH, not IN"),
          Map.entry(Lie.MALFORMED_RDATA, "A address: needs 4 octets, has 3"),
          Map.entry(Lie.META_TYPE, "a zone cannot hold OPT"),
          Map.entry(Lie.WRONG_ID, "asked with 77"),
          Map.entry(Lie.UNFIT_DIFFERENCE, "to be removed, and not in the zone: was-never-here."),
          Map.entry(Lie.UNSERVABLE, "m.example. has CNAME beside"),
          Map.entry(Lie.NO_IXFR, "answered with NOTIMP"),
          Map.entry(Lie.REFUSED, "answered with REFUSED"),
          Map.entry(Lie.ENDLESS, ""),
          Map.entry(Lie.NO_PROGRESS, "17 messages without records follow each other"),
          Map.entry(Lie.CUT_IN_MESSAGE, "cut short: it ended behind message "),
          Map.entry(Lie.CUT_SHORT, "cut short: it ended behind message "),
          Map.entry(Lie.SILENT, "cut short: it ended behind message 0"));

  /** So long a primary is waited for that is to say nothing. */
  private static final int SILENCE_MILLIS = 300;

  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir private Path folder;
  private final ZoneVersions versions = new ZoneVersions(ZONE, 60, 100, new Random(5));
  private final ZoneSnapshot first = versions.snapshot();
  private TestSecondary secondary;
  private LyingPrimary primary;
  private boolean isSilent;

  @BeforeEach
  void start() throws Exception {
    secondary = new TestSecondary(folder, ZONE, 1200);
    secondary.limits = TransferLimits.ofOctets(1_000_000);
    primary = new LyingPrimary(first);
    assertEquals(100, transfer(TransferRequest.axfr(77, ZONE)));
    List<Changeset> changes = List.of(versions.change(), versions.change(), versions.change());
    primary.serve(versions.snapshot(), changes);
  }

  @AfterEach
  void stop() throws IOException {
    primary.close();
    secondary.close();
  }

  private static byte[] message(TransferRequest request) {
    Question question = new Question(request.zone(), request.qtype(), RRClass.IN);
    Message message = Message.request(request.id(), 0, 0, question);
    if (request.isIncremental()) {
      message =
          new Message(
              request.id(),
              0,
              0,
              List.of(question),
              List.of(),
              List.of(
                  ZoneVersions.record(
                      request.zone(),
                      0,
                      RRTypes.SOA,
                      ". . " + Integer.toUnsignedString(request.serialHere()) + " 0 0 0 0")),
              List.of(),
              null);
    }
    byte[] octets = new byte[512];
    return Arrays.copyOf(octets, message.write(new MessageWriter(), octets, octets.length));
  }

  /** Asks and receives as a server would. */
  private int transfer(TransferRequest request) throws Exception {
    ZoneReceiver receiver = secondary.receiver(request, ZoneIntake.Acceptance.NEWER);
    try (Socket socket = new Socket(primary.address().getAddress(), primary.address().getPort())) {
      socket.setSoTimeout(isSilent ? SILENCE_MILLIS : PATIENCE_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] asked = message(request);
      out.writeShort(asked.length);
      out.write(asked);
      boolean over = false;
      while (!over) {
        byte[] octets = new byte[in.readUnsignedShort()];
        in.readFully(octets);
        over = receiver.message(octets, 0, octets.length);
      }
    } catch (EOFException | SocketTimeoutException e) {
      throw receiver.cutShort();
    }
    try {
      return receiver.commit().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof TransferException refused ? refused : e;
    }
  }

  private void check(TransferRequest request, Lie lie, @Nullable String refusal) throws Exception {
    primary.tell(lie);
    isSilent = lie == Lie.SILENT;
    if (refusal == null) {
      assertEquals(versions.serial(), transfer(request));
      ReceivedHistoryTest.assertSame(versions.snapshot(), secondary.served());
      return;
    }
    TransferException e = assertThrows(TransferException.class, () -> transfer(request));
    assertTrue(String.valueOf(e.getMessage()).contains(refusal), lie + ": " + e.getMessage());
    ReceivedHistoryTest.assertSame(first, secondary.served());
    assertEquals(1, secondary.log().size());
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  void aboutTheWholeZone(Lie lie) throws Exception {
    check(TransferRequest.axfr(77, ZONE), lie, ABOUT_ZONES.get(lie));
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  void aboutDifferences(Lie lie) throws Exception {
    if (lie == Lie.SERIAL_BACKWARDS) {
      // An answer to IXFR that is not newer says that there is nothing.
      primary.tell(lie);
      assertEquals(100, transfer(TransferRequest.ixfr(77, ZONE, 100)));
      ReceivedHistoryTest.assertSame(first, secondary.served());
      return;
    }
    check(TransferRequest.ixfr(77, ZONE, 100), lie, ABOUT_DIFFERENCES.get(lie));
  }

  @Test
  void everyLieIsNoticed() {
    List<Lie> unnoticed = new ArrayList<>(List.of(Lie.values()));
    unnoticed.removeAll(ABOUT_DIFFERENCES.keySet());
    unnoticed.removeAll(ABOUT_ZONES.keySet());
    assertEquals(List.of(Lie.NONE), unnoticed);
    assertFalse(ABOUT_ZONES.containsKey(Lie.UNFIT_DIFFERENCE));
  }
}
