"""The decision game: its best answer is right, its outcome lies after the file, and its paper gives none of it."""

from __future__ import annotations

import json

import pytest

import synthetic_data
from grading.checkpoint import view
from grading.exercises import load_course
from grading.judge import judge
from grading.keys.store import derive

COURSE = load_course("senior")
DAY = COURSE.day("2")


@pytest.fixture(scope="module", params=[("foundation", 31), ("practitioner", 32), ("expert", 33)])
def record(request):
    level, seed = request.param
    case, truth = view(*synthetic_data.generate("gms-thailand", level=level, seed=seed), DAY.checkpoint)
    return derive(COURSE.name, DAY.exercises[0], case, truth)


def test_the_oracle_is_the_best_allocation_and_spends_no_more_than_there_is(record):
    assert judge(record, record["oracle"]).score == 1.0
    assert sum(row["units"] for row in record["oracle"]) <= record["key"]["budget"]
    fewer = [{**row, "units": row["units"] - 1} for row in record["oracle"]]
    assert judge(record, fewer).score < 1.0


def test_thoughtless_allocations_earn_little(record):
    names = [item["id"] for item in record["paper"]["items"]]
    every = [{"item": name, "units": record["key"]["budget"]} for name in names]
    even = [{"item": name, "units": record["key"]["budget"] // len(names)} for name in names]
    assert judge(record, every).score == judge(record, even).score == 0.0


def test_the_paper_tells_nothing_of_what_came_after(record):
    shown = json.dumps(record["paper"])
    assert not any(
        str(value) in shown for values in record["key"]["outcomes"].values() for value in values[1:] if value
    )
