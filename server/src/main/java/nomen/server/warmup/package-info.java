/**
 * What makes a server fast before anybody can ask it: it is asked by itself, on a socket of its
 * own.
 */
package nomen.server.warmup;
