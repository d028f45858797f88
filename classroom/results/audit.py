"""The audit log of a workspace: append-only lines, each chained to the one before by its hash.

Every line holds the SHA-256 of its own canonical content and of the line before. A changed, removed or inserted line
breaks the chain at that place. Lines cut off at the end leave a shorter chain that is whole: note the head that
`academy audit` prints, and check it later with `--head`. Certificates carry the head at their date.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.errors import WorkspaceError

FOLDER, LOG = "records", "audit.jsonl"
START = "0" * 64


@dataclass(frozen=True)
class Checked:
    """What checking a log found: how many lines hold, the hash of the last, and the first fault ("" if none)."""

    lines: int
    head: str
    fault: str


def records(root: Path) -> Path:
    """Return the folder of a workspace's records, made private where it is new or was not."""
    folder = root / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def log_file(root: Path) -> Path:
    """Return the place of a workspace's audit log."""
    return root / FOLDER / LOG


def write(root: Path, what: str, about: Mapping[str, Any], *, by: str = "") -> str:
    """Append one line and return its hash.

    Parameters
    ----------
    root : the workspace
    what : what was done, such as "appeal"
    about : the particulars; plain JSON values
    by : who did it; default: the user of this machine

    The line is on the disk when this returns. Several instructors at once queue for a lock. Raises WorkspaceError
    where the log's last line is damaged: nothing is chained to it.
    """
    file = records(root) / LOG
    with _locked(file):
        before = _last_hash(file)
        entry = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "by": by or user(),
            "what": what,
            "about": dict(about),
            "before": before,
        }
        entry["hash"] = _digest(entry)
        with file.open("ab") as log:
            log.write((json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n").encode())
            log.flush()
            os.fsync(log.fileno())
    return str(entry["hash"])


def read(root: Path) -> list[dict[str, Any]]:
    """Return the entries of a log in order, without checking the chain; WorkspaceError for a line that is no JSON."""
    file = log_file(root)
    if not file.is_file():
        return []
    entries = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            entries.append(dict(json.loads(line)))
        except (ValueError, TypeError):
            raise WorkspaceError(f"{file} line {number}: damaged; run academy audit COURSE --workspace DIR") from None
    return entries


def check(root: Path, head: str = "") -> Checked:
    """Check the chain from its first line; `head` is a hash noted earlier that must stand in it.

    Returns the lines that hold, up to the first fault.
    """
    file = log_file(root)
    lines = file.read_bytes().split(b"\n") if file.is_file() else []
    before, good, seen = START, 0, set()
    for number, line in enumerate(lines, start=1):
        if not line and number == len(lines):
            break
        try:
            entry = json.loads(line)
            own = entry.pop("hash")
        except (ValueError, KeyError, AttributeError, TypeError):
            return Checked(good, before, f"line {number} is not an entry")
        if entry.get("before") != before:
            return Checked(good, before, f"line {number} does not follow the line before: one was removed or put in")
        if _digest(entry) != own:
            return Checked(good, before, f"line {number} was changed after it was written")
        before, good = own, good + 1
        seen.add(own)
    if lines and lines[-1] != b"":
        return Checked(good, before, f"line {len(lines)} does not end: the log was cut")
    if head and not any(own.startswith(head) for own in seen):
        return Checked(good, before, f"the head {head} is not in the log: lines at the end were cut off")
    return Checked(good, before, "")


def head(root: Path) -> str:
    """Return the hash of the last line; 64 zeros where there is no log."""
    file = log_file(root)
    return _last_hash(file) if file.is_file() else START


def user() -> str:
    """Return the name of the user of this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _digest(entry: Mapping[str, Any]) -> str:
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _last_hash(file: Path) -> str:
    lines = file.read_bytes().splitlines() if file.is_file() else []
    if not lines:
        return START
    try:
        return str(json.loads(lines[-1])["hash"])
    except (ValueError, KeyError, TypeError):
        raise WorkspaceError(f"{file}: the last line is damaged; keep the file and start from a copy") from None


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """One writer at a time; where there are no file locks (Windows) a lock file stands in."""
    with file.with_suffix(".lock").open("w") as lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        except ImportError:
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
        yield
