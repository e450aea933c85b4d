/** Reading and writing octets in a window of a byte array. */
package nomen.codec.wire;
