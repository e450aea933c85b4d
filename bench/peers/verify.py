"""Compares what a server answers with what the zone says: a server that answers wrongly must not win.

The zone is read as its generator writes it: one record a line, owner, type and data, no wildcard, no alias. For each
query the RCODE, the AA flag and the answer section are compared, and for a name at or below a zone cut the NS RRset of
the referral. What else a server adds is its own business; the table has the octets.
"""

import ipaddress
import random
import struct
from collections import defaultdict

import probe
from session import ORIGIN

NXDOMAIN = 3
SHOWN = 3
WAIT_SECONDS = 2


class Malformed(Exception):
    """A response that cannot be read."""


class Zone:
    """Records by owner and type, with what is asked of each query."""

    def __init__(self, path):
        self.records = defaultdict(set)
        self.names = {ORIGIN}
        ttl = 0
        with open(path, encoding="ascii") as lines:
            for line in lines:
                if line.startswith("$TTL"):
                    ttl = int(line.split()[1])
                elif not line.startswith("$"):
                    owner, kind, data = line.rstrip("\n").split("\t")
                    owner = absolute(owner)
                    self.records[owner, kind].add((owner, kind, ttl, self.data(kind, data)))
                    while owner not in self.names:
                        self.names.add(owner)
                        owner = owner.partition(".")[2]

    @staticmethod
    def data(kind, text):
        if kind in ("A", "AAAA"):
            return ipaddress.ip_address(text).packed
        if kind == "MX":
            preference, exchange = text.split()
            return int(preference), absolute(exchange)
        return absolute(text) if kind == "NS" else text

    def expected(self, name, kind):
        """RCODE, AA, answer section and NS RRset of the referral, as sets of records."""
        cut = name
        while cut != ORIGIN and cut:
            if (cut, "NS") in self.records:
                return 0, False, frozenset(), frozenset(self.records[cut, "NS"])
            cut = cut.partition(".")[2]
        if name not in self.names:
            return NXDOMAIN, True, frozenset(), frozenset()
        return 0, True, frozenset(self.records.get((name, kind), ())), frozenset()


def absolute(name):
    if name == "@":
        return ORIGIN
    return name.lower() if name.endswith(".") else f"{name.lower()}.{ORIGIN}"


def sample(queries, count):
    """Queries of the load, always the same ones."""
    with open(queries, encoding="ascii") as lines:
        known = lines.readlines()
    picked = random.Random(count).sample(known, min(count, len(known)))
    return [tuple(line.split()[:2]) for line in picked]


def check(port, zone, asked):
    """What is wrong with the answers, in words; empty if nothing is."""
    wrong = []
    for number, (name, kind) in enumerate(asked):
        response = probe.ask(port, probe.question(name, kind, number + 1), WAIT_SECONDS)
        expected = zone.expected(name.lower(), kind)
        try:
            given = "no answer" if response is None else read(response)
            if response is not None and question_of(response) != (name.lower(), kind):
                given = "the answer to another question"
        except (Malformed, IndexError, struct.error, UnicodeDecodeError) as failure:
            given = f"unreadable: {failure}"
        if given != expected:
            wrong.append(f"{name} {kind}: {shown(given)} instead of {shown(expected)}")
    if not wrong:
        return ""
    return "\n".join([f"{len(wrong)} of {len(asked)} answers are wrong", *wrong[:SHOWN]])


def shown(outcome):
    if isinstance(outcome, str):
        return outcome
    rcode, authoritative, answer, referral = outcome
    return f"RCODE {rcode}, AA {int(authoritative)}, answer {sorted(map(str, answer))}, referral {sorted(map(str, referral))}"


def read(message):
    """RCODE, AA, answer section and, if there is no answer, the NS records of the authority section."""
    _, flags, questions, answers, authority, _ = struct.unpack_from("!6H", message)
    if not flags & 0x8000 or flags & 0x0200:
        raise Malformed("not a response, or truncated")
    at = 12
    for _ in range(questions):
        _, at = name_at(message, at)
        at += 4
    answer, at = records_at(message, at, answers)
    rest, at = records_at(message, at, authority)
    authoritative = bool(flags & 0x0400)
    referral = frozenset() if authoritative or answer else frozenset(one for one in rest if one[1] == "NS")
    return flags & 0xF, authoritative, answer, referral


def question_of(message):
    """Name and type that a response repeats; None if it repeats none."""
    if not message[4] << 8 | message[5]:
        return None
    name, at = name_at(message, 12)
    kind = struct.unpack_from("!H", message, at)[0]
    return name, {number: text for text, number in probe.TYPES.items()}.get(kind, kind)


def records_at(message, at, count):
    found = set()
    for _ in range(count):
        owner, at = name_at(message, at)
        kind, _, ttl, length = struct.unpack_from("!2HIH", message, at)
        at += 10
        kinds = {number: text for text, number in probe.TYPES.items()}
        found.add((owner, kinds.get(kind, kind), ttl, data_at(message, at, length, kinds.get(kind))))
        at += length
    return frozenset(found), at


def data_at(message, at, length, kind):
    if at + length > len(message):
        raise Malformed("a record goes beyond the end")
    if kind == "MX":
        return struct.unpack_from("!H", message, at)[0], name_at(message, at + 2)[0]
    if kind == "NS":
        return name_at(message, at)[0]
    return bytes(message[at:at + length])


def name_at(message, at):
    """A name with its compression pointers followed (RFC 1035 section 4.1.4), and where it ends."""
    labels, end = [], None
    for _ in range(128):
        length = message[at]
        if length >= 192:
            end = end or at + 2
            at = (length & 63) << 8 | message[at + 1]
        elif length == 0:
            return ".".join(labels).lower() + ".", end or at + 1
        else:
            labels.append(message[at + 1:at + 1 + length].decode("ascii"))
            at += 1 + length
    raise Malformed("a name without an end")
