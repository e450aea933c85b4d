"""The same servers, set up with many small zones, to which one is added while they run."""

import base64
import os
import subprocess

from servers import Bind, Knot, Nomen, Nsd

RECORDS = 10
COMMAND_LIMIT_SECONDS = 300


def name_of(number):
    return f"z{number:07d}.example."


def file_of(zones, number):
    """A thousand in a folder, as operators have them."""
    return zones / f"{number // 1000:04d}" / f"{name_of(number)}zone"


def write_zone(zones, number):
    path = file_of(zones, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    address = f"192.0.2.{number % 250}"
    path.write_text(f"""$TTL 3600
$ORIGIN {name_of(number)}
@ SOA ns1 hostmaster 1 7200 900 1209600 300
@ NS ns1
@ NS ns2
@ MX 10 mail
@ A {address}
@ TXT "v=spf1 mx -all"
ns1 A 192.0.2.251
ns2 A 192.0.2.252
www A {address}
mail A 192.0.2.253
""", encoding="ascii")


class Hosting:
    """Mixed into a server: the zones are a folder, and count says how many of them are configured."""

    count = 0
    settings = "as it comes"

    def config(self, folder):
        raise NotImplementedError

    def table(self, number, path):
        """What the configuration says of a zone."""
        raise NotImplementedError

    def reload_command(self, folder):
        raise NotImplementedError

    def write(self, folder, zones, head):
        with open(self.config(folder), "w", encoding="ascii") as config:
            config.write(head)
            config.writelines(self.table(number, file_of(zones, number)) for number in range(self.count))

    def add(self, folder, zones, number):
        with open(self.config(folder), "a", encoding="ascii") as config:
            config.write(self.table(number, file_of(zones, number)))

    def reload(self, folder):
        command = [str(word) for word in self.reload_command(folder)]
        return subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=COMMAND_LIMIT_SECONDS,
                              check=False)


class HostingNsd(Hosting, Nsd):
    """NSD takes a reconfig with the new zone alone; its control is a local socket."""

    def config(self, folder):
        return folder / "nsd.conf"

    def table(self, number, path):
        return f'zone:\n  name: "{name_of(number)}"\n  zonefile: "{path}"\n'

    def command(self, folder, origin, zone, port):
        self.write(folder, zone, f"""server:
  ip-address: 127.0.0.1@{port}
  rrl-ratelimit: 0
  username: ""
  chroot: ""
  zonesdir: "{folder}"
  database: ""
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  zonelistfile: "{folder}/zone.list"
  xfrdir: "{folder}"
  logfile: "{folder}/nsd.log"
  verbosity: 0
remote-control:
  control-enable: yes
  control-interface: "{folder}/nsd.ctl"
""")
        return ["nsd", "-d", "-c", str(self.config(folder))]

    def reload_command(self, folder):
        return ["nsd-control", "-c", self.config(folder), "reconfig"]


class HostingKnot(Hosting, Knot):
    """Knot; a reload reads the configuration, and the zones that it did not have."""

    settings = "journal-content none"

    def config(self, folder):
        return folder / "knot.conf"

    def table(self, number, path):
        return f'  - domain: "{name_of(number)}"\n    file: "{path}"\n'

    def command(self, folder, origin, zone, port):
        self.write(folder, zone, f"""server:
  listen: 127.0.0.1@{port}
  rundir: "{folder}"
control:
  timeout: {COMMAND_LIMIT_SECONDS}
database:
  storage: "{folder}"
log:
  - target: stderr
    any: error
template:
  - id: default
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
zone:
""")
        return ["knotd", "-c", str(self.config(folder))]

    def reload_command(self, folder):
        return ["knotc", "-c", self.config(folder), "reload"]


class HostingBind(Hosting, Bind):
    """BIND; reconfig reads the configuration and new zones alone."""

    settings = "no logging"

    def config(self, folder):
        return folder / "named.conf"

    def table(self, number, path):
        return f'zone "{name_of(number)}" {{ type primary; file "{path}"; }};\n'

    def command(self, folder, origin, zone, port):
        key = folder / "rndc.key"
        secret = base64.b64encode(os.urandom(32)).decode("ascii")
        key.write_text(f'key "rndc-key" {{ algorithm hmac-sha256; secret "{secret}"; }};\n')
        control = port + 1
        (folder / "rndc.conf").write_text(f"""include "{key}";
options {{ default-key "rndc-key"; default-server 127.0.0.1; default-port {control}; }};
""")
        self.write(folder, zone, f"""include "{key}";
options {{
  directory "{folder}";
  listen-on port {port} {{ 127.0.0.1; }};
  listen-on-v6 {{ none; }};
  pid-file "{folder}/named.pid";
  session-keyfile "{folder}/session.key";
  recursion no;
  notify no;
  dnssec-validation no;
  querylog no;
}};
controls {{ inet 127.0.0.1 port {control} allow {{ 127.0.0.1; }} keys {{ "rndc-key"; }}; }};
logging {{ category default {{ null; }}; }};
""")
        return ["named", "-f", "-c", str(self.config(folder))]

    def reload_command(self, folder):
        return ["rndc", "-c", folder / "rndc.conf", "reconfig"]


class HostingNomen(Hosting, Nomen):
    """Nomen; a reload looks at the files of all zones too."""

    server_table = ""

    def config(self, folder):
        return folder / "nomen.toml"

    def table(self, number, path):
        return f'[[zone]]\nname = "{name_of(number)}"\nfile = "{path}"\n'

    def command(self, folder, origin, zone, port):
        self.write(folder, zone, f"""[server]
listen = ["127.0.0.1:{port}"]
control = "control.sock"
{self.server_table}
""")
        return [self.program, "serve", "-c", str(self.config(folder))]

    def reload_command(self, folder):
        return [self.program, "reload", "-c", self.config(folder)]


class StoringNomen(HostingNomen):
    """Nomen with a data directory: history, and files that are merged with updates."""

    name = "nomen-data"
    settings = "with a data-dir"
    server_table = 'data-dir = "data"'


ALL = {server.name: server
       for server in (HostingNsd(), HostingKnot(), HostingBind(), HostingNomen(), StoringNomen())}
