"""A small day that is handed in with its outputs, so that grading needs no sandbox and takes a moment."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from classroom.workspace import Workspace, open_workspace
from tests.grading.small_day import DAY, EXERCISE, LINKS, by_name, make_workspace, submit
from toolkit.answers.emit import MIME

Submit = Callable[..., Path]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small day's workspace, released; read only."""
    return make_workspace(tmp_path_factory.mktemp("small") / "workspace")


@pytest.fixture
def place(small: Path, tmp_path: Path) -> Workspace:
    """An own copy of it, opened."""
    root = Path(shutil.copytree(small, tmp_path / "workspace"))
    (root / "sealed" / "sealed.json").write_text(json.dumps({"case_sha256": "first"}))
    reference = root / "sealed" / "reference" / f"{DAY}.json"
    reference.parent.mkdir()
    return open_workspace(root)


def hand_in(root: Path, trainee: str, links: list[dict[str, str]] | None = None, why: str = "Because.") -> Path:
    """Submit the small day with the answer already in its outputs."""

    def change(notebook: Any) -> None:
        answer = LINKS if links is None else links
        payload = {"version": 1, "exercise": EXERCISE, "answer": answer}
        output = nbformat.v4.new_output("display_data", {MIME: payload, "text/plain": "Recorded."})
        by_name(notebook, "links-mark").outputs = [output]
        by_name(notebook, "why").source = why

    return submit(root, trainee, change)
