/** Taking in what an operator changed, while the server runs. */
package nomen.server.reload;
