"""Start the sandbox: what it may see, what it may use, and how its report is read back. Nothing untrusted runs here."""

from __future__ import annotations

import json
import os
import selectors
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any

from grading.sandbox.limits import Limits
from grading.sandbox.outputs import clean_outputs, count_of, is_bomb, printable
from grading.sandbox.seccomp import program
from grading.sandbox.watch import Watch
from toolkit.errors import GradingError

# Rooms of ours that no submission may see; where they are installed beside the toolkit they are covered up.
HIDDEN = ("grading", "synthetic_data", "classroom", "curriculum")
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime")
MISSING = (
    "bubblewrap (bwrap) is not usable here ({reason}), so submissions cannot be run safely; install it "
    "(apt install bubblewrap), or mark the stored outputs without running anything: add --recorded"
)
FIRST_UID = 61_000
FORGED = "stopped: the report of the run was tampered with"


@dataclass(frozen=True)
class Task:
    """One trainee's day: released folder, the folder of own files, and the source of each code cell by notebook."""

    release: Path
    own: Path
    notebooks: dict[str, list[str | None]]


@dataclass(frozen=True)
class Ran:
    """What a notebook's run gave: outputs by cell number, execution counts, and how it ended."""

    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    counts: dict[int, int | None] = field(default_factory=dict)
    ended: str = "finished"


def available() -> str:
    """Return "" where the sandbox works here, else the reason why it does not."""
    return _mode()[1]


def run(
    task: Task, limits: Limits | None = None, slot: int = 0, interrupted: threading.Event | None = None
) -> dict[str, Ran]:
    """Run a trainee's notebooks in one sandbox.

    Parameters
    ----------
    task : what to run
    limits : its caps
    slot : a number that no other sandbox running now has
    interrupted : once it is set, the sandbox is stopped at once

    Returns what each notebook gave. A notebook that was stopped at its own deadline has the outputs of the cells that
    it finished; where the whole sandbox had to be stopped, the notebook at work has none. Raises GradingError where
    no sandbox can be started here.
    """
    mode, reason = _mode()
    if not mode:
        raise GradingError(MISSING.format(reason=reason))
    limits = limits or Limits()
    notebooks = [{"name": name, "cells": cells} for name, cells in task.notebooks.items()]
    lines, ended = _start(mode, task.release, task.own, {"notebooks": notebooks}, limits, slot, interrupted)
    results = {name: Ran(ended=ended or "stopped: the sandbox ended early") for name in task.notebooks}
    names = list(task.notebooks)
    for number, line in enumerate(lines):
        name, ran = _read_line(line, task.notebooks)
        # The runner writes one line for each notebook, in their order; anything else was written by another.
        if number >= len(names) or name not in ("", names[number]):
            return {one: Ran(ended=FORGED) for one in names}
        results[names[number]] = ran
    return results


def _start(
    mode: str,
    release: Path,
    own: Path,
    task: dict[str, Any],
    limits: Limits,
    slot: int,
    interrupted: threading.Event | None = None,
) -> tuple[list[bytes], str]:
    """Run one sandbox to its end; return the lines of its report, and the reason where we had to stop it."""
    report, writer = os.pipe()
    task |= {"limits": asdict(limits), "report": writer, "uid": FIRST_UID + slot if mode == "setuid" else None}
    with (
        _command(mode, release, own, limits) as command,
        _file(json.dumps(task).encode()) as given,
        _file(program()) as calls,
    ):
        process = subprocess.Popen(
            [*command[:1], *(["--seccomp", str(calls.fileno())] if program() else []), *command[1:]],
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={},  # the environment of bwrap itself can be read inside, through /proc
            pass_fds=(writer, calls.fileno()),
            start_new_session=True,
        )
        os.close(writer)
        try:
            with Watch(process.pid, limits) as watch:
                content, ended = _read(report, limits, watch, interrupted)
        finally:
            process.kill()
            process.wait()
            os.close(report)
    return content.split(b"\n")[:-1], ended  # a line that was cut off has no end


@contextmanager
def _file(content: bytes) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        yield file


def _read(report: int, limits: Limits, watch: Watch, interrupted: threading.Event | None = None) -> tuple[bytes, str]:
    stop = time.monotonic() + limits.total_s
    content = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(report, selectors.EVENT_READ)
        while True:
            if watch.broken():
                return bytes(content), f"stopped: {watch.broken()}"
            if interrupted is not None and interrupted.is_set():
                return b"", "stopped: grading was interrupted"
            if time.monotonic() > stop:
                return bytes(content), "stopped: out of time"
            if not selector.select(timeout=watch.interval_s):
                continue
            chunk = os.read(report, 1 << 16)
            if not chunk:
                return bytes(content), ""
            content += chunk
            if len(content) > limits.total_output:
                return b"", "stopped: too much output"


