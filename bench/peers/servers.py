"""How each server is configured and started: one worker, no logging, answers as small as it can.

What is set for speed is said in SETTINGS, and printed with the results; README.md says from where it is.
"""

import os
import re
import shutil
import subprocess

from session import DIST, HOME


def _all_output(*command):
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return (run.stdout + run.stderr).strip().splitlines()


def _output(*command):
    lines = _all_output(*command)
    return lines[0].strip() if lines else "unknown"


def hold(zone, path):
    """The zone's file at another path, as the same file where the disk allows."""
    path.unlink(missing_ok=True)
    try:
        os.link(zone, path)
    except OSError:
        shutil.copyfile(zone, path)


class Server:
    """A program under comparison. A subclass writes its configuration and gives its command."""

    name = "?"
    program = "?"
    settings = "as it comes"
    static_answer = False
    # Why it takes no updates; None: updatable.py says how it does.
    no_updates = None

    def missing(self):
        """Why the server cannot run here, or None."""
        return None if shutil.which(self.program) else f"{self.program} is not installed"

    def version(self):
        raise NotImplementedError

    def command(self, folder, origin, zone, port):
        """Writes the configuration into the folder and gives the words that start the server."""
        raise NotImplementedError


class Nsd(Server):
    name = "nsd"
    program = "nsd"
    settings = "server-count 1, reuseport, minimal-responses, rrl-ratelimit 0, database none"
    no_updates = "has no dynamic updates (RFC 2136)"

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
    settings = "udp-workers 1, journal-content none"

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
    settings = "-n 1, minimal-responses yes, recursion no, no logging"

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


class PowerDns(Server):
    """PowerDNS with the bind backend, which holds the zone in memory."""

    name = "powerdns"
    program = "pdns_server"
    # Longer than a run, so that what is measured is not how often the caches are filled.
    cache_seconds = 3600
    settings = (f"bind backend, receiver-threads 1, distributor-threads 1, reuseport, packet cache and query cache "
                f"on, cache-ttl {cache_seconds}")
    backend = "bind"
    threads = "receiver-threads=1\ndistributor-threads=1\nreuseport=yes"

    def missing(self):
        if not shutil.which(self.program):
            return f"{self.program} is not installed"
        run = subprocess.run([self.program, "--no-config", f"--launch={self.backend}", "--config=check"],
                             capture_output=True, text=True, timeout=60, check=False)
        return f"its {self.backend} backend is not installed" if "Unable to load" in run.stdout + run.stderr else None

    def version(self):
        found = re.search(r"PowerDNS Authoritative Server \S+", _output("pdns_server", "--version"))
        return found.group(0) if found else "PowerDNS, version unknown"

    def write(self, folder, port, more):
        # Without a security-poll-suffix it asks nobody about its version.
        (folder / "pdns.conf").write_text(f"""launch={self.backend}
local-address=127.0.0.1
local-port={port}
socket-dir={folder}
{self.threads}
cache-ttl={self.cache_seconds}
query-cache-ttl={self.cache_seconds}
negquery-cache-ttl={self.cache_seconds}
security-poll-suffix=
disable-syslog=yes
loglevel=3
daemon=no
guardian=no
{more}
""")
        return [self.program, f"--config-dir={folder}"]

    def command(self, folder, origin, zone, port):
        (folder / "named.conf").write_text(f'zone "{origin}" {{ type master; file "{zone}"; }};\n')
        return self.write(folder, port, f"bind-config={folder}/named.conf")


class Gdnsd(Server):
    name = "gdnsd"
    program = "gdnsd"
    settings = "udp_threads 1, tcp_threads 1"
    no_updates = "has no dynamic updates (RFC 2136)"

    def version(self):
        found = re.search(r"gdnsd version \S+", "\n".join(_all_output("gdnsd")))
        return found.group(0) if found else "gdnsd, version unknown"

    def command(self, folder, origin, zone, port):
        for name in ("zones", "run", "state"):
            (folder / name).mkdir(exist_ok=True)
        # It takes regular files only, named for their zones.
        hold(zone, folder / "zones" / origin.rstrip("."))
        (folder / "config").write_text(f"""options => {{
  listen => 127.0.0.1:{port}
  udp_threads => 1
  tcp_threads => 1
  run_dir => {folder}/run
  state_dir => {folder}/state
}}
""")
        return [self.program, "-c", str(folder), "start"]


class Yadifa(Server):
    name = "yadifa"
    program = "yadifad"
    settings = "network-model multi, thread-count-by-address 1, statistics off, no query log"
    threads = "network-model multi\n  thread-count-by-address 1"
    policy = ""

    def version(self):
        return _output("yadifad", "-V")

    def command(self, folder, origin, zone, port):
        for name in ("data", "keys", "log", "xfr"):
            (folder / name).mkdir(exist_ok=True)
        config = folder / "yadifad.conf"
        config.write_text(f"""<main>
  daemonize off
  chroot off
  listen 127.0.0.1 port {port}
  port {port}
  data-path {folder}/data
  keys-path {folder}/keys
  log-path {folder}/log
  xfr-path {folder}/xfr
  pid-file {folder}/yadifad.pid
  statistics off
  queries-log-type 0
  {self.threads}
</main>
<channels>
  all stderr
</channels>
<loggers>
  system err,crit,alert,emerg all
  database err,crit,alert,emerg all
  server err,crit,alert,emerg all
  zone err,crit,alert,emerg all
</loggers>
<zone>
  domain {origin.rstrip(".")}
  file {zone}
  type primary
  {self.policy}
</zone>
""")
        return [self.program, "-c", str(config)]


class Nomen(Server):
    name = "nomen"
    program = str(HOME / "bin/nomen")
    transport = ""

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
{self.transport}
[[zone]]
name = "{origin}"
file = "{zone}"
""")
        return [self.program, "serve", "-c", str(config)]


class NomenSingle(Nomen):
    """Nomen as it is where answers cannot go as segments: each is a message of its own."""

    name = "nomen-single"
    settings = "segmentation = false"
    no_updates = "as nomen"
    transport = "[udp]\nsegmentation = false"


class Echo(Server):
    """Batches of datagrams in, the same answer to each out: the floor that the transport sets."""

    name = "echo"
    static_answer = True
    settings = "no answer, only the way in and out"
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


ALL = {server.name: server
       for server in (Nsd(), Knot(), Bind(), PowerDns(), Gdnsd(), Yadifa(), Nomen(), NomenSingle(), Echo())}
USUAL = [name for name in ALL if name != "nomen-single"]
