"""Key of two numbers laid side by side for some weeks: contacts, top contact, shared contacts, days at one cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from grading.keys import draw
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
SAME = ["started_at", "caller", "callee"]
DAYS = (14, 21, 28)
FEWEST, MOST = 12, 32  # records of each number in the window
WITHIN = pd.Timedelta(minutes=30)
TOP = 3  # records with the top contact at least


def contacts(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive six counts over some weeks of two attributed numbers that were at times at one cell.

    Every count is above 0, so that an empty form earns nothing, and the top contact is one alone. Weeks with two shared
    contacts and two days at one cell are taken before weeks with one. Raises GradingError where the file holds no such
    two numbers.
    """
    rng = draw.stream(truth, f"{COURSE}/day06.contacts")
    calls = case.table("calls").drop_duplicates(SAME).reset_index(drop=True)
    holders = case.table("attributions").drop_duplicates("number").set_index("number")["nominal_id"]
    ends = calls["caller"].isin(holders.index) | calls["callee"].isin(holders.index)
    calls = calls[ends].sort_values(SAME, kind="stable").reset_index(drop=True)
    met = _met(calls, holders)
    weights = met.groupby(["a", "b"])["day"].nunique().sort_values(ascending=False, kind="stable")
    pairs = [(str(a), str(b)) for a, b in weights.index]
    # Those who met on most days first, in an order that the case's own draw decides among the first twenty.
    order = draw.sample(range(min(20, len(pairs))), min(20, len(pairs)), rng)
    ranked = [pairs[place] for place in (*order, *range(min(20, len(pairs)), len(pairs)))]
    for least in (2, 1):
        for one, other in ranked:
            days = sorted(met.loc[(met["a"] == one) & (met["b"] == other), "day"].unique())
            windows = [(a, b) for a, b in _windows(days) if sum(a <= day < b for day in days) >= least]
            own = calls[calls["caller"].isin([one, other]) | calls["callee"].isin([one, other])] if windows else calls
            for start, end in windows:
                first, last = own["started_at"].searchsorted(pd.DatetimeIndex([start, end]))  # the calls are in order
                if not FEWEST <= last - first <= 2 * MOST:
                    continue
                counted = count(own.iloc[first:last], one, other, start, end)
                if counted and min(counted["shared"], counted["cell"]) >= least:
                    return _written(case, holders, (one, other), (start, end), counted, rng)
    raise GradingError("no two attributed numbers were at one cell in weeks that can be counted; generate another case")


def count(calls: pd.DataFrame, one: str, other: str, start: pd.Timestamp, end: pd.Timestamp) -> dict[str, int]:
    """Count what is asked of two numbers from `start` up to and without `end`; nothing where the weeks do not fit."""
    part = calls[(calls["started_at"] >= start) & (calls["started_at"] < end)]
    if not FEWEST <= len(part) <= 2 * MOST:
        return {}
    mine, theirs = _records(part, one), _records(part, other)
    if not (FEWEST <= len(mine) <= MOST and FEWEST <= len(theirs) <= MOST):
        return {}
    totals = mine["with"].value_counts()
    top = totals.index[0]
    made = int((mine["made"] & (mine["with"] == top)).sum())
    shared = (set(mine["with"]) & set(theirs["with"])) - {one, other}
    days = _days(part, one, other)
    if totals.iloc[0] < TOP or (totals == totals.iloc[0]).sum() > 1 or not 0 < made < totals.iloc[0]:
        return {}
    if not shared or not days:
        return {}
    return {
        "records": len(mine),
        "numbers": len(totals),
        "top": int(totals.iloc[0]),
        "made": made,
        "shared": len(shared),
        "cell": len(days),
    }


