"""A server that answers wrongly is found out, whatever is wrong."""

import ipaddress
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import fakes
import probe
import verify

ZONE = """$ORIGIN load.example.
$TTL 3600
@\tSOA\tns1 hostmaster 1 7200 3600 1209600 600
@\tNS\tns1
ns1\tA\t192.0.2.1
mx0\tA\t192.0.2.25
host\tA\t192.0.2.7
host\tA\t192.0.2.8
host\tAAAA\t2001:db8::7
host\tMX\t10 mx0
a.deep\tA\t192.0.2.9
child\tNS\tns1.child
child\tNS\tns.other.example.
ns1.child\tA\t192.0.2.10
"""


def name(text):
    return f"{text}.load.example."


def address(owner, text, ttl=3600):
    return name(owner), "A" if "." in text else "AAAA", ttl, ipaddress.ip_address(text).packed


HOST = (address("host", "192.0.2.7"), address("host", "192.0.2.8"))
MX = (name("host"), "MX", 3600, b"\0\x0a" + probe.wire(name("mx0")))
REFERRAL = tuple((name("child"), "NS", 3600, probe.wire(host)) for host in (name("ns1.child"), "ns.other.example."))


class ZoneTest(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        path = Path(folder) / "zone"
        path.write_text(ZONE)
        self.zone = verify.Zone(path)

    def test_a_name_that_is_there(self):
        rcode, authoritative, answer, referral = self.zone.expected(name("host"), "A")
        self.assertEqual((rcode, authoritative, referral), (0, True, frozenset()))
        self.assertEqual({one[3] for one in answer}, {bytes((192, 0, 2, 7)), bytes((192, 0, 2, 8))})
        self.assertEqual({one[2] for one in answer}, {3600})

    def test_a_type_that_is_not(self):
        self.assertEqual(self.zone.expected(name("mx0"), "AAAA"), (0, True, frozenset(), frozenset()))

    def test_a_name_that_is_not(self):
        self.assertEqual(self.zone.expected(name("nobody"), "A")[0], verify.NXDOMAIN)

    def test_an_empty_name_between(self):
        self.assertEqual(self.zone.expected(name("deep"), "A"), (0, True, frozenset(), frozenset()))

    def test_a_referral(self):
        rcode, authoritative, answer, referral = self.zone.expected(name("www.child"), "A")
        self.assertEqual((rcode, authoritative, answer), (0, False, frozenset()))
        self.assertEqual({one[3] for one in referral}, {name("ns1.child"), "ns.other.example."})


class CheckTest(unittest.TestCase):
    """Each case is one server, asked one question."""

    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        path = Path(folder) / "zone"
        path.write_text(ZONE)
        self.zone = verify.Zone(path)
        self.enterContext(mock.patch.object(verify, "WAIT_SECONDS", 0.05))

    def wrong(self, owner, kind, respond):
        with fakes.answering(respond) as port:
            return verify.check(port, self.zone, [(name(owner), kind)])

    def assert_right(self, owner, kind, **given):
        self.assertEqual(self.wrong(owner, kind, lambda query: [fakes.response(query, **given)]), "")

    def assert_wrong(self, owner, kind, **given):
        said = self.wrong(owner, kind, lambda query: [fakes.response(query, **given)])
        self.assertIn("1 of 1 answers are wrong", said)
        self.assertIn(name(owner), said)
        return said

    def test_right_answers(self):
        self.assert_right("host", "A", answer=HOST)
        self.assert_right("host", "A", answer=HOST[::-1])
        self.assert_right("host", "MX", answer=[MX])
        self.assert_right("host", "AAAA", answer=[address("host", "2001:db8::7")])
        self.assert_right("mx0", "AAAA")
        self.assert_right("nobody", "A", rcode=3)
        self.assert_right("www.child", "A", authoritative=False, authority=REFERRAL)

    def test_case_does_not_matter(self):
        self.assert_right("HOST", "A", answer=[(owner.upper(), *rest) for owner, *rest in HOST])

    def test_wrong_rcode(self):
        self.assert_wrong("host", "A", rcode=2, answer=HOST)
        self.assert_wrong("nobody", "A")
        self.assert_wrong("mx0", "AAAA", rcode=3)

    def test_missing_aa(self):
        self.assertIn("AA 0", self.assert_wrong("host", "A", authoritative=False, answer=HOST))
        self.assert_wrong("nobody", "A", rcode=3, authoritative=False)

    def test_aa_of_a_referral(self):
        self.assert_wrong("www.child", "A", authoritative=True, authority=REFERRAL)

    def test_missing_record(self):
        self.assert_wrong("host", "A", answer=HOST[:1])
        self.assert_wrong("host", "A")

    def test_record_too_many(self):
        self.assert_wrong("host", "A", answer=[*HOST, address("host", "192.0.2.99")])
        self.assert_wrong("mx0", "AAAA", answer=[address("mx0", "2001:db8::9")])

    def test_wrong_data(self):
        self.assert_wrong("host", "A", answer=[HOST[0], address("host", "192.0.2.99")])
        self.assert_wrong("host", "MX", answer=[(*MX[:3], b"\0\x14" + probe.wire(name("mx0")))])
        self.assert_wrong("host", "MX", answer=[(*MX[:3], b"\0\x0a" + probe.wire(name("mx1")))])

    def test_wrong_owner_and_ttl(self):
        self.assert_wrong("host", "A", answer=[HOST[0], address("mx0", "192.0.2.8")])
        self.assert_wrong("host", "A", answer=[HOST[0], address("host", "192.0.2.8", ttl=60)])

    def test_referral_with_a_server_missing(self):
        self.assert_wrong("www.child", "A", authoritative=False, authority=REFERRAL[:1])
        self.assert_wrong("www.child", "A", authoritative=False)

    def test_truncated(self):
        self.assert_wrong("host", "A", truncated=True, answer=HOST)

    def test_another_question(self):
        other = probe.question(name("mx0"), "A")[12:]
        said = self.wrong("host", "A", lambda query: [fakes.response(query[:12] + other, answer=HOST)])
        self.assertIn("another question", said)
        self.assert_wrong("host", "A", question=False, answer=HOST)

    def test_not_a_response(self):
        self.assertIn("unreadable", self.wrong("host", "A", lambda query: [query]))
        self.assertIn("unreadable", self.wrong("host", "A", lambda query: [fakes.response(query, answer=HOST)[:-3]]))

    def test_no_answer(self):
        self.assertIn("no answer", self.wrong("host", "A", lambda query: []))

    def test_a_name_that_points_at_itself(self):
        def loop(query):
            return [fakes.response(query)[:6] + b"\0\1\0\0\0\0" + query[12:] + self.pointer(query)]

        self.assertIn("unreadable", self.wrong("host", "A", loop))

    @staticmethod
    def pointer(query):
        at = len(query)
        return bytes((0xC0 | at >> 8, at & 255)) + b"\0\1\0\1\0\0\x0e\x10\0\4" + bytes(4)

    def test_only_the_first_are_shown(self):
        with fakes.answering(lambda query: [fakes.response(query, rcode=5)]) as port:
            said = verify.check(port, self.zone, [(name("host"), "A")] * 10)
        self.assertEqual(len(said.splitlines()), 1 + verify.SHOWN)
        self.assertIn("10 of 10", said)


class SampleTest(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.path = Path(folder) / "queries"
        self.path.write_text("".join(f"n{number}.load.example. A\n" for number in range(100)))

    def test_is_always_the_same(self):
        asked = verify.sample(self.path, 20)
        self.assertEqual(asked, verify.sample(self.path, 20))
        self.assertEqual(len(set(asked)), 20)
        self.assertNotEqual(asked, verify.sample(self.path, 21)[:20])

    def test_is_all_where_there_are_few(self):
        self.assertEqual(len(verify.sample(self.path, 1000)), 100)


class CompressionTest(unittest.TestCase):
    def test_pointers_are_followed_and_the_end_is_behind_the_first(self):
        message = bytes(12) + b"\3www\xc0\x12" + probe.wire("load.example.")
        self.assertEqual(verify.name_at(message, 12), ("www.load.example.", 18))
        with self.assertRaises(verify.Malformed):
            verify.name_at(bytes(12) + b"\xc0\x0c", 12)
