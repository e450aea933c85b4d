/**
 * What operators see of the zones' history: entries listed, shown, put together and undone. Only
 * reading and printing; what is shown comes from {@link nomen.store.log}.
 */
package nomen.server.history;
