package nomen.server.transport;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** An address that cannot be listened on: says which, for what, and why. */
public final class BindFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  BindFailedException(Transport transport, InetSocketAddress address, Throwable cause) {
    super(
        "cannot listen on "
            + NetUtil.toAddressString(address.getAddress())
            + " port "
            + address.getPort()
            + " ("
            + transport
            + "): "
            + reason(cause),
        cause);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.getClass().getSimpleName();
    }
    // The reason itself comes last, after the name of the call that failed.
    return message.substring(message.lastIndexOf(": ") + 1).strip().toLowerCase(Locale.ROOT);
  }
}
