"""The servers that take dynamic updates (RFC 2136), each with its durable journal."""

import contextlib
import os
import shutil
import sqlite3
import subprocess

from servers import Bind, Knot, Nomen, PowerDns, Yadifa


class UpdatableKnot(Knot):
    """Knot with its journal as it comes, which is forced to disk before an update is answered; it does not write
    the zone's file, and applies the journal to it at the start."""

    settings = "zonefile-sync -1"

    def command(self, folder, origin, zone, port):
        config = folder / "knot.conf"
        config.write_text(f"""server:
  listen: 127.0.0.1@{port}
  rundir: "{folder}"
database:
  storage: "{folder}"
log:
  - target: stderr
    any: error
acl:
  - id: local
    address: 127.0.0.1
    action: update
zone:
  - domain: "{origin}"
    file: "{zone}"
    acl: local
    zonefile-sync: -1
    semantic-checks: off
""")
        return ["knotd", "-c", str(config)]


class UpdatableBind(Bind):
    """BIND as it comes: its journal is forced to disk before an update is answered."""

    settings = "update-quota 2000"
    options = "update-quota 2000;"
    policy = "allow-update { 127.0.0.1; };"
    workers = []

    def command(self, folder, origin, zone, port):
        # BIND writes the zone's file.
        own = folder / "served.zone"
        if not own.exists():
            shutil.copyfile(zone, own)
        return super().command(folder, origin, own, port)


class UpdatableNomen(Nomen):
    """Nomen as it comes, with a data directory."""

    settings = "data-dir"
    storage = ""

    def command(self, folder, origin, zone, port):
        config = folder / "nomen.toml"
        config.write_text(f"""[server]
listen = ["127.0.0.1:{port}"]
data-dir = "data"
{self.storage}
[[zone]]
name = "{origin}"
file = "{zone}"
allow-update = ["127.0.0.1/32"]
""")
        return [self.program, "serve", "-c", str(config)]

    def metrics(self, folder):
        """What the running server counts, as Prometheus text; by name with labels."""
        run = subprocess.run([self.program, "metrics", "-c", str(folder / "nomen.toml")],
                             capture_output=True, text=True, timeout=60, check=True)
        pairs = (line.rsplit(" ", 1) for line in run.stdout.splitlines()
                 if line and not line.startswith("#"))
        return {name: float(value) for name, value in pairs}


class CheckpointingNomen(UpdatableNomen):
    """Writes a checkpoint after a few updates, so that a restart reads one and the log's tail."""

    storage = '[storage]\ncheckpoint-size = "64KiB"'


class UpdatablePowerDns(PowerDns):
    """PowerDNS with the backend that needs no other program and takes updates. SQLite forces each transaction."""

    backend = "gsqlite3"
    # Nothing is pinned, so as many as it comes with.
    threads = ""
    settings = "gsqlite3 backend, journal-mode WAL, synchronous FULL, zone loaded beforehand by pdnsutil"
    schema = "/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql"

    def missing(self):
        reason = super().missing()
        if not reason and not os.path.exists(self.schema):
            reason = f"{self.schema} is not there"
        return reason

    def command(self, folder, origin, zone, port):
        database = folder / "zones.sqlite3"
        command = self.write(folder, port, f"""gsqlite3-database={database}
gsqlite3-pragma-journal-mode=WAL
gsqlite3-pragma-synchronous=2
dnsupdate=yes
allow-dnsupdate-from=127.0.0.0/8""")
        if not database.exists():
            with open(self.schema, encoding="ascii") as schema, contextlib.closing(sqlite3.connect(database)) as made:
                made.executescript(schema.read())
            subprocess.run(["pdnsutil", f"--config-dir={folder}", "load-zone", origin, str(zone)],
                           capture_output=True, timeout=300, check=True)
        return command


class UpdatableYadifa(Yadifa):
    """YADIFA as it comes."""

    settings = "allow-update"
    threads = "network-model multi"
    policy = "allow-update 127.0.0.1"

    def command(self, folder, origin, zone, port):
        # YADIFA writes the zone's file, and finds it in its data path only.
        own = folder / "data" / "served.zone"
        if not own.exists():
            own.parent.mkdir()
            shutil.copyfile(zone, own)
        return super().command(folder, origin, own.name, port)


ALL = {server.name: server for server in (
    UpdatableKnot(), UpdatableBind(), UpdatablePowerDns(), UpdatableYadifa(), UpdatableNomen())}
