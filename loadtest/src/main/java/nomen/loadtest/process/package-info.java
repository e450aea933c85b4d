/** What processes of this machine use, read from /proc. */
package nomen.loadtest.process;
