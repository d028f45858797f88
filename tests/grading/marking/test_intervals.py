"""The marking of ranges: a near best figure, a range that holds the truth, and nothing for a range of everything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marking.intervals import mark

KEY = {"figures": {"2026-01": 100.0, "2026-02": 200.0}}
ORACLE = [{"item": month, "low": value, "best": value, "high": value} for month, value in KEY["figures"].items()]
NUMBERS = st.floats(-1e6, 1e6)


def score(answer):
    return mark(answer, KEY, paper={}).score


def row(low, best, high):
    return [{"item": "2026-01", "low": low, "best": best, "high": high}, ORACLE[1]]


def test_the_key_scores_one_and_everything_nothing():
    assert score(ORACLE) == 1.0
    assert score([]) == 0.0
    assert score([{"item": month, "low": 0, "best": 10**6, "high": 10**9} for month in KEY["figures"]]) == 0.0


def test_a_sound_range_earns_everything_and_a_near_miss_a_part():
    assert score(row(80, 96, 120)) == 1.0
    assert 0.75 < score(row(105, 107, 125)) < 1.0
    assert score(row(160, 170, 180)) == pytest.approx(0.5)


def test_disorder_earns_nothing_and_is_named():
    verdict = mark(row(120, 100, 80), KEY, paper={})
    assert verdict.score == 0.5
    assert "out of order" in verdict.feedback


@given(st.lists(st.tuples(st.sampled_from([*KEY["figures"], "1999-01"]), NUMBERS, NUMBERS, NUMBERS), max_size=4))
def test_bounded(rows):
    answer = [dict(zip(("item", "low", "best", "high"), one, strict=True)) for one in rows]
    assert 0.0 <= score(answer) <= 1.0


@given(st.floats(1, 99), st.floats(1, 99))
def test_a_wider_range_that_holds_the_truth_never_earns_more(narrow, wide):
    narrow, wide = sorted((narrow, wide))
    assert score(row(100 - narrow, 100, 100 + narrow)) >= score(row(100 - wide, 100, 100 + wide))


@given(st.floats(0.1, 1000))
def test_units_do_not_matter(factor):
    def scaled(rows):
        return [{name: value if name == "item" else value * factor for name, value in one.items()} for one in rows]

    key = {"figures": {month: value * factor for month, value in KEY["figures"].items()}}
    answer = row(80, 110, 130)
    assert mark(scaled(answer), key, paper={}).score == pytest.approx(score(answer), abs=1e-6)
