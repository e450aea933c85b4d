package nomen.codec.message;

/** The sections of a message in their order (RFC 1035 section 4.1). */
public enum Section {
  /** What is asked; the zone section of an UPDATE (RFC 2136 section 2.3). */
  QUESTION(0),
  /** What answers it; the prerequisite section of an UPDATE (RFC 2136 section 2.4). */
  ANSWER(1),
  /** What points to an authority; the update section of an UPDATE (RFC 2136 section 2.5). */
  AUTHORITY(2),
  /** What may help, and OPT and TSIG; the additional data section of an UPDATE. */
  ADDITIONAL(3);

  /** How many there are. */
  public static final int COUNT = 4;

  private final int index;

  Section(int index) {
    this.index = index;
  }

  /** Its place among the sections: 0 to 3. */
  public int index() {
    return index;
  }

  /** The name that the RFC of an opcode gives to this section, in upper case. */
  public String nameIn(int opcode) {
    if (opcode != Opcode.UPDATE) {
      return name();
    }
    return switch (this) {
      case QUESTION -> "ZONE";
      case ANSWER -> "PREREQUISITE";
      case AUTHORITY -> "UPDATE";
      case ADDITIONAL -> "ADDITIONAL";
    };
  }
}
