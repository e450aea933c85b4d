package nomen.loadtest.traffic;

import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Section;
import nomen.codec.tsig.TsigKey;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigSigner;
import org.jspecify.annotations.Nullable;

/** Signs requests where the options say so. Belongs to one thread. */
public final class RequestSigner {
  private final MessageOptions options;
  private final @Nullable TsigKey key;
  private final MessageWriter writer = new MessageWriter();
  private final TsigSigner signer = new TsigSigner(new TsigMacs());

  /** Signs with the options' key, if they have one. */
  public RequestSigner(MessageOptions options) {
    this.options = options;
    this.key = options.key();
  }

  /** The octets that a message must have left for its signature. */
  public static int sizeOctets(MessageOptions options) {
    return options.key() == null ? 0 : TsigSigner.sizeOctets(options.key());
  }

  /**
   * Signs a message where it stands, from the first octet of an array that has room behind it.
   *
   * @return the octets of the message with its signature; {@code length} if there is no key
   */
  public int sign(byte[] octets, int length) {
    if (key == null) {
      return length;
    }
    int questions = Header.count(octets, 0, Section.QUESTION);
    int answers = Header.count(octets, 0, Section.ANSWER);
    int authorities = Header.count(octets, 0, Section.AUTHORITY);
    int additionals = Header.count(octets, 0, Section.ADDITIONAL);
    writer.begin(Header.id(octets, 0), Header.flags(octets, 0), octets, octets.length);
    writer.wire().writeOctets(octets, Header.SIZE_OCTETS, length - Header.SIZE_OCTETS);
    writer.countRecords(questions);
    writer.section(Section.ANSWER);
    writer.countRecords(answers);
    writer.section(Section.AUTHORITY);
    writer.countRecords(authorities);
    writer.section(Section.ADDITIONAL);
    writer.countRecords(additionals);
    writer.finish();
    signer.signRequest(writer, key, options.clock().instant().getEpochSecond());
    return writer.wire().position();
  }
}
