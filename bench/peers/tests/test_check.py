"""The look at every server fails for each thing that it looks for."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import check
import running
import servers
import storm
import updatable
import verify
import workload
from test_running import Fake


class CheckTest(unittest.TestCase):
    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        zone, queries = folder / "zone", folder / "queries"
        zone.write_text("$ORIGIN load.example.\n$TTL 300\na\tA\t0.0.0.0\n")
        queries.write_text("a.load.example. A\n" * 3)
        self.zone = zone
        self.enterContext(mock.patch.object(running, "TARGET", folder))
        self.enterContext(mock.patch.object(running, "START_LIMIT_SECONDS", 5))
        self.enterContext(mock.patch.object(verify, "WAIT_SECONDS", 0.2))
        self.enterContext(mock.patch.object(workload, "prepare", lambda *_: (zone, queries)))
        self.enterContext(mock.patch.object(workload, "first_query", lambda _: ("a.load.example.", "A")))
        self.enterContext(contextlib.redirect_stderr(io.StringIO()))

    def look(self, *found, takers=()):
        """What it ends with, and what it prints."""
        names = ",".join(server.name for server in found)
        options = SimpleNamespace(zone="flat", names=1, sample=3, servers=names)
        with mock.patch.object(servers, "ALL", {server.name: server for server in found}), \
                mock.patch.object(updatable, "ALL", {server.name: server for server in takers}), \
                contextlib.redirect_stdout(io.StringIO()) as said:
            return check.main(options), said.getvalue()

    def test_a_right_server_is_right(self):
        self.assertEqual(self.look(Fake(name="one")), (None, "one, set up for queries: right (fake 1)\n"))

    def test_wrong_answers(self):
        self.zone.write_text("$ORIGIN load.example.\n$TTL 300\na\tA\t192.0.2.1\n")
        failed, said = self.look(Fake(name="one"))
        self.assertEqual(failed, "wrong: one")
        self.assertIn("3 of 3 answers are wrong", said)

    def test_one_that_does_not_start(self):
        failed, said = self.look(Fake("ends", "one"), Fake(name="two"))
        self.assertEqual(failed, "wrong: one")
        self.assertIn("two, set up for queries: right", said)

    def test_one_that_does_not_end(self):
        with mock.patch.object(running, "STOP_LIMIT_SECONDS", 0.2):
            failed, said = self.look(Fake("stubborn", "one"))
        self.assertEqual(failed, "wrong: one")
        self.assertIn("does not end on SIGTERM", said)

    def test_updates_that_are_not_there(self):
        one = Fake(name="one")
        with mock.patch.object(storm, "mark", lambda port: ("marker.load.example.", "A")):
            self.assertIsNone(self.look(one, takers=[one])[0])
            with mock.patch.object(check.probe, "has_answer", lambda response: False):
                failed, said = self.look(one, takers=[one])
        self.assertEqual(failed, "wrong: one")
        self.assertIn("one, set up for queries: right", said)
        self.assertIn("set up for updates: a name that an update brought is not there", said)

    def test_nothing_to_look_at_is_not_right(self):
        away = Fake(name="one")
        away.missing = lambda: None if self.calls.pop() else "gone"
        self.calls = [False, True]
        self.assertEqual(self.look(away)[0], "no server was looked at")
