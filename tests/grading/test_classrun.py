"""The whole loop through nbgrader on a small day, with and without the plug-ins."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading import ungraded
from grading.classrun import Graded, grade
from tests.grading.small_day import COURSE, DAY, EXERCISE, LINKS, NOTEBOOK, RIGHT, SECRET, answering, by_name, submit
from toolkit.errors import ParameterError, WorkspaceError


def points(results: list[Graded], exercise: str = EXERCISE) -> dict[str, float | None]:
    return {one.trainee: one.score for one in results if one.exercise == exercise}


def api(workspace: Path) -> Any:
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config.loader import PyFileConfigLoader

    return NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py", path=str(workspace)).load_config())


@pytest.mark.sandbox
@pytest.mark.usefixtures("sandbox")
def test_a_class_is_graded_and_gets_its_feedback(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def thoughtful(notebook: Any) -> None:
        answering(RIGHT)(notebook)
        by_name(notebook, "why").source = "Because <script>alert(1)</script>of the grades."

    submit(workspace, "good", thoughtful)
    submit(workspace, "half", answering(f"links = {LINKS[:1]!r}"))
    submit(workspace, "blank")
    submit(workspace, "crash", answering("1/0"))
    submit(workspace, "wrongform", answering("links = {'a': 1}"))
    broken = submit(workspace, "broken")
    (broken / f"{NOTEBOOK}.ipynb").write_text("{")
    (workspace / "submitted" / "<b>" / DAY).mkdir(parents=True)

    seen: list[tuple[str, int, int]] = []
    results = grade("operational", "day04", workspace, progress=lambda *step: seen.append(step))
    assert len(seen) == 7
    marks = points(results)
    assert marks["good"] == 10.0
    assert 0 < (marks["half"] or 0) < 10
    assert [marks[one] for one in ("blank", "crash", "wrongform", "broken")] == [0.0] * 4
    assert marks["<b>"] is None
    notes = {one.trainee: one.note for one in results if one.exercise == EXERCISE}
    assert "still empty" in notes["blank"]
    assert "counts as blank" in notes["broken"]
    assert "cannot be a trainee's" in notes["<b>"]
    assert points(results, "day04.why")["good"] is None
    assert points(results, "day04.why")["blank"] == 0.0

    # The second time nothing is run again; a changed submission is, and so is one whose graded copy is gone.
    monkeypatch.setattr("grading.classrun.run_ahead", lambda *_: pytest.fail("run again"))
    assert points(grade(COURSE, DAY, workspace)) == marks
    monkeypatch.undo()
    shutil.rmtree(workspace / "submitted" / "half")
    submit(workspace, "half", answering(RIGHT))
    assert points(grade(COURSE, "4", workspace, only="half")) == {"half": 10.0}

    # Formgrader's own button refuses what was not staged and leaves everything as it was.
    os.chdir(workspace)
    refused = api(workspace).autograde(DAY, "good")
    assert not refused["success"]
    assert "academy grade" in refused["error"]
    assert (workspace / "autograded" / "good" / DAY / f"{NOTEBOOK}.ipynb").is_file()

    # A person marks the written answer, and grading again keeps that mark.
    with api(workspace).gradebook as gradebook:
        entry = gradebook.find_grade("why", NOTEBOOK, DAY, "good")
        entry.manual_score, entry.needs_manual_grade = 4, False
        gradebook.find_comment("why", NOTEBOOK, DAY, "good").manual_comment = "Well **argued** <script>x</script>"
        gradebook.db.commit()
    again = grade(COURSE, DAY, workspace, only="good", again=True)
    assert points(again, "day04.why") == {"good": 4.0}

    made = api(workspace).generate_feedback(DAY)
    assert made["success"], made
    page = (workspace / "feedback" / "good" / DAY / f"{NOTEBOOK}.html").read_text()
    for part in ("10 of 10 points", "Links charted: 3", "<strong>argued</strong>", "of the grades"):
        assert part in page
    for part in ("<script", "https://", "cdn", SECRET, "denied_but_charted"):
        assert part not in page
    detail = json.loads((workspace / "runs" / DAY / "detail" / "half" / f"{NOTEBOOK}.json").read_text())
    assert detail[EXERCISE]["score"] == 1.0


@pytest.mark.sandbox
@pytest.mark.usefixtures("sandbox")
def test_a_fault_of_ours_leaves_the_exercise_to_a_person(workspace: Path) -> None:
    submit(workspace, "good", answering(RIGHT))
    key = workspace / "sealed" / "keys" / COURSE / f"{EXERCISE}.json"
    key.write_text("{}")
    (one, _) = grade(COURSE, DAY, workspace)
    assert (one.score, one.max_score) == (None, 10.0)
    assert "left for a person" in one.note


def test_stored_outputs_can_be_marked_without_running_anything(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.answers.emit import MIME

    def stored(notebook: Any) -> None:
        answering("open('/nowhere/at/all')")(notebook)
        data = {MIME: {"version": 1, "exercise": EXERCISE, "answer": LINKS}, "text/plain": "Recorded"}
        by_name(notebook, "links-mark").outputs = [nbformat.v4.new_output("display_data", data)]

    submit(workspace, "good", stored)
    submit(workspace, "blank")
    monkeypatch.setattr("grading.classrun.require_sandbox", lambda: pytest.fail("asked for a sandbox"))
    assert points(grade(COURSE, DAY, workspace, recorded=True)) == {"blank": 0.0, "good": 10.0}


def test_plain_nbgrader_without_the_plug_ins_gives_nothing(workspace: Path) -> None:
    submit(workspace, "good", answering(RIGHT))
    plain = f"c = get_config()\nc.CourseDirectory.course_id = {COURSE!r}\nc.Exchange.root = 'exchange'\n"
    (workspace / "nbgrader_config.py").write_text(plain)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", "autograde", DAY]
    done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{workspace / 'gradebook.db'}", COURSE) as gradebook:
        assert gradebook.find_grade("links-mark", NOTEBOOK, DAY, "good").score == 0
    graded = nbformat.read(workspace / "autograded" / "good" / DAY / f"{NOTEBOOK}.ipynb", as_version=4)
    assert "academy grade" in by_name(graded, "links-mark").outputs[0].evalue


def test_wrong_names_are_one_clear_line(workspace: Path, tmp_path: Path) -> None:
    submit(workspace, "anna")
    with pytest.raises(WorkspaceError, match=r"no workspace\.toml"):
        grade(COURSE, DAY, tmp_path / "elsewhere")
    with pytest.raises(WorkspaceError, match="not of strategic"):
        grade("strategic", DAY, workspace)
    with pytest.raises(ParameterError, match="unknown released day 'day05'"):
        grade(COURSE, "day05", workspace)
    with pytest.raises(ParameterError, match="did you mean 'anna'"):
        grade(COURSE, DAY, workspace, only="ana")


def test_names_with_spaces_are_graded_and_work_in_a_wrong_place_is_named(workspace: Path) -> None:
    for name in ("Anna Kim", "วิชัย ใจดี"):
        submit(workspace, name)
    submitted = workspace / "submitted"
    (submitted / "bea").mkdir()
    shutil.copytree(submitted / "Anna Kim" / DAY, submitted / "bea" / "Day04 (copy)")
    (submitted / "cam").mkdir()
    for place in (submitted / "cam", submitted):
        shutil.copy(submitted / "Anna Kim" / DAY / f"{NOTEBOOK}.ipynb", place)
    (submitted / "dao" / "day05_other").mkdir(parents=True)
    (submitted / "eve " / DAY).mkdir(parents=True)
    results = grade(COURSE, DAY, workspace, recorded=True)
    named = {"Anna Kim", "bea", "cam", "eve ", f"{NOTEBOOK}.ipynb", "วิชัย ใจดี"}
    assert {one.trainee for one in results} == named
    notes = {one.trainee: one.note for one in results if one.exercise == EXERCISE}
    assert points(results)["Anna Kim"] == points(results)["วิชัย ใจดี"] == 0.0
    assert f"holds Day04 (copy), but no folder {DAY}" in notes["bea"]
    assert f"submitted/cam/{DAY}" in notes["cam"]
    assert "submitted/TRAINEE/" in notes[f"{NOTEBOOK}.ipynb"]
    assert "rename it" in notes["eve "]
    assert set(ungraded.read(workspace / "runs" / DAY)) == named - {"Anna Kim", "วิชัย ใจดี"}

    # Put right, it is graded and no longer on the list.
    (submitted / "bea" / "Day04 (copy)").rename(submitted / "bea" / DAY)
    assert points(grade(COURSE, DAY, workspace, only="bea", recorded=True)) == {"bea": 0.0}
    assert "bea" not in ungraded.read(workspace / "runs" / DAY)
    assert "cam" in ungraded.read(workspace / "runs" / DAY)
