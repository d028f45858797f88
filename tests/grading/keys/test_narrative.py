"""Model accounts: every part is filled from what the file shows, and differs from case to case."""

from __future__ import annotations

import re

import pytest

from grading.checkpoint import Checkpoint, view
from grading.keys.wording.narrative import PARTS, narrative
from synthetic_data import generate

SEEDS = (31, 32)


@pytest.fixture(scope="module")
def cases() -> list:
    return [generate("gms-thailand", seed=seed, people=400) for seed in SEEDS]


def test_accounts_cite_documents_of_the_case_and_name_no_innocent_person(cases: list) -> None:
    for case, truth in cases:
        accounts = narrative(truth)
        assert set(accounts) == {"network", "person", "route", "payments"}
        innocent = {
            row.nominal_id for row in truth.table("people").itertuples() if row.nominal_id and not row.is_member
        }
        for account in accounts.values():
            assert set(account) == {*PARTS, "text"}
            assert not set(re.findall(r"\b(N\d{3})\b", account["text"])) & innocent
        cited = set(re.findall(r"\bD\d{3}\b", accounts["network"]["documents"] + accounts["person"]["documents"]))
        assert cited
        assert cited <= set(case.texts)


def test_another_case_gives_other_accounts(cases: list) -> None:
    (_, first), (_, second) = cases
    one, other = narrative(first), narrative(second)
    assert all(one[name]["text"] != other[name]["text"] for name in one)


def test_an_early_file_gives_an_account_of_what_it_holds(cases: list) -> None:
    case, truth = cases[0]
    shown, known = view(case, truth, Checkpoint(0.4, ("transfers",)))
    accounts = narrative(known)
    assert set(re.findall(r"\bD\d{3}\b", accounts["network"]["text"])) <= set(shown.texts)
    assert "no fee" in accounts["payments"]["text"]
