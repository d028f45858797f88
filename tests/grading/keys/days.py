"""Keys of whole course days over several seeds and all levels, each case generated once in a test run."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import synthetic_data
from grading.checkpoint import view
from grading.exercises import load_course
from grading.judge import judge
from grading.keys.store import derive

COURSE = "operational_10day"
CASES = (("foundation", 11), ("practitioner", 12), ("expert", 13))
OTHER = ("practitioner", 14)


@cache
def case_and_truth(level: str, seed: int):
    return synthetic_data.generate("gms-thailand", level=level, seed=seed)


@cache
def shown(level: str, seed: int, day: str):
    return view(*case_and_truth(level, seed), load_course(COURSE).day(day).checkpoint)


@cache
def record(level: str, seed: int, exercise: str) -> dict[str, Any]:
    """The sealed key of one exercise; deriving it checks that the oracle earns 1."""
    day = load_course(COURSE).day(exercise.split(".")[0])
    declared = next(one for one in day.exercises if one.id == exercise)
    return derive(COURSE, declared, *shown(level, seed, day.name))


def score(sealed: dict[str, Any], answer: Any) -> float:
    return judge(sealed, answer).score


def keeps_its_promises(exercise: str, thoughtless) -> None:
    """Oracle 1, blank 0, answers without thought and of another case about 0; the paper says nothing of the key.

    `thoughtless` is a function: paper -> answers that take no thought.
    """
    other = record(*OTHER, exercise)
    for level, seed in CASES:
        sealed = record(level, seed, exercise)
        name = f"{exercise} {level} {seed}"
        assert score(sealed, sealed["oracle"]) > 1 - 1e-9, name
        assert score(sealed, [] if isinstance(sealed["oracle"], list) else {}) == 0, name
        for answer in thoughtless(sealed["paper"]):
            assert score(sealed, answer) < 0.1, name
        assert score(sealed, other["oracle"]) < 0.2, name
        paper = json.dumps(sealed["paper"], sort_keys=True)
        assert not {"key", "oracle", "right"} & set(sealed["paper"]), name
        assert json.dumps(sealed["oracle"]) not in paper, name
        assert sealed["paper"] != other["paper"], name
        record.cache_clear()
        assert json.dumps(record(level, seed, exercise)["paper"], sort_keys=True) == paper, name
