"""Day 7: source and application, net worth, and the path of the money, over seeds and levels."""

from __future__ import annotations

import pytest

from tests.grading.keys import days
from toolkit import finance


def test_source_and_application():
    def thoughtless(paper):
        return [[{"item": item["id"], "value": value} for item in paper["items"]] for value in (0, 1e6)]

    days.keeps_its_promises("day07.source_application", thoughtless)


def test_path():
    def thoughtless(paper):
        ids = [one["id"] for one in paper["entities"]]
        return [[{"source": a, "target": b, "amount": 300} for a in ids for b in ids if a != b]]

    days.keeps_its_promises("day07.path", thoughtless)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_the_sums_are_those_of_the_listed_accounts(level, seed):
    sealed = days.record(level, seed, "day07.path")
    case, _ = days.shown(level, seed, "day07")
    accounts = {one["id"]: one["accounts"] for one in sealed["paper"]["entities"]}
    transfers = case.table("transfers")
    for row in sealed["oracle"]:
        between = transfers["sender_account"].isin(accounts[row["source"]])
        between &= transfers["receiver_account"].isin(accounts[row["target"]])
        assert transfers["amount_usd"][between].sum() == pytest.approx(row["amount"])


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_the_written_answer_is_on_the_same_holder_and_does_not_accuse(level, seed):
    table = days.record(level, seed, "day07.source_application")
    written = days.record(level, seed, "day07.unknown_funds")
    assert table["paper"]["holder"]["name"] in written["model_answer"]
    assert "Unknown is not unlawful" in written["model_answer"]


def test_net_worth():
    def thoughtless(paper):
        return [[{"item": item["id"], "value": value} for item in paper["items"]] for value in (0, 1e6)]

    days.keeps_its_promises("day07.net_worth", thoughtless)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_net_worth_is_asked_of_one_with_unknown_sources_and_one_without(level, seed):
    sealed = days.record(level, seed, "day07.net_worth")
    case, _ = days.shown(level, seed, "day07")
    found = finance.net_worth(case.assets).to_frame()
    people = [one["id"] for one in sealed["paper"]["people"]]
    assert sorted(found.loc[people, "unknown_sources"] > 1) == [False, True]
    answers = {row["item"]: row["value"] for row in sealed["oracle"]}
    for item in sealed["paper"]["items"]:
        if item["text"].endswith("unknown sources"):
            person = next(one for one in people if f"[{one}]" in item["text"])
            assert answers[item["id"]] == pytest.approx(found.loc[person, "unknown_sources"], abs=0.01)
