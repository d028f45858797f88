"""The marking of a clean series: ordinary months, months that need care, and answers that say one thing of all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grading.marking.series import mark

MONTHS: dict[str, float | None] = {f"2024-{month:02d}": 40 + month for month in range(1, 13)} | {"2024-05": None}
KEY = {"months": MONTHS, "care": {"2024-03": "revised", "2024-05": "not reported", "2024-12": "revised later"}}
VALUES = st.none() | st.floats(-1e9, 1e9)


def score(answer):
    return mark(answer, KEY, paper={}).score


def test_the_key_scores_one_and_one_value_for_all_nothing():
    assert score(MONTHS) == 1.0
    assert score({}) == score(dict.fromkeys(MONTHS)) == score(dict.fromkeys(MONTHS, 0.0)) == 0.0


def test_a_missing_month_taken_as_zero_costs_and_is_named():
    verdict = mark(MONTHS | {"2024-05": 0}, KEY, paper={})
    assert 0.6 < verdict.score < 0.9
    assert "not reported is not 0" in verdict.feedback


def test_ordinary_months_alone_earn_the_plain_part():
    careless = MONTHS | {"2024-03": 1, "2024-05": 0, "2024-12": 1}
    assert mark(careless, KEY, paper={}, plain=0.4).score == 0.4


def test_feedback_gives_no_figure():
    feedback = mark(MONTHS | {"2024-03": 1.0}, KEY, paper={}).feedback
    assert "43" not in feedback
    assert "2024-03" not in feedback


@given(st.dictionaries(st.sampled_from([*MONTHS, "2031-01"]), VALUES))
def test_bounded_and_months_outside_do_not_matter(answer):
    assert 0.0 <= score(answer) <= 1.0
    assert score(answer) == score({**answer, "1999-01": 7.0})


@given(st.dictionaries(st.sampled_from(sorted(MONTHS)), VALUES), st.sampled_from(sorted(MONTHS)))
def test_mending_a_month_never_costs(answer, month):
    assert score({**answer, month: MONTHS[month]}) >= score(answer)
