/**
 * Batches of datagrams as the server has them: what arrives is answered where it lies. The system
 * calls and the layouts that they need are those of {@link nomen.linux}.
 */
package nomen.server.transport.linux;
