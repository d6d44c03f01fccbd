"""The machine: which core is whose, what a process has used of it, and what runs on it."""

import os
import platform
import resource
from collections.abc import Mapping
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = [
    "LOAD_CORE",
    "SERVER_CORE",
    "children_cpu_seconds",
    "cpu_seconds",
    "description",
    "package_version",
    "pinned_to",
    "resident_mib",
]

_CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE = _CORES[0]
LOAD_CORE = _CORES[-1]
_TICKS = os.sysconf("SC_CLK_TCK")


def pinned_to(core: int) -> "partial[None]":
    """Return what a child process calls to stay on one core (``preexec_fn``)."""
    return partial(os.sched_setaffinity, 0, {core})


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used, all threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def children_cpu_seconds() -> float:
    """Return the processor time of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident_mib(pid: int) -> float:
    """Return the resident memory of a process in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} has ended")


@cache
def package_version(package: str) -> str:
    """Return the installed version of a distribution, or nothing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def description() -> Mapping[str, str | int]:
    """Return what a reader has to know to compare the figures with others."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 0,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "granian": package_version("granian"),
        "uvloop": package_version("uvloop") or "not installed",
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
