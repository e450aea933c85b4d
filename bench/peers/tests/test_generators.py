"""What load generators are told, and what is read of what they print."""

import json
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

import dnsperf
import fakes
import load as loads
import nomen_load

QUERIES = """DNS Performance Testing Tool
Version 2.10.0

> NOERROR a.load.example. A 0.000100
> NXDOMAIN b.load.example. AAAA 0.000300
> NOERROR c.load.example. A 0.000200
> T d.load.example. A

Statistics:

  Queries sent:         1004
  Queries completed:    1000 (99.60%)
  Queries lost:         4 (0.40%)

  Response codes:       NOERROR 900 (90.00%), NXDOMAIN 100 (10.00%)
  Average packet size:  request 41, response 65
  Run time (s):         2.000192
  Queries per second:   499.952
"""
UPDATES = """Statistics:

  Updates sent:         50
  Updates completed:    48 (96.00%)
  Updates lost:         2 (4.00%)

  Response codes:       SERVFAIL 8 (16.67%), NOERROR 40 (83.33%)
  Average packet size:  request 80, response 30
  Run time (s):         1.000000
  Updates per second:   48.000000
"""
REPORT = {
    "queries": {"sent": 1004, "answered": 1000, "lost": 4, "rcodes": {"NOERROR": 900, "NXDOMAIN": 100},
                "answered_per_second": 499.952, "answer_octets_mean": 65.0,
                "latency_seconds": {"min": 1e-5, "mean": 2e-4, "p50": 1e-4, "p99": 3e-4, "p99.9": None}},
}


class DnsperfTest(unittest.TestCase):
    def test_reads_queries(self):
        outcome = dnsperf.outcome(QUERIES, None, 1.5)
        self.assertEqual((outcome.sent, outcome.answers, outcome.lost, outcome.noerror), (1004, 1000, 4, 900))
        self.assertEqual((outcome.per_second, outcome.response_octets, outcome.cpu_seconds), (499.952, 65.0, 1.5))
        self.assertEqual(outcome.rcodes, "NOERROR 900 (90.00%), NXDOMAIN 100 (10.00%)")

    def test_reads_updates(self):
        outcome = dnsperf.outcome(UPDATES, None, 0)
        self.assertEqual((outcome.sent, outcome.answers, outcome.lost, outcome.noerror), (50, 48, 2, 40))
        self.assertEqual(outcome.per_second, 48.0)
        self.assertEqual(outcome.percentiles, {})

    def test_percentiles_are_in_microseconds_and_of_answers_only(self):
        outcome = dnsperf.outcome(QUERIES, None, 0)
        self.assertAlmostEqual(outcome.percentile(50), 200)
        self.assertAlmostEqual(outcome.percentile(99), 300)

    def test_a_count_that_is_not_there_is_not_zero(self):
        for word in ("Queries sent", "Queries completed", "Queries lost", "Response codes", "Average packet",
                     "Queries per second"):
            with self.subTest(word), self.assertRaises(loads.LoadFailed):
                dnsperf.outcome(QUERIES.replace(word, "something"), None, 0)

    def test_no_noerror_is_none(self):
        self.assertEqual(dnsperf.outcome(QUERIES.replace("NOERROR 900 (90.00%), ", ""), None, 0).noerror, 0)


class NomenLoadTest(unittest.TestCase):
    def outcome(self, report):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report"
            path.write_text(json.dumps(report))
            return nomen_load.outcome("", path, 1.5)

    def test_reads_queries(self):
        outcome = self.outcome(REPORT)
        self.assertEqual((outcome.sent, outcome.answers, outcome.lost, outcome.noerror), (1004, 1000, 4, 900))
        self.assertEqual((outcome.per_second, outcome.response_octets, outcome.cpu_seconds), (499.952, 65.0, 1.5))
        self.assertEqual(outcome.rcodes, "NOERROR 900 (90.00%), NXDOMAIN 100 (10.00%)")

    def test_reads_updates(self):
        outcome = self.outcome({"updates": REPORT["queries"] | {"rcodes": {"REFUSED": 1000}}})
        self.assertEqual((outcome.answers, outcome.noerror), (1000, 0))

    def test_percentiles_are_in_microseconds(self):
        outcome = self.outcome(REPORT)
        self.assertAlmostEqual(outcome.percentile(50), 100)
        self.assertAlmostEqual(outcome.percentile(99), 300)
        self.assertIsNone(outcome.percentile(90))

    def test_a_count_that_is_not_there_is_not_zero(self):
        for key in ("sent", "answered", "lost", "rcodes"):
            report = {"queries": {name: value for name, value in REPORT["queries"].items() if name != key}}
            with self.subTest(key), self.assertRaises(loads.LoadFailed):
                self.outcome(report)
        with self.assertRaises(loads.LoadFailed):
            self.outcome({})

    def test_no_report_is_a_failure(self):
        with self.assertRaises(loads.LoadFailed):
            nomen_load.outcome("", Path("/nowhere/report"), 0)


