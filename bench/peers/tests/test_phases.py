"""What compare measures, of servers and with a generator that cost nothing."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import fakes
import phases
import probe
import running
import storm
import verify
from test_generators import Script
from test_running import Fake

ZONE = "$ORIGIN load.example.\n$TTL 300\na\tA\t0.0.0.0\n"


class Generator(Script):
    """Asks ten times, and tells latencies too."""

    def command(self, load, port, seconds, latencies, report):
        return [sys.executable, fakes.__file__, "load", str(port), "10", str(report)]

    def outcome(self, text, report, cpu_seconds):
        outcome = super().outcome(text, report, cpu_seconds)
        return type(outcome)(**{**vars(outcome), "percentiles": {50: 5.0, 99: 9.0}})


class Dying(Fake):
    """Ends by itself as soon as it has answered so often."""

    def command(self, folder, origin, zone, port):
        return [sys.executable, "-c", DYING, str(Path(fakes.__file__).parent), str(port)]


DYING = """
import socket, sys
sys.path.append(sys.argv[1])
import fakes
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
    udp.bind(("127.0.0.1", int(sys.argv[2])))
    for _ in range(15):
        query, client = udp.recvfrom(65535)
        udp.sendto(fakes.response(query, answer=[(fakes.probe_name(query), "A", 300, bytes(4))]), client)
"""


class PhasesTest(unittest.TestCase):
    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(mock.patch.object(running, "TARGET", folder))
        self.enterContext(contextlib.redirect_stderr(io.StringIO()))
        self.enterContext(mock.patch.object(verify, "WAIT_SECONDS", 0.2))
        self.zone, self.queries = folder / "zone", folder / "queries"
        self.zone.write_text(ZONE)
        self.queries.write_text("a.load.example. A\n" * 5)
        self.options = SimpleNamespace(
            rounds=2, seconds=1, warm_up=1, sample=3, load=1, rate=None, clients=1, latency_rate=100, latency_seconds=2,
            server_core=0, load_core=0, update_load=1, update_records=5, restart_updates=5, restart_pause=0)

    def compare(self, *servers, takers=None):
        members = [phases.Member(server) for server in servers]
        return phases.Comparison(members, self.zone, self.queries, ("a.load.example.", "A"), Generator(), self.options,
                                 takers or {"nobody": None}), [member.result for member in members]

    def test_answers_have_all_rounds_and_figures(self):
        comparison, (one, two) = self.compare(Fake(name="one"), Fake(name="two"))
        comparison.answers()
        for result in (one, two):
            self.assertEqual(len(result["rounds"]), 2)
            self.assertEqual(result["verified_answers"], 3)
            for figures in result["rounds"]:
                self.assertEqual((figures["answers"], figures["lost"]), (10, 0))
                self.assertGreater(figures["per_second"], 0)
                self.assertAlmostEqual(figures["cpu_us"], figures["user_us"] + figures["system_us"])
            self.assertEqual([(one["p50_us"], one["p99_us"]) for one in result["latency"]], [(5.0, 9.0)] * 2)
            self.assertGreater(result["memory"][0]["resident_mib"], 1)

    def test_one_that_answers_wrongly_is_left_out(self):
        self.zone.write_text(ZONE + "a\tA\t192.0.2.1\n")
        comparison, (one,) = self.compare(Fake(name="one"))
        comparison.answers()
        self.assertNotIn("rounds", one)
        self.assertIn("3 of 3 answers are wrong", one["notes"]["answers"])

    def test_an_echo_is_not_judged(self):
        self.zone.write_text(ZONE + "a\tA\t192.0.2.1\n")
        echo = Fake(name="echo")
        echo.static_answer = True
        comparison, (one,) = self.compare(echo)
        comparison.answers()
        self.assertEqual(len(one["rounds"]), 2)
        self.assertNotIn("verified_answers", one)

    def test_one_that_does_not_start_does_not_keep_the_others(self):
        comparison, (one, two) = self.compare(Fake("ends", "one"), Fake(name="two"))
        comparison.answers()
        self.assertIn("left out: one: the process ended with status 7", one["notes"]["answers"])
        self.assertIn("this server ends at once", one["left_out"]["answers"])
        self.assertEqual(len(two["rounds"]), 2)

    def test_one_that_ends_in_a_round_has_no_more(self):
        comparison, (one, two) = self.compare(Dying(name="one"), Fake(name="two"))
        comparison.answers()
        self.assertLess(len(one.get("rounds", [])), 2)
        self.assertIn("left out", one["notes"]["answers"])
        self.assertNotIn("memory", one)
        self.assertEqual(len(two["rounds"]), 2)

    def test_load_is_a_start_for_each_round(self):
        comparison, (one, two) = self.compare(Fake(name="one"), Fake("ends", "two"))
        comparison.load()
        self.assertEqual(len(one["load"]), 2)
        self.assertGreater(one["load"][0]["seconds"], 0)
        self.assertGreater(one["load"][0]["resident_mib"], 1)
        self.assertNotIn("load", two)
        self.assertIn("status 7", two["notes"]["load"])

    def test_updates_are_of_those_that_take_them(self):
        plain = Fake(name="plain")
        plain.no_updates = "has none"
        away = Fake(name="away")
        away.missing = lambda: "its backend is not installed"
        comparison, (one, two, three) = self.compare(
            Fake(name="one"), plain, Fake(name="away"), takers={"one": Fake(name="one"), "away": away})
        comparison.updates()
        self.assertEqual([(figures["updates"], figures["lost"]) for figures in one["updates"]], [(10, 0)] * 2)
        self.assertEqual(two["notes"]["updates"], "has none")
        self.assertEqual(three["notes"]["updates"], "its backend is not installed")
        self.assertNotIn("updates", two)

    def test_a_restart_is_right_only_with_the_last_update(self):
        plain = Fake(name="plain")
        plain.no_updates = "has none"
        comparison, (one, two) = self.compare(Fake(name="one"), plain, takers={"one": Fake(name="one")})
        asked = []

        def has_answer(response):
            asked.append(response)
            return probe.has_data(response)

        with mock.patch.object(probe, "has_answer", has_answer), \
                mock.patch.object(storm, "mark", lambda port: ("marker.load.example.", "A")):
            comparison.restart()
        self.assertEqual(len(one["restart"]), 2)
        self.assertEqual(one["updates_before_restart"], 10)
        self.assertTrue(asked)
        self.assertTrue(all(b"marker" in response for response in asked))
        self.assertEqual(len(two["restart"]), 2)
        self.assertIn("started with the zone as it was", two["notes"]["restart"])

    def test_an_update_that_was_not_taken_has_no_restart(self):
        comparison, (one,) = self.compare(Fake(name="one"), takers={"one": Fake(name="one")})
        with mock.patch.object(storm, "mark", mock.Mock(side_effect=phases.Failed("an update got RCODE 5"))):
            comparison.restart()
        self.assertNotIn("restart", one)
        self.assertIn("RCODE 5", one["notes"]["restart"])
