"""Tables of what was measured."""

import unittest

import table


def a_round(per_second, lost):
    return {"per_second": per_second, "cpu_us": 2.0, "user_us": 0.5, "system_us": 1.5, "lost": lost, "octets": 65.0}


class ComparisonTest(unittest.TestCase):
    def setUp(self):
        self.results = [
            {"server": "one", "rounds": [a_round(100, 1), a_round(300, 2), a_round(200, 4)],
             "memory": [{"resident_mib": 10, "peak_mib": 12}]},
            {"server": "two", "rounds": [a_round(400, 0)],
             "notes": {"updates": "takes none", "answers": "left out: it ended"}},
        ]

    def cells(self, head):
        rows = table.comparison(self.results).rows
        place = rows[0].index(head)
        return [row[place] for row in rows[1:]]

    def test_has_the_median_with_its_spread(self):
        self.assertEqual(self.cells("answers/s"), ["200 (100 to 300)", "400 [2]"])

    def test_adds_up_what_was_lost(self):
        self.assertEqual(self.cells("lost"), ["7", "0"])

    def test_has_no_column_without_a_figure(self):
        heads = table.comparison(self.results).rows[0]
        self.assertNotIn("updates/s", heads)
        self.assertNotIn("restart, s", heads)
        self.assertIn("resident, MiB", heads)

    def test_no_note_is_without_its_mark(self):
        shown = table.comparison(self.results)
        self.assertEqual(shown.notes, ("takes none", "left out: it ended"))
        self.assertEqual(self.cells("server"), ["one", "two [1]"])

    def test_memory_is_that_of_the_start_where_nothing_else_was_asked(self):
        self.results = [{"server": "one", "load": [{"seconds": 0.5, "resident_mib": 7, "peak_mib": 8}]}]
        self.assertEqual(self.cells("resident, MiB"), ["7"])
        self.assertEqual(self.cells("load, s"), ["0.50"])
        self.assertNotIn("memory", self.results[0], "what is kept stays as it was measured")

    def test_tells_lost_updates_from_lost_queries(self):
        self.results[0]["updates"] = [{"per_second": 10, "lost": 3, "refused": 1, "cpu_us": 9}]
        self.assertEqual(self.cells("lost"), ["7", "0"])
        self.assertEqual(self.cells("updates lost"), ["3", "-"])
        self.assertEqual(self.cells("refused"), ["1", "-"])
        self.assertEqual(self.cells("updates/s"), ["10", "- [1]"])


class SpreadsTest(unittest.TestCase):
    COLUMNS = [("a", "first", 1), ("b", "second", 0), ("sum", "third", None)]

    def test_shows_what_is_there(self):
        results = [{"server": "x", "first": [1, 3, 2], "third": [5, 6]}, {"server": "y", "first": [4]}]
        self.assertEqual(table.spreads(results, self.COLUMNS).rows,
                         [["server", "a", "sum"], ["x", "2.0 (1.0 to 3.0)", "11"], ["y", "4.0", "-"]])


class TableTest(unittest.TestCase):
    shown = table.Table([["server", "x", "long head"], ["abcdefgh", "1", "2"]], ("why",))

    def test_only_some_columns_in_another_order(self):
        self.assertEqual(self.shown.only(["long head", "x", "missing"]).rows,
                         [["server", "long head", "x"], ["abcdefgh", "2", "1"]])

    def test_text_has_columns_of_one_width(self):
        lines = self.shown.text().splitlines()
        self.assertEqual(lines[:3], ["| server   | x | long head |",
                                     "| -------- | - | --------- |",
                                     "| abcdefgh | 1 | 2         |"])
        self.assertEqual(lines[-1], "[1] why")

    def test_page_is_not_filled(self):
        self.assertEqual(self.shown.page(),
                         "| server | x | long head |\n| --- | --- | --- |\n| abcdefgh | 1 | 2 |\n\n[1] why\n")
