"""The marking of shifts between routes: a status for each pair, and nothing for one status for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marking.displacement import mark
from toolkit.errors import GradingError

ITEMS = [f"P{number}" for number in range(1, 6)]
OPEN = {"status": "not established", "month": ""}
KEY = {"pairs": dict.fromkeys(ITEMS, OPEN) | {"P3": {"status": "confirmed", "month": "2024-08"}}}
PAPER = {"items": [{"id": item} for item in ITEMS]}
ORACLE = [{"item": item, "status": one["status"], "month": one["month"]} for item, one in KEY["pairs"].items()]
STATUSES = ("confirmed", "suspected", "not established")


def score(answer):
    return mark(answer, KEY, paper=PAPER).score


def put(item, **values):
    return [{**row, **values} if row["item"] == item else row for row in ORACLE]


@pytest.mark.parametrize("status", STATUSES)
def test_the_key_scores_one_and_one_status_for_all_nothing(status):
    assert score(ORACLE) == 1.0
    assert score([]) == score([{"item": item, "status": status, "month": "2024-08"} for item in ITEMS]) == 0.0


def test_status_and_month_earn_their_parts():
    assert score(put("P3", status="suspected")) == 0.5
    assert score(put("P3", month="2024-10")) == 1.0
    assert score(put("P3", month="2023-01")) == pytest.approx(0.7)
    assert score([{"item": "P3", "status": "confirmed"}]) == pytest.approx(0.7)


def test_a_confirmed_claim_that_is_not_there_costs_twice_a_suspected_one():
    assert 1 - score(put("P1", status="confirmed")) == pytest.approx(2 * (1 - score(put("P1", status="suspected"))))


def test_feedback_names_no_pair():
    feedback = mark(put("P1", status="confirmed", month="2024-08"), KEY, paper=PAPER).feedback
    assert not any(item in feedback for item in ITEMS)


@given(st.lists(st.tuples(st.sampled_from([*ITEMS, "P9"]), st.sampled_from(STATUSES)), unique_by=lambda row: row[0]))
def test_bounded_and_blind_to_order(rows):
    answer = [{"item": item, "status": status, "month": "2024-08"} for item, status in rows]
    assert 0.0 <= score(answer) <= 1.0
    assert score(answer) == score(answer[::-1])


def test_a_key_without_a_shift_is_a_fault_of_ours():
    with pytest.raises(GradingError):
        mark(ORACLE, {"pairs": {"P1": OPEN}}, paper=PAPER)
