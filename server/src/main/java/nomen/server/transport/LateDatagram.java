package nomen.server.transport;

/** An answer that comes later than its batch, with the way back to the client. */
final class LateDatagram {
  final byte[] returnPath;
  final byte[] octets;

  LateDatagram(byte[] returnPath, byte[] octets) {
    this.returnPath = returnPath;
    this.octets = octets;
  }
}
