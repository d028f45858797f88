"""From marks to the trail: syndicates, double marking, appeals, resits and lateness, through nbgrader's gradebook."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy.exc import DBAPIError

from classroom import marking
from classroom.cli import run
from classroom.results import appeals, audit, moderation, people, syndicates, trail
from classroom.results.marks import course_marks, course_rules
from classroom.results.report import incidents
from classroom.workspace import Workspace, open_workspace, set_deadline
from grading.runlog import alone
from tests.classroom.results.conftest import hand_in
from tests.grading.small_day import DAY, EXERCISE, LINKS
from toolkit.errors import ParameterError, WorkspaceError

WHY = "day04.why"


def grade(place: Workspace) -> dict[str, float | None]:
    graded = marking.grade(place, DAY, recorded=True)
    return {one.trainee: one.score for one in graded if one.exercise == EXERCISE}


def points(place: Workspace, exercise: str = EXERCISE) -> dict[str, float]:
    table = course_marks(place)
    return dict(table[table["exercise"] == exercise].set_index("trainee")["points"])


def test_each_member_of_a_syndicate_is_credited_and_written_work_is_marked_once(place: Workspace) -> None:
    hand_in(place.folder, "anna")
    hand_in(place.folder, "dao", LINKS[:1])
    syndicates.declare(place, "mekong", ["anna", "bea", "cam"], ["day04"])
    first = grade(place)
    assert first["anna"] == first["bea"] == first["cam"] == 10
    assert first["dao"] < 10
    sheet = moderation.marking_sheet(place, DAY).assign(points=[4.0, None, None, 2.0], comment="C1")
    moderation.enter(place, sheet, "marked")
    assert syndicates.spread_marks(place, DAY) == 2
    assert points(place, WHY) == {"anna": 4, "bea": 4, "cam": 4, "dao": 2}
    assert syndicates.together(place, [DAY])[DAY]["cam"] == "mekong"
    # The speaker hands in anew: the others follow; bea's own work, handed in later, is hers.
    shutil.rmtree(place.folder / "submitted" / "anna")
    hand_in(place.folder, "anna", LINKS[:2])
    shutil.rmtree(place.folder / "submitted" / "bea")
    hand_in(place.folder, "bea", [])
    again = grade(place)
    assert again["bea"] == 0
    assert again["cam"] == again["anna"] < 10


def test_a_member_of_two_syndicates_is_an_incident_and_a_claim_credits_nobody(place: Workspace) -> None:
    folder = hand_in(place.folder, "anna")
    (folder / "syndicate.json").write_text(json.dumps({"members": ["anna", "eve"]}))
    hand_in(place.folder, "dao")
    syndicates.declare(place, "mekong", ["anna", "bea"], [])
    syndicates.declare(place, "salween", ["dao", "bea"], [])
    scores = grade(place)
    assert set(scores) == {"anna", "dao"}
    table = incidents(place, [DAY])
    said = dict(zip(table["trainee"], table["incident"], strict=True))
    assert "two syndicates (mekong, salween)" in said["bea"]
    assert "not declared" in said["anna"]
    with pytest.raises(WorkspaceError, match="2 to 5"):
        syndicates.declare(place, "one", ["anna"], [])
    assert [one.name for one in syndicates.declared(place)] == ["mekong", "salween"]


def everything(root: Path) -> dict[str, tuple[str, int]]:
    files = [one for part in ("submitted", "records") for one in (root / part).rglob("*") if one.is_file()]
    return {str(one): (one.read_bytes().hex(), one.stat().st_mtime_ns) for one in files}


def test_handing_joint_work_on_waits_for_the_day_and_a_second_run_changes_nothing(place: Workspace) -> None:
    hand_in(place.folder, "anna")
    syndicates.declare(place, "mekong", ["anna", "bea"], [])
    before = everything(place.folder)
    with alone(place.folder / "runs" / DAY), pytest.raises(WorkspaceError, match="another academy grade is at work"):
        grade(place)
    assert everything(place.folder) == before
    first = grade(place)
    before = everything(place.folder)
    assert grade(place) == first == {"anna": 10, "bea": 10}
    assert everything(place.folder) == before


def killed_at(step: int, real: Callable[..., None]) -> Callable[..., None]:
    """`real`, which is ended before the call after so many."""
    left = iter(range(step))

    def act(*given: Any, **more: Any) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        real(*given, **more)

    return act


def test_handing_joint_work_on_survives_a_kill_at_any_step(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy made before the kill is never taken for a member's own work, whatever the speaker hands in then."""
    hand_in(place.folder, "anna")
    syndicates.declare(place, "mekong", ["anna", "bea", "cam"], [])
    for number, links in enumerate((LINKS, LINKS[:1], LINKS[:2], [])):
        shutil.rmtree(place.folder / "submitted" / "anna")
        hand_in(place.folder, "anna", links)
        for name in ("copy", "rmtree", "_write"):
            with monkeypatch.context() as patched:
                where = {"copy": syndicates.joint_files, "rmtree": shutil, "_write": syndicates}[name]
                patched.setattr(where, name, killed_at(number % 3, getattr(where, name)))
                with suppress(KeyboardInterrupt):
                    syndicates.share_out(place, DAY)
        joint = syndicates.share_out(place, DAY)
        assert joint.incidents == ()
        assert joint.shares == {"bea": "anna", "cam": "anna"}
        contents = {
            name: (place.folder / "submitted" / name / DAY / "1_links.ipynb").read_text()
            for name in ("anna", "bea", "cam")
        }
        assert len(set(contents.values())) == 1


