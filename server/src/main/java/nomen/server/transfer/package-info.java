/** Zone transfers: what the server has of them, put together. */
package nomen.server.transfer;
