"""The marking of dated changes: near dates earn, wrong ones cost, and naming every month is worth nothing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marking.dated import mark, number
from toolkit.errors import GradingError

PAPER = {"routes": [{"id": letter} for letter in "ABCDE"]}
KEY = {
    "changes": [
        {"route": "A", "month": "2023-06", "direction": "fall"},
        {"route": "B", "month": "2023-08", "direction": "rise"},
        {"route": "C", "month": "2024-12", "direction": "rise"},
    ],
    "ignored": [{"route": "D", "month": "2026-01", "direction": "rise"}],
}
ORACLE = KEY["changes"]
MONTHS = [f"{year}-{month:02d}" for year in range(2021, 2027) for month in range(1, 13)]
EVERY = [
    {"route": route, "month": month, "direction": direction}
    for route, month, direction in itertools.product("ABCDE", MONTHS, ("rise", "fall"))
]


def score(answer):
    return mark(answer, KEY, paper=PAPER).score


def test_the_key_scores_one_and_everything_nothing():
    assert score(ORACLE) == 1.0
    assert score([]) == score(EVERY) == score(EVERY[::7]) == 0.0


@pytest.mark.parametrize(("month", "credit"), [("2023-06", 1.0), ("2023-07", 0.8), ("2023-04", 0.5), ("2023-03", -0.5)])
def test_credit_falls_with_the_distance_and_across_the_new_year(month, credit):
    moved = [{**ORACLE[0], "month": month}, *ORACLE[1:]]
    assert score(moved) == pytest.approx((2 + credit) / 3)
    assert number("2025-01") - number("2024-12") == 1


def test_the_wrong_direction_costs_and_is_named():
    turned = [{**ORACLE[0], "direction": "rise"}, *ORACLE[1:]]
    verdict = mark(turned, KEY, paper=PAPER)
    assert verdict.score == pytest.approx(0.5)
    assert "wrong direction" in verdict.feedback
    assert "2023" not in verdict.feedback


def test_a_surge_left_out_of_account_neither_earns_nor_costs():
    assert score([*ORACLE, *KEY["ignored"]]) == 1.0


def test_one_change_is_found_once():
    twice = [*ORACLE, {**ORACLE[0], "month": "2023-07"}]
    assert score(twice) == pytest.approx(2.5 / 3)


@given(st.lists(st.sampled_from(EVERY), max_size=12))
def test_bounded_and_blind_to_order_and_repetition(answer):
    assert 0.0 <= score(answer) <= 1.0
    assert score(answer) == score(answer[::-1]) == score([*answer, *answer])


@given(st.lists(st.sampled_from(EVERY), max_size=6), st.integers(-30, 30))
def test_shifting_all_dates_together_changes_nothing(answer, step):
    def shifted(rows):
        moved = [(number(row["month"]) + step, row) for row in rows]
        return [{**row, "month": f"{month // 12:04d}-{month % 12 + 1:02d}"} for month, row in moved]

    key = {name: shifted(rows) for name, rows in KEY.items()}
    assert mark(shifted(answer), key, paper=PAPER).score == pytest.approx(score(answer))


def test_a_key_without_changes_is_a_fault_of_ours():
    with pytest.raises(GradingError):
        mark(ORACLE, {"changes": []}, paper=PAPER)
