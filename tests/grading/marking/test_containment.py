"""The marking of boxes: who belongs to which organisation."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from grading.marking.containment import mark

PERSONS = [f"N{number:03d}" for number in range(1, 13)]
FIRMS = ["N050", "N051"]
PAPER = {"persons": [{"id": one} for one in PERSONS], "organisations": [{"id": one} for one in FIRMS]}
KEY = {
    "members": [
        {"person": "N001", "organisation": "N050", "status": "confirmed"},
        {"person": "N002", "organisation": "N050", "status": "suspected"},
        {"person": "N003", "organisation": "N050", "status": "confirmed"},
        {"person": "N003", "organisation": "N051", "status": "confirmed"},
    ],
    "ignored": [["N004", "N051"]],
}
ORACLE = KEY["members"]
EVERYBODY = [
    {"person": person, "organisation": firm, "status": "confirmed"}
    for person, firm in itertools.product(PERSONS, FIRMS)
]


def score(answer):
    return mark(answer, KEY, paper=PAPER).score


def test_the_key_scores_one_and_everybody_in_every_box_nothing():
    assert score(ORACLE) == 1.0
    assert score([]) == score(EVERYBODY) == 0.0
    assert score(EVERYBODY[::2]) < 0.1


def test_a_wrong_placement_costs_more_than_one_left_out():
    wrong = {"person": "N009", "organisation": "N050", "status": "suspected"}
    assert 1 - score([*ORACLE, wrong]) > 1 - score(ORACLE[1:])


def test_ends_may_be_interchanged():
    turned = [{**row, "person": row["organisation"], "organisation": row["person"]} for row in ORACLE]
    assert score(turned) == 1.0


def test_ignored_and_unlisted_placements_neither_earn_nor_cost():
    extra = [
        {"person": "N004", "organisation": "N051", "status": "confirmed"},
        {"person": "N001", "organisation": "N077", "status": "confirmed"},
    ]
    assert score([*ORACLE, *extra]) == 1.0


@given(st.lists(st.sampled_from(EVERYBODY), max_size=24))
def test_bounded_and_blind_to_order_and_repetition(answer):
    assert 0.0 <= score(answer) == score(answer[::-1]) == score(answer + answer) <= 1.0


@given(st.lists(st.sampled_from(EVERYBODY), max_size=12), st.sampled_from(ORACLE))
def test_a_right_placement_never_hurts(answer, row):
    others = [one for one in answer if (one["person"], one["organisation"]) != (row["person"], row["organisation"])]
    assert score([*others, row]) >= score(others) - 1e-9
