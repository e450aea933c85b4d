"""The closed loop in batches: nothing is counted twice, in another slot, or not at all."""

import tempfile
import threading
import time
import unittest
from pathlib import Path

import fakes
import flood
import probe

SLOT_SECONDS = 0.05


class ReadTest(unittest.TestCase):
    def read(self, count, limit):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "queries"
            path.write_text("".join(f"n{number}.load.example. A\n" for number in range(count)))
            return flood.read_queries(path, limit)

    def test_is_the_file_with_an_id_of_its_own_for_each(self):
        messages = self.read(128, 1000)
        self.assertEqual(len(messages), 128)
        self.assertEqual(messages[5], probe.question("n5.load.example.", "A", 5))
        self.assertEqual(len({message[:2] for message in messages}), 128)

    def test_fills_up_the_last_batch(self):
        messages = self.read(65, 1000)
        self.assertEqual(len(messages), 2 * flood.BATCH)
        self.assertEqual(messages[65:], [messages[0]] * 63)

    def test_ends_at_the_limit(self):
        self.assertEqual(len(self.read(300, 128)), 128)


class LoopTest(unittest.TestCase):
    messages = [probe.question(f"n{number}.load.example.", "A", number) for number in range(2 * flood.BATCH)]

    def run_against(self, respond, seconds=0.3, window=flood.BATCH):
        with fakes.answering(respond) as port:
            return flood.Flood(self.messages, window).run(port, time.monotonic(), seconds, SLOT_SECONDS)

    def test_counts_every_answer_once(self):
        answered = []

        def respond(query):
            answered.append(query)
            return [fakes.response(query)]

        course = self.run_against(respond)
        self.assertGreater(sum(course.slots), 100)
        # What was under way at the end was answered and not read.
        self.assertLessEqual(sum(course.slots), len(answered))
        self.assertGreaterEqual(sum(course.slots), len(answered) - flood.BATCH - course.lost)
        self.assertEqual(course.odd, 0)
        self.assertEqual(course.per_second(), [count / SLOT_SECONDS for count in course.slots])

    def test_asks_all_queries_in_turn(self):
        seen = []

        def respond(query):
            seen.append(query)
            return [fakes.response(query)]

        self.run_against(respond)
        self.assertEqual(seen[:len(self.messages)], self.messages)
        self.assertEqual(seen[len(self.messages)], self.messages[0])

    def test_slots_count_from_the_start(self):
        with fakes.answering(lambda query: [fakes.response(query)]) as port:
            course = flood.Flood(self.messages, flood.BATCH).run(port, time.monotonic() - 0.2, 0.4, SLOT_SECONDS)
        self.assertEqual(len(course.slots), 8)
        self.assertEqual(sum(course.slots[:4]), 0)
        self.assertGreater(sum(course.slots[4:]), 0)
        self.assertGreaterEqual(course.first_seconds, 0.2)

    def test_no_more_outstanding_than_the_window(self):
        seen = []
        course = self.run_against(lambda query: seen.append(query), seconds=0.005, window=2 * flood.BATCH)
        self.assertEqual(sum(course.slots), 0)
        self.assertEqual(len(seen), 2 * flood.BATCH)

    def test_tells_what_was_lost(self):
        seen = []

        def half(query):
            seen.append(query)
            return [fakes.response(query)] if len(seen) % 2 else []

        self.assertGreater(self.run_against(half).lost, 0)

    def test_looks_at_answers(self):
        self.assertGreater(self.run_against(lambda query: [fakes.response(query, rcode=2)]).odd, 0)
        self.assertEqual(self.run_against(lambda query: [fakes.response(query, rcode=3)]).odd, 0)

    def test_asks_again_where_nobody_listens_yet(self):
        port = probe.free_port()
        course = []
        asking = threading.Thread(target=lambda: course.append(
            flood.Flood(self.messages, flood.BATCH).run(port, time.monotonic(), 0.2, SLOT_SECONDS)))
        asking.start()
        asking.join()
        self.assertEqual(sum(course[0].slots), 0)
        self.assertIsNone(course[0].first_seconds)
        self.assertEqual(course[0].lost, 0, "nothing was lost before the first answer")
