"""The strategic course's keys: the oracle earns all, thoughtless and copied answers about nothing."""

from __future__ import annotations

import json

import pytest

import synthetic_data
from grading.exercises import load_course
from grading.judge import judge
from grading.keys.store import derive

COURSE = load_course("strategic")
DAYS = {day.name.split("_")[0]: day for day in COURSE.days}
AUTO = [one for name in ("day01", "day03", "day04", "day05") for one in DAYS[name].auto]
CASES = {
    "foundation": ("gms-thailand", "foundation", 71),
    "practitioner": ("gms-thailand", "practitioner", 72),
    "expert": ("gms-thailand", "expert", 73),
    "goods": ("wildlife", "practitioner", 74),
}


@pytest.fixture(scope="module")
def records():
    made = {}
    for name, (scenario, level, seed) in CASES.items():
        case, truth = synthetic_data.generate(scenario, level=level, seed=seed)
        made[name] = (case, {one.id: derive(COURSE.name, one, case, truth) for one in AUTO})
    return made


def mark(case, record, answer):
    return judge(record, answer, documents=set(case.texts)).score


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("exercise", AUTO, ids=lambda one: one.id)
def test_the_oracle_earns_all_and_other_cases_answers_about_nothing(records, name, exercise):
    case, held = records[name]
    record = held[exercise.id]
    assert mark(case, record, record["oracle"]) == pytest.approx(1.0)
    for other, (_, keys) in records.items():
        if other != name:
            assert mark(case, record, keys[exercise.id]["oracle"]) <= 0.35, other


@pytest.mark.parametrize("name", CASES)
def test_one_choice_for_every_item_earns_nothing(records, name):
    case, held = records[name]
    for exercise in AUTO:
        record = held[exercise.id]
        if exercise.family != "choices":
            continue
        for code in exercise.form["codes"]:
            answer = {item["id"]: code for item in record["paper"]["items"]}
            assert mark(case, record, answer) <= 0.05, (exercise.id, code)


@pytest.mark.parametrize("name", CASES)
def test_papers_hold_no_answers_and_rubrics_have_a_model(records, name):
    for record in records[name][1].values():
        shown = json.dumps(record["paper"])
        assert "oracle" not in shown
        assert "sufficient" not in shown
        assert record["model_answer"]


def test_forecasts_are_marked_against_frequencies(records):
    for case, held in records.values():
        record = held["day04.forecast"]
        assert all(0 < value < 1 for value in record["key"]["items"].values())
        even = [{"item": name, "probability": 50} for name in record["key"]["items"]]
        assert mark(case, record, even) == 0.0
