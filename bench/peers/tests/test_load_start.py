"""What a start of the load generator costs, out of its report."""

import unittest

from programs import program
from session import Failed

load_start = program("load-start")


def row(second, answered, busy):
    return {"start_seconds": second, "end_seconds": second + 2, "queries": {"answered": answered},
            "generator": {"user_seconds": busy / 4, "system_seconds": busy * 3 / 4}}


TOLD = {"started_at": "2026-01-02T03:04:05.678901234Z", "queries": {"answered": 6_000},
        "generator": {"usage": {"user_seconds": 1.0, "system_seconds": 3.5}},
        "time_line": [row(0, 100, 0.5), row(1, 200, 0), {**row(2, 0, 1), "queries": {}}, row(3, 1, 1), row(4, 800, 2)]}
STARTED = 1767323044.0


class FiguresTest(unittest.TestCase):
    def test_the_run_begins_after_the_start_and_costs_only_a_part(self):
        figures = load_start.figures_of(TOLD, STARTED, 6.0)
        self.assertAlmostEqual(figures["first_query_seconds"], 1.6789, places=3)
        self.assertAlmostEqual(figures["beside_seconds"], 1.5)
        self.assertAlmostEqual(figures["per_cpu_second"], 1_000)

    def test_seconds_are_counted_from_one(self):
        figures = load_start.figures_of(TOLD, STARTED, 6.0)
        self.assertAlmostEqual(figures["per_second_1"], 50)
        self.assertAlmostEqual(figures["per_cpu_second_1"], 200)
        self.assertAlmostEqual(figures["per_second_5"], 400)
        self.assertAlmostEqual(figures["per_cpu_second_5"], 400)

    def test_a_second_without_processor_time_has_no_figure_for_it(self):
        figures = load_start.figures_of(TOLD, STARTED, 6.0)
        self.assertIsNone(figures["per_cpu_second_2"])
        self.assertAlmostEqual(figures["per_second_2"], 100)

    def test_a_report_without_it_is_refused(self):
        for told in ({**TOLD, "time_line": TOLD["time_line"][:4]}, {**TOLD, "generator": {}}):
            with self.subTest(told), self.assertRaisesRegex(Failed, "lacks"):
                load_start.figures_of(told, STARTED, 6.0)


class TableTest(unittest.TestCase):
    def test_has_a_row_for_each_way_to_start(self):
        one = load_start.figures_of(TOLD, STARTED, 6.0)
        rows = load_start.table_of([{"cache": "no", "warm_up": "yes", "rounds": [one, {**one, "per_second_1": 70}]}]).rows
        told = dict(zip(*rows))
        self.assertEqual((told["AOT cache"], told["warm-up"]), ("no", "yes"))
        self.assertEqual(told["start to first query, s"], "1.68")
        self.assertEqual(told["answers/s in second 1"], "60 (50 to 70)")
        self.assertEqual(told["per CPU second in second 2"], "-")
        self.assertEqual(len(rows[0]), len(rows[1]))