class CommandTest(unittest.TestCase):
    LOAD = loads.Load("file", 1, 200, rate=500, clients=7, updates=True, buffer=64, passes=2, patience=3)

    def test_both_are_told_the_same(self):
        theirs = dnsperf.command(self.LOAD, 5353, 4, False, "report")
        ours = nomen_load.command(self.LOAD, 5353, 4, False, "report")
        place = ours.index("--json")
        self.assertEqual(theirs[1:], ours[1:place] + ours[place + 2:])

    def test_every_wish_is_told(self):
        words = dnsperf.command(self.LOAD, 5353, 4, True, None)
        for option, value in (("-p", "5353"), ("-d", "file"), ("-l", "4"), ("-q", "200"), ("-c", "7"), ("-Q", "500"),
                              ("-n", "2"), ("-b", "64"), ("-t", "3")):
            self.assertEqual(words[words.index(option) + 1], value, option)
        self.assertIn("-u", words)
        self.assertIn("-v", words)

    def test_no_wish_is_no_option(self):
        for generator in (dnsperf, nomen_load):
            words = generator.command(loads.Load("file", None, 10), 53, 1, False, "report")
            for option in ("-Q", "-n", "-b", "-u", "-v"):
                self.assertNotIn(option, words, generator.NAME)


class Script:
    """A generator that is one of the programs of fakes."""

    NAME = "script"

    def __init__(self, *words):
        self.words = words

    def command(self, load, port, seconds, latencies, report):
        return [sys.executable, fakes.__file__, *(str(word).replace("REPORT", str(report)) for word in self.words)]

    def outcome(self, text, report, cpu_seconds):
        sent, answers, octets, seconds = map(float, report.read_text().split())
        return loads.Outcome(int(sent), int(answers), int(sent - answers), int(answers), answers / seconds, "",
                             octets / max(1, answers), cpu_seconds, {})


class RunTest(unittest.TestCase):
    LOAD = loads.Load("file", None, 1)

    def test_counts_and_its_own_processor_time(self):
        with fakes.answering(lambda query: [fakes.response(query)]) as port:
            outcome = loads.run(Script("load", port, 5, "REPORT"), self.LOAD, port, 1)
        self.assertEqual((outcome.sent, outcome.answers), (5, 5))
        self.assertGreater(outcome.cpu_seconds, 0)
        self.assertLess(outcome.cpu_seconds, 30)

    def test_a_server_that_answers_nothing_has_no_figure(self):
        with fakes.answering(lambda query: []) as port, self.assertRaisesRegex(loads.LoadFailed, "none of 1 "):
            loads.run(Script("load", port, 1, "REPORT"), self.LOAD, port, 1)

    def test_a_generator_that_fails_says_why(self):
        with self.assertRaisesRegex(loads.LoadFailed, "script failed"):
            loads.run(Script("load", "not-a-port", 1, "REPORT"), self.LOAD, 1, 1)

    def test_one_that_is_not_waited_for_is_ended(self):
        started = loads.start(Script("hang"), self.LOAD, 1, 1)
        started.close()
        self.assertIsNotNone(started.process.poll())
        self.assertFalse(started.report.parent.exists())

    def test_one_that_hangs_is_ended(self):
        started = loads.start(Script("hang"), self.LOAD, 1, 1)
        with mock.patch.object(loads, "LIMIT_SECONDS", 0.1), self.assertRaisesRegex(loads.LoadFailed, "not done"):
            started.finish()
        self.assertIsNotNone(started.process.poll())

    def test_runs_on_its_core(self):
        started = loads.start(Script("hang"), replace(self.LOAD, core=0), 1, 1)
        try:
            self.assertEqual(started.command[:3], ["taskset", "-c", "0"])
        finally:
            started.close()
