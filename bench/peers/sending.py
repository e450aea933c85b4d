"""The same servers, set up to send their zone to this machine."""

from servers import Bind, Knot, Nomen, Nsd


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


ALL = {server.name: server for server in (SendingNsd(), SendingKnot(), SendingBind(), SendingNomen())}
