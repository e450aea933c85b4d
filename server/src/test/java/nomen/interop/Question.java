package nomen.interop;

import nomen.conformance.client.QueryOctets;

/**
 * One question of a comparison.
 *
 * @param kind why it is asked, the row of the report
 * @param name QNAME in presentation format, without escapes
 * @param type QTYPE
 * @param dnssecOk the flag DO
 */
record Question(String kind, String name, String type, boolean dnssecOk) {
  private static final int PAYLOAD_OCTETS = 4096;

  byte[] octets() {
    QueryOctets query = QueryOctets.query(name, type).edns(PAYLOAD_OCTETS);
    return (dnssecOk ? query.dnssecOk() : query).octets();
  }

  @Override
  public String toString() {
    return name + " " + type + (dnssecOk ? " DO" : "");
  }
}
