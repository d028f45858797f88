"""Watch a running sandbox from outside: the memory, the number and the state of all its processes together."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType

from grading.sandbox.limits import Limits


class Watch:
    """Looks at the processes below one process now and then, and remembers the cap that was broken."""

    interval_s = 0.25

    def __init__(self, root: int, limits: Limits) -> None:
        self._root = root
        self._limits = limits
        self._broken = ""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def broken(self) -> str:
        """Return the cap that was broken, in words, or ""."""
        return self._broken

    def _look_on(self) -> None:
        held: set[int] = set()
        while not self._broken and not self._stop.wait(self.interval_s):
            processes = below(self._root)
            held, before = held_up(processes), held
            count, resident = len(processes), sum(processes.values())
            if count > self._limits.processes + 8:
                self._broken = "too many processes"
            elif held & before:
                self._broken = "a process was held up by a signal"
            elif resident > self._limits.resident and proportional(processes) > self._limits.resident:
                self._broken = "too much memory"


def below(root: int) -> dict[int, int]:
    """Return the processes below `root`, itself included, with the bytes of memory of their own resident in each.

    That is anonymous memory and shared memory, which no file backs. Pages that forks share count in each of them, so
    the sum may be too high, never too low.
    """
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except (OSError, ValueError, IndexError):
            continue
        parents[int(entry.name)] = int(fields[1])
    found = {root}
    while True:
        more = {one for one, parent in parents.items() if parent in found} - found
        if not more:
            return {one: _resident(one) for one in sorted(found)}
        found |= more


def _resident(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8", "replace").splitlines()
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("RssAnon:", "RssShmem:")))
    except (OSError, ValueError, IndexError):
        return 0


def held_up(processes: dict[int, int]) -> set[int]:
    """Return those of these processes that a signal holds up: a runner held up would use all the time there is."""
    found = set()
    for process in processes:
        try:
            state = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0]
        except (OSError, IndexError):
            continue
        if state in "Tt":
            found.add(process)
    return found


def proportional(processes: dict[int, int]) -> int:
    """Return the memory of these processes in bytes, each shared page counted once in all."""
    total = 0
    for process, resident in processes.items():
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))
        except (OSError, ValueError):
            total += resident
    return total