def test_a_hostile_joint_submission_hands_nothing_on_but_plain_files(place: Workspace) -> None:
    root = place.folder
    folder = hand_in(root, "anna")
    os.mkfifo(folder / "pipe.csv")
    (folder / "key.json").hardlink_to(next((root / "sealed" / "keys").rglob("*.json")))
    (folder / "link.json").symlink_to(root / "workspace.toml")
    (root / "submitted" / "dao").mkdir()
    (root / "submitted" / "dao" / DAY).symlink_to(root / "source" / DAY)
    (root / "submitted" / "fay").write_text("no folder")
    syndicates.declare(place, "mekong", ["anna", "bea", "fay"], [])
    syndicates.declare(place, "salween", ["dao", "eve"], [])
    joint = syndicates.share_out(place, DAY)
    assert joint.shares == {"bea": "anna"}
    assert {one.name for one in (root / "submitted" / "bea" / DAY).iterdir()} == {"1_links.ipynb", "exercises.json"}
    assert not (root / "submitted" / "eve").exists()
    assert grade(place) == {"anna": 10, "bea": 10, "dao": None}


def test_two_markers_agree_or_go_to_moderation(place: Workspace, tmp_path: Path) -> None:
    for name in ("anna", "bea", "cam"):
        hand_in(place.folder, name, why=f"=cmd|'/C calc'!A0 of {name}")
    grade(place)
    assert moderation.write_sheet(place, DAY, tmp_path / "blank.xlsx") == 3
    for number, marks in enumerate(([4, 5, 1], [4.5, 2, ""]), start=1):
        sheet = moderation.read_table(tmp_path / "blank.xlsx", moderation.KEYS)
        sheet.assign(points=marks, comment=["C1", "", ""]).to_csv(tmp_path / f"m{number}.csv", index=False)
    both = [moderation.read_sheet(place, DAY, tmp_path / f"m{number}.csv") for number in (1, 2)]
    compared = moderation.compare(*both)
    assert list(compared.agreed["trainee"]) == ["anna"]
    assert list(compared.agreed["points"]) == [4.25]
    assert set(compared.apart["trainee"]) == {"bea", "cam"}
    assert moderation.enter(place, compared.agreed, "double marking") == 1
    moderation.write_csv(compared.apart.assign(moderated=[3.5, None]), tmp_path / "apart.csv")
    decided = moderation.moderated(place, DAY, tmp_path / "apart.csv")
    moderation.enter(place, decided, "moderated", by="chair")
    table = points(place, WHY)
    assert (table["anna"], table["bea"]) == (4.25, 3.5)
    assert pd.isna(table["cam"])
    comment = course_marks(place).query("trainee == 'anna' and exercise == @WHY")["comment"].iloc[0]
    assert comment.startswith("State the document number")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"trainee": "anne"}, "did you mean 'anna'"),
        ({"exercise": EXERCISE}, "unknown exercise"),
        ({"points": "5.5"}, "0 to 5 can be given"),
        ({"points": "four"}, "no number"),
        ({"points": "nan"}, "no number"),
    ],
)
def test_a_wrong_sheet_is_refused_whole(place: Workspace, tmp_path: Path, change: dict[str, str], said: str) -> None:
    hand_in(place.folder, "anna")
    grade(place)
    row = {"trainee": "anna", "day": DAY, "exercise": WHY, "points": "3"} | change
    pd.DataFrame([row]).to_csv(tmp_path / "m.csv", index=False)
    with pytest.raises(ParameterError, match=said):
        moderation.read_sheet(place, DAY, tmp_path / "m.csv")


