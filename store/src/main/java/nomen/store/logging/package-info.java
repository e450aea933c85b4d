/** Lines of the server's log that clients can cause at will, limited by kind. */
package nomen.store.logging;
