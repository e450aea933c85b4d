# Writes vectors.txt with dnspython: python3 vectors.py > vectors.txt (made with dnspython 2.8.0).
#
# One line a value. For each algorithm a query, the same signed, a response, and the same signed; with
# hmac-sha256 also a response of three messages of which the second is unsigned, and an error.
import time

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import dns.tsig
import dns.tsigkeyring
import dns.version

NOW = 1_800_000_000
time.time = lambda: NOW

print("# made by vectors.py with dnspython", dns.version.version)
for algorithm in ["hmac-md5.sig-alg.reg.int.", "hmac-sha1.", "hmac-sha224.", "hmac-sha256.", "hmac-sha384.", "hmac-sha512."]:
    secret = bytes((7 * i + len(algorithm)) & 0xFF for i in range(40))
    key = dns.tsig.Key("Key.Example.", secret, algorithm)
    query = dns.message.make_query("www.Example.com.", "A", id=0xCAFE)
    plain = query.to_wire()
    query.use_tsig(key)
    signed = query.to_wire()
    response = dns.message.make_response(query)
    response.answer = [dns.rrset.from_text("www.Example.com.", 300, "IN", "A", "192.0.2.1")]
    bare = dns.message.make_response(dns.message.from_wire(plain))
    bare.answer = response.answer
    answered = response.to_wire()
    # An empty key ring would not sign: the response takes key and request MAC from the query.
    print("algorithm", algorithm)
    print("secret", secret.hex())
    print("request", plain.hex())
    print("signed-request", signed.hex())
    print("response", bare.to_wire().hex())
    print("signed-response", answered.hex())

key = dns.tsig.Key("Key.Example.", bytes(range(32)), "hmac-sha256.")
query = dns.message.make_query("example.com.", "AXFR", id=0xBEEF)
query.use_tsig(key)
print("stream-secret", bytes(range(32)).hex())
print("stream-request", query.to_wire().hex())
context = None
for number in range(3):
    message = dns.message.make_response(query)
    message.answer = [dns.rrset.from_text(f"n{number}.example.com.", 300, "IN", "A", "192.0.2.1")]
    plain = dns.message.make_response(dns.message.from_wire(dns.message.make_query("example.com.", "AXFR", id=0xBEEF).to_wire()))
    plain.answer = message.answer
    print("stream-message", plain.to_wire().hex())
    if number == 1:
        context.update(plain.to_wire())
    else:
        print("stream-signed", message.to_wire(multi=True, tsig_ctx=context).hex())
        context = message.tsig_ctx
