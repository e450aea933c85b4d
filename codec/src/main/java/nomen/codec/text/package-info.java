/** Presentation format: splitting text into entries and tokens, and scanning tokens. */
package nomen.codec.text;
