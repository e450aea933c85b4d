/** NOTIFY to secondaries, and what is known of them. */
package nomen.server.transfer.notify;
