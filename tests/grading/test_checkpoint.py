"""The agreed case file of a morning: nothing of tomorrow is in it, and keys ask for nothing that is not."""

from __future__ import annotations

import pandas as pd
import pytest

import synthetic_data
from grading.checkpoint import Checkpoint, daily, evidence, view
from grading.exercises import course_names, load_course
from grading.keys.store import derive_course
from toolkit.errors import LessonError
from toolkit.schema import STREAMS, validate, write_case


@pytest.fixture(scope="module")
def made():
    return synthetic_data.generate("gms-thailand", seed=20261124)


def test_what_happens_later_is_not_on_file_yet(made):
    case, truth = made
    shown, known = view(case, truth, Checkpoint(0.5, ("transfers",)))
    day = pd.Timestamp(shown.info["as_of"])
    assert shown.info["as_of"] < case.info["as_of"]
    assert "transfers" not in shown.tables
    for name in shown.tables:
        column = STREAMS[name].on_file
        if column:
            when = pd.to_datetime(shown.table(name)[column], utc=True)
            assert (when < day.tz_localize("UTC")).all(), name
    assert 0 < len(shown.texts) < len(case.texts)
    assert set(shown.texts) == set(shown.table("reports")["document_id"])
    assert set(known.table("claims")["document_id"]) <= set(shown.texts)
    validate({name: shown.table(name) for name in shown.tables}, {name: STREAMS[name] for name in shown.tables})


def test_provenance_names_only_what_is_on_file(made):
    case, truth = made
    shown, known = view(case, truth, Checkpoint(0.4))
    records = set(shown.texts)
    for name in shown.tables:
        records |= set(shown.table(name)[STREAMS[name].key].astype("str"))
    for name, table in known.tables.items():
        if "provenance" in table.columns:
            listed = {one for row in table["provenance"] for one in str(row).split(";") if one}
            assert listed <= records, name
    assert known.table("links")["provenance"].ne("").sum() < truth.table("links")["provenance"].ne("").sum()


def test_a_file_that_grows_holds_all_that_it_held(made):
    case, _ = made
    before: set[str] = set()
    for share in (0.3, 0.6, 0.9, 1.0):
        now = set(evidence(case, Checkpoint(share)).texts)
        assert before <= now
        before = now
    assert before == set(case.texts)


def test_yesterdays_agreed_answers_lie_in_the_file_and_todays_do_not(made, tmp_path):
    case, truth = made
    course = load_course("operational")
    records = derive_course(course, case, truth)
    case.handouts.update({name: record["paper"] for name, record in records.items()})
    first = next(iter(records))
    papers = [name for name in records if name != first]
    given = daily(case, Checkpoint(), papers, {first: records[first]}, course.name)
    agreed = given.handout(f"agreed/{records[first]['exercise']}")
    assert agreed["agreed"] == records[first]["oracle"]
    assert first not in given.handouts
    write_case(given, tmp_path / "case")
    assert (tmp_path / "case" / "handouts" / course.name / "agreed").is_dir()


def test_every_course_declares_checkpoints_that_can_be_read():
    for name in course_names():
        for day in load_course(name).days:
            assert 0 < day.checkpoint.until <= 1


@pytest.mark.parametrize("line", ["until = 0", "until = 1.5", 'without = ["cals"]', "share = 1", 'until = "x"'])
def test_a_faulty_checkpoint_is_named(tmp_path, line):
    folder = tmp_path / "operational_10day"
    (folder / "lessons" / "day01_x").mkdir(parents=True)
    (folder / "course.toml").write_text(f'title = "T"\n[checkpoint.day01]\n{line}\n')
    (folder / "lessons" / "day01_x" / "exercises.toml").write_text("")
    with pytest.raises(LessonError, match=r"checkpoint\] day01_x"):
        load_course("operational", tmp_path)
