package nomen.loadtest.traffic.capture;

/** Why something of a capture is no request of the run. */
public enum PassedOver {
  /** Packets that are neither UDP nor TCP over IP, or go to another port. */
  OTHER("of other protocols or ports"),
  /** Packets of interfaces whose link header is not read. */
  LINK("of unknown link types"),
  /** Packets from the port, and messages to it with QR set. */
  RESPONSE("responses"),
  /** Fragments of datagrams; they are not put together. */
  FRAGMENT("fragments"),
  /** Packets of which only the first octets were captured. */
  CUT("cut"),
  /** Packets whose lengths contradict each other, and messages shorter than a header. */
  MALFORMED("malformed"),
  /** Where queries are made anew: requests that are no query with one question of class IN. */
  NO_QUERY("no queries"),
  /** TCP connections in which no beginning of a message was found. */
  UNFRAMED("TCP connections without a beginning"),
  /** Places in TCP connections whose segments were not captured. */
  GAP("gaps in TCP connections"),
  /** Messages over TCP whose end was not captured. */
  UNFINISHED("messages without an end");

  private final String words;

  PassedOver(String words) {
    this.words = words;
  }

  /** For a person, behind a number. */
  @Override
  public String toString() {
    return words;
  }
}
