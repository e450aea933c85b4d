"""Medians, spreads and percentiles."""

import unittest

import figures


class PercentileTest(unittest.TestCase):
    def test_is_the_nearest_rank(self):
        hundred = list(range(1, 101))
        for percent, value in ((1, 1), (50, 50), (90, 90), (99, 99), (100, 100)):
            self.assertEqual(figures.percentile(hundred, percent), value)

    def test_goes_up_between_ranks(self):
        self.assertEqual(figures.percentile([10, 20, 30], 50), 20)
        self.assertEqual(figures.percentile([10, 20, 30, 40], 50), 20)
        self.assertEqual(figures.percentile([10, 20, 30, 40], 51), 30)
        self.assertEqual(figures.percentile([10, 20, 30, 40], 99), 40)

    def test_of_few_values(self):
        self.assertEqual(figures.percentile([7], 1), 7)
        self.assertEqual(figures.percentile([7], 99), 7)
        self.assertIsNone(figures.percentile([], 50))

    def test_does_not_need_order_and_keeps_it(self):
        values = [30, 10, 20]
        self.assertEqual(figures.percentile(values, 100), 30)
        self.assertEqual(values, [30, 10, 20])


class SpreadTest(unittest.TestCase):
    def test_median_lowest_highest(self):
        self.assertEqual(figures.spread([3, 1, 2], 0), "2 (1 to 3)")
        self.assertEqual(figures.spread([4, 1, 2, 3], 1), "2.5 (1.0 to 4.0)")
        self.assertEqual(figures.spread([1.256, 1.244], 2), "1.25 (1.24 to 1.26)")

    def test_of_one_or_none(self):
        self.assertEqual(figures.spread([1234567.8], 0), "1,234,568")
        self.assertEqual(figures.spread([], 0), "-")
        self.assertEqual(figures.spread(None, 0), "-")

    def test_rounds_without_a_figure_do_not_count(self):
        self.assertEqual(figures.spread([None, 5, None, 7], 0), "6 (5 to 7)")
        self.assertEqual(figures.spread([None], 0), "-")
        self.assertEqual(figures.spread([4, 0, 2], 0), "2 (0 to 4)", "none lost is a figure")

    def test_says_nothing_of_a_spread_that_is_not_seen(self):
        self.assertEqual(figures.spread([65.0, 65.0, 65.1], 0), "65")


class NumberTest(unittest.TestCase):
    def test_groups_and_rounds(self):
        self.assertEqual(figures.number(1234567), "1,234,567")
        self.assertEqual(figures.number(0.125, 2), "0.12")
        self.assertEqual(figures.number(None), "-")
        self.assertEqual(figures.number(0), "0")
