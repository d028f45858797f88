"""What every marking family promises: the oracle earns all, nothing earns nothing, and guessing earns about nothing."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.marking import family
from toolkit.errors import GradingError

PEOPLE = [f"N{number:03d}" for number in range(1, 11)]
ITEMS = [f"E{number:02d}" for number in range(1, 11)]
TEXT = "SYNTHETIC. Sok Dara rang +85540123 from Poipet. Dara was seen by Mao, who lives at 4 Canal Street. " * 2


@dataclass(frozen=True)
class Trial:
    """One family with a key, its oracle, answers that take no thought, and a way to draw answers at random."""

    family: str
    key: Any
    oracle: Any
    thoughtless: tuple[Any, ...]
    draw: Callable[[random.Random], Any]
    paper: Any = None
    parameters: Any = None

    def mark(self, answer: Any, key: Any = None):
        return family(self.family)(answer, key or self.key, paper=self.paper or {}, **(self.parameters or {}))


def rows(**columns):
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def shuffled(rng, values):
    return rng.sample(list(values), len(values))


WAYS = [(a, b) for a in PEOPLE for b in PEOPLE if a != b]
FLOWS = [{"source": a, "target": b, "count": 3 + number} for number, (a, b) in enumerate(WAYS[::9])]
CLUSTERS = [PEOPLE[:3], PEOPLE[4:6]]
PAIRS = list(itertools.combinations(PEOPLE, 2))
SAME = [pair for pair in PAIRS if any(set(pair) <= set(cluster) for cluster in CLUSTERS)]
RAW = [{"number": f" {number}", "day": "1/2/2026", "n": number} for number in range(8)]
CLEAN = [{"number": str(number), "day": "2026-02-01", "n": number} for number in range(6)]
CELLS = {
    f"E{e} H{h}": [("consistent", "inconsistent", "neutral")[(e * h + h) % 3]] for e in range(1, 7) for h in (1, 2, 3)
}
CODES = ("consistent", "inconsistent", "neutral")
OUTCOMES = {"A": [0, 5, 6, 6], "B": [0, 1, 2, 9], "C": [0, 0, 1, 1], "D": [0, 4, 7, 8]}
CLAIMS = {
    "C1": {"sufficient": [["D001", "D002"], ["D003"]], "related": ["D004"]},
    "C2": {"sufficient": [["D005"]]},
    "C3": {"sufficient": []},
}
DOCUMENTS = [f"D{number:03d}" for number in range(1, 31)]
GRADES = {
    name: {
        "source": {"best": ["ABCX"[number % 4]], "near": ["ABCX"[(number + 1) % 4]]},
        "information": {"best": ["1234"[number // 3]]},
    }
    for number, name in enumerate(ITEMS)
}

TRIALS = [
    Trial(
        "ordering",
        {"items": ITEMS[:8], "before": [list(pair) for pair in itertools.combinations(ITEMS[:8], 2)][::2]},
        rows(item=ITEMS[:8]),
        (rows(item=ITEMS[7::-1]), rows(item=ITEMS[8:])),
        lambda rng: rows(item=shuffled(rng, ITEMS)),
    ),
    Trial(
        "directed",
        {"flows": FLOWS},
        FLOWS,
        ([{"source": a, "target": b, "count": 1} for a, b in WAYS],),
        lambda rng: [{"source": a, "target": b, "count": rng.randint(1, 15)} for a, b in rng.sample(WAYS, 12)],
        {"entities": [{"id": one} for one in PEOPLE]},
    ),
    Trial(
        "figures",
        {"items": {"income": {"value": 1200.0}, "spent": {"value": -300.0}, "unknown": {"value": 0, "scale": 500}}},
        rows(item=["income", "spent", "unknown"], value=[1200, -300, 0]),
        (rows(item=["income", "spent"], value=[0, 0]),),
        lambda rng: rows(item=["income", "spent", "unknown"], value=[rng.uniform(-5000, 5000) for _ in range(3)]),
    ),
    Trial(
        "merges",
        {"clusters": CLUSTERS, "open": [[PEOPLE[8], PEOPLE[9]]]},
        [{"a": a, "b": b, "verdict": "same"} for a, b in SAME],
        tuple(
            [{"a": a, "b": b, "verdict": verdict} for a, b in PAIRS] for verdict in ("same", "possible", "different")
        ),
        lambda rng: [{"a": a, "b": b, "verdict": rng.choice(["same", "different"])} for a, b in PAIRS],
        {"entities": [{"id": one} for one in PEOPLE]},
    ),
    Trial(
        "spans",
        {
            "remove": {"D001": ["Sok Dara", "Dara was", "+85540123", "4 Canal Street"]},
            "harmless": {"D001": ["SYNTHETIC"]},
        },
        rows(document=["D001"] * 4, phrase=["Sok Dara", "Dara was", "+85540123", "4 Canal Street"]),
        (rows(document=["D001"], phrase=["rang"]), rows(document=["D001"], phrase=["e"])),
        lambda rng: rows(document=["D001"] * 2, phrase=[TEXT[at : at + 6] for at in rng.sample(range(150), 2)]),
        {"texts": {"D001": TEXT}},
    ),
    Trial(
        "rows",
        {"rows": CLEAN, "raw": RAW},
        CLEAN,
        (RAW,),
        lambda rng: [{"number": str(rng.randrange(99)), "day": "2026-01-01", "n": 1} for _ in range(6)],
        parameters={"by": ["number"], "compare": ["day", "n"]},
    ),
    Trial(
        "ach",
        {"cells": CELLS},
        {cell: codes[0] for cell, codes in CELLS.items()},
        tuple(dict.fromkeys(CELLS, code) for code in CODES),
        lambda rng: {cell: rng.choice(CODES) for cell in CELLS},
    ),
    Trial(
        "probabilities",
        {"items": {"a": 0.9, "b": 0.2, "c": 0.35}, "reference": 0.5},
        rows(item=["a", "b", "c"], probability=[90, 20, 35]),
        (rows(item=["a", "b", "c"], probability=[50] * 3), rows(item=["a", "b", "c"], probability=[100] * 3)),
        lambda rng: rows(item=["a", "b", "c"], probability=[rng.choice([0, 100]) for _ in range(3)]),
    ),
    Trial(
        "allocation",
        {"outcomes": OUTCOMES, "budget": 6},
        rows(item=["A", "B", "D"], units=[1, 3, 2]),
        (rows(item=list(OUTCOMES), units=[1] * 4), rows(item=list(OUTCOMES), units=[6] * 4)),
        lambda rng: rows(item=["C", rng.choice("ABD")], units=[4, 2]),
    ),
    Trial(
        "evidence",
        {"claims": CLAIMS},
        rows(claim=["C1", "C2", "C3"], documents=[["D003"], ["D005"], []]),
        (rows(claim=list(CLAIMS), documents=[DOCUMENTS] * 3), rows(claim=list(CLAIMS), documents=[[]] * 3)),
        lambda rng: rows(claim=list(CLAIMS), documents=[rng.sample(DOCUMENTS, 2) for _ in range(3)]),
    ),
    Trial(
        "grades",
        {"rows": GRADES},
        [{"document": name, **{column: one["best"][0] for column, one in row.items()}} for name, row in GRADES.items()],
        tuple([{"document": name, "source": a, "information": b} for name in GRADES] for a in "ABCX" for b in "1234"),
        lambda rng: [
            {"document": name, "source": rng.choice("ABCX"), "information": rng.choice("1234")} for name in GRADES
        ],
    ),
]
TRIED = pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.family)


@TRIED
def test_the_oracle_earns_everything_and_a_blank_answer_nothing(trial):
    assert trial.mark(trial.oracle).score == pytest.approx(1.0)
    blank = trial.mark({} if isinstance(trial.oracle, dict) else [])
    assert blank.score == 0.0
    assert "yet" in blank.feedback


@TRIED
def test_answers_that_take_no_thought_earn_nothing(trial):
    assert [trial.mark(answer).score for answer in trial.thoughtless] == [0.0] * len(trial.thoughtless)


@TRIED
def test_guessing_earns_about_nothing(trial):
    rng = random.Random(11)
    scores = [trial.mark(trial.draw(rng)).score for _ in range(200)]
    assert sum(scores) / len(scores) < 0.16


@TRIED
def test_leaving_out_a_part_costs_and_feedback_never_holds_the_key(trial):
    parts = list(trial.oracle.items()) if isinstance(trial.oracle, dict) else list(trial.oracle)
    some = dict(parts[1:]) if isinstance(trial.oracle, dict) else parts[1:]
    verdict = trial.mark(some)
    assert 0 <= verdict.score < 1
    hidden = [*PEOPLE, *ITEMS, *CELLS, "D003", "D005", "Sok Dara", "Canal"]
    assert not [one for one in hidden if one in verdict.feedback]


@TRIED
def test_an_empty_key_is_refused(trial):
    empty = {
        name: ([] if isinstance(value, list) else {} if isinstance(value, dict) else 0)
        for name, value in trial.key.items()
    }
    with pytest.raises(GradingError, match="derive"):
        trial.mark(trial.oracle, empty)


@TRIED
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_mixture_of_right_and_random_is_a_score(trial, data):
    rng = random.Random(data.draw(st.integers(0, 10_000)))
    drawn = trial.draw(rng)
    if isinstance(trial.oracle, dict):
        answer = {**drawn, **dict(rng.sample(sorted(trial.oracle.items()), rng.randrange(len(trial.oracle))))}
    else:
        answer = shuffled(rng, [*drawn, *rng.sample(trial.oracle, rng.randrange(len(trial.oracle) + 1))])
    assert 0.0 <= trial.mark(answer).score <= 1.0


def test_a_wrong_merge_costs_at_least_twice_an_omission():
    trial = next(one for one in TRIALS if one.family == "merges")
    unsure = trial.mark([*trial.oracle, {"a": PEOPLE[8], "b": PEOPLE[9], "verdict": "possible"}]).score
    assert unsure == 1.0
    bigger = {"clusters": [PEOPLE[:2], PEOPLE[2:4], PEOPLE[4:6]], "open": []}
    pairs = [{"a": a, "b": b, "verdict": "same"} for a, b in (PEOPLE[:2], PEOPLE[2:4], PEOPLE[4:6])]
    lost = 1 - trial.mark(pairs[1:], bigger).score
    taken = 1 - trial.mark([*pairs, {"a": PEOPLE[6], "b": PEOPLE[7], "verdict": "same"}], bigger).score
    assert taken >= 2 * lost * 0.99


def test_a_redaction_that_leaves_half_a_name_leaves_the_name():
    trial = next(one for one in TRIALS if one.family == "spans")
    half = rows(document=["D001"] * 4, phrase=["Sok Dar", "Dara was", "+85540123", "4 Canal Street"])
    assert trial.mark(half).score == pytest.approx(0.75)
    assert "as they were copied" not in trial.mark(half).feedback
    astray = [*half, {"document": "D001", "phrase": "Sok  Dara"}, {"document": "D999", "phrase": "Sok Dara"}]
    assert "as they were copied: 2." in trial.mark(astray).feedback
    assert trial.mark(rows(document=["D001"], phrase=[TEXT])).score == 0.0


def test_the_best_allocation_is_found_exactly():
    trial = next(one for one in TRIALS if one.family == "allocation")
    split = [u for u in itertools.product(range(7), repeat=4) if sum(u) <= 6]
    best = max(sum(OUTCOMES[name][min(u, 3)] for name, u in zip(OUTCOMES, units, strict=True)) for units in split)
    assert trial.mark(trial.oracle).detail["best"] == best


def test_the_wrong_direction_is_wrong_and_the_right_tie_with_a_wrong_count_is_half():
    trial = next(one for one in TRIALS if one.family == "directed")
    turned = [{"source": row["target"], "target": row["source"], "count": row["count"]} for row in FLOWS]
    both = [row for row in FLOWS if any((o["source"], o["target"]) == (row["target"], row["source"]) for o in FLOWS)]
    assert trial.mark(turned).score < 0.15
    assert len(trial.mark(turned).detail["turned"]) == len(FLOWS) - len(both)
    off = [{**row, "count": row["count"] * 3} for row in FLOWS]
    assert 0.3 < trial.mark(off).score < 0.6
