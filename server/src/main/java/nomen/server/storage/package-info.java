/**
 * The data directory of a running server: opened, recovered, brought together with the zone files,
 * and closed. Zones are read and compared on the threads of those who ask for it; only the writer's
 * thread changes and publishes them.
 */
package nomen.server.storage;
