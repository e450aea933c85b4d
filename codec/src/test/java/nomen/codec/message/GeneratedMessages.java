package nomen.codec.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.edns.Edns;
import nomen.codec.edns.EdnsOption;
import nomen.codec.edns.OptionData;
import nomen.codec.name.GeneratedNames;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.RdataGenerator;
import nomen.codec.rr.ResourceRecord;
import org.jspecify.annotations.Nullable;

/** Random messages, each valid, of the given types. */
final class GeneratedMessages {
  private final Random random;
  private final RdataGenerator rdatas;
  private final List<RRType> types;

  GeneratedMessages(long seed, List<RRType> types) {
    random = new Random(seed);
    rdatas = new RdataGenerator(seed);
    this.types = types;
  }

  static List<RRType> allTypes() {
    List<RRType> types = new ArrayList<>(RRTypes.all());
    types.removeIf(RRType::isMeta);
    types.add(RRTypes.of(65_280));
    return types;
  }

  Message query() {
    return message(Opcode.QUERY, 0, 0);
  }

  Message response() {
    return message(Opcode.QUERY, Header.QR, 12);
  }

  Message update() {
    return message(Opcode.UPDATE, 0, 4);
  }

  private Message message(int opcode, int qr, int mostRecords) {
    int flags = qr | Header.opcodeFlags(opcode);
    for (int flag :
        new int[] {Header.AA, Header.TC, Header.RD, Header.RA, Header.Z, Header.AD, Header.CD}) {
      flags |= random.nextInt(4) == 0 ? flag : 0;
    }
    Edns edns = random.nextBoolean() ? edns(qr != 0) : null;
    int rcode = qr == 0 ? 0 : random.nextInt(edns == null ? 16 : 4096);
    RRType qtype = opcode == Opcode.UPDATE ? RRTypes.SOA : type();
    return new Message(
        random.nextInt(65_536),
        flags,
        rcode,
        List.of(new Question(GeneratedNames.small(random), qtype, RRClass.IN)),
        records(opcode, mostRecords),
        records(opcode, mostRecords),
        additionals(mostRecords),
        edns);
  }

  private RRType type() {
    return types.get(random.nextInt(types.size()));
  }

  private List<ResourceRecord> records(int opcode, int most) {
    List<ResourceRecord> records = new ArrayList<>();
    int count = most == 0 ? 0 : random.nextInt(most);
    for (int i = 0; i < count; i++) {
      Name owner = GeneratedNames.small(random);
      RRType type = type();
      boolean many = opcode == Opcode.UPDATE && random.nextBoolean();
      byte[] octets = many ? new byte[0] : rdatas.rdata(type);
      RRClass rrClass = many ? RRClass.ANY : RRClass.IN;
      Rdata rdata = Rdata.ofValid(type, octets, 0, octets.length);
      records.add(new ResourceRecord(owner, rrClass, random.nextInt(1 << 20), rdata));
    }
    return records;
  }

  private List<ResourceRecord> additionals(int most) {
    List<ResourceRecord> records = records(Opcode.QUERY, most);
    if (random.nextInt(4) == 0) {
      records.add(tsig());
    }
    return records;
  }

  /** A TSIG record as RFC 8945 section 4.2 lays it out, with a MAC of nobody. */
  private ResourceRecord tsig() {
    byte[] octets = new byte[1 + 6 + 2 + 2 + 16 + 2 + 2 + 2];
    octets[10] = 16;
    octets[7] = 1;
    Rdata rdata = Rdata.ofValid(RRTypes.TSIG, octets, 0, octets.length);
    return new ResourceRecord(Name.parse("key."), RRClass.ANY, 0, rdata);
  }

  private Edns edns(boolean response) {
    List<EdnsOption> options = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      EdnsOption option = option(response);
      if (option != null) {
        options.add(option);
      }
    }
    return new Edns(random.nextInt(65_536), 0, random.nextInt(65_536), options);
  }

  private @Nullable EdnsOption option(boolean response) {
    return switch (random.nextInt(10)) {
      case 0 -> new EdnsOption.Cookie(data(8), OptionData.EMPTY);
      case 1 -> new EdnsOption.Cookie(data(8), data(8 + random.nextInt(25)));
      case 2 -> response ? new EdnsOption.Nsid(data(random.nextInt(20))) : request(3);
      case 3 -> response ? new EdnsOption.Expire(random.nextInt() & 0xffff_ffffL) : request(9);
      case 4 -> new EdnsOption.TcpKeepalive(random.nextInt(65_536));
      case 5 -> new EdnsOption.Padding(random.nextInt(30));
      case 6 -> new EdnsOption.ExtendedError(random.nextInt(65_536), "wh\u00fc".repeat(3));
      case 7 -> response ? new EdnsOption.ZoneVersion(random.nextInt(9), 0, data(4)) : request(19);
      case 8 ->
          new EdnsOption.ClientSubnet(1, 24, 0, OptionData.of((byte) 192, (byte) 0, (byte) 2));
      default -> new EdnsOption.Unknown(65_001 + random.nextInt(500), data(random.nextInt(20)));
    };
  }

  private static EdnsOption request(int code) {
    return new EdnsOption.Request(code);
  }

  private OptionData data(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return OptionData.of(octets);
  }
}
