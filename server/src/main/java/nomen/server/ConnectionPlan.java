package nomen.server;

import nomen.server.config.Configuration;
import nomen.server.control.ControlServer;
import nomen.server.logging.LogCategory;
import nomen.server.transport.OpenFiles;
import org.slf4j.Logger;

/**
 * How many connections there may be, so that files are left for everything else: a socket takes a
 * descriptor as a file does, and a log whose next segment cannot be opened takes no updates.
 */
final class ConnectionPlan {
  /** Files of the data directory, zone files, libraries that are opened late. */
  static final int KEPT_FOR_FILES = 128;

  /** Sockets to other servers: transfers, forwarded updates, NOTIFY, queries for SOA. */
  static final int KEPT_FOR_SERVERS = 96;

  /** Each connection of the control socket has a selector, which takes two. */
  static final int KEPT_FOR_CONTROL = 3 * ControlServer.MAX_CONNECTIONS;

  /** Connections that are accepted only to be turned away. */
  static final int KEPT_FOR_NEWCOMERS = 64;

  /** Where the limit is so low that this is not enough: one of how many is for connections. */
  static final int LEAST_SHARE = 4;

  private static final Logger LOG = LogCategory.SERVER.logger();

  private ConnectionPlan() {}

  /** The most connections of a configuration on this machine; says so if it had to be lowered. */
  static int maxConnections(Configuration configuration, int eventLoops, OpenFiles files) {
    int wanted = configuration.tcp().maxConnections();
    int sockets = configuration.server().listen().size() * (eventLoops + 1);
    int possible = possible(files, sockets + configuration.transfers().maxIn());
    if (possible >= wanted) {
      return wanted;
    }
    LOG.atWarn()
        .addKeyValue("setting", "tcp.max-connections")
        .addKeyValue("configured", wanted)
        .addKeyValue("allowed", possible)
        .addKeyValue("max-open-files", files.limit())
        .log(
            "fewer connections than configured: the process may not open as many files (ulimit -n,"
                + " LimitNOFILE)");
    return possible;
  }

  /**
   * How many connections the process can have.
   *
   * @param files what it may open, and has opened before it listens
   * @param more sockets that this configuration takes
   */
  static int possible(OpenFiles files, int more) {
    long left =
        files.limit()
            - files.open()
            - more
            - KEPT_FOR_FILES
            - KEPT_FOR_SERVERS
            - KEPT_FOR_CONTROL
            - KEPT_FOR_NEWCOMERS;
    long least = Math.max(1, files.limit() / LEAST_SHARE);
    return (int) Math.min(Integer.MAX_VALUE, Math.max(least, left));
  }
}
