package nomen.loadtest.traffic.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;

class BinaryFileTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String QUERY = "abcd01000001000000000000016100000100ff";
  private static final String UPDATE = "000028000001000000000000016100000600010badbad0";

  private static RequestList read(String hex) throws TrafficException {
    return BinaryFile.read("b", new ByteArrayInputStream(HEX.parseHex(hex)));
  }

  private static String framed(String hex) {
    return "%04x".formatted(hex.length() / 2) + hex;
  }

  private static String fault(String hex) {
    return String.valueOf(assertThrows(TrafficException.class, () -> read(hex)).getMessage());
  }

  @Test
  void messagesStayAsTheyAreButForTheId() throws TrafficException {
    RequestList list = read(framed(QUERY) + framed(UPDATE));
    RequestSource source = list.open(0, 1);
    assertArrayEquals(HEX.parseHex("1234" + QUERY.substring(4)), Requests.octets(source, 0x1234));
    Request request = new Request();
    source.next(0, request);
    assertEquals(RequestKind.UPDATE, request.kind());
    assertEquals(UPDATE.length() / 2, request.length());
  }

  @Test
  void faultsNameTheMessage() {
    assertEquals("b: error: no messages", fault(""));
    assertEquals("b:1: error: length: the file ends within it", fault("00"));
    assertEquals("b:1: error: length: 11 octets are no whole header", fault("000b"));
    assertEquals(
        "b:2: error: message: the file ends after 3 of 19 octets",
        fault(framed(QUERY) + "0013" + "abcdef"));
  }

  @Test
  void longestMessage() throws TrafficException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xff});
    out.writeBytes(new byte[65_535]);
    RequestList list = BinaryFile.read("b", new ByteArrayInputStream(out.toByteArray()));
    assertEquals(65_535, Requests.octets(list.open(0, 1), 0).length);
  }
}
