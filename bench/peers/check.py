"""Sees that each installed server starts, answers a sample of the zone rightly and stops, without measuring.

It fails too where nothing was there to be looked at.
"""

import probe
import process
import servers
import storm
import updatable
import verify
import workload
from running import running, stop
from session import Failed, choose, say

NAMES = 1000


def main(options):
    zone, queries = workload.prepare(options.zone, options.names)
    first_query = workload.first_query(zone)
    content, asked = verify.Zone(zone), verify.sample(queries, options.sample)
    failed, right = [], 0
    for member in choose(options.servers, servers.ALL):
        setups = [("queries", member)]
        if member.name in updatable.ALL:
            setups.append(("updates", updatable.ALL[member.name]))
        for kind, server in setups:
            reason = server.missing()
            if reason:
                say(f"left out: {member.name}, set up for {kind}: {reason}")
                continue
            try:
                with running(server, zone, first_query, None) as up:
                    examine(kind, server, up, content, asked)
                    family = process.alive(up.pids())
                    if not stop(up.process):
                        raise Failed("it does not end on SIGTERM")
                left = process.still(family)
                if left:
                    raise Failed(f"it left {len(left)} processes behind")
                right += 1
                print(f"{member.name}, set up for {kind}: right ({member.version()})", flush=True)
            except Failed as failure:
                failed.append(member.name)
                print(f"{member.name}, set up for {kind}: {failure}", flush=True)
    if failed:
        return f"wrong: {', '.join(dict.fromkeys(failed))}"
    return None if right else "no server was looked at"


def examine(kind, server, up, content, asked):
    wrong = "" if server.static_answer else verify.check(up.port, content, asked)
    if wrong:
        raise Failed(wrong)
    if kind == "updates":
        name, qtype = storm.mark(up.port)
        response = probe.ask(up.port, probe.question(name, qtype), verify.WAIT_SECONDS)
        if response is None or not probe.has_answer(response):
            raise Failed("a name that an update brought is not there")
