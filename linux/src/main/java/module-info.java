/** System calls of Linux for datagrams, which the server and the load generator share. */
@org.jspecify.annotations.NullMarked
module nomen.linux {
  requires static org.jspecify;

  exports nomen.linux;
}
