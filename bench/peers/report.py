"""The report of a run: the table below what was measured where, printed, and kept beside all single figures."""

import json
import os
import platform
import shlex
import subprocess
import sys
from datetime import datetime, timezone

import kept
from session import HOME, TARGET, say

# Before the measurement adds to it.
BEGUN_LOAD = os.getloadavg()[0]


def machine():
    """Processor, memory and kernel; nothing that names this one. The load says whether others used it too."""
    model, gib = "unknown processor", os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as lines:
        for line in lines:
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return (f"{os.cpu_count()} cores, {model}, {gib} GiB, Linux {platform.release()}, "
            f"load average {BEGUN_LOAD:.1f} at the start")


def commit():
    described = subprocess.run(["git", "-C", HOME, "describe", "--always", "--dirty", "--abbrev=12"],
                               capture_output=True, text=True, check=False)
    return described.stdout.strip() or "no commit"


def command(program, words):
    """What to type for such a run, without what keeps it."""
    words = list(words)
    for place, word in enumerate(words):
        if word == "--keep":
            del words[place:place + 2]
            break
        if word.startswith("--keep="):
            del words[place]
            break
    return shlex.join([f"bench/peers/{program}", *words])


def head_lines(record):
    """What was measured where, for a reader: the members of a record in front of its options, and each server's settings."""
    lines = [f"- {key}: {value}" for key, value in record.items()
             if value and key not in ("program", "options", "results")]
    facts_of = ("server", "version", "settings", "update_settings")
    lines += ["- " + "; ".join(("for updates " if key == "update_settings" else "") + str(result[key])
                               for key in facts_of if key in result)
              for result in record["results"] if "server" in result]
    return "\n".join(lines) + "\n"


def report(program, options, results, table, **facts):
    """Prints the table below what was measured where, and keeps it beside all single figures."""
    now = datetime.now(timezone.utc)
    chosen = {key: value for key, value in vars(options).items() if key != "keep"}
    record = {"program": program, "command": command(program, sys.argv[1:]), "commit": commit(),
              "date": now.strftime("%Y-%m-%d"), "machine": machine(), **facts, "options": chosen, "results": results}
    text = f"{head_lines(record)}\n{table.text()}"
    print(text, end="", flush=True)
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    for suffix, content in (("md", text), ("json", json.dumps(record, indent=1) + "\n")):
        (TARGET / f"{stamp}.{suffix}").write_text(content)
    say(f"kept as {TARGET}/{stamp}.md and .json")
    if options.keep:
        kept.write(options.keep, record)
        say(f"kept as {kept.path(options.keep)}")
