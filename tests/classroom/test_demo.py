"""The whole loop through nbgrader with a simulated class of five: the main job, on a generated case."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from classroom.certificates.signing import verify
from classroom.courses import courses
from classroom.demo import run_demo
from classroom.marking import export
from classroom.results import audit
from classroom.simulated import CLASS
from classroom.workspace import open_workspace, released_days
from toolkit.errors import WorkspaceError

COLUMNS = ["trainee", "course", "exercise", "score", "max_score", "note"]


@pytest.mark.skipif(os.name == "nt", reason="nbgrader's exchange does not run on Windows")
@pytest.mark.sandbox
def test_the_loop_tells_the_five_apart(tmp_path: Path) -> None:
    steps: list[float] = []
    made = run_demo(tmp_path / "demo", 20260417, say=lambda step, share: steps.append(share), equate=False)
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    table = pd.read_csv(tmp_path / "demo" / "class.csv")
    assert list(table.columns) == COLUMNS
    assert table["score"].notna().all()
    assert set(table["course"]) == {course.name for course in courses() if course.built_days()}
    for _, part in table.groupby("course"):
        share = part.groupby("trainee")["score"].sum() / part.groupby("trainee")["max_score"].sum()
        assert share["anong"] > 0.7
        assert share["chanthavy"] + 0.1 < share["bopha"] < share["anong"] - 0.1
        assert max(share["chanthavy"], share["daw-mya"], share["eavesdropper"]) <= 0.05
    cheated = table[table["trainee"] == "eavesdropper"]["note"].fillna("").str.cat(sep=" ")
    assert "key.json left out: a link" in cheated
    assert "was changed; the released one is used" in cheated
    assert set(made.feedback) == {one.name for one in CLASS}
    days = len(table[["course", "exercise"]].assign(day=table["exercise"].str[:5]).groupby(["course", "day"]))
    for files in made.feedback.values():
        assert len(files) >= days
        for file in files:
            assert "https://cdn" not in file.read_text("utf-8")
    for name, file in made.reports.items():
        text = file.read_text("utf-8")
        assert "anong" in text
        assert "key.json left out: a link" in text
        place = open_workspace(tmp_path / "demo" / "workspaces" / name)
        assert audit.check(place.folder).fault == ""
        attended = {one.trainee for one in made.certificates[name] if one.kind == "attendance"}
        whole = len(released_days(place)) >= place.course.days
        assert attended == ({"anong", "bopha", "chanthavy", "daw-mya"} if whole else set())
        for one in made.certificates[name]:
            assert verify(one.file, one.file.parent / "issuer_public_key.pem").code == one.code
            assert one.kind == "attendance" or one.trainee in ("anong", "bopha")
    course = next(one for one in courses() if one.built_days())
    place = open_workspace(tmp_path / "demo" / "workspaces" / course.name)
    grades = pd.read_csv(export(place, tmp_path / "grades.csv"))
    mine = grades[grades["student_id"] == "anong"]
    assert mine["score"].sum() == pytest.approx(
        table.query("trainee == 'anong' and course == @course.name")["score"].sum(), abs=0.02
    )


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(WorkspaceError, match="not empty"):
        run_demo(tmp_path, 1, say=lambda step, share: None)
