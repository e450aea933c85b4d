/** Zones: the tree that holds one, lookups in it, its editor; no sockets. */
@org.jspecify.annotations.NullMarked
module nomen.store {
  requires static org.jspecify;
  requires transitive nomen.codec;

  exports nomen.store.tree;
  exports nomen.store.zone;
  exports nomen.store.zonefile;
}
