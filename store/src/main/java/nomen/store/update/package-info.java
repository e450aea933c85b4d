/**
 * Changes to zones: what an update does to a zone's state, and the one writer that orders changes,
 * makes them durable, publishes them and only then lets them be answered.
 */
package nomen.store.update;
