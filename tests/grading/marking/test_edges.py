"""The marking of links: fair to partial answers, worth nothing to those who chart everything."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marking.edges import mark
from toolkit.errors import GradingError

ENTITIES = [f"N{number:03d}" for number in range(1, 13)]
PAIRS = list(itertools.combinations(ENTITIES, 2))
PAPER = {"entities": [{"id": one} for one in ENTITIES]}
LINKED = PAIRS[::5]
KEY = {
    "links": [
        {"a": a, "b": b, "status": "confirmed" if number % 3 else "suspected"} for number, (a, b) in enumerate(LINKED)
    ],
    "ignored": [list(PAIRS[1])],
    "denied": [list(PAIRS[2])],
}
ORACLE = KEY["links"]

rows = st.lists(
    st.tuples(st.sampled_from(PAIRS), st.sampled_from(["confirmed", "suspected"])),
    max_size=40,
    unique_by=lambda r: r[0],
).map(lambda found: [{"a": a, "b": b, "status": status} for (a, b), status in found])


def score(answer, **parameters):
    return mark(answer, KEY, paper=PAPER, **parameters).score


def test_the_key_itself_scores_one():
    assert score(ORACLE) == 1.0


def test_blank_and_every_pair_score_nothing():
    assert score([]) == 0.0
    for status in ("confirmed", "suspected"):
        assert score([{"a": a, "b": b, "status": status} for a, b in PAIRS]) == 0.0


def test_a_random_answer_scores_about_nothing():
    draw = random.Random(7)
    scores = [
        score(
            [{"a": a, "b": b, "status": draw.choice(["confirmed", "suspected"])} for a, b in draw.sample(PAIRS, size)]
        )
        for size in (5, 13, 30)
        for _ in range(60)
    ]
    assert sum(scores) / len(scores) < 0.05


def test_half_marks_for_another_status():
    turned = [{**row, "status": "suspected" if row["status"] == "confirmed" else "confirmed"} for row in ORACLE]
    assert 0.3 < score(turned) < 0.55
    assert score(turned, half_for_status=False) == 0.0
    one = [{**ORACLE[0], "status": "confirmed"}, *ORACLE[1:]]
    assert score(turned) < score(one) < 1.0


def test_a_third_of_the_links_without_an_error_is_worth_about_a_half():
    assert 0.4 < score(ORACLE[: len(ORACLE) // 3]) < 0.6


def test_ignored_pairs_and_strangers_neither_earn_nor_cost():
    extra = [
        {"a": PAIRS[1][0], "b": PAIRS[1][1], "status": "confirmed"},
        {"a": ENTITIES[0], "b": "N999", "status": "confirmed"},
    ]
    verdict = mark([*ORACLE, *extra], KEY, paper=PAPER)
    assert verdict.score == 1.0
    assert "not on the list, left out of account: 1" in verdict.feedback


def test_feedback_counts_but_names_nobody():
    wrong = {"a": PAIRS[2][0], "b": PAIRS[2][1], "status": "confirmed"}
    verdict = mark([*ORACLE[2:], wrong], KEY, paper=PAPER)
    assert "missing: 2" in verdict.feedback
    assert "denies it: 1" in verdict.feedback
    assert "N0" not in verdict.feedback
    assert verdict.detail["denied_but_charted"] == [list(PAIRS[2])]


def test_a_key_without_links_is_a_fault_of_ours():
    with pytest.raises(GradingError):
        mark([], {"links": []}, paper=PAPER)


@given(rows)
def test_bounded_and_symmetric_in_the_ends(answer):
    turned = [{"a": row["b"], "b": row["a"], "status": row["status"]} for row in reversed(answer)]
    assert 0.0 <= score(answer) == score(turned) <= 1.0
    assert score(answer + answer) == score(answer)


@given(rows, st.randoms(use_true_random=False))
def test_renaming_the_entities_changes_nothing(answer, draw):
    names = dict(zip(ENTITIES, draw.sample([f"X{n}" for n in range(12)], 12), strict=True))
    key = {
        "links": [{**row, "a": names[row["a"]], "b": names[row["b"]]} for row in KEY["links"]],
        "ignored": [[names[a], names[b]] for a, b in KEY["ignored"]],
        "denied": [],
    }
    renamed = [{**row, "a": names[row["a"]], "b": names[row["b"]]} for row in answer]
    paper = {"entities": [{"id": name} for name in names.values()]}
    assert mark(renamed, key, paper=paper).score == pytest.approx(score(answer))


@given(rows, st.sampled_from(PAIRS))
def test_a_right_link_never_hurts_and_a_wrong_one_never_helps(answer, pair):
    others = [row for row in answer if (row["a"], row["b"]) != pair]
    before = score(others)
    right = next((row for row in ORACLE if (row["a"], row["b"]) == pair), None)
    after = score([*others, right or {"a": pair[0], "b": pair[1], "status": "confirmed"}])
    assert after >= before - 1e-9 if right else after <= before + 1e-9
