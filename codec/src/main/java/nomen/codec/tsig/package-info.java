/**
 * Transaction signatures (RFC 8945) as pure functions of octets, key and a given time: no I/O and
 * no clock.
 *
 * <p>A server has, for each of its threads, one {@link nomen.codec.tsig.TsigMacs}, on it a {@link
 * nomen.codec.tsig.TsigVerifier} for requests and a {@link nomen.codec.tsig.TsigSigner} for
 * responses; what it found out about a request, a {@link nomen.codec.tsig.TsigOutcome}, goes from
 * one to the other and may change threads. A client signs with the same signer and reads with a
 * {@link nomen.codec.tsig.TsigResponseVerifier}.
 */
package nomen.codec.tsig;
