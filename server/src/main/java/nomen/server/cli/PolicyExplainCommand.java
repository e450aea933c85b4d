package nomen.server.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import nomen.codec.name.Name;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.Transport;
import nomen.server.update.OperationText;
import nomen.server.update.PolicyExplanation;
import nomen.server.update.Requester;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nomen policy explain}: says which rule decides on an update, and why. */
@Command(
    name = "explain",
    description =
        "Say which rule decides on an update, and why; ends with 1 if the update is refused.")
final class PolicyExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigurationFile file;

  @Option(names = "--zone", paramLabel = "NAME", required = true, description = "The zone's apex.")
  private String zone;

  @Option(names = "--key", paramLabel = "NAME", description = "The key that signs the request.")
  private @Nullable String key;

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      required = true,
      description = "The IP address that the request comes from.")
  private String from;

  @Option(names = "--tcp", description = "The request comes over TCP.")
  private boolean tcp;

  @Parameters(
      paramLabel = "OPERATION",
      arity = "1..*",
      description = "\"add NAME TYPE [RDATA]\" or \"delete NAME [TYPE [RDATA]]\"; one message.")
  private List<String> operations;

  @Override
  public Integer call() throws ConfigurationException {
    Name apex = scan(zone, Name::parse);
    ClientAddress client = new ClientAddress();
    client.set(new InetSocketAddress(scan(from, InetAddress::ofLiteral), 0));
    Requester requester =
        Requester.of(
            key == null ? null : scan(key, Name::parse),
            client,
            tcp ? Transport.TCP : Transport.UDP);
    List<OperationText> asked =
        operations.stream().map(text -> scan(text, OperationText::scan)).toList();
    ZoneSettings settings = ConfigurationReader.readZone(file.path(), apex);
    if (settings == null) {
      throw wrong("there is no zone " + apex + " in " + file.path());
    }
    PolicyExplanation explanation = PolicyExplanation.of(settings, requester, asked);
    PrintWriter out = spec.commandLine().getOut();
    explanation.lines().forEach(out::println);
    out.flush();
    return explanation.allowed() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private <T> T scan(String text, Function<String, T> scanner) {
    try {
      return scanner.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
