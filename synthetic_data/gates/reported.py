"""Gates of what states report: faults, changes and gaps are as many and as large as the level asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data import load
from synthetic_data.flows.irregular import KINDS, MIRROR
from synthetic_data.flows.series import periods
from synthetic_data.gates.gate import Gate, between
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

# Operations on the catalogue and the questionnaire that are done once for each fault of the level; the documents that
# lay a market out hold the rest, whose number follows from the scenario.
_COUNTED = ("outdated entry", "contradiction", "missing section", "no information", "unanswered item")
# A first figure is a share of the final one, rounded to whole units: so far may the sum of many be off.
_ROUNDED, _DIGITS = 0.5, 1e-4


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check the returns and what accompanies them against the level; a case without returns has none of these gates."""
    if "returns" not in case.tables:
        return []
    asked = load.load_level(str(case.info["level"]))["flows"]
    facts = truth.table("strategic")
    return [*_planted(facts, asked), *_counted(case, truth, asked), *_filed(case, truth, facts, asked)]


def _planted(facts: pd.DataFrame, asked: dict[str, Any]) -> Iterator[Gate]:
    """Facts of each kind, and the size of the outbreak."""
    found = facts["kind"].value_counts()
    for kind in KINDS:
        most = int(asked["irregular"])
        # only where a form states what a neighbour has counted can the two disagree
        least = 0 if kind == MIRROR else most
        yield between(f"configured: returns that are {kind}", int(found.get(kind, 0)), least, most)
    for kind, number in (("surge", asked["surges"]), ("outbreak", 1), ("revised", 1)):
        yield _exactly(f"configured: {kind} in the returns", int(found.get(kind, 0)), int(number))
    for size in facts["size"][facts["kind"] == "outbreak"].astype(float):
        yield between("configured: size of the outbreak", size, *asked["outbreak"])


def _counted(case: Case, truth: Truth, asked: dict[str, Any]) -> Iterator[Gate]:
    """Faults of the catalogue and the questionnaire."""
    ledger = truth.table("noise")
    done = ledger[ledger["stream"].isin(["catalogue", "questionnaire"])]["operation"].value_counts()
    for operation in _COUNTED:
        yield _exactly(f"configured: {operation}", int(done.get(operation, 0)), int(asked["irregular"]))
    if "questionnaire" in case.tables:
        empty = int(case.table("questionnaire")["answer"].isna().sum())
        yield _exactly("configured: items without an answer", empty, int(asked["irregular"]))


def _filed(case: Case, truth: Truth, facts: pd.DataFrame, asked: dict[str, Any]) -> Iterator[Gate]:
    """What the file itself shows: five years of months, the states that leave one out, the share first reported."""
    series, returns = truth.table("true_series"), case.table("returns")
    months = len(periods(date.fromisoformat(case.info["window"][1])))
    yield _exactly("configured: months of the series", series["period"].nunique(), months)
    monthly = returns[returns["cycle"] == "monthly"]
    absent = monthly[monthly["note"].astype("str") == "not reported"]
    yield _exactly("configured: states with months not reported", absent["state"].nunique(), int(asked["missing"]))
    gaps = facts[facts["kind"] == "missing"]["size"].astype(float).sum()
    yield _exactly("configured: months not reported", len(absent[["state", "period"]].drop_duplicates()), int(gaps))
    late = facts[facts["kind"].isin(["late", "missing"])]["size"].astype(float).sum()
    states = returns[returns["cycle"] == "monthly"].groupby("state")["period"].nunique()
    held = int(states.sum()) + int(facts[facts["kind"] == "late"]["size"].astype(float).sum())
    detail = f"{len(states)} states; {late:g} of the months late or not reported"
    yield _exactly("configured: months that states file", held, months * len(states), detail)
    yield from _revised(monthly, facts)


def _revised(monthly: pd.DataFrame, facts: pd.DataFrame) -> Iterator[Gate]:
    """First figures of the revised stretch, as a share of the final ones."""
    for fact in facts[facts["kind"] == "revised"].itertuples():
        own = monthly[(monthly["state"] == fact.state) & monthly["value"].notna()]
        first, final = own[own["note"].astype("str") == "provisional"], own[own["note"].astype("str") == "revised"]
        where = ["route", "citizenship", "indicator", "period"]
        both = first.merge(final, on=where, suffixes=("", "_final"))
        whole = float(both["value_final"].sum())
        if not whole:
            continue
        share, error = float(both["value"].sum()) / whole, _ROUNDED * 2 * len(both) / whole + _DIGITS
        size = float(fact.size)
        yield between("configured: share first reported", share, round(size - error, 4), round(size + error, 4))


def _exactly(gate: str, value: int, asked: int, detail: str = "") -> Gate:
    return Gate(gate, bool(np.equal(value, asked)), float(value), str(asked), detail)
