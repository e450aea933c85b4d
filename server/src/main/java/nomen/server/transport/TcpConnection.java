package nomen.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import nomen.server.transport.ConnectionLimiter.Verdict;

/**
 * One connection: messages in, answers out, in the order in which they are ready (RFC 7766 section
 * 6.2.1.1).
 *
 * <p>It handles messages only while fewer than {@link TcpLimits#maxOutstanding} wait for a later
 * answer and the client takes its answers; otherwise it stops reading, and TCP makes the client
 * wait. It ends when the client has said that it will send no more and everything is answered, or
 * when a limit of time is broken. All methods run on the loop's thread but those of a {@link
 * DeferredAnswer} and of an {@link AnswerStream}.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter
    implements LoopContext.Outlet, StreamedAnswer.Outlet {

  private static final int LENGTH_OCTETS = 2;

  /** Octets of a DNS header: a message that is shorter is none, and the stream is not to trust. */
  private static final int HEADER_OCTETS = 12;

  private final RequestLoop loop;
  private final TcpLimits limits;
  private final ConnectionLimiter limiter;
  private final Channel channel;
  private final ClientAddress client = new ClientAddress();
  private final OwnPlace place = new OwnPlace();
  private final StreamInput input = new StreamInput();
  private final StreamDeadlines deadlines;
  private final ChannelFutureListener written = future -> written();
  private boolean isKnown;
  private boolean admitted;
  private boolean handling;
  private boolean ending;
  private boolean waiting;
  private int outstanding;
  private int writesInFlight;
  private int streams;

  TcpConnection(RequestLoop loop, TcpLimits limits, ConnectionLimiter limiter, Channel channel) {
    this.loop = loop;
    this.limits = limits;
    this.limiter = limiter;
    this.channel = channel;
    this.deadlines = new StreamDeadlines(loop, limits, channel.eventLoop(), this::expired);
  }

  // ---- life cycle ----

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      close();
      return;
    }
    client.set(remote);
    isKnown = limiter.isKnown(client);
    Verdict verdict = limiter.admit(client, isKnown);
    if (verdict == Verdict.TOO_MANY && loop.connections().makeRoom(isKnown)) {
      verdict = limiter.admit(client, isKnown);
    }
    admitted = verdict == Verdict.ADMITTED;
    if (admitted) {
      loop.connections().enter(place);
      loop.counters().increment(TransportCounter.TCP_ACCEPTED);
      updateDeadlines();
    } else {
      loop.counters()
          .increment(
              verdict == Verdict.TOO_MANY
                  ? TransportCounter.TCP_REFUSED_TOTAL
                  : TransportCounter.TCP_REFUSED_CLIENT);
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    leave();
  }

  /** Gives back its memory and its place; a second call does nothing. */
  private void leave() {
    input.release();
    deadlines.cancel();
    if (admitted) {
      admitted = false;
      loop.connections().leave(place);
      limiter.release(client, isKnown);
      loop.counters().increment(TransportCounter.TCP_CLOSED);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      end();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    exceptionCaught(cause);
  }

  private void exceptionCaught(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      loop.connections().memoryEnded();
    }
    if (!(cause instanceof IOException)) {
      loop.failed("stream failed", cause);
    }
    close();
  }

  /** Takes no more requests, and closes when everything that was asked is answered. */
  void end() {
    ending = true;
    handleInput();
  }

  private void close() {
    var unused = channel.close();
  }

  /** What the client has not taken is forgotten: the kernel would keep it for minutes. */
  private void expired(TransportCounter reason) {
    loop.counters().increment(reason);
    if (writesInFlight > 0) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    close();
  }

  // ---- requests ----

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf arrived = (ByteBuf) message;
    if (!admitted || !channel.isActive()) {
      arrived.release();
      return;
    }
    input.add(arrived);
    handleInput();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable()) {
      handleInput();
    }
  }

  /** Handles what may be handled now, then settles reading, timers and the end. */
  private void handleInput() {
    // A flush can make the channel writable and call this again from inside.
    if (handling || waiting || !admitted) {
      return;
    }
    handling = true;
    int begun = loop.turns().spent();
    try {
      do {
        handleMessages(begun);
        channel.flush();
      } while (mayHandle() && input.hasMessage() && !loop.turns().isOver(begun));
    } finally {
      handling = false;
    }
    if (!admitted) {
      return;
    }
    input.compact(channel.alloc());
    if (mayHandle() && input.hasMessage()) {
      waiting = true;
      loop.turns().await(this);
    }
    channel.config().setAutoRead(mayHandle() && !waiting && !ending);
    updateDeadlines();
    if (ending && outstanding == 0 && writesInFlight == 0 && !input.hasMessage()) {
      close();
    } else {
      settleHeld();
    }
  }

  /** Says what this holds: nothing, as long as the client takes its answers. */
  private void settleHeld() {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    long octets = input.heldOctets() + (unsent == null ? 0 : unsent.totalPendingWriteBytes());
    loop.connections().hold(place, (int) Math.min(octets, Integer.MAX_VALUE));
  }

  /** Goes on with what came in; {@link StreamTurns} calls this. */
  void takeTurn() {
    waiting = false;
    handleInput();
  }

  private boolean mayHandle() {
    return admitted
        && channel.isActive()
        && channel.isWritable()
        && outstanding < limits.maxOutstanding();
  }

  private void handleMessages(int begun) {
    Exchange exchange = loop.streamExchange();
    loop.readClock(exchange);
    while (mayHandle() && !loop.turns().isOver(begun)) {
      int length = input.next(exchange.request());
      if (length == StreamInput.INCOMPLETE) {
        return;
      }
      deadlines.messageTaken();
      loop.connections().progress(place);
      loop.counters().increment(TransportCounter.TCP_RECEIVED);
      if (length < HEADER_OCTETS) {
        loop.counters().increment(TransportCounter.TCP_BAD_FRAMES);
        close();
        return;
      }
      exchange.client().set(client);
      exchange.setRequest(length, false);
      int answerLength = loop.answerStream(this);
      loop.turns().spend(answerLength);
      if (answerLength > 0) {
        write(frame(exchange.response(), 0, answerLength));
      }
    }
  }

  private void updateDeadlines() {
    deadlines.update(
        input.hasPartOfMessage() && channel.config().isAutoRead(),
        // Whoever sends several messages watches over the time that the client takes for them.
        writesInFlight > 0 && streams == 0,
        outstanding > 0 || waiting);
  }

  // ---- answers ----

  /** The message after its length in one buffer, so that both leave in one segment. */
  ByteBuf frame(byte[] octets, int offset, int length) {
    ByteBuf frame = channel.alloc().directBuffer(LENGTH_OCTETS + length);
    frame.writeShort(length);
    frame.writeBytes(octets, offset, length);
    return frame;
  }

  private void write(ByteBuf frame) {
    loop.counters().increment(TransportCounter.TCP_ANSWERED);
    writesInFlight++;
    var unused = channel.write(frame).addListener(written);
  }

  private void written() {
    writesInFlight--;
    if (!admitted) {
      return;
    }
    deadlines.answerTaken();
    loop.connections().progress(place);
    if (!handling) {
      if (ending) {
        handleInput();
      } else {
        settleHeld();
      }
    }
  }

  /** Takes the right to answer the request at hand later. */
  DeferredAnswer defer() {
    outstanding++;
    return new DeferredStreamAnswer(this, channel.eventLoop());
  }

  /** Sends an answer that was deferred. */
  void complete(ByteBuf frame) {
    outstanding--;
    if (admitted && channel.isActive()) {
      write(frame);
      loop.context().flush(this);
    } else {
      frame.release();
      loop.counters().increment(TransportCounter.TCP_DROPPED_LATE);
    }
  }

  /** There was no memory for an answer that was deferred. */
  void memoryEnded(OutOfMemoryError failure) {
    exceptionCaught(failure);
    abandon();
  }

  /** There is no answer to a request that was deferred. */
  void abandon() {
    outstanding--;
    loop.context().flush(this);
  }

  // ---- answers of several messages ----

  /** Takes the right to answer the request at hand by several messages. */
  AnswerStream stream(StreamLimits limits) {
    outstanding++;
    streams++;
    // Beside what streams keep here there is room for other answers.
    int window = Math.min(StreamedAnswer.WINDOW_OCTETS, this.limits.maxUnsentOctets() / 2);
    return new StreamedAnswer(this, channel, loop.clock(), limits, window);
  }

  @Override
  public boolean transmit(ByteBuf frames, int messages, ChannelProgressiveFutureListener taken) {
    if (!admitted || !channel.isActive()) {
      frames.release();
      return false;
    }
    loop.counters().add(TransportCounter.TCP_ANSWERED, messages);
    writesInFlight++;
    ChannelProgressivePromise promise = channel.newProgressivePromise();
    promise.addListener(taken).addListener(future -> written());
    var unused = channel.write(frames, promise);
    loop.context().flush(this);
    return true;
  }

  @Override
  public void streamOver(boolean whole) {
    outstanding--;
    streams--;
    if (!whole) {
      close();
    }
    loop.context().flush(this);
  }

  @Override
  public void streamExpired() {
    expired(TransportCounter.TCP_WRITE_TIMEOUTS);
  }

  /** With fewer outstanding, there may be room for the next requests. */
  @Override
  public void flushAnswers() {
    if (channel.isActive()) {
      channel.flush();
    }
    handleInput();
  }

  /** Its place among the connections of its loop. */
  private final class OwnPlace extends LoopConnections.Place {
    @Override
    boolean isKnown() {
      return isKnown;
    }

    @Override
    long progressNanos() {
      return deadlines.quietSince();
    }

    @Override
    boolean giveWay() {
      if (outstanding > 0 || waiting) {
        return false;
      }
      end(TransportCounter.TCP_GAVE_WAY);
      return true;
    }

    @Override
    void shed() {
      end(TransportCounter.TCP_SHED);
    }

    private void end(TransportCounter reason) {
      leave();
      expired(reason);
    }
  }
}
