package nomen.server.control;

import java.io.IOException;

/** Does what requests on the control socket ask for; called by several threads at a time. */
@FunctionalInterface
public interface ControlHandler {
  /**
   * Does it.
   *
   * @param request what is asked for, and by whom
   * @param reply where results and errors go
   * @return the exit code of the command that asked
   * @throws IOException if the client is gone or does not take its reply
   */
  int handle(ControlRequest request, ControlReply reply) throws IOException;
}
