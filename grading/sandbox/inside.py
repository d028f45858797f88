"""The runner inside the sandbox: libraries imported once, one fork for each notebook, outputs out through one pipe.

It is mounted with `recorder.py` beside it and imports nothing else of ours but what the notebooks themselves use. It
knows no key and gives no mark. What it reports is untrusted: submitted code runs in its forks and could write it.
"""

from __future__ import annotations

import json
import os
import resource
import select
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

HOME = Path("/home/trainee")
INPUT = Path("/academy/input")
CONTAINER = ("/run/.containerenv", "/.dockerenv")  # podman's and docker's own marks
LIBRARY = "/academy/library"
GRACE_S = 3.0
LOOK_S = 0.5
WRITABLE = ("/tmp", "/home/trainee", "/dev/shm")
GRAMMAR = "rfc3987_syntax"
PRELOAD = ("numpy", "pandas", "networkx", "plotly.graph_objects", "plotly.io", "nbformat", "ipywidgets", "toolkit")


def main() -> int:
    """Read the task from standard input, run each notebook, and report on the file descriptor that it names."""
    if os.getpid() != 2 and not any(map(os.path.exists, CONTAINER)):
        print("inside.py runs in a sandbox alone: in bubblewrap as process 2, or in a container", file=sys.stderr)
        return 2
    task = json.load(sys.stdin)
    work = HOME / "day"
    _copy_in(work)
    _become(task["uid"])
    os.chdir(work)
    if task.get("probe"):
        import sqlite3  # noqa: F401  standard library and environment can be read

        import traitlets  # noqa: F401

        os.write(task["report"], b'{"probe": true}\n')
        return 0
    _limit(task["limits"])
    _shut()
    # The working directory comes last, so that a toolkit.py beside a notebook shadows nothing.
    sys.path[:] = [LIBRARY, *(one for one in sys.path if one), ""]
    _import_once()
    for notebook in task["notebooks"]:
        result = _run_apart(notebook, task["limits"], task["report"])
        _write_all(task["report"], json.dumps(result).encode() + b"\n")
    return 0


def _copy_in(work: Path) -> None:
    """Copy the released day, then the trainee's own files where they replace nothing of it."""
    work.mkdir()
    shutil.copytree(INPUT / "release", work, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.ipynb"))
    released = {path.relative_to(work) for path in work.rglob("*")}
    own = INPUT / "own"
    for source in sorted(own.rglob("*")) if own.is_dir() else []:
        place = source.relative_to(own)
        if place in released or source.suffix == ".ipynb":
            continue
        target = work / place
        if source.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            target.chmod(0o777)
        elif source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            target.chmod(0o666)
    work.chmod(0o777)


def _become(uid: int | None) -> None:
    """Give up the grader's own user where the sandbox was started as root; capabilities go with it."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)


def _limit(limits: dict[str, Any]) -> None:
    for name, value in (
        (resource.RLIMIT_NPROC, limits["processes"]),
        (resource.RLIMIT_NOFILE, limits["open_files"]),
        (resource.RLIMIT_FSIZE, limits["file"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(name, (value, value))


def _shut() -> None:
    """Close this process's memory and descriptors, the report among them, to the forks, which have the same user."""
    import ctypes

    set_dumpable = 4
    ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def _crowded(most: int) -> bool:
    """Are there more files than the cap allows? Each takes memory of the kernel's, however small it is."""
    return sum(one.f_files - one.f_ffree for one in map(os.statvfs, WRITABLE)) > most


def _import_once() -> None:
    import importlib

    # Half of all imports' time would go into a grammar of web addresses, which jsonschema takes where it finds it.
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]
    for name in ("recorder", *PRELOAD):
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    del sys.modules[GRAMMAR]
    if "pandas" in sys.modules:
        # pandas asks at import whether a kernel is there, and takes "no" for a terminal that is as wide as the table.
        sys.modules["pandas"].set_option("display.max_columns", 20)


def _run_apart(notebook: dict[str, Any], limits: dict[str, Any], report: int) -> dict[str, Any]:
    """Run one notebook in a fork, under its deadlines; return its outputs by cell and how it ended."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            os.close(report)
            os.setsid()
            resource.setrlimit(resource.RLIMIT_AS, (limits["address_space"],) * 2)
            _execute(notebook["cells"], writer, limits)
        finally:
            os._exit(0)
    os.close(writer)
    cells: dict[int, dict[str, Any]] = {}
    ended, size, rest, done = "finished", 0, b"", False
    stop = time.monotonic() + limits["notebook_s"]
    patience = limits["cell_s"] + GRACE_S
    quiet = time.monotonic() + patience
    while True:
        left = min(stop, quiet) - time.monotonic()
        if left <= 0:
            ended = "stopped: it left a process running" if done else "stopped: out of time"
            break
        if _crowded(limits["files"]):
            ended = "stopped: too many files"
            break
        if not select.select([reader], [], [], min(left, LOOK_S))[0]:
            continue
        chunk = os.read(reader, 1 << 16)
        if not chunk:
            break
        size += len(chunk)
        if size > limits["notebook_output"]:
            ended = "stopped: too much output"
            break
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            quiet = time.monotonic() + patience
            if _take_line(line, len(notebook["cells"]), cells):
                done = True
                stop = min(stop, time.monotonic() + GRACE_S)
    os.close(reader)
    os.kill(-1, signal.SIGKILL)  # whatever the notebook left running; the sandbox holds nobody else
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    if ended == "finished" and len(cells) < sum(one is not None for one in notebook["cells"]):
        ended = "stopped: the notebook's process ended early"
    return {"notebook": notebook["name"], "ended": ended, "cells": sorted(cells.items())}


def _take_line(line: bytes, count: int, cells: dict[int, dict[str, Any]]) -> bool:
    """Enter one cell's line; True where the notebook says that it is done. Whatever cannot be read is left out."""
    try:
        value = json.loads(line)
        if value.get("done"):
            return True
        index = value["cell"]
        if isinstance(index, int) and 0 <= index < count:
            cells[index] = {"outputs": value["outputs"], "execution_count": value["execution_count"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return False


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _execute(sources: list[str | None], writer: int, limits: dict[str, Any]) -> None:
    """Run the code cells in an IPython shell of this process and write each cell's outputs as one line."""
    import recorder as recording  # type: ignore[import-not-found]

    silence = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silence, standard)
    shell, recorder = recording.shell(limits["cell_output"])
    counts: dict[int, int | None] = {}
    for index, source in enumerate(sources):
        if source is None:
            continue
        recorder.begin(index)
        with recording.deadline(limits["cell_s"]):
            try:
                shell.run_cell(source, store_history=True)
            except BaseException as error:  # what escapes the shell is the cell's own doing
                recorder.failure(error)
        counts[index] = shell.execution_count - 1 if source.strip() else None
        for changed in recorder.changed():
            line = {"cell": changed, "outputs": recorder.cells[changed], "execution_count": counts[changed]}
            _write_all(writer, _json(line) + b"\n")
    _write_all(writer, b'{"done": true}\n')


def _json(line: dict[str, Any]) -> bytes:
    try:
        return json.dumps(line).encode()
    except (TypeError, ValueError, RecursionError, MemoryError):
        return json.dumps({**line, "outputs": []}).encode()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
