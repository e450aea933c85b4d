/** Wire format and presentation format of the Domain Name System; depends on nothing. */
@org.jspecify.annotations.NullMarked
module nomen.codec {
  requires static org.jspecify;

  exports nomen.codec.edns;
  exports nomen.codec.master;
  exports nomen.codec.message;
  exports nomen.codec.name;
  exports nomen.codec.rr;
  exports nomen.codec.text;
  exports nomen.codec.transfer;
  exports nomen.codec.tsig;
  exports nomen.codec.update;
  exports nomen.codec.wire;
}
