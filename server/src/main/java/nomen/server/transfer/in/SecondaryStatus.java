package nomen.server.transfer.in;

import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import org.jspecify.annotations.Nullable;

/**
 * How a zone stands of which this server is a secondary. Times are in milliseconds since 1970.
 *
 * @param zone the apex
 * @param state in one word
 * @param serial of the zone that is here, 0 if there is none
 * @param primary the one that is asked now, or was asked last; null if none was yet
 * @param lastSuccessMillis when a primary said last that the zone is current, or sent it; {@link
 *     #NEVER} if none did
 * @param nextRefreshMillis when a primary is asked again; {@link #NEVER} while one is being asked
 * @param expiresMillis when the zone is no longer served if no primary answers until then (RFC 1035
 *     section 3.3.13); {@link #NEVER} if there is none
 * @param lastError why the zone could not be refreshed last, null if it could
 */
public record SecondaryStatus(
    Name zone,
    State state,
    int serial,
    @Nullable RemoteServer primary,
    long lastSuccessMillis,
    long nextRefreshMillis,
    long expiresMillis,
    @Nullable String lastError) {
  /** No such time. */
  public static final long NEVER = -1;

  /** What a secondary's zone is doing. */
  public enum State {
    /** Nothing of it is here yet, and it gets SERVFAIL. */
    EMPTY("empty"),
    /** It is served, and waits for its next refresh; the one before was a success. */
    CURRENT("current"),
    /** It is served, and waits for its next refresh; the one before failed, so it may be old. */
    UNCONFIRMED("not confirmed"),
    /** It is served, and a primary is being asked for its serial. */
    ASKING("asking"),
    /** It is being transferred. */
    TRANSFERRING("transferring"),
    /** It is too old to be served, and gets SERVFAIL. */
    EXPIRED("expired");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** As it is shown. */
    @Override
    public String toString() {
      return text;
    }
  }
}
