"""Grades aggregate to a link's status by one rule, whether for one link or for many at once."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import link
from toolkit.errors import EvidenceError, ParameterError
from toolkit.link.status import by_group

GRADES = ["".join(pair) for pair in product("ABCX", "1234")]


@pytest.mark.parametrize(
    ("grades", "sources", "expected"),
    [
        (["A1"], None, "confirmed"),
        (["B2"], None, "confirmed"),
        (["B3"], None, "unconfirmed"),
        (["A4"], None, "unconfirmed"),
        (["C1"], None, "unconfirmed"),
        (["C3"], None, "tentative"),
        (["X1"], None, "tentative"),
        (["B3", "C2"], ["S1", "S2"], "confirmed"),
        (["B3", "C2"], ["S1", "S1"], "unconfirmed"),
        (["C4", "X4", "X4"], ["S1", "S2", "S3"], "tentative"),
    ],
)
def test_the_rule(grades, sources, expected):
    assert link.status(grades, sources) == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(GRADES), st.sampled_from("PQR")), min_size=1, max_size=25))
def test_many_links_at_once_give_what_each_gives_alone(rows):
    table = pd.DataFrame(rows, columns=["link", "grade", "source_ref"])
    table["source_grade"], table["information_grade"] = table["grade"].str[0], table["grade"].str[1]
    codes, found = pd.factorize(table["link"])
    expected = [link.status(part["grade"], part["source_ref"]) for _, part in table.groupby(codes)]
    assert by_group(table, np.asarray(codes), len(found)) == expected


@given(st.lists(st.sampled_from(GRADES), min_size=1, max_size=6), st.sampled_from(GRADES))
def test_more_records_never_make_a_link_less_sure(grades, one_more):
    order = link.STATUSES.index
    assert order(link.status([*grades, one_more])) >= order(link.status(grades))


def test_errors_say_what_is_wrong():
    with pytest.raises(ParameterError, match="no grade given"):
        link.status([])
    with pytest.raises(ParameterError, match="'B5' is not a 4x4 grade"):
        link.status(["B5"])
    with pytest.raises(ParameterError, match="1 grades but 2 sources"):
        link.status(["B2"], ["S1", "S2"])
    with pytest.raises(ParameterError, match="unknown link status"):
        link.two_codes("sure")
    table = pd.DataFrame({"a": ["x"], "b": ["y"], "source_grade": ["Q"], "information_grade": ["1"]})
    with pytest.raises(EvidenceError, match="'Q1' is not a 4x4 grade"):
        link.build(table, source="a", target="b")


def test_build_reads_grades_or_a_status_column():
    table = pd.DataFrame(
        {
            "a": ["x", "y", "x"],
            "b": ["y", "x", "z"],
            "source_grade": ["C", "B", "X"],
            "information_grade": ["2", "3", "4"],
            "source_ref": ["S1", "S2", "S3"],
        }
    )
    graph = link.build(table, source="a", target="b")
    assert graph["x"]["y"]["status"] == "confirmed"
    assert graph["x"]["z"]["status"] == "tentative"
    given_by_hand = pd.DataFrame({"a": ["x", "x"], "b": ["y", "y"], "status": ["suspected", "Confirmed"]})
    assert link.build(given_by_hand, source="a", target="b")["x"]["y"]["status"] == "confirmed"
    with pytest.raises(EvidenceError, match="unknown link status 'sure'"):
        link.build(given_by_hand.assign(status="sure"), source="a", target="b")
