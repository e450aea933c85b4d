"""What /proc says about a process and its children: processor time and memory."""

import contextlib
import os
from dataclasses import dataclass

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class CpuTime:
    """Processor seconds spent so far, by a process and all its living descendants."""

    user: float
    system: float

    def since(self, earlier):
        return CpuTime(self.user - earlier.user, self.system - earlier.system)

    def per(self, count):
        """Microseconds for each of so many."""
        return {"cpu_us": (self.user + self.system) / count * 1e6,
                "user_us": self.user / count * 1e6, "system_us": self.system / count * 1e6}


@dataclass(frozen=True)
class Memory:
    """MiB. Shared pages are divided among those that share them, so forks are not counted twice. The peak is that of the
    largest process, or what is resident now."""

    resident: float
    peak: float


def family(pid):
    """The process and its living descendants: NSD answers from a child."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            fields = _stat(entry)
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry))
    found = [pid]
    for parent in found:
        found.extend(children.get(parent, []))
    return found


def alive(pids):
    """The processes that live, each with the time of its start, which tells it from a later one of its number."""
    found = {}
    for pid in pids:
        fields = _stat(pid)
        if fields and fields[0] not in "ZX":
            found[pid] = fields[19]
    return found


def still(known):
    """Those of alive() that live still."""
    now = alive(known)
    return {pid: begun for pid, begun in known.items() if now.get(pid) == begun}


def cpu_time(pids):
    user = system = 0
    for pid in pids:
        fields = _stat(pid)
        if fields:
            user += int(fields[11])
            system += int(fields[12])
    return CpuTime(user / TICKS_PER_SECOND, system / TICKS_PER_SECOND)


def memory(pids):
    resident = peak = 0
    for pid in pids:
        resident += _field(f"/proc/{pid}/smaps_rollup", "Pss:")
        peak = max(peak, _field(f"/proc/{pid}/status", "VmHWM:"))
    return Memory(resident / 1024, max(resident, peak) / 1024)


def allowed_elsewhere(pids, core):
    """How many threads may run on other cores than this one."""
    count = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"/proc/{pid}/task"):
                with contextlib.suppress(ProcessLookupError):
                    count += os.sched_getaffinity(int(thread)) != {core}
    return count


def _stat(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
            return fields_of(stat.read())
    except OSError:
        return None


def fields_of(stat):
    """Fields of /proc/PID/stat from the state on: the name before may hold spaces and brackets."""
    return stat.rpartition(")")[2].split()


def _field(path, key):
    try:
        with open(path, encoding="ascii", errors="replace") as lines:
            for line in lines:
                if line.startswith(key):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0
