/** The name server: transport, answering, configuration, command line. */
@org.jspecify.annotations.NullMarked
module nomen.server {
  requires static org.jspecify;
  requires info.picocli;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires java.management;
  requires jdk.jfr;
  requires jdk.net;
  requires jdk.unsupported;
  requires nomen.codec;
  requires nomen.linux;
  requires nomen.store;
  requires org.jctools.core.jdk11;
  requires org.slf4j;
  requires org.tomlj;

  exports nomen.server.authority;
  exports nomen.server.config;
  exports nomen.server.request;
  exports nomen.server.transfer.in;
  exports nomen.server.transfer.out;
  exports nomen.server.transport;
  exports nomen.server.transport.linux;
  exports nomen.server.update;
  exports nomen.server.zone;

  provides org.slf4j.spi.SLF4JServiceProvider with
      nomen.server.logging.LogProvider;

  opens nomen.server.cli to
      info.picocli;
}
