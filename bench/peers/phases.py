"""What compare measures of each server, a phase after the other. In each, rounds go round the servers.

A server that does not start, answers wrongly or ends is left out of what follows, with a note that says why.
"""

import contextlib
import time

import load as loads
import probe
import process
import storm
import updatable
import verify
from running import StartFailed, kill, running
from session import Failed, in_turn, say

RESTART_LIMIT_SECONDS = 30
RESTART_UPDATES_SECONDS = 20
RESTART_OUTSTANDING = 100


class Member:
    """A server, and all that was measured of it."""

    def __init__(self, server):
        self.server, self.name = server, server.name
        self.result = {"server": server.name, "version": server.version(), "settings": server.settings}

    def add(self, key, one):
        self.result.setdefault(key, []).append(one)

    def note(self, phase, text):
        """Why a phase has no figure, or what to know of it: the footnote in the table."""
        self.result.setdefault("notes", {})[phase] = text.splitlines()[0]

    def leave_out(self, phase, failure):
        say(f"left out of {phase}: {failure}")
        self.note(phase, f"left out: {failure}")
        self.result.setdefault("left_out", {})[phase] = str(failure)


class Comparison:
    """The zone, its load and the generator, the same for all members."""

    def __init__(self, members, zone, queries, first_query, generator, options, takers=None):
        self.members, self.zone, self.queries, self.first_query = members, zone, queries, first_query
        self.generator, self.options = generator, options
        self.updatable = takers or updatable.ALL

    @contextlib.contextmanager
    def several(self, servers, core, phase):
        """All that come up, together."""
        with contextlib.ExitStack() as stack:
            up = []
            for member, server in servers:
                try:
                    one = stack.enter_context(running(server, self.zone, self.first_query, core))
                except Failed as failure:
                    member.leave_out(phase, failure)
                    continue
                say(f"{phase}: {member.name}: first right answer after {one.first_answer_seconds:.2f} s")
                up.append((member, one))
            yield up

    def each(self, up, phase, measure):
        """Measures all that are up, but for those that end or cannot be loaded; gives those that are left."""
        left = []
        for member, one in up:
            try:
                measure(member, one)
                if one.ended():
                    raise Failed(f"{member.name}: it ended with status {one.process.returncode}")
                left.append((member, one))
            except Failed as failure:
                member.leave_out(phase, failure)
        return [pair for pair in up if pair in left]

    def rounds(self, up, phase, measure):
        for number in range(self.options.rounds):
            left = self.each(in_turn(up, number), phase, lambda member, one: measure(member, one, number + 1))
            up = [pair for pair in up if pair in left]
        return up

    def answers(self):
        """Answers a second, processor time, latency and memory; server and load on a core each."""
        options = self.options
        load = loads.Load(self.queries, options.load_core, options.load, options.rate, options.clients)
        calm = loads.Load(self.queries, options.load_core, options.load, options.latency_rate, options.clients)
        content = verify.Zone(self.zone)
        asked = verify.sample(self.queries, options.sample)

        def check(member, one):
            if not member.server.static_answer:
                wrong = verify.check(one.port, content, asked)
                if wrong:
                    raise Failed(f"{member.name}: {wrong}")
                member.result["verified_answers"] = len(asked)

        def warm_up(_, one):
            loads.run(self.generator, load, one.port, options.warm_up)

        def measure(member, one, number):
            pids = one.pids()
            before = process.cpu_time(pids)
            outcome = loads.run(self.generator, load, one.port, options.seconds)
            spent = process.cpu_time(pids).since(before)
            member.add("rounds", {
                "per_second": outcome.per_second, "answers": outcome.answers, "lost": outcome.lost,
                "rcodes": outcome.rcodes, "octets": outcome.response_octets, **spent.per(outcome.answers)})
            say(f"round {number}: {member.name}: {member.result['rounds'][-1]['cpu_us']:.2f} us, "
                f"{outcome.per_second:.0f}/s, lost {outcome.lost}")
            if options.latency_rate:
                outcome = loads.run(self.generator, calm, one.port, options.latency_seconds, latencies=True)
                member.add("latency", {"p50_us": outcome.percentile(50), "p99_us": outcome.percentile(99),
                                       "lost": outcome.lost, "per_second": outcome.per_second})

        def look(member, one):
            used = one.memory()
            member.add("memory", {"resident_mib": used.resident, "peak_mib": used.peak})
            strays = one.strays(options.server_core)
            if strays:
                member.note("rounds", f"{strays} of its threads took themselves to other cores")

        with self.several([(member, member.server) for member in self.members], options.server_core, "answers") as up:
            up = self.each(up, "answers", check)
            up = self.each(up, "answers", warm_up)
            self.each(self.rounds(up, "answers", measure), "answers", look)

    def load(self):
        """From the start of the program to its first right answer, in an empty folder; both cores free."""
        members = [member for member in self.members if not member.server.static_answer]
        for number in range(self.options.rounds):
            for member in list(in_turn(members, number)):
                try:
                    with running(member.server, self.zone, self.first_query, None) as one:
                        used = one.memory()
                except Failed as failure:
                    member.leave_out("load", failure)
                    members.remove(member)
                    continue
                member.add("load", {"seconds": one.first_answer_seconds, "resident_mib": used.resident,
                                    "peak_mib": used.peak})
                say(f"start {number + 1}: {member.name}: {one.first_answer_seconds:.2f} s, {used.resident:.0f} MiB")

    def takers(self, phase):
        """The members that take updates, each with its server set up for them; notes why others do not."""
        found = []
        for member in self.members:
            if member.server.static_answer:
                continue
            server = self.updatable.get(member.name)
            reason = member.server.no_updates if server is None else server.missing()
            if reason:
                member.note(phase, reason if phase == "updates" else f"{reason}: started with the zone as it was")
            else:
                member.result["update_settings"] = server.settings
                found.append((member, server))
        return found

    def updates(self):
        """Updates a second, each forced to disk before it is answered; nothing is pinned."""
        options = self.options
        sources = {}

        def load_of(member, one):
            source = sources.setdefault(member.name, storm.Source(one.folder))
            return storm.load(source.both_ways(options.update_records), options.update_load)

        def warm_up(member, one):
            loads.run(self.generator, load_of(member, one), one.port, options.seconds)

        def measure(member, one, number):
            kept = storm.measure(self.generator, load_of(member, one), one, options.seconds)
            member.add("updates", kept)
            say(f"storm {number}: {member.name}: {kept['per_second']:.0f}/s, lost {kept['lost']}, {kept['rcodes']}")

        with self.several(self.takers("updates"), None, "updates") as up:
            self.rounds(self.each(up, "updates", warm_up), "updates", measure)

    def restart(self):
        """From a start after SIGKILL to the first right answer: of a server that takes updates, one that has the
        last of those that it promised."""
        takers = dict((member.name, server) for member, server in self.takers("restart"))
        ready = []
        for member in self.members:
            if member.server.static_answer:
                continue
            server = takers.get(member.name, member.server)
            try:
                with running(server, self.zone, self.first_query, None) as one:
                    asked, right = self.first_query, None
                    if member.name in takers:
                        additions = storm.Source(one.folder).additions(self.options.restart_updates)
                        outcome = loads.run(self.generator, storm.load(additions, RESTART_OUTSTANDING, passes=1),
                                            one.port, RESTART_UPDATES_SECONDS)
                        member.result["updates_before_restart"] = outcome.noerror
                        asked, right = storm.mark(one.port), probe.has_answer
                        time.sleep(self.options.restart_pause)
                    kill(one.process)
                ready.append((member, server, asked, right))
            except Failed as failure:
                member.leave_out("restart", failure)
        for number in range(self.options.rounds):
            for entry in in_turn(list(ready), number):
                member, server, asked, right = entry
                try:
                    with running(server, self.zone, asked, None, again=True, right=right,
                                 limit=RESTART_LIMIT_SECONDS) as one:
                        used = one.memory()
                        kill(one.process)
                except StartFailed as failure:
                    member.leave_out("restart", failure)
                    ready.remove(entry)
                    continue
                member.add("restart", {"seconds": one.first_answer_seconds, "resident_mib": used.resident,
                                       "peak_mib": used.peak})
                say(f"restart {number + 1}: {member.name}: {one.first_answer_seconds:.2f} s")
