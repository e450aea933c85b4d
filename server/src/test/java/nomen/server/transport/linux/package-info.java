/** Tests of the system calls. */
package nomen.server.transport.linux;
