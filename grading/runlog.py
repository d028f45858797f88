"""A class run's own file: what began when, what came of each trainee, how it ended; and the lock on a day."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import WorkspaceError

try:
    import fcntl
except ImportError:  # Windows, where nobody grades a class at two desks
    fcntl = None  # type: ignore[assignment]

# No trainee's own file there ends like this.
LOG, LOCK = "run.txt", ".lock"


class RunLog:
    """Lines added to `runs/<day>/run.txt`, each with its time; nothing in it is ever changed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / LOG

    def say(self, words: str) -> None:
        """Add one line."""
        line = f"{time.strftime('%Y-%m-%d %H:%M:%S%z')} {os.getpid()} {words}\n"
        with self._file.open("a", encoding="utf-8", newline="\n") as log:
            log.write(line)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a second run off the same day; the system lifts the lock with the process, however that ends.

    Raises WorkspaceError where another run is at work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                words = f"another academy grade is at work on {folder.name} in this workspace; wait until it has ended"
                raise WorkspaceError(words) from None
        yield