def _read_line(line: bytes, notebooks: dict[str, list[str | None]]) -> tuple[str, Ran]:
    """Read one notebook's line of the report; nothing in it is taken on trust."""
    try:
        if is_bomb(line):
            raise ValueError("too many lists")
        value = json.loads(line)
        name, ended, cells = value["notebook"], printable(str(value["ended"])[:200]), dict(value["cells"])
        sources = notebooks[name]
        outputs, counts = {}, {}
        for index, cell in cells.items():
            if isinstance(index, int) and 0 <= index < len(sources) and sources[index] is not None:
                outputs[index] = clean_outputs(cell["outputs"])
                counts[index] = count_of(cell["execution_count"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", Ran(ended="stopped: its outputs cannot be read")
    return name, Ran(outputs, counts, ended)


@contextmanager
def _command(mode: str, release: Path, own: Path, limits: Limits) -> Iterator[Sequence[str]]:
    """Yield bwrap's command line. The system, the environment and our toolkit are read-only; all else is empty."""
    here = Path(__file__).resolve().parent
    bound: list[str] = []
    for path in SYSTEM:
        if Path(path).is_symlink():
            bound += ["--symlink", str(Path(path).readlink()), path]
        elif Path(path).exists():
            bound += ["--ro-bind", path, path]
    for path in dict.fromkeys((sys.base_prefix, sys.prefix)):
        if not path.startswith("/usr/") and path != "/usr":
            above = [str(one) for one in reversed(Path(path).parents) if one.parent != one]
            bound += [word for one in above for word in ("--perms", "0755", "--dir", one)]
            bound += ["--ro-bind", path, path]
    bound += [word for one in ("/academy", "/home") for word in ("--perms", "0755", "--dir", one)]
    bound += [
        word for one in ("library", "runner", "input") for word in ("--perms", "0755", "--dir", f"/academy/{one}")
    ]
    packages = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    for place in sorted(f"{folder}/{room}" for folder in packages for room in HIDDEN):
        if Path(place).is_dir():
            bound += ["--tmpfs", place, "--remount-ro", place]
    bound += ["--ro-bind", str(_toolkit()), "/academy/library/toolkit"]
    for name in ("inside.py", "recorder.py"):
        bound += ["--ro-bind", str(here / name), f"/academy/runner/{name}"]
    bound += ["--ro-bind", str(release.resolve()), "/academy/input/release"]
    if own.is_dir():
        bound += ["--ro-bind", str(own.resolve()), "/academy/input/own"]
    disk = ["--size", str(limits.disk)] if "--size" in _help() else []
    writable = []
    for place in ("/tmp", "/home/trainee", "/dev/shm"):
        writable += ["--perms", "1777", *disk, "--tmpfs", place]
    user = (
        ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        if mode == "setuid"
        else ["--unshare-user", "--cap-drop", "ALL", "--uid", "1000", "--gid", "1000"]
    )
    environment = {
        "HOME": "/home/trainee",
        "USER": "trainee",
        "LOGNAME": "trainee",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TMPDIR": "/tmp",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "IPYTHONDIR": "/home/trainee/.ipython",
        "PLOTLY_RENDERER": "plotly_mimetype",  # what plotly chooses in a kernel; here it is imported before the shell
    }
    yield [
        str(shutil.which("bwrap")),
        *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
        *user,
        *("--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"),
        *(word for name, value in environment.items() for word in ("--setenv", name, value)),
        *("--proc", "/proc", "--dev", "/dev", "--perms", "0755", "--dir", "/home"),
        *writable,  # before what is shown read-only: an environment may itself stand below /tmp
        *bound,
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/home/trainee"),
        *(sys.executable, "-I", "-B", "/academy/runner/inside.py"),
    ]


def _toolkit() -> Path:
    import toolkit

    return Path(str(toolkit.__file__)).resolve().parent


@cache
def _help() -> str:
    return subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False).stdout


@cache
def _mode() -> tuple[str, str]:
    """Find out how a sandbox can be started here: ("setuid" | "userns", "") or ("", reason).

    A grader who is root gives his user up inside, so that caps on processes hold; any other user is mapped.
    """
    if not sys.platform.startswith("linux"):
        return "", "it runs on Linux alone"
    if shutil.which("bwrap") is None:
        return "", "it is not installed"
    for mode in ("setuid", "userns") if os.geteuid() == 0 else ("userns",):
        with tempfile.TemporaryDirectory(prefix="academy-") as empty:
            lines, _ = _start(mode, Path(empty), Path(empty) / "none", {"probe": True}, Limits(total_s=30), 0)
        if lines == [b'{"probe": true}']:
            return mode, ""
    return "", "this system does not let it make a sandbox"
