package nomen.server.update;

import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigRecord;
import nomen.server.logging.LogCategory;
import nomen.server.transport.ClientAddress;
import nomen.store.logging.LimitedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line of the log for each update that was not done. Most clients send no EDNS, so the answer has
 * no room for the reason: whoever runs the client finds it here. Kinds are limited one by one, so
 * that a flood of one does not hide the others. Any thread; nothing waits.
 */
public final class RefusalLog {
  private static final String REFUSED = "update refused";

  private static final LimitedLine POLICY = LogCategory.UPDATE.limited(Level.WARN);
  private static final LimitedLine SIGNATURE = LogCategory.UPDATE.limited(Level.WARN);
  private static final LimitedLine SERVER = LogCategory.UPDATE.limited(Level.WARN);
  private static final LimitedLine LIMIT = LogCategory.UPDATE.limited(Level.WARN);
  private static final LimitedLine MALFORMED = LogCategory.UPDATE.limited(Level.WARN);
  private static final LimitedLine PREREQUISITE = LogCategory.UPDATE.limited(Level.DEBUG);

  private RefusalLog() {}

  /** The policy of the zone refuses it. */
  static void denied(ClientAddress client, @Nullable Name key, Name zone, Decision decision) {
    if (POLICY.isDue()) {
      String rule = decision.rule();
      begin(POLICY, client, Rcode.REFUSED)
          .addKeyValue("key", key)
          .addKeyValue("zone", zone)
          .addKeyValue("name", decision.name())
          .addKeyValue("type", decision.type())
          .addKeyValue("rule", rule.isEmpty() ? null : rule)
          .addKeyValue("reason", decision.why())
          .log(REFUSED);
    }
  }

  /** It is refused for something else. */
  static void refused(ClientAddress client, @Nullable Name key, Name zone, Verdict verdict) {
    LimitedLine kind = kindOf(verdict.rcode());
    if (kind.isDue()) {
      begin(kind, client, verdict.rcode())
          .addKeyValue("key", key)
          .addKeyValue("zone", zone)
          .addKeyValue("reason", reason(verdict))
          .log(REFUSED);
    }
  }

  /**
   * It is refused for something else.
   *
   * @param octets with the name of the zone in wire format
   * @param zoneOffset where that begins
   */
  public static void refused(
      ClientAddress client, @Nullable Name key, byte[] octets, int zoneOffset, Verdict verdict) {
    LimitedLine kind = kindOf(verdict.rcode());
    if (kind.isDue()) {
      begin(kind, client, verdict.rcode())
          .addKeyValue("key", key)
          .addKeyValue("zone", Name.ofWire(octets, zoneOffset))
          .addKeyValue("reason", reason(verdict))
          .log(REFUSED);
    }
  }

  /**
   * Its signature is not to be believed.
   *
   * @param octets with the name of the zone in wire format
   * @param zoneOffset where that begins
   */
  public static void badlySigned(
      ClientAddress client, byte[] octets, int zoneOffset, TsigOutcome outcome) {
    if (outcome instanceof TsigOutcome.Verified || !SIGNATURE.isDue()) {
      return;
    }
    Name key = null;
    String reason = "";
    switch (outcome) {
      case TsigOutcome.Verified _ -> {}
      case TsigOutcome.Malformed malformed -> reason = "TSIG: " + malformed.why().getMessage();
      case TsigOutcome.Rejected rejected -> {
        TsigRecord record = rejected.request();
        key = record.keyName();
        reason = reason(rejected);
      }
    }
    begin(SIGNATURE, client, outcome.rcode())
        .addKeyValue("key", key)
        .addKeyValue("zone", Name.ofWire(octets, zoneOffset))
        .addKeyValue("reason", reason)
        .log(REFUSED);
  }

  private static String reason(TsigOutcome.Rejected rejected) {
    TsigRecord record = rejected.request();
    return switch (rejected.error()) {
      case Rcode.BADKEY ->
          "BADKEY: there is no such key for " + record.algorithmName() + " in the configuration";
      case Rcode.BADSIG -> "BADSIG: signed with another secret, or changed on the way";
      case Rcode.BADTIME ->
          "BADTIME: signed at "
              + record.timeSigned()
              + " seconds since 1970, give or take "
              + record.fudge();
      default -> Rcode.print(rejected.error());
    };
  }

  private static LimitedLine kindOf(int rcode) {
    return switch (rcode) {
      case Rcode.NXDOMAIN, Rcode.YXDOMAIN, Rcode.YXRRSET, Rcode.NXRRSET -> PREREQUISITE;
      case Rcode.FORMERR, Rcode.NOTZONE, Rcode.NOTAUTH -> MALFORMED;
      case Rcode.REFUSED -> LIMIT;
      default -> SERVER;
    };
  }

  private static String reason(Verdict verdict) {
    if (!verdict.text().isEmpty()) {
      return verdict.text();
    }
    return switch (verdict.rcode()) {
      case Rcode.NOTAUTH -> "no zone of this server has this apex and class";
      case Rcode.SERVFAIL -> "the zone has no data now";
      default -> Rcode.print(verdict.rcode());
    };
  }

  private static LoggingEventBuilder begin(LimitedLine kind, ClientAddress client, int rcode) {
    return kind.line().addKeyValue("client", client).addKeyValue("rcode", Rcode.print(rcode));
  }
}
