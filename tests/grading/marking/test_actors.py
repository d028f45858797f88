"""The marking of key actors: role and documents count, a centrality list does not, accusing the innocent costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marking.actors import mark
from toolkit.errors import GradingError

KEY = {
    "actors": [
        {"nominal": f"N00{number}", "roles": ["broker"], "status": "confirmed", "documents": [f"D00{number}", "D099"]}
        for number in range(1, 4)
    ]
    + [{"nominal": "N004", "roles": ["organiser", "broker"], "status": "suspected", "documents": ["D004"]}],
    "members": ["N010", "N011", "N012"],
    "ignored": ["N020"],
}
PAPER = {"most": 8}
ORACLE = [
    {"nominal": one["nominal"], "role": one["roles"][0], "status": one["status"], "documents": one["documents"][:1]}
    for one in KEY["actors"]
]
PEOPLE = [f"N{number:03d}" for number in range(1, 60)]
rows = st.lists(
    st.fixed_dictionaries(
        {
            "nominal": st.sampled_from(PEOPLE),
            "role": st.sampled_from(["organiser", "broker"]),
            "status": st.sampled_from(["confirmed", "suspected", "not established"]),
            "documents": st.lists(st.sampled_from(["D001", "D002", "D003", "D004", "D099"]), max_size=3, unique=True),
        }
    ),
    max_size=10,
    unique_by=lambda row: row["nominal"],
)


def score(answer):
    return mark(answer, KEY, paper=PAPER).score


def accuse(nominal, status="suspected"):
    return {"nominal": nominal, "role": "broker", "status": status, "documents": ["D001"]}


def test_the_key_scores_one_and_blank_nothing():
    assert score(ORACLE) == 1.0
    assert score([]) == 0.0


def test_accusing_everybody_scores_nothing():
    assert score([accuse(nominal) for nominal in PEOPLE]) == 0.0
    assert score([{**accuse(nominal), "documents": []} for nominal in PEOPLE[:12]]) == 0.0


def test_one_innocent_costs_at_least_twice_an_omission():
    omission = 1 - score(ORACLE[1:])
    assert omission == pytest.approx(0.25)
    assert 1 - score([*ORACLE, accuse("N050")]) >= 2 * omission - 1e-9
    assert 1 - score([*ORACLE, accuse("N050", "confirmed")]) > 1 - score([*ORACLE, accuse("N050")])


def test_a_lesser_member_costs_little_and_an_ignored_or_open_name_nothing():
    assert 0.9 < score([*ORACLE, accuse("N010")]) < 1.0
    assert score([*ORACLE, accuse("N020")]) == 1.0
    assert score([*ORACLE, accuse("N050", "not established")]) == 1.0


def test_names_alone_are_not_enough():
    bare = [{**row, "role": "organiser", "status": "suspected", "documents": []} for row in ORACLE]
    assert score(bare) < 0.6
    everything = [{**row, "documents": [f"D{number:03d}" for number in range(100)]} for row in ORACLE]
    assert score(everything) == pytest.approx(0.75)


def test_feedback_counts_kinds_of_error_and_names_nobody():
    verdict = mark([{**ORACLE[0], "role": "organiser"}, accuse("N050")], KEY, paper=PAPER)
    assert "still missing: 3" in verdict.feedback
    assert "another role: 1" in verdict.feedback
    assert "wrong accusation" in verdict.feedback
    assert "N0" not in verdict.feedback
    assert verdict.detail["accused"] == ["N050"]


def test_a_key_without_actors_is_a_fault_of_ours():
    with pytest.raises(GradingError):
        mark([], {"actors": []}, paper=PAPER)


@given(rows)
def test_bounded_and_blind_to_order(answer):
    assert 0.0 <= score(answer) == score(answer[::-1]) <= 1.0


@given(rows)
def test_leaving_out_an_innocent_never_hurts(answer):
    members = {"N001", "N002", "N003", "N004", "N010", "N011", "N012", "N020"}
    assert score([row for row in answer if row["nominal"] in members]) >= score(answer)
