/** Zones: the tree that holds one, lookups, the editor, the writer, the log; no sockets. */
@org.jspecify.annotations.NullMarked
module nomen.store {
  requires static org.jspecify;
  requires transitive nomen.codec;
  requires transitive jdk.jfr;
  requires org.jctools.core.jdk11;
  requires transitive org.slf4j;

  exports nomen.store.log;
  exports nomen.store.logging;
  exports nomen.store.recorder;
  exports nomen.store.tree;
  exports nomen.store.update;
  exports nomen.store.zone;
  exports nomen.store.zonefile;
}
