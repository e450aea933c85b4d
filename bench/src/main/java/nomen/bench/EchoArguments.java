package nomen.bench;

import java.util.Iterator;
import java.util.List;

/**
 * The command line of the echo servers.
 *
 * @param bind the numeric address to bind to
 * @param port 0 for any
 * @param batch the most datagrams a system call
 * @param bufferOctets SO_RCVBUF and SO_SNDBUF
 * @param kind the transport to use, by its name in TransportKind; empty for the best
 * @param gatherMicros how long to let datagrams gather under load, 0 for not at all
 */
record EchoArguments(
    String bind, int port, int batch, int bufferOctets, String kind, int gatherMicros) {

  static EchoArguments scan(String[] arguments) {
    String bind = "127.0.0.1";
    int port = 0;
    int batch = 64;
    int buffer = 4 << 20;
    String kind = "";
    int gather = 0;
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--kind" -> kind = value(option, rest);
        case "--bind" -> bind = value(option, rest);
        case "--port" -> port = Integer.parseInt(value(option, rest));
        case "--batch" -> batch = Integer.parseInt(value(option, rest));
        case "--buffer" -> buffer = Integer.parseInt(value(option, rest));
        case "--gather" -> gather = Integer.parseInt(value(option, rest));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new EchoArguments(bind, port, batch, buffer, kind, gather);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }
}
