"""The files of a joint submission: what one member handed in, copied for another, and known again later."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

STAMP_LENGTH = 40


def plain(folder: Path) -> bool:
    """Is this a submission that may be handed on: a folder, reached through no link?"""
    return folder.is_dir() and not folder.is_symlink() and not folder.parent.is_symlink()


def copy(source: Path, target: Path) -> None:
    """Copy a submission in place of what stands at `target`, which is replaced whole or not at all.

    Left out are links, files that have another name elsewhere (it may be a sealed key's, and a copy would no longer
    show it), devices, pipes, sockets and what cannot be read: staging reports them where they were handed in.
    """
    building = target.with_name(f".{target.name}.joint")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    for place, file in _files(source):
        (building / place).parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            shutil.copy2(file, building / place, follow_symlinks=False)
    shutil.rmtree(target, ignore_errors=True)
    building.rename(target)


def digest(folder: Path) -> str:
    """Return a digest of the files that `copy` copies, by name and content."""
    found = hashlib.sha256()
    for place, file in _files(folder):
        with suppress(OSError), file.open("rb") as held:
            content = hashlib.file_digest(held, "sha256").digest()
            found.update(str(place).encode("utf-8", "surrogateescape") + b"\0" + content)
    return found.hexdigest()


def stamp(folder: Path) -> str:
    """Return what `timestamp.txt` says, "" where there is none."""
    for place, file in _files(folder):
        if str(place) == "timestamp.txt":
            with suppress(OSError), file.open("rb") as held:
                return held.read(STAMP_LENGTH).decode("utf-8", "replace")
    return ""


def _files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Regular files with one name, below a folder and behind no link, in order: (place in it, file)."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(where, name)
            about = file.lstat()
            if stat.S_ISREG(about.st_mode) and about.st_nlink == 1:
                yield file.relative_to(folder), file
