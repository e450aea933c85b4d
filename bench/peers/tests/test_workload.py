"""The files that all servers get."""

import stat
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import workload
from session import Failed

GENERATOR = """#!/bin/sh
# nomen-load, as far as it is asked for here: writes its own arguments.
echo "$@" >> "$(dirname "$0")/calls"
while [ $# -gt 0 ]; do
  case $1 in
    --zone-file) zone=$2; shift ;;
    --query-file) queries=$2; shift ;;
  esac
  shift
done
printf '$ORIGIN load.example.\\n@\\tSOA\\tx\\nns1\\tA\\t192.0.2.1\\nmx12345\\tA\\t192.0.2.2\\nabcdef\\tA\\t192.0.2.3\\n' > "$zone"
[ ! -e "$(dirname "$0")/broken" ] || { echo "no room" >&2; exit 1; }
echo "abcdef.load.example. A" > "$queries"
"""


class PrepareTest(unittest.TestCase):
    def setUp(self):
        self.home = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(mock.patch.object(workload, "HOME", self.home))
        self.enterContext(mock.patch.object(workload, "TARGET", self.home))
        (self.home / "bin").mkdir()
        self.program = self.home / "bin/nomen-load"
        self.program.write_text(GENERATOR)
        self.program.chmod(self.program.stat().st_mode | stat.S_IXUSR)

    def calls(self):
        return (self.home / "bin/calls").read_text().splitlines()

    def test_is_asked_for_once(self):
        zone, queries = workload.prepare("flat", 10)
        self.assertEqual(workload.prepare("flat", 10), (zone, queries))
        self.assertEqual(len(self.calls()), 1)
        self.assertIn("--shape flat --names 10 --seed 1 --origin load.example.", self.calls()[0])
        self.assertEqual(queries.read_text(), "abcdef.load.example. A\n")

    def test_each_shape_and_size_has_its_own(self):
        paths = {path for shape, names in (("flat", 10), ("flat", 11), ("delegations", 10))
                 for path in workload.prepare(shape, names)}
        self.assertEqual(len(paths), 6)

    def test_one_that_was_broken_off_is_made_again(self):
        (self.home / "bin/broken").touch()
        with self.assertRaisesRegex(Failed, "no room"):
            workload.prepare("flat", 10)
        (self.home / "bin/broken").unlink()
        zone, queries = workload.prepare("flat", 10)
        self.assertEqual(len(self.calls()), 2)
        self.assertTrue(zone.exists() and queries.exists())

    def test_the_first_query_is_for_a_name_of_the_zone(self):
        zone, _ = workload.prepare("flat", 10)
        self.assertEqual(workload.first_query(zone), ("abcdef.load.example.", "A"))
        zone.write_text("@\tSOA\tx\n")
        with self.assertRaises(Failed):
            workload.first_query(zone)
