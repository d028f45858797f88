"""Rubric and model answer stand on formgrader's page, and nowhere a trainee gets to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading.formgrader.rubric_panel import PANEL, comments, panel, read_rubric
from grading.nbgrader_calls import load_config
from tests.grading.small_day import COURSE, DAY, NOTEBOOK

SECRET = "Aye Kyi Cho is the broker, as D006 states."
FORMGRADER = {"submission_id": "1", "assignment_id": DAY, "base_url": "", "index": 0, "total": 1, "notebook_path": "x"}


@pytest.fixture
def autograded(workspace: Path) -> Path:
    """An autograded notebook whose trainee imitates the panel, with a key for its written answer."""
    key = workspace / "sealed" / "keys" / COURSE / "day04.why.json"
    key.write_text(json.dumps({"model_answer": SECRET}))
    folder = workspace / "autograded" / "anna" / DAY
    folder.mkdir(parents=True)
    shutil.copy(workspace / "release" / DAY / f"{NOTEBOOK}.ipynb", folder)
    file = folder / f"{NOTEBOOK}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.append(
        nbformat.v4.new_markdown_cell("Model answer: mine", metadata={"academy": {"role": PANEL}}, id="fake")
    )
    nbformat.write(notebook, file)
    return file


def shown(workspace: Path, file: Path, resources: dict[str, Any]) -> str:
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(config=load_config(workspace))
    return str(exporter.from_filename(str(file), resources=resources)[0])


def test_formgrader_shows_it_and_no_imitation(workspace: Path, autograded: Path) -> None:
    before = autograded.read_bytes()
    page = shown(workspace, autograded, dict(FORMGRADER))
    assert SECRET in page
    assert "academy-panel" in page
    assert "Model answer: mine" not in page
    assert autograded.read_bytes() == before


def test_nothing_else_shows_it(workspace: Path, autograded: Path) -> None:
    from grading.feedback.exporter import FeedbackExporter

    assert SECRET not in shown(workspace, autograded, {**FORMGRADER, "submission_id": None})
    exporter = FeedbackExporter(config=load_config(workspace))
    assert exporter.preprocessors == []
    about = {"score": 0.0, "max_score": 15.0, "late_penalty": 0.0, "notebook": NOTEBOOK}
    notebook = nbformat.read(autograded, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.update(score=0.0, waiting=False, comment=None)
    page, _ = exporter.from_notebook_node(notebook, resources={"nbgrader": about, "submission_id": "1"})
    assert SECRET not in page
    for folder in ("release", "feedback", "exchange", "submitted", "autograded", "staged"):
        for file in (workspace / folder).rglob("*"):
            assert not file.is_file() or SECRET.encode() not in file.read_bytes()


def test_a_mark_cell_has_a_panel_only_where_it_is_left_for_a_person(workspace: Path) -> None:
    assert panel(workspace, DAY, "day04.links", {"role": "mark"}) == ""
    assert "the model answer" in panel(workspace, DAY, "day04.links", {"role": "mark", "verdict": {"fault": True}})


def test_rubrics_and_comments_of_the_curriculum_are_read(workspace: Path) -> None:
    rubric = read_rubric(COURSE, "day04_link_chart", "day04.readability")
    assert sum(one["points"] for one in rubric["criterion"]) == rubric["points"]
    assert read_rubric(COURSE, "day04_link_chart", "day04.other") == {}
    assert "C1" in comments(workspace, COURSE)
    (workspace / "comments.toml").write_text('[comments]\nC1 = "Ours."\nX = "More."\n')
    bank = comments(workspace, COURSE)
    assert (bank["C1"], bank["X"]) == ("Ours.", "More.")
