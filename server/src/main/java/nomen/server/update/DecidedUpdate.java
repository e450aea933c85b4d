package nomen.server.update;

import nomen.codec.tsig.TsigOutcome;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.DeferredAnswer;
import nomen.server.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * An update and what is to be answered.
 *
 * @param octets the request as it came; not to be written to
 * @param client who sent it
 * @param transport how it came
 * @param signature what the response is to be signed for, null if it is not
 * @param verdict what to answer
 * @param answer the right to answer
 */
// The octets belong to the request alone; a copy of each would serve nobody.
@SuppressWarnings("ArrayRecordComponent")
public record DecidedUpdate(
    byte[] octets,
    ClientAddress client,
    Transport transport,
    @Nullable TsigOutcome signature,
    Verdict verdict,
    DeferredAnswer answer) {}
