"""The marking of choices: above guessing and above one answer for all, for one choice and for several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marking.choices import mark
from toolkit.errors import GradingError

CODES = ["a", "b", "c", "d"]
PAPER = {"codes": CODES, "items": [{"id": f"Q{n}"} for n in range(1, 9)]}
ONE = {"items": {f"Q{n}": [CODES[n % 4]] for n in range(1, 9)}}
MANY = {"items": {**{f"Q{n}": [CODES[n % 4]] for n in range(1, 6)}, "Q6": ["a", "b"], "Q7": ["b", "c"], "Q8": ["d"]}}
ITEMS = list(ONE["items"])
SINGLE = st.dictionaries(st.sampled_from([*ITEMS, "Q99"]), st.sampled_from([*CODES, "z"]))
SEVERAL = st.dictionaries(st.sampled_from(ITEMS), st.lists(st.sampled_from(CODES), unique=True))


def single(answer, key=ONE):
    return mark(answer, key, paper=PAPER).score


def several(answer):
    return mark(answer, MANY, paper=PAPER, several=True).score


def test_the_key_scores_one_and_nothing_nothing():
    assert single({item: codes[0] for item, codes in ONE["items"].items()}) == 1.0
    assert several(MANY["items"]) == 1.0
    assert single({}) == several({}) == 0.0


@pytest.mark.parametrize("code", CODES)
def test_one_answer_for_all_and_everything_ticked_are_worth_nothing(code):
    assert single(dict.fromkeys(ITEMS, code)) == 0.0
    assert several({key: [code] for key in ITEMS}) == 0.0
    assert several(dict.fromkeys(ITEMS, CODES)) == 0.0


def test_either_answer_at_a_boundary_is_right():
    key = {"items": {**ONE["items"], "Q1": ["b", "c"]}}
    answer = {item: codes[0] for item, codes in key["items"].items()}
    assert single({**answer, "Q1": "b"}, key) == single({**answer, "Q1": "c"}, key) == 1.0
    assert single({**answer, "Q1": "a"}, key) < 1.0


def test_an_item_may_have_codes_of_its_own():
    paper = {"items": [{"id": "Q1", "codes": ["x", "y"]}, {"id": "Q2", "codes": ["x", "y", "z"]}]}
    key = {"items": {"Q1": ["x"], "Q2": ["z"]}}
    assert mark({"Q1": "x", "Q2": "z"}, key, paper=paper).score == 1.0
    assert mark({"Q1": "z", "Q2": "z"}, key, paper=paper).score == 0.0


def test_a_wrong_tick_costs_as_much_as_a_right_one_earns():
    assert several({**MANY["items"], "Q6": ["a", "c"]}) == several({**MANY["items"], "Q6": []})


def test_feedback_names_no_item_and_no_code():
    feedback = mark(dict.fromkeys(ITEMS, "a"), ONE, paper=PAPER).feedback
    assert not any(item in feedback for item in ITEMS)


@given(SINGLE, SEVERAL)
def test_bounded(one, many):
    assert 0.0 <= single(one) <= 1.0
    assert 0.0 <= several(many) <= 1.0


@given(SEVERAL)
def test_the_order_of_ticks_does_not_matter(answer):
    assert several(answer) == several({item: codes[::-1] for item, codes in answer.items()})


def test_a_key_that_one_answer_fits_is_a_fault_of_ours():
    with pytest.raises(GradingError):
        mark({}, {"items": {"Q1": ["a"], "Q2": ["a"]}}, paper=PAPER)
