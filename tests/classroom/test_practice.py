"""`academy start`: made once, reused after; nothing of the instructor's in the home; JupyterLab off the internet."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from classroom import lab, practice, practising
from classroom.courses import Course, courses
from classroom.trainee import make_home
from toolkit.answers.practice import JUDGE, marked_at_once
from toolkit.errors import WorkspaceError

SEED = 20260417
MadeCase = Callable[[int], tuple[Path, Path]]


@pytest.fixture
def course() -> Course:
    return next(one for one in courses() if one.built_days())


@pytest.fixture
def makes(made_case: MadeCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cases are copies of the shared one and data goes below `tmp_path`; the list holds the scenarios made."""
    made: list[str] = []

    def make(scenario: str, level: str, *, out: Path, sealed: Path, **_: object) -> None:
        made.append(scenario)
        case, seal = made_case(SEED)
        shutil.copytree(case, out)
        shutil.copytree(seal, sealed)

    monkeypatch.setattr(practice, "make_case", make)
    monkeypatch.setattr(practice, "user_data_path", lambda name: tmp_path / "data" / name)
    return made


def test_the_second_start_reuses_case_and_work(course: Course, makes: list[str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = practice.prepare(course, home)
    assert first.fresh
    notebook = home / first.first
    assert notebook.is_file()
    notebook.write_text("my work", "utf-8")
    second = practice.prepare(course, home)
    assert not second.fresh
    assert makes == ["gms-thailand"]
    assert notebook.read_text("utf-8") == "my work"


def test_the_home_holds_nothing_of_the_instructors(course: Course, makes: list[str], tmp_path: Path) -> None:
    made = practice.prepare(course, tmp_path / "home")
    assert tmp_path / "data" in made.workspace.folder.parents
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    telling = (b"BEGIN SOLUTION", b'"oracle"', str(SEED).encode())
    assert [path for path in files if any(word in path.read_bytes() for word in telling)] == []
    if os.name != "nt":
        assert (made.workspace.sealed.stat().st_mode & 0o077) == 0
    leftovers = [path.name for path in made.workspace.folder.parent.iterdir()]
    assert leftovers == [made.workspace.folder.name]


def test_work_on_a_case_that_is_gone_is_not_mixed_with_a_new_one(
    course: Course, makes: list[str], tmp_path: Path
) -> None:
    made = practice.prepare(course, tmp_path / "home")
    shutil.rmtree(made.workspace.folder)
    with pytest.raises(WorkspaceError, match="name a new --home"):
        practice.prepare(course, tmp_path / "home")
    assert makes == ["gms-thailand"]


def test_jupyterlab_fetches_no_news_and_shows_no_instructors_tools(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", "operational_10day", "ann", tmp_path / "exchange")
    lab.write_settings(home)
    page = json.loads((home.settings / "labconfig" / "page_config.json").read_text("utf-8"))
    off = {name for name, disabled in page["disabledExtensions"].items() if disabled}
    assert {"@jupyter/nbgrader:formgrader", "@jupyter/nbgrader:course-list"} <= off
    assert not {"@jupyter/nbgrader:assignment-list", "@jupyter/nbgrader:validate-assignment"} & off
    settings = json.loads((home.settings / "labconfig" / "default_setting_overrides.json").read_text("utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert (home.settings / "custom" / "custom.css").is_file()
    place = lab.environment(home, "km")
    assert place["JUPYTER_CONFIG_DIR"] == str(home.settings)
    assert place["ACADEMY_LANGUAGE"] == "km"


def table_exercise(course: Course, folder: Path) -> tuple[Any, str, dict[str, Any], Any]:
    """A practice prepared, an exercise with a table and several hints, what its trainees see of it, its best answer."""
    made = practice.prepare(course, folder / "home")
    sheet = json.loads((made.workspace.released(made.days[0]) / "exercises.json").read_text("utf-8"))["exercises"]
    exercise = next(name for name, one in sheet.items() if len(one["hints"]) > 1 and one["form"]["type"] == "table")
    sealed = made.workspace.sealed / "keys" / course.name / f"{exercise}.json"
    return made, exercise, sheet[exercise], json.loads(sealed.read_text("utf-8"))["oracle"]


def test_an_answer_is_marked_at_once_with_hints_and_a_log(
    course: Course, makes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, exercise, shown, best = table_exercise(course, tmp_path)
    root = made.workspace.folder
    empty, other = ([], best[:1])
    first, second = (practising.mark_attempt(root, exercise, answer) for answer in (empty, other))
    assert [first["hint"], second["hint"]] == shown["hints"][:2]
    assert first["points"] == 0
    place = lab.environment(made.home, "en", root)
    monkeypatch.setenv(JUDGE, place[JUDGE])
    said = marked_at_once(exercise, best)
    assert f"{shown['points']:g} of {shown['points']:g} points" in said
    assert "attempt 3" in said
    assert "Hint" not in said
    table = practising.progress(root)
    assert list(table["attempts"]) == [3]
    assert (table["first"] < table["best"]).all()
    assert "not to be had just now: day99" in marked_at_once("day99.x", [])
    monkeypatch.setenv(JUDGE, '["/no/such/program"]')
    assert "not to be had just now" in marked_at_once(exercise, best)
    assert JUDGE not in lab.environment(made.home)
    monkeypatch.delenv(JUDGE)
    assert marked_at_once(exercise, best) == ""


def test_an_answer_recorded_again_unchanged_is_no_new_attempt(
    course: Course, makes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, exercise, shown, best = table_exercise(course, tmp_path)
    root = made.workspace.folder
    said = ("attempt", "points", "best", "hint", "feedback")
    first, again = (practising.mark_attempt(root, exercise, []) for _ in range(2))
    assert [first["unchanged"], again["unchanged"]] == [False, True]
    assert {name: again[name] for name in said} == {name: first[name] for name in said}
    # The same rows with their columns in another order are the same answer.
    practising.mark_attempt(root, exercise, best)
    turned = [dict(reversed(row.items())) for row in best]
    assert practising.mark_attempt(root, exercise, turned)["attempt"] == 2
    monkeypatch.setenv(JUDGE, lab.environment(made.home, "en", root)[JUDGE])
    assert "no new attempt" in marked_at_once(exercise, best)
    # Going back to an earlier answer is a change.
    last = practising.mark_attempt(root, exercise, [])
    assert (last["attempt"], last["unchanged"]) == (3, False)
    assert last["hint"] == shown["hints"][1]
    assert list(practising.attempts(root)["attempt"]) == [1, 2, 3]
