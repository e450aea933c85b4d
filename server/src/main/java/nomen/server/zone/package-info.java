/** Which zones are served and how, at the moment. */
package nomen.server.zone;
