"""Put the outputs of a sandboxed run into a rebuilt notebook; runs of a whole class are made ahead and found here."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from grading.sandbox import Limits, Ran, Task, run
from grading.sandbox.launch import MISSING, available
from toolkit.errors import GradingError

# Runs made ahead, by what was run: the code, and the folders of the released day and of the trainee's own files.
_ahead: dict[str, Ran] = {}


def sources(notebook: NotebookNode) -> list[str | None]:
    """Return the code of each cell, None for a cell that is not code."""
    return [cell.source if cell.cell_type == "code" else None for cell in notebook.cells]


def run_ahead(
    notebooks: dict[str, NotebookNode],
    release: Path,
    own: Path,
    limits: Limits | None = None,
    slot: int = 0,
    interrupted: threading.Event | None = None,
) -> dict[str, Ran]:
    """Run the notebooks of one trainee's day in one sandbox and keep what they gave until `execute` asks for it."""
    code = {name: sources(notebook) for name, notebook in notebooks.items()}
    results = run(Task(release, own, code), limits, slot, interrupted)
    for name, ran in results.items():
        _ahead[_key(name, code[name], release, own)] = ran
    return results


def execute(notebook: NotebookNode, name: str, release: Path, own: Path) -> None:
    """Fill in the outputs of a notebook, in place, from a run made ahead or else from one made now."""
    code = sources(notebook)
    ran = _ahead.pop(_key(name, code, release, own), None)
    if ran is None:
        ran = run(Task(release, own, {name: code}))[name]
    fill(notebook, ran)


def fill(notebook: NotebookNode, ran: Ran) -> None:
    """Write a run's outputs into the cells; a cell that was never reached says why."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        cell.execution_count = ran.counts.get(index)
        cell.outputs = [nbformat.from_dict(one) for one in ran.outputs.get(index, ())]
        if index not in ran.outputs and cell.source.strip():
            reason = f"the cell was not run to its end ({ran.ended})"
            cell.outputs = [nbformat.v4.new_output("error", ename="NotRun", evalue=reason, traceback=[reason])]


def require_sandbox() -> None:
    """Raise GradingError, naming the way out, where submissions cannot be run safely."""
    reason = available()
    if reason:
        raise GradingError(MISSING.format(reason=reason))


def _key(name: str, code: list[str | None], release: Path, own: Path) -> str:
    text = json.dumps([name, code, str(release.resolve()), str(own.resolve())])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
