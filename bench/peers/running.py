"""Starts servers, waits until they answer, and ends them: only what was started here, by its process group."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass

import probe
import process
from session import ORIGIN, TARGET, Failed

START_LIMIT_SECONDS = 120
STOP_LIMIT_SECONDS = 15
LAST_LINES = 12


class StartFailed(Failed):
    """A server that did not come up; the text has the last lines that it printed."""


@dataclass(frozen=True)
class Running:
    """A server that is up."""

    server: object
    process: subprocess.Popen
    port: int
    first_answer_seconds: float

    @property
    def folder(self):
        return folder_of(self.server)

    def pids(self):
        return process.family(self.process.pid)

    def ended(self):
        return self.process.poll() is not None

    def memory(self):
        return process.memory(self.pids())

    def strays(self, core):
        """Threads that may leave the core they were put on: some servers set their own affinity."""
        return process.allowed_elsewhere(self.pids(), core)


def folder_of(server):
    return TARGET / "run" / server.name


@contextlib.contextmanager
def running(server, zone, first_query, core, again=False, port=None, right=None,
            limit=START_LIMIT_SECONDS):
    """Starts a server in an empty folder of its own; gives it once it has answered rightly.

    Again means: in the folder as an earlier start left it. Without a port, it gets a free one. Right says
    whether a response is; without it, one with the data of a loaded zone. A core of None: on any."""
    folder = folder_of(server)
    if not again:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    port = port or probe.free_port()
    command = [str(word) for word in server.command(folder, ORIGIN, zone, port)]
    if core is not None:
        command = ["taskset", "-c", str(core), *command]
    right = right or (probe.any_response if server.static_answer else probe.has_data)
    with open(folder / "output", "wb") as output:
        start = time.monotonic()
        try:
            started = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
                                       cwd=folder, env=dict(os.environ), start_new_session=True)
        except OSError as failure:
            raise StartFailed(f"{server.name}: {shlex.join(command)}: {failure}") from failure
        try:
            probe.wait_for_answer(started, port, *first_query, right, limit)
            yield Running(server, started, port, time.monotonic() - start)
        except probe.NoAnswer as failure:
            lines = (folder / "output").read_text(errors="replace").splitlines()[-LAST_LINES:]
            raise StartFailed("\n".join([f"{server.name}: {failure}", shlex.join(command), *lines])) from failure
        finally:
            stop(started)


def kill(started):
    """SIGKILL to a server and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait(STOP_LIMIT_SECONDS)


def stop(started):
    """Ends the process, and with it the group that it leads; whether SIGTERM was enough."""
    if started.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(STOP_LIMIT_SECONDS)
    enough = started.poll() is not None
    kill(started)
    return enough
