package nomen.codec.message;

import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;

/** An entry of the question section (RFC 1035 section 4.1.2), or of an UPDATE's zone section. */
public record Question(Name qname, RRType qtype, RRClass qclass) {
  /** As {@code dig} prints it. */
  @Override
  public String toString() {
    return ";" + qname + " " + qclass + " " + qtype;
  }
}
