/** How events come to the flight recorder. */
package nomen.store.recorder;
