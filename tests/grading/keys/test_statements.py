"""How statements and denials of a pair are weighed: the rule that day 4 prints."""

from __future__ import annotations

import pandas as pd
import pytest

from grading.keys.statements import memberships, pairs

REPORTS = pd.DataFrame(
    [
        ("D1", "S1", "A", "1"),
        ("D2", "S2", "B", "4"),
        ("D3", "S3", "X", "4"),
        ("D4", "S4", "C", "2"),
        ("D5", "S5", "B", "3"),
        ("D6", "S6", "A", "1"),
    ],
    columns=["document_id", "source_ref", "source_grade", "information_grade"],
)


def claims(*rows):
    table = pd.DataFrame(rows, columns=["document_id", "subject", "relation", "object", "polarity", "copies"])
    return table.assign(claim_id=[f"CL{number}" for number in range(len(table))])


def said(*rows, documents=None):
    return pairs(claims(*rows), REPORTS, documents)[("N1", "N2")]


@pytest.mark.parametrize(
    ("documents", "status"),
    [(["D1"], "confirmed"), (["D2"], "suspected"), (["D2", "D3"], "suspected"), (["D4", "D5"], "confirmed")],
)
def test_grades_and_sources_make_the_status(documents, status):
    rows = [(one, "N2", "pays", "N1", "asserted", "") for one in documents]
    assert (said(*rows).outcome, said(*rows).status) == ("linked", status)


def test_the_better_of_statement_and_denial_stands():
    weak = ("D3", "N1", "works with", "N2", "asserted", "")
    strong = ("D6", "N1", "works with", "N2", "asserted", "")
    denial = ("D1", "N2", "works with", "N1", "denied", "")
    assert said(weak, denial).outcome == "denied"
    assert said(strong, denial).outcome == "contradictory"
    assert said(strong, ("D3", *denial[1:])).status == "confirmed"
    assert said(denial).outcome == "denied"


def test_a_denied_partnership_leaves_a_customer_linked():
    customer = ("D1", "N1", "client of", "N2", "asserted", "")
    denial = ("D1", "N2", "works with", "N1", "denied", "")
    weak = ("D3", "N1", "works with", "N2", "asserted", "")
    assert said(customer, denial).documents == ("D1",)
    assert said(customer, weak, denial).documents == ("D1",)


def test_a_repeat_adds_nothing_where_its_original_is_read():
    first = ("D4", "N1", "works with", "N2", "asserted", "")
    repeat = ("D5", "N1", "works with", "N2", "asserted", "D4")
    assert said(first, repeat).status == "suspected"
    assert said(first, repeat, documents=["D5"]).documents == ("D5",)


def test_memberships_keep_their_direction():
    rows = claims(("D1", "N9", "belongs to", "N1", "asserted", ""), ("D1", "N9", "client of", "N2", "asserted", ""))
    assert list(memberships(rows, REPORTS)) == [("N9", "N1")]
