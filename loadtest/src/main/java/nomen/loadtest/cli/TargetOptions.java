package nomen.loadtest.cli;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nomen.loadtest.plan.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where requests go and where they come from. */
final class TargetOptions {
  private static final int DNS_PORT = 53;
  private static final int OCTETS_PER_KB = 1024;
  private static final int MAX_PORT = 65_535;

  /** Room for the answers that come while this program waits for a processor. */
  private static final int UDP_KILOBYTES = 4_096;

  @Option(
      names = {"-s", "--server"},
      paramLabel = "HOST",
      description = "Name or address of the server (${DEFAULT-VALUE}).")
  private String server = "127.0.0.1";

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "Its port (${DEFAULT-VALUE}).")
  private int port = DNS_PORT;

  @Option(
      names = {"-m", "--mode"},
      paramLabel = "MODE",
      description = "How: udp or tcp (${DEFAULT-VALUE}).")
  private String mode = "udp";

  @Option(
      names = {"-f", "--family"},
      paramLabel = "FAMILY",
      description = "Family of the server's address: inet, inet6 or any (${DEFAULT-VALUE}).")
  private String family = "any";

  @Option(
      names = {"-a", "--source"},
      paramLabel = "ADDRESSES",
      description =
          "Source addresses, which the clients take in turn: one, a list 127.0.0.1,127.0.0.2 or a"
              + " range 127.0.0.1-127.0.0.99.")
  private @Nullable String sources;

  @Option(
      names = {"-x", "--source-port"},
      paramLabel = "PORT",
      description = "Source port of the first client; others take the following ones.")
  private int firstPort;

  @Option(
      names = {"-c", "--clients"},
      paramLabel = "N",
      description = "Clients, each with a source port or connection of its own (${DEFAULT-VALUE}).")
  private int clients = 1;

  @Option(
      names = {"-b", "--buffer"},
      paramLabel = "KB",
      description =
          "Send and receive buffer of each socket, in kilobytes, as far as the system allows (udp:"
              + " 4096; tcp: the system's).")
  private int bufferKilobytes;

  /** Clients, at least one for each thread. */
  int clients(int threads) {
    return Math.max(clients, threads);
  }

  /**
   * Makes the target.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  Target target(int threads) {
    int count = clients(threads);
    range("-p", port, 1, MAX_PORT);
    range("-c", clients, 1, Target.MAX_CLIENTS);
    range("-x", firstPort, 0, MAX_PORT);
    range("-b", bufferKilobytes, 0, Integer.MAX_VALUE / OCTETS_PER_KB);
    InetAddress address = resolve();
    Target.Transport transport = transport();
    int kilobytes =
        bufferKilobytes == 0 && transport == Target.Transport.UDP ? UDP_KILOBYTES : bufferKilobytes;
    List<InetAddress> local = sources == null ? List.of() : AddressRanges.scan(sources);
    for (InetAddress one : local) {
      if (one instanceof Inet6Address != address instanceof Inet6Address) {
        throw new IllegalArgumentException(
            "-a: " + one.getHostAddress() + " is not of the family of the server's address");
      }
    }
    int perAddress = (count + Math.max(1, local.size()) - 1) / Math.max(1, local.size());
    if (firstPort > 0 && firstPort + perAddress - 1 > MAX_PORT) {
      throw new IllegalArgumentException(
          "-x: " + perAddress + " ports from " + firstPort + " end above " + MAX_PORT);
    }
    return new Target(
        new InetSocketAddress(address, port),
        transport,
        local,
        firstPort,
        count,
        kilobytes * OCTETS_PER_KB);
  }

  private Target.Transport transport() {
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "udp" -> Target.Transport.UDP;
      case "tcp" -> Target.Transport.TCP;
      default -> throw new IllegalArgumentException("-m: udp or tcp, not " + mode);
    };
  }

  private InetAddress resolve() {
    Class<? extends InetAddress> wanted =
        switch (family) {
          case "any" -> InetAddress.class;
          case "inet" -> Inet4Address.class;
          case "inet6" -> Inet6Address.class;
          default -> throw new IllegalArgumentException("-f: inet, inet6 or any, not " + family);
        };
    try {
      InetAddress[] all = InetAddress.getAllByName(server);
      return Arrays.stream(all)
          .filter(wanted::isInstance)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "-s: "
                          + server
                          + " has no address of family "
                          + family
                          + ", only "
                          + Arrays.stream(all)
                              .map(InetAddress::getHostAddress)
                              .collect(Collectors.joining(", "))));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("-s: no address is known for " + server, e);
    }
  }

  static void range(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + ": " + value + " is not in " + least + " to " + most);
    }
  }
}