def _written(
    case: Case,
    holders: pd.Series,
    numbers: tuple[str, str],
    window: tuple[pd.Timestamp, pd.Timestamp],
    counted: Mapping[str, int],
    rng: Any,
) -> Derived:
    one, other = numbers
    start, last = f"{window[0]:%Y-%m-%d}", f"{window[1] - pd.Timedelta(days=1):%Y-%m-%d}"
    asked = {
        "records": f"Records of {one} in these weeks, made and received",
        "numbers": f"Different numbers with which {one} has records",
        "top": f"Records of {one} with its top contact, both directions together",
        "made": f"Of these, made by {one}",
        "shared": f"Numbers with which both {one} and {other} have records (the two themselves not counted)",
        "cell": "Days on which both made a record over one cell, at most 30 minutes apart",
    }
    names = dict(zip(asked, draw.numbers("C", len(asked), rng), strict=True))
    oracle = [{"item": names[what], "value": float(counted[what])} for what in asked]
    return Derived(
        paper={
            "instructions": f"Lay the records of two numbers side by side, from {start} to {last} (UTC), and count. A "
            "record entered twice (same numbers, same start) counts once. A number is at a cell only by the records "
            "that it made itself.",
            "numbers": [one, other],
            "window": [start, last],
            "items": [{"id": names[what], "text": words} for what, words in asked.items()],
        },
        key={"items": {names[what]: {"value": float(counted[what])} for what in asked}},
        oracle=oracle,
        model_answer=f"{one} is attributed to {holders[one]}, {other} to {holders[other]}.\n"
        + "\n".join(f"- {words}: {counted[what]}" for what, words in asked.items())
        + "\n\nServed by one cell is not met: a cell covers a quarter or a valley.",
    )


def _records(calls: pd.DataFrame, number: str) -> pd.DataFrame:
    """The records of one number: with whom, and whether the number made it."""
    own = calls[(calls["caller"] == number) | (calls["callee"] == number)]
    made = own["caller"] == number
    return pd.DataFrame({"with": own["callee"].where(made, own["caller"]), "made": made})


def _days(calls: pd.DataFrame, one: str, other: str) -> set[str]:
    """Days (UTC) on which both made a record over one cell, half an hour apart at most; none round midnight.

    Two records round midnight would be of one day or of two, so weeks with such a pair are not asked.
    """
    mine = calls[calls["caller"] == one].dropna(subset=["cell_id"])[["cell_id", "started_at"]]
    theirs = calls[calls["caller"] == other].dropna(subset=["cell_id"])[["cell_id", "started_at"]]
    both = mine.merge(theirs, on="cell_id", suffixes=("", "_other"))
    both = both[(both["started_at"] - both["started_at_other"]).abs() <= WITHIN]
    if (both["started_at"].dt.floor("D") != both["started_at_other"].dt.floor("D")).any():
        return set()
    return {f"{at:%Y-%m-%d}" for at in both["started_at"]}


def _met(calls: pd.DataFrame, holders: pd.Series) -> pd.DataFrame:
    """Pairs of numbers of different persons at one cell within half an hour of one day, with the day."""
    made = calls[calls["caller"].isin(holders.index)].dropna(subset=["cell_id"])
    made = made[["caller", "cell_id", "started_at"]].assign(
        day=made["started_at"].dt.floor("D"), caller=made["caller"].astype("str"), who=made["caller"].map(holders)
    )
    both = made.merge(made, on=["cell_id", "day"], suffixes=("_a", "_b"))
    both = both[(both["who_a"] != both["who_b"]) & ((both["started_at_a"] - both["started_at_b"]).abs() <= WITHIN)]
    return both.rename(columns={"caller_a": "a", "caller_b": "b"})[["a", "b", "day"]].drop_duplicates(ignore_index=True)


def _windows(days: list[pd.Timestamp]) -> Iterator[tuple[pd.Timestamp, pd.Timestamp]]:
    """Windows of two to four weeks round days on which two numbers were at one cell."""
    for length in DAYS:
        for day in days:
            for before in (3, 7, length - 4):
                start = pd.Timestamp(day) - pd.Timedelta(days=before)
                yield start, start + pd.Timedelta(days=length)
