/**
 * Messages: RFC 1035 section 4, RFC 2181 section 9, RFC 6891, RFC 9619.
 *
 * <p>There are two ways through. The hot path makes no objects: {@link nomen.codec.message.Triage}
 * looks at twelve octets, {@link nomen.codec.message.QueryReader} fills a reusable {@link
 * nomen.codec.message.Query}, {@link nomen.codec.message.MessageWriter} writes the response.
 * Everything else reads whole messages into a {@link nomen.codec.message.Message}.
 */
package nomen.codec.message;
