"""The course at a glance: what is recorded, what came back, what is due; read from files that may be missing or odd."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit import progress
from toolkit.answers.emit import MIME
from toolkit.errors import CaseError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    exercises = [{"id": "day01.a", "title": "A", "points": 5}, {"id": "day01.b", "title": "B", "points": 10}]
    days = [
        {"name": "day01_x", "title": "Day 1: x", "exercises": exercises},
        {"name": "day02_y", "title": "Day 2: y", "exercises": [{"id": "day02.c", "title": "C", "points": 20}]},
    ]
    (tmp_path / "course.json").write_text(json.dumps({"course": "c", "title": "A course", "days": days}))
    return tmp_path


def notebook(path: Path, *recorded: str) -> None:
    cells = [
        {
            "cell_type": "code",
            "metadata": {"academy": {"exercise": name}},
            "outputs": [{"output_type": "display_data", "data": {MIME: {"exercise": name}}}]
            if name in recorded
            else [],
        }
        for name in ("day01.a", "day01.b")
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells}))


def test_nothing_fetched_says_how_to_fetch(home: Path) -> None:
    found = progress.course(home)
    assert repr(found) == "A course: 0 of 3 answers recorded; 0 of 0 points back"
    assert found._repr_html_().count("Assignment List") == 2


def test_recorded_answers_and_points_that_came_back_are_counted(home: Path) -> None:
    notebook(home / "day01_x" / "1_x.ipynb", "day01.a")
    feedback = home / "day01_x" / "feedback" / "2031-01-01" / "1_x.html"
    feedback.parent.mkdir(parents=True)
    feedback.write_text('<tr data-exercise="day01.a" data-points="4.5" data-most="5"><td>x</td></tr>')
    (home / "due.json").write_text('{"day01_x": "2031-01-02 09:00 UTC"}')
    table = progress.course(home).to_frame().set_index("exercise")
    assert table["recorded"].to_dict() == {"day01.a": True, "day01.b": False, "day02.c": False}
    assert table["earned"].dropna().to_dict() == {"day01.a": 4.5}
    assert table.loc["day01.a", "due"] == "2031-01-02 09:00 UTC"
    assert 'href="day01_x/1_x.ipynb"' in progress.course(home)._repr_html_()


def test_a_damaged_notebook_counts_as_nothing_and_a_missing_course_is_one_line(home: Path, tmp_path: Path) -> None:
    (home / "day01_x").mkdir()
    (home / "day01_x" / "1_x.ipynb").write_text("{")
    assert not progress.course(home).to_frame()["recorded"].any()
    with pytest.raises(CaseError, match="open this page in your course folder"):
        progress.course(tmp_path / "elsewhere")
