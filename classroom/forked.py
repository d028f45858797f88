"""Run our own notebooks in forks of one process that has the libraries loaded, without starting a kernel each time.

The shell and the recorder of outputs are those of graded runs (`grading.sandbox.recorder`), without a sandbox: what
runs here is trusted. Where no fork exists (Windows), `classroom.reference` starts a kernel.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import nbformat
from nbformat.notebooknode import NotebookNode

from toolkit.errors import LessonError

Value = TypeVar("Value")
OUTPUT_LIMIT = 64 * 1024 * 1024  # characters in one cell; ours stay far below
PRELOAD = ("numpy", "pandas", "networkx", "igraph", "plotly.graph_objects", "plotly.io", "ipywidgets", "toolkit")


def can_fork() -> bool:
    """Say whether this system has forks."""
    return hasattr(os, "fork") and sys.platform != "darwin"  # on macOS system libraries do not survive one


def load() -> None:
    """Import what notebooks use, once, so that every fork has it."""
    for name in ("grading.sandbox.recorder", *PRELOAD):
        importlib.import_module(name)


def apart(work: Callable[[], Value]) -> Value:
    """Do a piece of work in a fork of this process and return what it returns, which must pickle.

    Nothing that it changes stays: neither settings nor the working directory. An error of the work is raised here as
    LessonError with its traceback; so is the death of the fork.
    """
    with tempfile.TemporaryDirectory(prefix="academy-fork-") as scratch:
        found = Path(scratch) / "found"
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            try:
                try:
                    told = pickle.dumps((True, work()))
                except BaseException:  # whatever it is, the parent says it
                    told = pickle.dumps((False, traceback.format_exc()))
                found.write_bytes(told)
            finally:
                os._exit(0)
        try:
            _, status = os.waitpid(child, 0)
        except BaseException:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise
        if not found.is_file():
            raise LessonError(f"a fork ended without a result (status {status})")
        fine, value = pickle.loads(found.read_bytes())
    if not fine:
        raise LessonError(f"in a fork:\n{value}")
    return value


def run_forked(made: NotebookNode, folder: Path, *, timeout: int) -> None:
    """Execute a trusted notebook in place with `folder` as its working directory; cells that raise don't stop it.

    Parameters
    ----------
    timeout : seconds for one cell

    The outputs are those of a kernel; a test compares them.
    """
    sources = [cell.source if cell.cell_type == "code" else None for cell in made.cells]
    load()
    for index, outputs in apart(lambda: _execute(sources, folder, timeout)).items():
        made.cells[index].outputs = [nbformat.from_dict(one) for one in outputs]


def _execute(sources: list[str | None], folder: Path, timeout: int) -> dict[int, list[dict[str, Any]]]:
    """Run the code cells in an IPython shell of this process; return the outputs of each."""
    from grading.sandbox import recorder as recording

    for name in [name for name in os.environ if name.startswith("NBGRADER_")]:
        del os.environ[name]
    os.environ["OMP_NUM_THREADS"] = "1"
    os.chdir(folder)
    # Here pandas was imported before there was a kernel, and took the terminal's width for the table's.
    sys.modules["pandas"].set_option("display.max_columns", 20)
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silence, standard)
    shell, recorder = recording.shell(OUTPUT_LIMIT)
    run_cell: Callable[..., Any] = shell.run_cell
    for index, source in enumerate(sources):
        if source is None:
            continue
        recorder.begin(index)
        with recording.deadline(timeout):
            try:
                run_cell(source, store_history=True)
            except BaseException as error:  # what escapes the shell is the cell's own doing
                recorder.failure(error)
    return {index: outputs for index, outputs in recorder.cells.items() if index >= 0}
