"""What a run came to, as bench/results/peers keeps it and docs show it: where it was taken, and the figures of all rounds.

Nothing in it names a folder or the machine.
"""

import json
import re
import tempfile

from session import HOME, Failed

FOLDER = HOME / "bench/results/peers"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
DIGITS = 6
# Lines of a server that did not start, and each of thousands of lags: for a look, under target/peers.
LEFT_OUT = ("left_out", "lags_ms")


def path(name):
    return FOLDER / f"{name}.json"


def name_of(text):
    """A name for a kept run, as an option has it."""
    if not NAME.fullmatch(text):
        raise ValueError(f"{text!r}: small letters, digits and hyphens")
    return text


def clean(value):
    """The value without folders of this machine, and with as many digits as a measurement has."""
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items() if key not in LEFT_OUT}
    if isinstance(value, (list, tuple)):
        return [clean(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, str):
        value = value.replace(f"{HOME}/", "").replace(str(HOME), ".")
        return re.sub(re.escape(tempfile.gettempdir()) + r"/[^\s'\"]*", "a temporary file", value)
    return value


def text_of(record):
    """JSON with a line for each figure of all rounds, so that a difference can be read."""
    def block(members, indent):
        lines = [f"{indent} {json.dumps(key)}: {json.dumps(value)}" for key, value in members.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"

    record = clean(record)
    results = ",\n".join("  " + block(result, "  ") for result in record["results"])
    head = block({key: value for key, value in record.items() if key != "results"}, "")
    return f'{head[:-2]},\n "results": [\n{results}\n ]\n}}\n'


def write(name, record):
    FOLDER.mkdir(parents=True, exist_ok=True)
    path(name).write_text(text_of(record), encoding="ascii")


def read(name):
    """The kept run; None if there is none."""
    try:
        return json.loads(path(name).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except ValueError as failure:
        raise Failed(f"{path(name)}: {failure}") from failure
