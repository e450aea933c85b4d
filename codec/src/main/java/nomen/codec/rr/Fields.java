package nomen.codec.rr;

import static nomen.codec.rr.NameField.Rule.ADDITIONAL;

/** The words of which the rows of {@link RRTypes} are made. */
final class Fields {
  private Fields() {}

  static RdataField u8(String name) {
    return new IntegerField(name, 1, Mnemonics.NONE, false);
  }

  static RdataField u16(String name) {
    return new IntegerField(name, 2, Mnemonics.NONE, false);
  }

  static RdataField u32(String name) {
    return new IntegerField(name, 4, Mnemonics.NONE, false);
  }

  static RdataField seconds(String name) {
    return new IntegerField(name, 4, Mnemonics.NONE, true);
  }

  static RdataField algorithm() {
    return new IntegerField("algorithm", 1, Mnemonics.ALGORITHM, false);
  }

  static RdataField name(String name, NameField.Rule... rules) {
    return new NameField(name, rules);
  }

  static RdataField ipv4(String name) {
    return new Ipv4Field(name);
  }

  static RdataField string(String name) {
    return new StringField(name, false);
  }

  static RdataField strings(String name) {
    return new StringsField(name);
  }

  static RdataField base64(String name) {
    return base64(name, 1);
  }

  static RdataField base64(String name, int minimum) {
    return new BinaryField(name, Encoding.BASE64, false, minimum);
  }

  static RdataField generic(String name) {
    return new GenericField(name);
  }

  static RdataField[] delegationSigner() {
    return new RdataField[] {
      u16("key tag"),
      algorithm(),
      new IntegerField("digest type", 1, Mnemonics.DIGEST, false),
      new DigestField("digest", 1, 0, 20, 32, 0, 48)
    };
  }

  static RdataField[] publicKey() {
    return new RdataField[] {u16("flags"), u8("protocol"), algorithm(), base64("public key")};
  }

  static RdataField[] signature(NameField.Rule... signerRules) {
    return new RdataField[] {
      new TypeField("type covered"),
      algorithm(),
      u8("labels"),
      u32("original TTL"),
      new TimestampField("signature expiration"),
      new TimestampField("signature inception"),
      u16("key tag"),
      name("signer's name", signerRules),
      base64("signature")
    };
  }

  static RdataField[] association() {
    return new RdataField[] {
      u8("certificate usage"),
      u8("selector"),
      u8("matching type"),
      new BinaryField("certificate association data", Encoding.HEX, false, 1)
    };
  }

  static RdataField[] serviceBinding() {
    return new RdataField[] {
      u16("SvcPriority"), name("TargetName", ADDITIONAL), new SvcParamsField("SvcParams")
    };
  }
}
