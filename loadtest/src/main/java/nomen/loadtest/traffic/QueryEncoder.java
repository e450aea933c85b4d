package nomen.loadtest.traffic;

import java.util.Arrays;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Opcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;

/**
 * Writes queries of class IN that differ in ID and question only. Allocates nothing. Immutable.
 *
 * <p>What stands before and behind the question is made once, by {@link MessageWriter}.
 */
public final class QueryEncoder {
  /** The most octets of a query without a signature. */
  public static final int MAX_OCTETS =
      Header.SIZE_OCTETS + 255 + 4 + 11 + MessageOptions.MAX_OPTIONS_OCTETS;

  private final byte[] header;
  private final byte[] tail;

  /** Writes queries with these options; the signature is left to {@link RequestSigner}. */
  public QueryEncoder(MessageOptions options) {
    MessageWriter writer = new MessageWriter();
    byte[] octets = new byte[MAX_OCTETS];
    int flags = Header.opcodeFlags(Opcode.QUERY) | (options.recursionDesired() ? Header.RD : 0);
    writer.begin(0, flags, octets, octets.length);
    writer.writeQuestion(Name.ROOT, 0, 0);
    if (options.edns() != null) {
      writer.addEdns(
          options.edns().udpPayloadSize(), options.edns().version(), options.edns().flags());
      options.edns().options().forEach(writer::addOption);
    }
    int length = writer.finish();
    int question = Header.SIZE_OCTETS + Name.ROOT.length() + 4;
    header = Arrays.copyOf(octets, Header.SIZE_OCTETS);
    tail = Arrays.copyOfRange(octets, question, length);
  }

  /**
   * Writes a query to the start of an array.
   *
   * @param name QNAME, in uncompressed wire format at {@code offset}
   * @param length the octets of the name
   * @return the octets of the query
   */
  public int write(int id, byte[] name, int offset, int length, int type, byte[] to) {
    writeHeader(id, to);
    System.arraycopy(name, offset, to, Header.SIZE_OCTETS, length);
    return writeTail(Header.SIZE_OCTETS + length, type, to);
  }

  /** Writes the header; QNAME goes behind it, and then {@link #writeTail}. */
  public void writeHeader(int id, byte[] to) {
    System.arraycopy(header, 0, to, 0, Header.SIZE_OCTETS);
    to[0] = (byte) (id >>> 8);
    to[1] = (byte) id;
  }

  /**
   * Writes what stands behind QNAME.
   *
   * @param at the offset behind QNAME
   * @return the octets of the query
   */
  public int writeTail(int at, int type, byte[] to) {
    to[at] = (byte) (type >>> 8);
    to[at + 1] = (byte) type;
    to[at + 2] = 0;
    to[at + 3] = (byte) RRClass.IN.code();
    System.arraycopy(tail, 0, to, at + 4, tail.length);
    return at + 4 + tail.length;
  }
}
