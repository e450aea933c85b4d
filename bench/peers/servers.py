"""How each server is configured and started: one worker, no logging, answers as small as it can."""

import os
import shutil
import subprocess
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
DIST = HOME / "server/target/dist/lib"


def _output(*command):
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    lines = (run.stdout + run.stderr).strip().splitlines()
    return lines[0].strip() if lines else "unknown"


class Server:
    """A program under comparison. A subclass writes its configuration and gives its command."""

    name = "?"
    static_answer = False

    def missing(self):
        """Why the server cannot run here, or None."""
        return None if shutil.which(self.program) else f"{self.program} is not installed"

    def version(self):
        raise NotImplementedError

    def command(self, folder, origin, zone, port):
        raise NotImplementedError

    def environment(self):
        return dict(os.environ)


class Nsd(Server):
    name = "nsd"
    program = "nsd"

    def version(self):
        return _output("nsd", "-v")

    def command(self, folder, origin, zone, port):
        config = folder / "nsd.conf"
        # Rate limiting is on by default, and would be all that is measured.
        config.write_text(f"""server:
  ip-address: 127.0.0.1@{port}
  server-count: 1
  reuseport: yes
  minimal-responses: yes
  rrl-ratelimit: 0
  username: ""
  chroot: ""
  zonesdir: "{folder}"
  database: ""
  zonefiles-check: no
  zonefiles-write: 0
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  zonelistfile: "{folder}/zone.list"
  xfrdir: "{folder}"
  logfile: "{folder}/nsd.log"
  verbosity: 0
remote-control:
  control-enable: no
zone:
  name: "{origin}"
  zonefile: "{zone}"
""")
        return ["nsd", "-d", "-c", str(config)]


class Knot(Server):
    name = "knot"
    program = "knotd"

    def version(self):
        return _output("knotd", "--version")

    def command(self, folder, origin, zone, port):
        config = folder / "knot.conf"
        config.write_text(f"""server:
  listen: 127.0.0.1@{port}
  rundir: "{folder}"
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: "{folder}"
log:
  - target: stderr
    any: error
zone:
  - domain: "{origin}"
    file: "{zone}"
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
    semantic-checks: off
""")
        return ["knotd", "-c", str(config)]


class Bind(Server):
    name = "bind"
    program = "named"

    def version(self):
        return _output("named", "-v")

    options = ""
    policy = ""
    workers = ["-n", "1"]

    def command(self, folder, origin, zone, port):
        config = folder / "named.conf"
        config.write_text(f"""options {{
  directory "{folder}";
  listen-on port {port} {{ 127.0.0.1; }};
  listen-on-v6 {{ none; }};
  pid-file "{folder}/named.pid";
  session-keyfile "{folder}/session.key";
  recursion no;
  notify no;
  minimal-responses yes;
  dnssec-validation no;
  querylog no;
  check-integrity no;
  {self.options}
}};
controls {{ }};
logging {{ category default {{ null; }}; }};
zone "{origin}" {{ type primary; file "{zone}"; {self.policy} }};
""")
        return ["named", "-f", *self.workers, "-c", str(config)]


class Nomen(Server):
    name = "nomen"
    program = str(HOME / "bin/nomen")
    settings = ""

    def missing(self):
        if not (HOME / "bin/nomen").exists():
            return "bin/nomen is not there"
        return None if (DIST / ".complete").exists() else "not built: run make build"

    def version(self):
        return _output(self.program, "version")

    def command(self, folder, origin, zone, port):
        config = folder / "nomen.toml"
        config.write_text(f"""[server]
listen = ["127.0.0.1:{port}"]
{self.settings}
[[zone]]
name = "{origin}"
file = "{zone}"
""")
        return [self.program, "serve", "-c", str(config)]


class NomenSingle(Nomen):
    """Nomen as it is where answers cannot go as segments: each is a message of its own."""

    name = "nomen-single"
    settings = "[udp]\nsegmentation = false"


class Echo(Server):
    """Batches of datagrams in, the same answer to each out: the floor that the transport sets."""

    name = "echo"
    static_answer = True
    classes = HOME / "bench/target/classes"

    def missing(self):
        if not (self.classes / "nomen/bench/BatchEcho.class").exists():
            return "not built: run mvn -q -pl bench -am compile"
        return None

    def version(self):
        return "nomen.bench.BatchEcho, a static answer through recvmmsg and sendmmsg"

    def command(self, folder, origin, zone, port):
        java = _output(str(HOME / "bin/find-java"))
        return [java, "--enable-native-access=ALL-UNNAMED", "-cp", f"{self.classes}:{DIST}/*",
                "nomen.bench.BatchEcho", "--port", str(port)]


class UpdatableKnot(Knot):
    """Knot as it comes: its journal is forced to disk before an update is answered."""

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
    zonefile-load: difference-no-serial
    journal-content: all
    semantic-checks: off
""")
        return ["knotd", "-c", str(config)]


class UpdatableBind(Bind):
    """BIND as it comes: its journal is forced to disk before an update is answered."""

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


class SendingNsd(Nsd):
    """NSD that sends its zone to this machine."""

    def command(self, folder, origin, zone, port):
        command = super().command(folder, origin, zone, port)
        with open(folder / "nsd.conf", "a", encoding="ascii") as config:
            config.write("  provide-xfr: 127.0.0.0/8 NOKEY\n")
        return command


class SendingKnot(Knot):
    """Knot that sends its zone to this machine."""

    def command(self, folder, origin, zone, port):
        command = super().command(folder, origin, zone, port)
        config = folder / "knot.conf"
        text = config.read_text(encoding="ascii")
        rule = "acl:\n  - id: local\n    address: 127.0.0.1\n    action: transfer\nzone:\n"
        config.write_text(text.replace("zone:\n", rule) + "    acl: local\n", encoding="ascii")
        return command


class SendingBind(Bind):
    """BIND that sends its zone to this machine."""

    policy = "allow-transfer { 127.0.0.1; };"


class SendingNomen(Nomen):
    """Nomen that sends its zone to this machine."""

    def command(self, folder, origin, zone, port):
        command = super().command(folder, origin, zone, port)
        with open(folder / "nomen.toml", "a", encoding="ascii") as config:
            config.write('allow-transfer = ["127.0.0.1/32"]\n')
        return command


UPDATABLE = {server.name: server for server in (UpdatableKnot(), UpdatableBind(), UpdatableNomen())}
SENDING = {server.name: server for server in (SendingNsd(), SendingKnot(), SendingBind(), SendingNomen())}
ALL = {server.name: server for server in (Nsd(), Knot(), Bind(), Nomen(), NomenSingle(), Echo())}
USUAL = [name for name in ALL if name != "nomen-single"]
