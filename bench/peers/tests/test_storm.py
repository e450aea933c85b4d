"""Updates: what is written, and what counts."""

import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import fakes
import load as loads
import process
import session
import storm


class SourceTest(unittest.TestCase):
    def setUp(self):
        self.source = storm.Source(Path(self.enterContext(tempfile.TemporaryDirectory())))

    def read(self, path):
        """Zone and change of each update."""
        messages = Path(path).read_text().split("send\n")
        self.assertEqual(messages.pop(), "")
        return [tuple(message.splitlines()) for message in messages]

    def test_one_record_a_message(self):
        updates = self.read(self.source.additions(300))
        self.assertEqual(len(updates), 300)
        self.assertEqual({zone for zone, _ in updates}, {session.ORIGIN})
        self.assertEqual(updates[258][1], "add u1-258 300 A 10.0.1.2")
        self.assertEqual(len({change for _, change in updates}), 300)

    def test_both_ways_leaves_the_zone_as_it_was(self):
        changes = [change for _, change in self.read(self.source.both_ways(50))]
        self.assertEqual(len(changes), 100)
        added = [re.sub(r" 300 ", " ", change.removeprefix("add ")) for change in changes[:50]]
        self.assertEqual(added, [change.removeprefix("delete ") for change in changes[50:]])

    def test_no_file_has_names_of_another(self):
        first = set(self.read(self.source.additions(50)))
        self.assertFalse(first & set(self.read(self.source.additions(50))))


class Counted:
    """A generator that has counted already."""

    NAME = "counted"

    def __init__(self, **counts):
        self.counts = {"sent": 100, "answers": 80, "lost": 20, "noerror": 60, "per_second": 40.0, "rcodes": "some",
                       "response_octets": 30, "cpu_seconds": 0, "percentiles": {}} | counts

    def command(self, *_):
        return ["true"]

    def outcome(self, *_):
        return loads.Outcome(**self.counts)


class Up:
    port = 1

    def pids(self):
        return []


class MeasureTest(unittest.TestCase):
    def measure(self, **counts):
        times = [process.CpuTime(1, 1), process.CpuTime(1.5, 1.1)]
        with mock.patch.object(process, "cpu_time", lambda _: times.pop(0)):
            return storm.measure(Counted(**counts), storm.load("file", 5), Up(), 1)

    def test_only_noerror_counts(self):
        kept = self.measure()
        self.assertAlmostEqual(kept["per_second"], 30)
        self.assertEqual((kept["updates"], kept["refused"], kept["lost"]), (60, 20, 20))
        self.assertAlmostEqual(kept["cpu_us"], 0.6 / 60 * 1e6)

    def test_none_is_no_figure(self):
        with self.assertRaisesRegex(session.Failed, "no update was done: REFUSED"):
            self.measure(noerror=0, rcodes="REFUSED 80")


class MarkTest(unittest.TestCase):
    def mark(self, respond):
        with fakes.answering(respond) as port, mock.patch.object(storm, "MARKER_SECONDS", 0.05):
            return storm.mark(port)

    def test_is_what_the_server_said_it_has(self):
        self.assertEqual(self.mark(lambda update: [update[:2] + b"\xa8\0" + bytes(8)]), ("marker.load.example.", "A"))

    def test_is_refused(self):
        with self.assertRaisesRegex(session.Failed, "RCODE 5"):
            self.mark(lambda update: [update[:2] + b"\xa8\5" + bytes(8)])

    def test_is_not_answered(self):
        with self.assertRaisesRegex(session.Failed, "no answer"):
            self.mark(lambda update: [])
