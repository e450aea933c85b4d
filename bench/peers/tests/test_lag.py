"""From the NOERROR of a primary to the answer of a secondary."""

import contextlib
import io
import sys
import threading
import unittest
from unittest import mock

import fakes
import probe
import process
from programs import program

lag = program("lag")


class Silent:
    def __init__(self):
        self.sent = []

    def send(self, message):
        self.sent.append(message)


def noerror(number):
    return number.to_bytes(2, "big") + b"\xa8\0" + bytes(8)


def shown(number, answers=1):
    return number.to_bytes(2, "big") + b"\x84\0\0\1" + answers.to_bytes(2, "big") + bytes(4)


class RoundTest(unittest.TestCase):
    def setUp(self):
        self.round = lag.Round("x", 20, 100)
        self.secondary = Silent()

    def test_lag_is_from_noerror_until_seen(self):
        self.round.sent[3] = 0.5
        self.round.take(noerror(3), 1.0)
        self.round.look(shown(3), 1.25, self.secondary)
        self.assertEqual(self.round.lags(), [250.0])
        self.assertEqual(self.round.takes(), [500.0])

    def test_an_answer_without_data_is_not_seen(self):
        self.round.take(noerror(3), 1.0)
        self.round.look(shown(3, answers=0), 1.25, self.secondary)
        self.assertEqual(self.round.lags(), [])
        self.assertEqual(list(self.round.waiting), [3])

    def test_only_the_first_sight_counts(self):
        self.round.take(noerror(3), 1.0)
        self.round.look(shown(3), 1.25, self.secondary)
        self.round.look(shown(3), 2.0, self.secondary)
        self.assertEqual(self.round.lags(), [250.0])

    def test_what_is_refused_is_not_waited_for(self):
        self.round.take(b"\0\4\xa8\5" + bytes(8), 1.0)
        self.assertEqual(self.round.refused, {4: 5})
        self.assertEqual(list(self.round.waiting), [])
        self.assertEqual(self.round.lags(), [])

    def test_those_behind_are_asked_for_at_once(self):
        for number in range(20):
            self.round.take(noerror(number), 1.0)
        self.round.look(shown(0), 1.1, self.secondary)
        self.assertEqual(self.secondary.sent, self.round.queries[1:1 + lag.BURST])

    def test_every_update_adds_another_name(self):
        self.assertEqual(len(set(self.round.names)), 20)
        self.assertEqual(len({update[2:] for update in self.round.updates}), 20)
        self.assertEqual(self.round.updates[7][:2], b"\0\7")


class StreamTest(unittest.TestCase):
    """Against a primary and a secondary that share what they know; the secondary hears of it later."""

    def run_round(self, delay_seconds, known_to_secondary=lambda number: True, rcode=0):
        known, timers = set(), []

        def primary(update):
            number = update[0] << 8 | update[1]
            timers.append(threading.Timer(delay_seconds, known.add, [number]))
            timers[-1].start()
            return [update[:2] + bytes((0xA8, rcode)) + bytes(8)]

        def secondary(query):
            number = query[0] << 8 | query[1]
            return [shown(number, int(number in known and known_to_secondary(number)))]

        one = lag.Round("x", 10, 200)
        with fakes.answering(primary) as there, fakes.answering(secondary) as here:
            with lag.connected(there) as to_primary, lag.connected(here) as to_secondary:
                one.run(to_primary, to_secondary, 200e-6, 0.4)
        for timer in timers:
            timer.join()
        return one

    def test_sees_all_and_no_lag_below_the_real_one(self):
        one = self.run_round(0.03)
        self.assertEqual((len(one.taken), len(one.seen)), (10, 10))
        # The thread that answers reads the clock after the one that asks for it has it.
        self.assertGreater(min(one.lags()), 25)
        self.assertEqual(list(one.waiting), [])

    def test_tells_what_was_not_seen(self):
        one = self.run_round(0, lambda number: number != 4)
        self.assertEqual(len(one.taken), 10)
        self.assertNotIn(4, one.seen)
        self.assertIn(4, one.waiting)

    def test_ends_without_patience_where_all_is_refused(self):
        one = self.run_round(0, rcode=5)
        self.assertEqual((len(one.taken), len(one.refused)), (0, 10))


class MeasureTest(unittest.TestCase):
    def test_keeps_counts_percentiles_and_processor_time(self):
        one = lag.Round("x", 4, 100)
        for number in range(4):
            one.sent[number] = 0.0
            one.take(noerror(number), 0.001)
        for number in range(3):
            one.look(shown(number), 0.002 + number / 1000, Silent())

        class Pair:
            name, SETTINGS = "pair", "none"

            def version(self):
                return "1"

        subject = lag.Subject(Pair(), [])
        with mock.patch.object(subject, "stream", lambda *_: (one, 0.5)), contextlib.redirect_stderr(io.StringIO()):
            lag.measure(subject, mock.Mock(seconds=1))
        kept = subject.result
        self.assertEqual((kept["updates"], kept["noerror"], kept["seen"]), ([4], [4], [3]))
        self.assertAlmostEqual(kept["lag_p50_ms"][0], 2)
        self.assertAlmostEqual(kept["lag_p100_ms"][0], 3)
        self.assertAlmostEqual(kept["update_p50_ms"][0], 1)
        self.assertAlmostEqual(kept["cpu_ms_per_update"][0], 125)
        rows = lag.table_of([kept]).rows
        self.assertEqual(rows[1][:5], ["pair", "4", "4", "3", "2.00"])

    def test_a_stream_spends_what_the_pair_spent(self):
        times = [process.CpuTime(1, 1), process.CpuTime(2, 1.5)]
        subject = lag.Subject(mock.Mock(), [mock.Mock(port=probe.free_port(), pids=lambda: [1]) for _ in range(2)])
        options = mock.Mock(rate=1000, ask_every=200, patience=0)
        with mock.patch.object(process, "cpu_time", lambda _: times.pop(0)), \
                mock.patch.object(lag.Round, "run", lambda *_: None):
            one, spent = subject.stream(1, options)
        self.assertEqual(spent, 1.5)
        self.assertEqual(len(one.updates), 1000)


class ArgumentsTest(unittest.TestCase):
    def test_an_id_tells_updates_apart(self):
        with mock.patch.object(sys, "argv", ["lag", "--rate", "10000", "--seconds", "7"]), \
                contextlib.redirect_stderr(io.StringIO()) as said, self.assertRaises(SystemExit):
            lag.arguments()
        self.assertIn("65536 updates at most", said.getvalue())
