package nomen.server.transport;

/** What each event loop counts, since it started. */
public enum TransportCounter {
  /** Datagrams that came in. */
  UDP_RECEIVED,
  /** Datagrams whose answer the kernel took. */
  UDP_ANSWERED,
  /** System calls that brought at least one datagram; received by batches is the mean batch. */
  UDP_BATCHES,
  /** Datagrams longer than the room for them. */
  UDP_TRUNCATED,
  /** Answers that the kernel refused: no memory, a packet filter, no route. */
  UDP_DROPPED_SEND_ERROR,
  /** Answers given up because the socket had no room for them within the time allowed. */
  UDP_DROPPED_SEND_BLOCKED,
  /** Answers that came later and were given up: too many of them in line, or the socket closed. */
  UDP_DROPPED_LATE,
  /** Times that the socket had no room for answers. */
  UDP_SEND_BLOCKED,
  /** Errors of receiving, ICMP messages among them. */
  UDP_RECEIVE_ERRORS,
  /** Pauses taken to let datagrams gather. */
  UDP_PAUSES,
  /** Connections taken. */
  TCP_ACCEPTED,
  /** Connections that have ended. */
  TCP_CLOSED,
  /** Connections turned away because there were too many in all. */
  TCP_REFUSED_TOTAL,
  /** Connections turned away because their client had too many. */
  TCP_REFUSED_CLIENT,
  /** Connections closed for a newcomer: there were too many in all, and these idle longest. */
  TCP_GAVE_WAY,
  /** Connections closed because all together held too much that clients had not taken or ended. */
  TCP_SHED,
  /** Times that a connection could not be accepted: no descriptor was free, for instance. */
  TCP_ACCEPT_FAILURES,
  /** Messages that came in by stream. */
  TCP_RECEIVED,
  /** Answers handed to a stream. */
  TCP_ANSWERED,
  /** Connections ended because nothing was asked for too long. */
  TCP_IDLE_TIMEOUTS,
  /** Connections ended because a message was not complete in time. */
  TCP_REQUEST_TIMEOUTS,
  /** Connections ended because the client did not take its answers. */
  TCP_WRITE_TIMEOUTS,
  /** Connections ended because a message was shorter than a DNS header. */
  TCP_BAD_FRAMES,
  /** Answers that came later and found their connection gone. */
  TCP_DROPPED_LATE,
  /** Requests that the handler left without an answer. */
  NO_ANSWER,
  /** Requests that the handler answers later. */
  DEFERRED,
  /** Throwables that escaped a handler: each is a defect of the server. */
  HANDLER_FAILURES,
  /** Throwables inside the transport: each is a defect of the server. */
  TRANSPORT_FAILURES
}
