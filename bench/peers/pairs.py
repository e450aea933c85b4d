"""A primary and a secondary of the same program, set up so that a change gets across as fast as each can.

What is set beyond what each needs is said in SETTINGS, and printed with the results.
"""

import shutil

import servers


class Side(servers.Server):
    """One of a pair. Its folder is named for the program and the role."""

    def __init__(self, pair, role, port, other):
        self.name = f"{pair.name}-{role}"
        self.pair, self.primary, self.port, self.other = pair, role == "primary", port, other

    def missing(self):
        return self.pair.missing()

    def version(self):
        return self.pair.version()

    def command(self, folder, origin, zone, port):
        return self.pair.command(self, folder, origin, zone)


class BindPair(servers.Bind):
    SETTINGS = ("notify-delay 0 (default 5 s), notify-rate 1000, startup-notify-rate 1000, serial-query-rate 1000, "
                "transfers-in 100, transfers-per-ns 100")

    def command(self, side, folder, origin, zone):
        config = folder / "named.conf"
        own = folder / "served.zone"
        if side.primary:
            shutil.copyfile(zone, own)  # BIND writes it
            table = (f'type primary; file "{own}"; allow-update {{ 127.0.0.1; }}; notify explicit; '
                     f"also-notify {{ 127.0.0.1 port {side.other}; }};")
        else:
            table = f'type secondary; file "{own}"; primaries {{ 127.0.0.1 port {side.other}; }}; notify no;'
        config.write_text(f"""options {{
  directory "{folder}";
  listen-on port {side.port} {{ 127.0.0.1; }};
  listen-on-v6 {{ none; }};
  pid-file "{folder}/named.pid";
  session-keyfile "{folder}/session.key";
  recursion no;
  minimal-responses yes;
  dnssec-validation no;
  check-integrity no;
  allow-transfer {{ 127.0.0.1; }};
  notify-delay 0;
  notify-rate 1000;
  startup-notify-rate 1000;
  serial-query-rate 1000;
  transfers-in 100;
  transfers-per-ns 100;
}};
controls {{ }};
logging {{ category default {{ null; }}; }};
zone "{origin}" {{ {table} }};
""")
        return ["named", "-f", "-c", str(config)]


class KnotPair(servers.Knot):
    SETTINGS = "zonefile-sync -1, journal-content all, remote-pool-limit 10; 3.2 has no setting of a delay of NOTIFY"

    def command(self, side, folder, origin, zone):
        config = folder / "knot.conf"
        if side.primary:
            table = f'file: "{zone}"\n    zonefile-load: difference-no-serial\n    notify: other'
        else:
            table = "zonefile-load: none\n    master: other"
        config.write_text(f"""server:
  listen: 127.0.0.1@{side.port}
  rundir: "{folder}"
  remote-pool-limit: 10
database:
  storage: "{folder}"
log:
  - target: stderr
    any: error
remote:
  - id: other
    address: 127.0.0.1@{side.other}
acl:
  - id: local
    address: 127.0.0.1
    action: [ update, transfer, notify ]
zone:
  - domain: "{origin}"
    {table}
    acl: local
    zonefile-sync: -1
    journal-content: all
    semantic-checks: off
""")
        return ["knotd", "-c", str(config)]


class NomenPair(servers.Nomen):
    SETTINGS = "as it comes"

    def command(self, side, folder, origin, zone):
        config = folder / "nomen.toml"
        if side.primary:
            table = f'file = "{zone}"\nallow-update = ["127.0.0.1/32"]\nnotify = ["127.0.0.1:{side.other}"]'
        else:
            table = f'primaries = ["127.0.0.1:{side.other}"]'
        config.write_text(f"""[server]
listen = ["127.0.0.1:{side.port}"]
data-dir = "data"
[[zone]]
name = "{origin}"
allow-transfer = ["127.0.0.1/32"]
{table}
""")
        return [self.program, "serve", "-c", str(config)]


ALL = {pair.name: pair for pair in (NomenPair(), BindPair(), KnotPair())}
