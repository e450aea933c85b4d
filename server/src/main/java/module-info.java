/** The name server: transport, answering, configuration, command line. */
@org.jspecify.annotations.NullMarked
module nomen.server {
  requires static org.jspecify;
  requires info.picocli;
  requires io.netty.common;
  requires nomen.codec;
  requires org.tomlj;

  exports nomen.server.config;

  opens nomen.server.cli to
      info.picocli;
}
