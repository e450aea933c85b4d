package nomen.server.transport;

import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import nomen.linux.Errno;
import nomen.linux.UdpSocket;
import nomen.server.transport.linux.DatagramBatch;
import org.jspecify.annotations.Nullable;

/**
 * A datagram channel on Netty's epoll event loop that moves datagrams in batches.
 *
 * <pre>
 *   epoll says readable
 *     -> recvmmsg          up to 64 datagrams into the slots
 *     -> fireChannelRead   one event for all of them; the handler answers in the slots
 *     -> sendmmsg          all answers
 *     -> recvmmsg again if the batch was full, else back to epoll
 *
 *   writeAndFlush(LateDatagram) from any thread -> the outbound buffer -> sendmmsg from slots of
 *   their own, as such an answer may come while a batch is being worked on
 * </pre>
 *
 * <p>If the socket has no room for the answers, the channel stops receiving and waits for room, for
 * a bounded time: the kernel's receive buffer takes the overflow, and drops it when full. Nothing
 * is allocated for a datagram, and nothing that a handler or the kernel does escapes {@link
 * Handle#handle}: Netty's loop would sleep for a second.
 */
final class BatchDatagramChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  /** Late answers that one system call sends, at most. */
  private static final int LATE_BATCH = 64;

  private static final EpollIoOps NO_INTEREST = EpollIoOps.EPOLLERR;

  private final DefaultChannelConfig config = new DefaultChannelConfig(this);
  private final UdpSettings settings;
  private final RequestLoop loop;
  private final UdpSocket socket;
  private final boolean shared;
  private final Handle handle;
  private final Gathering gathering;
  private volatile boolean open = true;
  private volatile @Nullable InetSocketAddress local;
  private @Nullable ReceivedBatch received;
  private @Nullable DatagramBatch late;
  private boolean localAddresses;
  private @Nullable IoRegistration registration;
  private EpollIoOps interest = NO_INTEREST;
  private boolean reading;
  private boolean answersBlocked;
  private boolean lateBlocked;
  private @Nullable Future<?> giveUp;

  BatchDatagramChannel(boolean ipv6, boolean shared, UdpSettings settings, RequestLoop loop) {
    super(null);
    this.shared = shared;
    this.settings = settings;
    this.loop = loop;
    this.gathering = new Gathering(settings.gatherMicros());
    try {
      this.socket = UdpSocket.open(ipv6);
    } catch (IOException e) {
      throw new ChannelException(e.getMessage(), e);
    }
    config.setMessageSizeEstimator(LateDatagram.SIZE_ESTIMATOR);
    config.setWriteBufferWaterMark(LateDatagram.UNSENT_LIMITS);
    this.handle = new Handle(new FileDescriptor(socket.fd()));
  }

  @Override
  protected boolean isCompatible(EventLoop eventLoop) {
    return eventLoop instanceof IoEventLoop io && io.isCompatible(Handle.class);
  }

  @Override
  protected void doRegister(ChannelPromise promise) {
    ((IoEventLoop) eventLoop())
        .register(handle)
        .addListener(
            (Future<IoRegistration> done) -> {
              if (done.isSuccess()) {
                registration = done.getNow();
                promise.setSuccess();
              } else {
                promise.setFailure(done.cause());
              }
            });
  }

  @Override
  protected void doBind(SocketAddress address) throws IOException {
    InetSocketAddress wanted = (InetSocketAddress) address;
    if (settings.receiveBufferOctets() > 0) {
      socket.setReceiveBuffer(settings.receiveBufferOctets());
    }
    if (settings.sendBufferOctets() > 0) {
      socket.setSendBuffer(settings.sendBufferOctets());
    }
    socket.ignorePathMtu();
    // A socket bound to one address answers from it anyway; control messages would only cost.
    localAddresses = wanted.getAddress().isAnyLocalAddress();
    if (localAddresses) {
      socket.requestLocalAddresses();
    }
    socket.bind(wanted, shared);
    boolean segments = settings.segmentedAnswers() && !localAddresses;
    received =
        new ReceivedBatch(
            new DatagramBatch(socket, settings.batchDatagrams(), localAddresses, segments));
    local = socket.localAddress();
  }

  @Override
  protected void doBeginRead() throws Exception {
    reading = true;
    updateInterest();
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doClose() {
    open = false;
    cancelGiveUp();
    doDeregister();
    socket.close();
    // Slots are unmapped only here, on the loop's thread, so no batch can be in work.
    if (received != null) {
      received.slots.close();
    }
    if (late != null) {
      late.close();
    }
  }

  @Override
  protected void doDeregister() {
    IoRegistration present = registration;
    if (present != null) {
      registration = null;
      present.cancel();
    }
  }

  private void receive(ReceivedBatch batch) throws Exception {
    TransportCounters counters = loop.counters();
    for (int round = 0; round < settings.batchesPerWakeUp(); round++) {
      int count = batch.slots.receive();
      if (count <= 0) {
        if (count != -Errno.EAGAIN && count != -Errno.EINTR) {
          counters.increment(TransportCounter.UDP_RECEIVE_ERRORS);
        }
        return;
      }
      counters.increment(TransportCounter.UDP_BATCHES);
      counters.add(TransportCounter.UDP_RECEIVED, count);
      batch.count = count;
      pipeline().fireChannelRead(batch);
      sendAnswers(batch.slots);
      if (!open || answersBlocked) {
        return;
      }
      if (count < batch.slots.capacity()) {
        if (!gathering.isWorthwhile(count, loop.nanos())) {
          return;
        }
        counters.increment(TransportCounter.UDP_PAUSES);
        gathering.pause();
      }
    }
  }

  private void sendAnswers(DatagramBatch slots) throws Exception {
    TransportCounters counters = loop.counters();
    while (slots.unsent() > 0) {
      int result = slots.send();
      if (result > 0) {
        counters.add(TransportCounter.UDP_ANSWERED, result);
      } else if (result == -Errno.EAGAIN) {
        counters.increment(TransportCounter.UDP_SEND_BLOCKED);
        waitForRoom(slots);
        return;
      } else if (result != -Errno.EINTR) {
        slots.skipOne();
        counters.increment(TransportCounter.UDP_DROPPED_SEND_ERROR);
      }
    }
    if (answersBlocked) {
      answersBlocked = false;
      cancelGiveUp();
      updateInterest();
    }
  }

  private void waitForRoom(DatagramBatch slots) throws Exception {
    if (answersBlocked) {
      return;
    }
    answersBlocked = true;
    updateInterest();
    giveUp =
        eventLoop()
            .schedule(() -> giveUpAnswers(slots), settings.sendWaitMillis(), TimeUnit.MILLISECONDS);
  }

  private void giveUpAnswers(DatagramBatch slots) {
    if (!open || !answersBlocked) {
      return;
    }
    loop.counters().add(TransportCounter.UDP_DROPPED_SEND_BLOCKED, slots.unsent());
    slots.clear();
    answersBlocked = false;
    giveUp = null;
    try {
      updateInterest();
    } catch (Exception e) {
      loop.failed("cannot receive on " + local + " any more", e);
    }
  }

  private void cancelGiveUp() {
    if (giveUp != null) {
      giveUp.cancel(false);
      giveUp = null;
    }
  }

  private void updateInterest() throws Exception {
    EpollIoOps wanted = NO_INTEREST;
    if (reading && !answersBlocked) {
      wanted = wanted.with(EpollIoOps.EPOLLIN);
    }
    if (answersBlocked || lateBlocked) {
      wanted = wanted.with(EpollIoOps.EPOLLOUT);
    }
    if (registration != null && !wanted.equals(interest)) {
      interest = wanted;
      registration.submit(wanted);
    }
  }

  @Override
  protected Object filterOutboundMessage(Object message) {
    if (message instanceof LateDatagram) {
      return message;
    }
    throw new IllegalArgumentException("not a late answer: " + message.getClass());
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer buffer) throws Exception {
    if (late == null) {
      boolean segments = settings.segmentedAnswers() && !localAddresses;
      late = new DatagramBatch(socket, LATE_BATCH, localAddresses, segments);
    }
    DatagramBatch slots = late;
    while (!buffer.isEmpty()) {
      // What is in line still comes first: it may be in another order than the buffer, but as long.
      if (slots.unsent() == 0) {
        slots.clear();
        buffer.forEachFlushedMessage(message -> ((LateDatagram) message).putInLine(slots));
      }
      while (slots.unsent() > 0) {
        int result = slots.send();
        if (result > 0) {
          loop.counters().add(TransportCounter.UDP_ANSWERED, result);
          for (int i = 0; i < result; i++) {
            buffer.remove();
          }
        } else if (result == -Errno.EAGAIN) {
          lateBlocked = true;
          updateInterest();
          return;
        } else if (result != -Errno.EINTR) {
          slots.skipOne();
          buffer.remove(new IOException("sendmmsg: " + Errno.describe(-result)));
        }
      }
    }
    if (lateBlocked) {
      lateBlocked = false;
      updateInterest();
    }
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open && local != null;
  }

  @Override
  protected @Nullable SocketAddress localAddress0() {
    return local;
  }

  @Override
  protected @Nullable SocketAddress remoteAddress0() {
    return null;
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new DatagramUnsafe();
  }

  private final class DatagramUnsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress remote, SocketAddress localAddress, ChannelPromise promise) {
      promise.setFailure(new IOException("a listener answers all clients; it connects to none"));
    }

    void flushWaiting() {
      flush0();
    }
  }

  /** What Netty's loop calls when epoll has news of the socket. */
  private final class Handle implements EpollIoHandle {
    private final FileDescriptor descriptor;

    Handle(FileDescriptor descriptor) {
      this.descriptor = descriptor;
    }

    @Override
    public FileDescriptor fd() {
      return descriptor;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
      try {
        EpollIoOps ops = ((EpollIoEvent) event).ops();
        ReceivedBatch batch = received;
        if (!open || batch == null) {
          return;
        }
        if (ops.contains(EpollIoOps.EPOLLERR) && socket.takeError() != 0) {
          loop.counters().increment(TransportCounter.UDP_RECEIVE_ERRORS);
        }
        if (ops.contains(EpollIoOps.EPOLLOUT)) {
          if (answersBlocked) {
            sendAnswers(batch.slots);
          }
          if (lateBlocked) {
            ((DatagramUnsafe) unsafe()).flushWaiting();
          }
        }
        if (ops.contains(EpollIoOps.EPOLLIN) && !answersBlocked) {
          receive(batch);
        }
      } catch (Throwable failure) {
        loop.failed("datagram channel failed", failure);
      }
    }

    @Override
    public void close() {
      unsafe().close(unsafe().voidPromise());
    }
  }
}
