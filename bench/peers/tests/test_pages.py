"""What is kept, and what the pages of docs say of it."""

import json
import re
import socket
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import kept
import parts
import report
import table
from programs import program
from session import HOME, Failed

page = program("page")
RECORD = {
    "program": "compare", "command": "bench/peers/compare --rounds 3", "commit": "0123456789ab", "date": "2026-01-02",
    "machine": "2 cores, some processor", "load": "generator 1", "zone": "flat, 10 names", "options": {"rounds": 3},
    "results": [{"server": "nsd", "version": "NSD 4 <id:1>", "rounds": [
        {"per_second": value, "cpu_us": 1.0, "user_us": 0.5, "system_us": 0.5, "lost": 0, "octets": 65.0}
        for value in (1000, 3000, 2000)], "notes": {"updates": "takes none"}}]}


class KeptTest(unittest.TestCase):
    def test_can_be_read_as_it_was_written(self):
        self.assertEqual(json.loads(kept.text_of(RECORD)), RECORD)

    def test_has_a_line_for_the_rounds_of_each_server(self):
        self.assertRegex(kept.text_of(RECORD), r'(?m)^   "rounds": \[\{.*2000.*\}\],$')

    def test_names_no_folder_of_this_machine(self):
        said = {"notes": {"load": f"{HOME}/bin/nomen: no such file in {tempfile.gettempdir()}/x1/report"},
                "at": str(HOME), "left_out": {"load": "lines"}, "lags_ms": [1, 2]}
        self.assertEqual(kept.clean(said), {"notes": {"load": "bin/nomen: no such file in a temporary file"}, "at": "."})

    def test_has_as_many_digits_as_a_measurement(self):
        self.assertEqual(kept.clean([1.23456789, 123456789, 0.000123456789, (1.5,)]), [1.23457, 123456789, 0.000123457, [1.5]])

    def test_names_are_those_of_files(self):
        self.assertEqual(kept.name_of("a-1"), "a-1")
        for name in ("", "../a", "a.json", "A", "-a", "a/b"):
            with self.subTest(name), self.assertRaises(ValueError):
                kept.name_of(name)

    def test_is_written_and_read(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(kept, "FOLDER", Path(folder) / "new"):
            self.assertIsNone(kept.read("a"))
            kept.write("a", RECORD)
            self.assertEqual(kept.read("a"), RECORD)
            kept.path("a").write_text("{")
            with self.assertRaises(Failed):
                kept.read("a")


class RenderTest(unittest.TestCase):
    PART = parts.Part("one", "compare --rounds 3", 1, page="docs/some.md")
    TEXT = ("before\n<!-- begin: bench/peers/page one -->\nold\n<!-- end: bench/peers/page one -->\nafter\n")

    def setUp(self):
        self.enterContext(mock.patch.object(parts, "PARTS", (self.PART,)))
        self.enterContext(mock.patch.object(parts, "BY_NAME", {"one": self.PART}))

    def render(self, text=TEXT, record=RECORD):
        return page.render(text, "docs/some.md", lambda name: record)

    def test_puts_the_table_between_the_markers(self):
        self.assertEqual(self.render(), """before
<!-- begin: bench/peers/page one -->

    bench/peers/compare --rounds 3

- Commit 0123456789ab, 2026-01-02; 2 cores, some processor.
- Zone: flat, 10 names.
- Versions: NSD 4.
- Load: generator 1.

| server | answers/s | CPU per answer, us | user, us | system, us | lost | octets |
| --- | --- | --- | --- | --- | --- | --- |
| nsd [1] | 2,000 (1,000 to 3,000) | 1.00 | 0.50 | 0.50 | 0 | 65 |

[1] takes none

<!-- end: bench/peers/page one -->
after
""")

    def test_again_is_the_same(self):
        self.assertEqual(self.render(self.render()), self.render())

    def test_shows_the_columns_of_the_part(self):
        self.enterContext(mock.patch.dict(parts.BY_NAME, one=parts.Part(
            "one", "compare", 1, ("octets", "answers/s"), page="docs/some.md")))
        self.assertIn("| server | octets | answers/s |\n", self.render())

    def test_leaves_what_is_not_kept(self):
        self.assertEqual(self.render(record=None), self.TEXT)

    def test_a_part_without_markers_is_an_error(self):
        with self.assertRaisesRegex(Failed, "not of one"):
            self.render("no markers\n")

    def test_so_are_markers_of_no_part(self):
        for text in (self.TEXT.replace("page one", "page two"), self.TEXT + self.TEXT):
            with self.assertRaises(Failed):
                self.render(text)


class PagesTest(unittest.TestCase):
    """The pages as they are."""

    def test_the_pages_say_what_is_kept(self):
        for name in {part.page for part in parts.PARTS}:
            text = (HOME / name).read_text(encoding="utf-8")
            self.assertEqual(page.render(text, name), text, "run make bench-docs")

    def test_what_is_kept_is_a_part(self):
        for path in kept.FOLDER.glob("*"):
            self.assertIn(path.stem, parts.BY_NAME)

    def test_what_is_kept_names_no_folder_and_no_machine(self):
        for path in kept.FOLDER.glob("*.json"):
            text = path.read_text(encoding="ascii")
            self.assertIsNone(re.search(r'(?<![\w.])/(?:home|root|work|tmp|usr)/', text), path)
            self.assertNotIn(f'"{socket.gethostname()}"', text)

    def test_what_is_kept_is_what_the_part_asks_for(self):
        for path in kept.FOLDER.glob("*.json"):
            record = kept.read(path.stem)
            part = parts.BY_NAME[path.stem]
            self.assertEqual(record["program"], part.program)
            self.assertGreater(len(record["results"]), 0)


class PartsTest(unittest.TestCase):
    def test_names_are_different_and_can_be_kept(self):
        self.assertEqual(len(parts.BY_NAME), len(parts.PARTS))
        for name in parts.BY_NAME:
            self.assertEqual(kept.name_of(name), name)

    def test_every_command_is_understood(self):
        for part in parts.PARTS:
            with self.subTest(part.name), mock.patch("sys.argv", [part.program, *part.words, "--keep", part.name]):
                options = program(part.program).arguments()
                self.assertEqual(options.keep, part.name)

    def test_columns_are_those_of_the_table(self):
        for part in parts.PARTS:
            columns = getattr(program(part.program), "COLUMNS", table.COMPARISON)
            self.assertEqual(set(part.columns) - {column[0] for column in columns}, set(), part.name)


class CommandTest(unittest.TestCase):
    def test_is_what_a_reader_types(self):
        self.assertEqual(report.command("lag", ["--rate", "5", "--keep", "lag", "--rounds", "1"]),
                         "bench/peers/lag --rate 5 --rounds 1")
        self.assertEqual(report.command("lag", ["--keep=lag"]), "bench/peers/lag")
        self.assertEqual(report.command("flags", ["--variants", "a b"]), "bench/peers/flags --variants 'a b'")
