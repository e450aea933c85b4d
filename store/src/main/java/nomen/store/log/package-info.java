/**
 * The write-ahead log, which is the zones' history: what makes changes durable, what they are
 * recovered from, read in and undone by.
 */
package nomen.store.log;
