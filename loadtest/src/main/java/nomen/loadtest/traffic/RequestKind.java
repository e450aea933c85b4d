package nomen.loadtest.traffic;

/** Requests that are counted apart. */
public enum RequestKind {
  /** A standard query (RFC 1035). */
  QUERY(0),
  /** A dynamic update (RFC 2136). */
  UPDATE(1);

  /** How many kinds there are. */
  public static final int COUNT = 2;

  private final int index;

  RequestKind(int index) {
    this.index = index;
  }

  /** Its place in an array with one element for each kind. */
  public int index() {
    return index;
  }
}