def test_a_criterion_that_nobody_may_fail_holds_the_mark(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rubric = {
        "must_pass": ["fairness"],
        "criterion": [
            {"name": "layout", "title": "Layout", "points": 4.5},
            {"name": "fairness", "title": "Fair", "points": 0.5},
        ],
    }
    monkeypatch.setattr(moderation, "read_rubric", lambda *_: rubric)
    hand_in(place.folder, "anna")
    grade(place)
    layout, fair = moderation.criteria(place.course.folder, DAY, WHY)
    row = {"trainee": "anna", "day": DAY, "exercise": WHY, "points": "", "comment": "Well drawn.", layout: "4.5"}

    def read(name: str, **more: str) -> pd.DataFrame:
        pd.DataFrame([row | more]).to_csv(tmp_path / name, index=False)
        return moderation.read_sheet(place, DAY, tmp_path / name)

    failed = read("failed.csv", **{fair: "0"})
    assert list(failed["points"]) == [4.0]
    assert failed["comment"][0] == f"{moderation.NOT_MET}Fair. So at most 4 points.\n\nWell drawn."
    met = read("met.csv", **{fair: "0.5", layout: "3.5"})
    assert (list(met["points"]), list(met["comment"])) == ([4.0], ["Well drawn."])
    assert len(moderation.compare(failed, met).apart) == 1
    assert len(moderation.compare(failed, failed).agreed) == 1
    with pytest.raises(ParameterError, match="Fair is not met, so at most 4"):
        read("above.csv", **{fair: "0", "points": "4.5"})


def test_an_appeal_leaves_its_trail_and_survives_grading_again(place: Workspace) -> None:
    hand_in(place.folder, "anna", LINKS[:1])
    before = grade(place)["anna"]
    entry = appeals.appeal(place, DAY, "anna", EXERCISE, 8, "cites D014", by="chair")
    assert (entry["old"], entry["new"]) == (before, 8)
    assert points(place)["anna"] == 8
    marking.grade(place, DAY, recorded=True, again=True)
    assert points(place)["anna"] == 8
    found = trail.history(place, "anna", DAY, EXERCISE)
    assert [one["new"] for one in found] == [before, 8]
    assert found[1]["why"] == "appeal: cites D014"
    assert found[1]["by"] == "chair"
    assert list(appeals.appeals(place)["reason"]) == ["cites D014"]
    assert audit.check(place.folder).fault == ""
    for wrong, said in (((11.0, "x"), "0 to 10"), ((5.0, " "), "needs a reason")):
        with pytest.raises(ParameterError, match=said):
            appeals.appeal(place, DAY, "anna", EXERCISE, *wrong)
    with pytest.raises(ParameterError, match="did you mean 'anna'"):
        appeals.appeal(place, DAY, "ana", EXERCISE, 5, "x")
    assert points(place)["anna"] == 8


def test_a_mark_changed_in_formgrader_enters_the_log(place: Workspace) -> None:
    from nbgrader.api import Gradebook

    from grading.config import gradebook_url

    hand_in(place.folder, "anna")
    grade(place)
    assert trail.record(place, "found") == 0
    with Gradebook(gradebook_url(place.folder), place.course.name) as gradebook:
        mark = gradebook.find_grade("why", "1_links", DAY, "anna")
        mark.manual_score, mark.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    assert trail.record(place, "found") == 1
    assert trail.history(place, "anna", DAY, WHY)[-1]["new"] == 3


def test_a_resit_is_sat_once_on_another_case_and_the_better_mark_counts(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from classroom.results import equating

    monkeypatch.setattr(equating, "reference_shares", lambda workspace, days, progress=None: {EXERCISE: 0.8})
    other = open_workspace(Path(shutil.copytree(place.folder, tmp_path / "resit")))
    hand_in(place.folder, "anna", LINKS[:1])
    grade(place)
    with pytest.raises(WorkspaceError, match="the same case"):
        appeals.resit(place, other, "anna", [DAY])
    (other.sealed / "sealed.json").write_text(json.dumps({"case_sha256": "second"}))
    hand_in(other.folder, "anna")
    grade(other)
    with pytest.raises(WorkspaceError, match=r"day04\.why of anna waits"):
        appeals.resit(place, other, "anna", [DAY])
    sheet = moderation.marking_sheet(other, DAY).assign(points=1.0)
    moderation.enter(other, sheet, "marked")
    appeals.resit(place, other, "anna", [DAY])
    table = appeals.with_resits(place, course_marks(place), {EXERCISE: 0.8}).set_index("exercise")
    assert table.loc[EXERCISE, "points"] == pytest.approx(8)  # full marks on the resit are the reference's on this case
    assert bool(table.loc[EXERCISE, "resit"])
    with pytest.raises(WorkspaceError, match="1 of 1 resits"):
        appeals.resit(place, other, "anna", [DAY])
    # Without equating the resit's points stand as they are, not as if the first case had been solved in full.
    sat = {EXERCISE: {"points": 6.0, "of": 10.0, "reference": 0.8, "penalty": 0.0}}
    monkeypatch.setattr(appeals, "_read", lambda _: {"anna": [sat]})
    for reference, points in (({}, 6.0), ({EXERCISE: 0.8}, 6.0), ({EXERCISE: 1.0}, 7.5)):
        plain = appeals.with_resits(place, course_marks(place), reference).set_index("exercise")
        assert plain.loc[EXERCISE, "points"] == pytest.approx(points)


def test_lateness_counts_from_the_deadline(place: Workspace) -> None:
    from datetime import UTC, datetime

    folder = hand_in(place.folder, "anna")
    (folder / "timestamp.txt").write_text("2026-11-28 20:00:00.000000 UTC")
    set_deadline(place, DAY, datetime(2026, 11, 28, 18, tzinfo=UTC))
    grade(place)
    row = course_marks(place).query("exercise == @EXERCISE").iloc[0]
    assert row["late_seconds"] == 7200
    assert row["penalty"] == course_rules(place).late.penalty(7200) == 0


def test_a_course_with_a_late_policy_takes_its_share_of_the_points(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from nbgrader.api import Gradebook

    from grading import late
    from grading.config import gradebook_url

    monkeypatch.setattr(late, "late_policy", lambda course: late.Late(percent_per_day=10))
    folder = hand_in(place.folder, "anna")
    (folder / "timestamp.txt").write_text("2026-11-29 20:00:00.000000 UTC")
    set_deadline(place, DAY, datetime(2026, 11, 28, 18, tzinfo=UTC))
    grade(place)
    with Gradebook(gradebook_url(place.folder), place.course.name) as gradebook:
        book = gradebook.find_submission_notebook("1_links", DAY, "anna")
        assert book.late_submission_penalty == pytest.approx(2)  # two started days: 20 % of 10 points


@pytest.mark.parametrize("words", [["moderate", "--sheet", "x.csv"], ["feedback"], ["collect"], ["report"]])
def test_a_day_that_is_not_released_is_one_line(
    place: Workspace, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place.folder)
    named = [words[0], "operational", "day05", *words[1:], "--workspace", str(place.folder)]
    assert run(named) == 2
    assert "is not released in" in capsys.readouterr().err
    assert not (place.folder / "x.csv").exists()


def test_an_appeal_that_the_gradebook_refuses_leaves_no_trail(place: Workspace) -> None:
    hand_in(place.folder, "anna", [])
    grade(place)
    before = audit.check(place.folder).head
    with sqlite3.connect(place.folder / "gradebook.db") as database:
        database.execute("CREATE TRIGGER full BEFORE UPDATE ON grade BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
    with pytest.raises(DBAPIError, match="disk is full"):
        appeals.appeal(place, DAY, "anna", EXERCISE, 8.0, "cites D014")
    assert audit.check(place.folder).head == before


def test_formgrader_shows_the_names_of_the_class_list(place: Workspace, tmp_path: Path) -> None:
    from nbgrader.api import Gradebook

    hand_in(place.folder, "anna")
    hand_in(place.folder, "bea")
    grade(place)
    assert people.name_students(place) == 0
    (tmp_path / "class.csv").write_text("trainee,name\nanna,\u0e2d\u0e19\u0e07\u0e04\u0e4c\ncam,Cam\n", "utf-8")
    people.take_class_list(place, tmp_path / "class.csv")
    assert [people.name_students(place) for _ in range(2)] == [1, 0]
    with Gradebook(f"sqlite:///{place.folder / 'gradebook.db'}", place.course.name) as gradebook:
        names = {one.id: (one.last_name, one.first_name) for one in gradebook.students}
    assert names == {"anna": ("\u0e2d\u0e19\u0e07\u0e04\u0e4c", "anna"), "bea": (None, None)}
