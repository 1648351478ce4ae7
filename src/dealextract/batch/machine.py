"""How many workers suit this machine."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

WORKER = 400_000_000
"""Bytes that a worker takes at most over articles of ordinary length; 0.25 GB is usual."""


def default_jobs() -> int:
    """As many workers as this process may use processors, if there is memory for them; at least one."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, memory = _quota(), _memory()
    if quota is not None:
        usable = min(usable, quota)
    if memory is not None:
        usable = min(usable, memory // WORKER)
    return max(1, usable)


def _quota() -> int | None:
    """Processors that the control group of a container allows, rounded up."""
    with suppress(OSError, ValueError):
        allowed, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return -(-int(allowed) // int(period))
    return None


def _memory() -> int | None:
    """Bytes that are free for new processes, on the machine and in the container."""
    free = []
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free.append(int(next(line for line in lines if line.startswith("MemAvailable:")).split()[1]) * 1024)
    with suppress(OSError, ValueError):
        group = Path("/sys/fs/cgroup")
        most = int((group / "memory.max").read_text(encoding="ascii"))
        free.append(most - int((group / "memory.current").read_text(encoding="ascii")))
    return min(free, default=None)
