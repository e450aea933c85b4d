package nomen.loadtest.traffic.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Segments of drawn messages, cut, repeated, overlapping and out of order: a model says the rest.
 */
class TcpStreamFuzzTest {
  private record Piece(int from, int to, long nanos) {}

  private final List<String> given = new ArrayList<>();
  private final CaptureCounts counts = new CaptureCounts();

  private TcpStream stream(int start, boolean beginning) {
    return new TcpStream(
        start,
        beginning,
        (octets, at, length, nanos) -> given.add(HexFormat.of().formatHex(octets, at, at + length)),
        new Framing(),
        counts);
  }

  private static List<byte[]> messages(SplittableRandom random) {
    List<byte[]> messages = new ArrayList<>();
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      int length = random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(60);
      byte[] message = new byte[length];
      random.nextBytes(message);
      messages.add(message);
    }
    return messages;
  }

  private static byte[] join(List<byte[]> messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    messages.forEach(message -> all.writeBytes(CaptureWriter.framed(message)));
    return all.toByteArray();
  }

  private static List<String> hex(List<byte[]> messages) {
    return messages.stream().map(HexFormat.of()::formatHex).toList();
  }

  /** Covers all octets, some of them several times. */
  private static List<Piece> pieces(SplittableRandom random, int length) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < length) {
      int to = Math.min(length, at + random.nextInt(1, random.nextBoolean() ? 8 : 1_400));
      pieces.add(new Piece(at, to, 0));
      at = to;
    }
    for (int i = random.nextInt(pieces.size() + 1); i > 0; i--) {
      int from = random.nextInt(length);
      pieces.add(new Piece(from, Math.min(length, from + random.nextInt(1, 2_000)), 0));
    }
    return pieces;
  }

  /** Nothing is missing and little is held, so every message comes, once, in its order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void allThatWasSentIsRead(int seed) throws TrafficException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      List<byte[]> messages = messages(random);
      byte[] sent = join(messages);
      List<Piece> pieces = pieces(random, sent.length);
      if (pieces.size() > TcpStream.MAX_HELD_SEGMENTS) {
        continue;
      }
      Collections.shuffle(pieces, new Random(random.nextLong()));
      // Around the highest number, too.
      int start = random.nextBoolean() ? random.nextInt() : -random.nextInt(1, sent.length + 1);
      given.clear();
      TcpStream stream = stream(start, true);
      for (Piece piece : pieces) {
        stream.take(start + piece.from(), sent, piece.from(), piece.to() - piece.from(), 0);
      }
      assertEquals(hex(messages), given, "seed " + seed + ", round " + round);
      assertTrue(stream.keptOctets() <= 4_096, "keeps " + stream.keptOctets());
    }
    assertEquals(0, counts.of(PassedOver.GAP));
  }

  /** Pieces are missing: what comes was sent, in its order, unless a gap made framing a guess. */
  @Test
  void whatIsMissingIsNotInvented() throws TrafficException {
    SplittableRandom random = new SplittableRandom(9);
    byte[] query = HexFormat.of().parseHex("abcd0100000100000000000001610000010001");
    int lost = 0;
    for (int round = 0; round < 300; round++) {
      List<byte[]> messages = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        byte[] message = query.clone();
        message[0] = (byte) (i >> 8);
        message[1] = (byte) i;
        messages.add(message);
      }
      byte[] sent = join(messages);
      List<Piece> pieces = new ArrayList<>(pieces(random, sent.length));
      pieces.removeIf(piece -> random.nextInt(10) == 0);
      // Reordered, but not far.
      for (int i = 0; i + 3 < pieces.size(); i += 3) {
        Collections.swap(pieces, i, i + random.nextInt(3));
      }
      given.clear();
      TcpStream stream = stream(round, random.nextBoolean());
      for (Piece piece : pieces) {
        stream.take(round + piece.from(), sent, piece.from(), piece.to() - piece.from(), 0);
      }
      stream.finish();
      List<String> all = hex(messages);
      int at = 0;
      for (String message : given) {
        int found = all.subList(at, all.size()).indexOf(message);
        assertTrue(found >= 0, "round " + round + ": " + message);
        at += found + 1;
      }
      lost += all.size() - given.size();
      assertTrue(given.stream().distinct().count() == given.size());
    }
    assertTrue(lost > 0 && counts.of(PassedOver.GAP) > 0, "lost " + lost);
  }

  /** Octets of any kind: they are counted, and never more is kept than the limits say. */
  @Test
  void garbageIsBounded() throws TrafficException {
    SplittableRandom random = new SplittableRandom(10);
    for (int round = 0; round < 100; round++) {
      TcpStream stream = stream(0, random.nextBoolean());
      byte[] octets = new byte[3_000];
      for (int i = 0; i < 1_000; i++) {
        random.nextBytes(octets);
        if (random.nextBoolean()) {
          Arrays.fill(octets, (byte) 0);
        }
        stream.take(random.nextInt(1 << 20), octets, 0, random.nextInt(3_000), i * 1_000_000L);
        assertTrue(stream.keptOctets() < 1 << 20, "keeps " + stream.keptOctets());
      }
      stream.finish();
      assertEquals(0, stream.keptOctets());
    }
  }
}
