"""Start the sandbox: what it may see, what it may use, and how its report is read back. Nothing untrusted runs here."""

from __future__ import annotations

import json
import os
import secrets
import selectors
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any

from grading.sandbox.bubble import ENVIRONMENT, command, toolkit_folder
from grading.sandbox.engine import end_command, find, run_command
from grading.sandbox.limits import Limits
from grading.sandbox.outputs import NOTEBOOK_OUTPUTS, clean_outputs, count_of, is_bomb, printable, still
from grading.sandbox.seccomp import program
from grading.sandbox.watch import Watch
from toolkit.errors import GradingError

MISSING = (
    "bubblewrap (bwrap) is not usable here ({reason}), so submissions cannot be run safely; install it (apt install "
    "bubblewrap), name a container image in ACADEMY_SANDBOX_IMAGE, or mark the stored outputs without running "
    "anything: add --recorded"
)
FIRST_UID = 61_000
# Where the system has users enough, every run on the machine has a thousand of its own: the kernel counts processes by
# user, so that a bomb in one class would else keep another class, graded at the same time, from starting any.
OWN_UIDS, RUNS = 1_000_000_000, 1 << 20
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


def user_of(slot: int) -> int:
    """Return the user whom a sandbox becomes that root starts: of no other sandbox at work on this machine."""
    if _users() < OWN_UIDS + 1000 * RUNS:
        return FIRST_UID + slot
    return OWN_UIDS + 1000 * (os.getpid() % RUNS) + slot % 1000


@cache
def _users() -> int:
    """How many user numbers, from 0 on, this system or container may give a process."""
    try:
        spans = [tuple(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text("utf-8").splitlines()]
    except (OSError, ValueError):
        return 0
    return max((first + count for first, _, count in spans), default=0)


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
    # A container hands no descriptor on but the standard three.
    told = 1 if mode == "container" else writer
    task |= {"limits": asdict(limits), "report": told, "uid": user_of(slot) if mode == "setuid" else None}
    boxed = _container(release, own, limits) if mode == "container" else _bubble(mode, release, own, limits, writer)
    with boxed as (words, more), _file(json.dumps(task).encode()) as given:
        try:
            process = subprocess.Popen(
                words,
                stdin=given,
                stdout=writer if mode == "container" else subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                **more,
            )
        except BaseException:
            os.close(report)
            raise
        finally:
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
def _bubble(
    mode: str, release: Path, own: Path, limits: Limits, writer: int
) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """The command line of bubblewrap, and how it is started."""
    calls = program()
    with command(mode, release, own, limits) as words, _file(calls) as held:
        filtered = ["--seccomp", str(held.fileno())] if calls else []
        # The environment of bwrap itself can be read inside, through /proc.
        yield [words[0], *filtered, *words[1:]], {"env": {}, "pass_fds": (writer, held.fileno())}


@contextmanager
def _container(release: Path, own: Path, limits: Limits) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """The command line of a container engine, and how it is started; the container ends with the block."""
    engine, image = find()
    name = f"academy-{secrets.token_hex(8)}"
    try:
        yield (
            run_command(
                engine,
                image,
                name,
                limits,
                runner=Path(__file__).resolve().parent,
                toolkit=toolkit_folder(),
                release=release.resolve(),
                own=own.resolve() if own.is_dir() else None,
                environment=list(ENVIRONMENT.items()),
            ),
            {},
        )
    finally:
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(end_command(engine, name), capture_output=True, timeout=30, check=False)


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
        outputs, counts, left = {}, {}, NOTEBOOK_OUTPUTS
        for index, cell in cells.items():
            if isinstance(index, int) and 0 <= index < len(sources) and sources[index] is not None:
                outputs[index] = clean_outputs(cell["outputs"], still(left))
                left -= len(outputs[index])
                counts[index] = count_of(cell["execution_count"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", Ran(ended="stopped: its outputs cannot be read")
    return name, Ran(outputs, counts, ended)


@cache
def _mode() -> tuple[str, str]:
    """Find out how a sandbox can be started here: ("setuid" | "userns" | "container", "") or ("", reason).

    Bubblewrap comes first, a container engine where there is none. A grader who is root gives his user
    up inside, so that caps on processes hold; any other user is mapped.
    """
    reason = "this system does not let it make a sandbox"
    if not sys.platform.startswith("linux"):
        reason = "it runs on Linux alone"
    elif shutil.which("bwrap") is None:
        reason = "it is not installed"
    else:
        for mode in ("setuid", "userns") if os.geteuid() == 0 else ("userns",):
            if _works(mode):
                return mode, ""
    engine, instead = find()
    if engine and _works("container"):
        return "container", ""
    return "", f"{reason}; {f'{engine} does not run {instead}' if engine else instead}"


def _works(mode: str) -> bool:
    with tempfile.TemporaryDirectory(prefix="academy-") as empty:
        lines, _ = _start(mode, Path(empty), Path(empty) / "none", {"probe": True}, Limits(total_s=30), 0)
    return lines == [b'{"probe": true}']
