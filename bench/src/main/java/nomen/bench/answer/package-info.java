/** What an answer costs between the datagram and the datagram. */
@org.jspecify.annotations.NullMarked
package nomen.bench.answer;
