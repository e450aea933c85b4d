"""The search for the smallest heap."""

import unittest

from programs import program
from session import Failed

heap = program("heap")

INFO = """123:
DefNew     total 116224K, used 1024K [0x0000000687400000, 0x000000068f210000, 0x0000000704d50000)
 eden space 103360K,   0% used [0x0000000687400000, 0x0000000687400000, 0x000000068d8f0000)
 from space 12864K,   0% used [0x000000068d8f0000, 0x000000068d8f0000, 0x000000068e580000)
 to   space 12864K,   0% used [0x000000068e580000, 0x000000068e580000, 0x000000068f210000)
Tenured    total 258048K, used 3072K [0x0000000704d50000, 0x0000000714950000, 0x0000000800000000)
 the  space 258048K,   2% used [0x0000000704d50000, 0x00000007053ec120, 0x0000000714950000)
"""


class SmallestTest(unittest.TestCase):
    def search(self, least, from_mib):
        self.tried = []

        def attempt(mib):
            self.tried.append(mib)
            return mib / 1000 if mib >= least else None

        return heap.smallest(attempt, from_mib)

    def test_is_found_to_a_tenth_from_anywhere(self):
        for least in (4, 5, 9, 16, 17, 100, 333, 1000):
            for from_mib in (4, 16, 64, 1500):
                with self.subTest(f"{least} from {from_mib}"):
                    found, seconds = self.search(least, from_mib)
                    self.assertGreaterEqual(found, least)
                    self.assertLessEqual(found, max(least * heap.GRAIN, least + 1))
                    self.assertEqual(seconds, found / 1000, "what the start took with that heap")

    def test_is_not_half_of_the_begin_where_less_does(self):
        self.assertEqual(self.search(heap.LEAST_MIB, 512)[0], heap.LEAST_MIB)

    def test_tries_no_heap_twice(self):
        self.search(100, 16)
        self.assertEqual(len(self.tried), len(set(self.tried)))
        self.assertLess(len(self.tried), 12)

    def test_ends_where_none_does(self):
        with self.assertRaises(Failed):
            heap.smallest(lambda mib: None, 16)


class LiveTest(unittest.TestCase):
    def test_is_of_both_generations(self):
        self.assertEqual(heap.live_mib(INFO), 4.0)

    def test_another_collector_is_not_read_wrong(self):
        with self.assertRaises(Failed):
            heap.live_mib(" garbage-first heap   total 262144K, used 5000K [0x0, 0x1)")
