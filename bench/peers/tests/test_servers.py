"""What servers are given: the same for all where it matters, and nothing that is not said."""

import tempfile
import unittest
from pathlib import Path
from unittest import mock

import pairs
import sending
import servers
import updatable

PORT = 5399


class ConfigurationTest(unittest.TestCase):
    def written(self, server):
        """All that a server is given: its words, and its files but the zone."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            zone = folder / "some.zone"
            zone.write_text("$ORIGIN load.example.\n")
            with mock.patch.object(updatable.subprocess, "run"), mock.patch.object(updatable.UpdatablePowerDns, "schema", zone), \
                    mock.patch.object(updatable.sqlite3, "connect"):
                words = [str(word) for word in server.command(folder, "load.example.", zone, PORT)]
            files = [path.read_text() for path in folder.rglob("*") if path.is_file() and "zone" not in path.name]
            return "\n".join([*words, *files])

    def test_all_listen_on_loopback_and_serve_the_zone(self):
        for table in (servers.ALL, updatable.ALL, sending.ALL):
            for name, server in table.items():
                if name == "echo":
                    continue
                with self.subTest(name, kind=type(server).__name__):
                    text = self.written(server)
                    self.assertIn(str(PORT), text)
                    self.assertIn("127.0.0.1", text)
                    self.assertNotIn("0.0.0.0", text)

    def test_one_worker_each_where_they_are_pinned(self):
        for name, words in (("nsd", "server-count: 1"), ("knot", "udp-workers: 1"), ("bind", "-n\n1"),
                            ("powerdns", "receiver-threads=1\ndistributor-threads=1"), ("gdnsd", "udp_threads => 1"),
                            ("yadifa", "thread-count-by-address 1")):
            with self.subTest(name):
                self.assertIn(words, self.written(servers.ALL[name]))

    def test_no_worker_is_taken_from_them_where_they_are_not(self):
        for name, words in (("knot", "workers"), ("bind", "-n\n"), ("powerdns", "threads"), ("yadifa", "thread-count"),
                            ("nomen", "event-loops")):
            with self.subTest(name):
                self.assertNotIn(words, self.written(updatable.ALL[name]))

    def test_no_limit_of_rate(self):
        self.assertIn("rrl-ratelimit: 0", self.written(servers.ALL["nsd"]))

    def test_answers_are_as_small_as_they_can_be(self):
        self.assertIn("minimal-responses: yes", self.written(servers.ALL["nsd"]))
        self.assertIn("minimal-responses yes", self.written(servers.ALL["bind"]))

    def test_those_that_take_updates_say_so(self):
        for name, words in (("knot", "action: update"), ("bind", "allow-update"), ("powerdns", "dnsupdate=yes"),
                            ("yadifa", "allow-update"), ("nomen", "allow-update")):
            with self.subTest(name):
                self.assertIn(words, self.written(updatable.ALL[name]))

    def test_those_that_send_say_so(self):
        for name, words in (("nsd", "provide-xfr"), ("knot", "action: transfer"), ("bind", "allow-transfer"),
                            ("nomen", "allow-transfer")):
            with self.subTest(name):
                self.assertIn(words, self.written(sending.ALL[name]))

    def test_both_sides_of_a_pair_know_each_other(self):
        for name, pair in pairs.ALL.items():
            for role, port, other in (("primary", 5301, 5302), ("secondary", 5302, 5301)):
                with self.subTest(name, role=role):
                    text = self.written(pairs.Side(pair, role, port, other))
                    self.assertIn(str(port), text)
                    self.assertIn(str(other), text)

    def test_settings_of_powerdns_are_forced_to_disk(self):
        self.assertIn("synchronous=2", self.written(updatable.ALL["powerdns"]))


class HoldTest(unittest.TestCase):
    def test_is_the_zone_at_another_path(self):
        with tempfile.TemporaryDirectory() as name:
            zone, other = Path(name) / "zone", Path(name) / "other"
            zone.write_text("text")
            other.write_text("older")
            servers.hold(zone, other)
            self.assertEqual(other.read_text(), "text")
            with mock.patch("os.link", side_effect=OSError):
                servers.hold(zone, other)
            self.assertEqual(other.read_text(), "text")


class MissingTest(unittest.TestCase):
    def test_a_server_without_its_program_is_left_out(self):
        with mock.patch("shutil.which", lambda _: None):
            for name, server in servers.ALL.items():
                if not name.startswith(("nomen", "echo")):
                    self.assertIn("is not installed", server.missing())
