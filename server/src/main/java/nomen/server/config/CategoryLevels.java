package nomen.server.config;

import nomen.server.logging.LogCategory;
import nomen.server.logging.LogLevel;
import org.jspecify.annotations.Nullable;

/** The table {@code [log.levels]}: a level for each category that has one of its own. */
public record CategoryLevels(
    @Setting(doc = "Start, stop, sockets, and what the libraries of the server say.")
        @Nullable LogLevel server,
    @Setting(doc = "The configuration: reloads, what they changed, errors.")
        @Nullable LogLevel config,
    @Setting(doc = "The data directory: log of changes, checkpoints, damage, the disk.")
        @Nullable LogLevel storage,
    @Setting(doc = "Zones: loaded, changed by a file, withdrawn, expired; catalogs.")
        @Nullable LogLevel zone,
    @Setting(doc = "Updates: refused ones, forwarding, signatures.") @Nullable LogLevel update,
    @Setting(doc = "Zone transfers, both ways.") @Nullable LogLevel transfer,
    @Setting(key = "notify", doc = "NOTIFY, both ways.") @Nullable LogLevel notifies,
    @Setting(doc = "Signing of zones.") @Nullable LogLevel dnssec,
    @Setting(doc = "Requests of clients: refused, malformed, badly signed.")
        @Nullable LogLevel client,
    @Setting(doc = "The control socket: who asked for what.") @Nullable LogLevel control,
    @Setting(doc = "Sampled queries: see `log.queries`.") @Nullable LogLevel query) {
  /** The level of a category, null if it has none of its own. */
  @Nullable LogLevel of(LogCategory category) {
    return switch (category) {
      case SERVER -> server;
      case CONFIG -> config;
      case STORAGE -> storage;
      case ZONE -> zone;
      case UPDATE -> update;
      case TRANSFER -> transfer;
      case NOTIFY -> notifies;
      case DNSSEC -> dnssec;
      case CLIENT -> client;
      case CONTROL -> control;
      case QUERY -> query;
    };
  }
}
