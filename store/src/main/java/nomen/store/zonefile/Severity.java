package nomen.store.zonefile;

/** How bad a finding is. */
public enum Severity {
  /** The zone is not served. */
  ERROR,
  /** The zone is served; something in it will hardly do what was meant. */
  WARNING;

  /** In lower case, as messages have it. */
  @Override
  public String toString() {
    return this == ERROR ? "error" : "warning";
  }
}
