"""Variants of Nomen beside each other."""

import tempfile
import tomllib
import unittest
from pathlib import Path
from types import SimpleNamespace

from programs import program

flags = program("flags")
LOG = """[0.01s][info][gc] Using Serial
[0.5s][info][gc] GC(0) Pause Young (Allocation Failure) 17M->9M(61M) 12.345ms
[0.9s][info][gc] GC(1) Concurrent Mark 3.000ms
[1.5s][info][gc] GC(2) Pause Full (System.gc()) 17M->9M(61M) 2.5ms
"""


class PausesTest(unittest.TestCase):
    def test_are_those_that_stopped_the_server(self):
        with tempfile.TemporaryDirectory() as folder:
            one = SimpleNamespace(folder=Path(folder))
            self.assertIsNone(flags.pauses_of(one))
            (one.folder / "gc.log").write_text(LOG)
            self.assertEqual(flags.pauses_of(one), [12.345, 2.5])

    def test_are_told_by_number_and_longest(self):
        self.assertEqual(flags.pauses([12.345, 2.5]), "2, 12.3")
        self.assertEqual(flags.pauses([]), "0")
        self.assertEqual(flags.pauses(None), "-")


class VariantTest(unittest.TestCase):
    def test_every_variant_has_a_configuration_and_its_flags(self):
        names = [variant.name for variant in flags.VARIANTS]
        self.assertEqual(len(names), len(set(names)))
        for variant in flags.VARIANTS:
            with self.subTest(variant.name), tempfile.TemporaryDirectory() as folder:
                command = flags.Tuned(variant).command(Path(folder), "load.example.", "/zone", 5353)
                config = tomllib.loads((Path(folder) / "nomen.toml").read_text())
                self.assertEqual(config["server"]["event-loops"], variant.loops)
                self.assertEqual(config["server"]["listen"], ["127.0.0.1:5353"])
                self.assertEqual("udp" in config, variant.settings != "")
                self.assertIn(variant.flags, command[1])
                self.assertIn("-Xlog:gc:file=gc.log", command[1])

    def test_the_first_is_as_it_comes(self):
        first = flags.VARIANTS[0]
        self.assertEqual((first.flags, first.settings, first.loops), ("", "", 1))


class TableTest(unittest.TestCase):
    def test_is_beside_the_first(self):
        def result(name, *cpu):
            return {"name": name, "first_answer_seconds": 0.4, "resident_mib": 100.4, "p99_us": None, "pauses_ms": [],
                    "rounds": [{"per_second": 1000, "lost": 1, "cpu_us": one, "user_us": 0.5, "system_us": 1.5}
                               for one in cpu]}

        rows = flags.table_of([result("default", 2, 1, 3), result("other", 3, 3, 3)]).rows
        first, second = (dict(zip(rows[0], row)) for row in rows[1:])
        self.assertEqual(first["CPU per answer, us"], "2.00 (1.00 to 3.00)")
        self.assertEqual((first["of the first"], second["of the first"]), ("1.00", "1.50"))
        self.assertEqual((first["lost"], first["p99, us"], first["updates/s"], first["resident, MiB"]),
                         ("3", "-", "-", "100"))
