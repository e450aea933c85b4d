"""The course of a start: when it is as fast as it will be."""

import unittest

from programs import program

warm_up = program("warm-up")
SLOT = warm_up.SLOT_SECONDS


class SteadyTest(unittest.TestCase):
    def test_is_the_median_of_the_last_third(self):
        self.assertEqual(warm_up.steady_of([1] * 60 + [10] * 15 + [30] * 15), 20)
        self.assertEqual(warm_up.steady_of([1] * 67 + [50] * 33), 50)
        self.assertEqual(warm_up.steady_of([9] * 66 + [1, 2, 3] * 11), 2)


class ReachedTest(unittest.TestCase):
    def test_is_the_begin_of_the_first_fifth_of_a_second_whose_median_is_there(self):
        rates = [0] * 10 + [94] * 10 + [95] * 20
        self.assertAlmostEqual(warm_up.reached(rates, 100), 19 * SLOT, msg="the median of 94, 95, 95, 95 is 95")
        self.assertAlmostEqual(warm_up.reached([0] * 10 + [95] * 20, 100), 9 * SLOT)

    def test_one_good_slot_is_not_enough(self):
        rates = [0] * 5 + [200] + [0] * 5 + [100] * 10
        self.assertAlmostEqual(warm_up.reached(rates, 100), 10 * SLOT)

    def test_two_of_four_are_not_enough_where_the_others_are_slow(self):
        self.assertAlmostEqual(warm_up.reached([80, 80, 100, 100, 80, 80, 100, 100, 100], 100), 5 * SLOT)

    def test_from_the_first_slot_on(self):
        self.assertEqual(warm_up.reached([100] * 8, 100), 0)

    def test_the_last_fifth_of_a_second_counts(self):
        self.assertAlmostEqual(warm_up.reached([0] * 6 + [100] * 4, 100), 5 * SLOT)
        self.assertAlmostEqual(warm_up.reached([0, 0, 0, 0, 0, 100, 100, 100], 100), 4 * SLOT)

    def test_never_is_the_whole_run(self):
        self.assertAlmostEqual(warm_up.reached([0] * 20, 100), 20 * SLOT)


class RateTest(unittest.TestCase):
    def test_is_of_the_fifth_of_a_second_around(self):
        rates = [float(number) for number in range(100)]
        self.assertEqual(warm_up.rate_at(rates, 1), 19.5)
        self.assertEqual(warm_up.rate_at(rates, 0), 0.5)


class TableTest(unittest.TestCase):
    def test_shares_are_of_each_round(self):
        rounds = [{"first_seconds": 0.5, "reached_seconds": 1.0, "steady": 100.0, "lost": 1, "odd": 2,
                   "rates": [0.0] * 10 + [50.0] * 10 + [100.0] * 20},
                  {"first_seconds": 0.7, "reached_seconds": 2.0, "steady": 200.0, "lost": 2, "odd": 0,
                   "rates": [0.0] * 10 + [120.0] * 10 + [200.0] * 20}]
        rows = warm_up.table_of([{"subject": "s", "cache": "no", "warm_up": "0s", "rounds": rounds}]).rows
        row = dict(zip(*rows))
        self.assertEqual(row["first answer, s"], "0.60 (0.50 to 0.70)")
        self.assertEqual(row["95 % of steady, s"], "1.50 (1.00 to 2.00)")
        self.assertEqual(row["steady, answers/s"], "150 (100 to 200)")
        self.assertEqual(row["% at 0.5 s"], "28")
        self.assertEqual(row["% at 1.5 s"], "100")
        self.assertEqual(row["% at 8 s"], "-")
        self.assertEqual((row["lost"], row["odd"]), ("3", "2"))
