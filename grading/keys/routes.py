"""The routes of a case's returns and the changes planted in them, as far as the released returns show them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from grading.keys import draw, filed
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

COURSE = "strategic_5day"
# A change by a smaller factor than this, up or down, is not asked: the noise could hide it.
SMALLEST = 1.25
# Months by which a fall and a rise may differ and still be called in step.
IN_STEP = 6
# Months on either side of a change that are looked at, and how many of them must be reported.
AROUND = 6
LEAST_SEEN = 4
Routes = Mapping[str, Mapping[str, str]]


def lettered(case: Case, truth: Truth) -> dict[str, dict[str, str]]:
    """Return letter -> name, destination and neighbour (the states that report on it), lettered in drawn order."""
    reported = filed.monthly(case)[["state", "route"]].drop_duplicates()
    names = draw.sample(
        sorted(set(reported["route"])), len(set(reported["route"])), draw.stream(truth, f"{COURSE}/routes")
    )
    season = facts(truth, "seasonality")
    destination = dict(zip(season["route"], season["state"], strict=True))
    found = {}
    for letter, name in zip("ABCDEFGHIJ", names, strict=False):
        others = sorted(set(reported[reported["route"] == name]["state"]) - {destination[name]})
        found[letter] = {"name": str(name), "destination": str(destination[name]), "neighbour": str(others[0])}
    return found


def facts(truth: Truth, kind: str) -> pd.DataFrame:
    """Return the strategic facts of one kind on the monthly returns; docs/reports_returns_gates.md lists the kinds."""
    table = truth.table("strategic")
    return table[(table["kind"] == kind) & (table["cycle"] == "monthly")]


def changes(case: Case, truth: Truth, routes: Routes) -> list[dict[str, str]]:
    """Return the changes of level that the destination's returns show: route (letter), first month, direction."""
    letters = {one["name"]: letter for letter, one in routes.items()}
    found = []
    for row in facts(truth, "break").itertuples():
        letter, month, size = letters[str(row.route)], str(row.period)[:7], float(row.size)
        if (
            row.provenance
            and abs(math.log(size)) >= math.log(SMALLEST)
            and _seen(case, str(row.state), str(row.route), month)
        ):
            found.append({"route": letter, "month": month, "direction": "rise" if size > 1 else "fall"})
    return sorted(found, key=lambda one: (one["route"], one["month"]))


def _seen(case: Case, state: str, route: str, month: str) -> bool:
    """Are enough months on either side of a change reported by that state?"""
    returns = filed.monthly(case)
    rows = returns[
        (returns["state"] == state)
        & (returns["route"] == route)
        & (returns["indicator"] == filed.indicators(returns)[0])
        & returns["value"].notna()
    ]
    at = pd.Period(month, "M")
    known = set(rows["period"].dt.to_period("M"))
    before = sum(at - step in known for step in range(1, AROUND + 1))
    after = sum(at + step in known for step in range(AROUND))
    return min(before, after) >= LEAST_SEEN


def in_step(changes: Routes, start: str, end: str) -> bool:
    """Did one route fall and the other rise within half a year, whatever the reason? `changes` is keyed by letter."""
    fall, rise = changes.get(start), changes.get(end)
    if fall is None or rise is None or fall["direction"] != "fall" or rise["direction"] != "rise":
        return False
    return abs((pd.Period(fall["month"], "M") - pd.Period(rise["month"], "M")).n) <= IN_STEP


def seen_by_both(case: Case, truth: Truth, routes: Routes, changes: Routes, start: str, end: str) -> str:
    """Return "confirmed" where the neighbours' mirror returns show both changes as well, else "suspected".

    A mirror shows a change where enough months on either side of it are reported and where it does not stay flat.
    """
    flat = set(facts(truth, "flat_mirror")["route"])
    both = all(
        routes[letter]["name"] not in flat
        and _seen(case, routes[letter]["neighbour"], routes[letter]["name"], changes[letter]["month"])
        for letter in (start, end)
    )
    return "confirmed" if both else "suspected"
