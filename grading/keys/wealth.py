"""Keys of wealth: the net worth of two people on file, and what their known sources leave unexplained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from grading.keys import draw
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
NEAR = 1.0  # unknown sources below this, in US$, are none
LEAST = 1000.0  # a figure that may be near 0 is measured against this at least, US$
NONE_LEFT = 0.5  # weight of unknown sources that are 0: an empty form filled with noughts earns little


@dataclass(frozen=True)
class Means:
    """What the statements of means show of one person, in US$; `records` are the statements' record numbers."""

    days: tuple[str, str]
    before: float
    after: float
    spent: float
    known: float
    records: tuple[str, ...]

    @property
    def explain(self) -> float:
        """Change in net worth and expenditure: all that must have come from somewhere."""
        return self.after - self.before + self.spent

    @property
    def unknown(self) -> float:
        """What known sources leave unexplained."""
        return self.explain - self.known


def net_worth(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the net worth of two people with statements of means: one with unknown sources and one without.

    The figures are those of the file alone. Where all statements are of one sort, both people are of that sort.
    """
    rng = draw.stream(truth, f"{COURSE}/day07.net_worth")
    means = _statements(case)
    more = [one for one in means if means[one].unknown >= NEAR]
    none = [one for one in means if one not in more]
    if not more:
        raise GradingError("no statement of means of this case leaves a source unknown; generate another case")
    pair = [draw.pick(more, rng)]
    others = none or [one for one in more if one != pair[0]]
    pair += [draw.pick(others, rng)] if others else []
    pair = draw.sample(pair, len(pair), rng)
    names = case.table("nominals").set_index("nominal_id")["name"].astype("str")
    asked = [row for one in pair for row in _asked(f"{names[one]} [{one}]", means[one])]
    ids = draw.numbers("W", len(asked), rng)
    items = {
        number: {"value": round(value, 2), "scale": round(max(abs(value), scale), 2), "weight": weight}
        for number, (_, value, scale, weight) in zip(ids, asked, strict=True)
    }
    return Derived(
        paper={
            "instructions": "Work out each figure in US$ from the statements of means. Assets are at cost; what is "
            "known of income and expenditure is of the time between the two days. A minus sign where a figure is "
            "below 0, and 0 where nothing is left. Who has a statement is not accused of anything.",
            "people": [{"id": one, "name": names[one], "days": list(means[one].days)} for one in pair],
            "items": [{"id": number, "text": text} for number, (text, *_) in zip(ids, asked, strict=True)],
        },
        key={"items": items},
        oracle=[{"item": number, "value": one["value"]} for number, one in items.items()],
        model_answer="\n\n".join(_worked(f"{names[one]} [{one}]", means[one]) for one in pair),
    )


def _asked(who: str, means: Means) -> list[tuple[str, float, float, float]]:
    """Text, value, scale and weight of each figure that is asked of one person."""
    first, second = means.days
    through = max(abs(means.explain), means.known, LEAST)
    return [
        (f"{who}: net worth on {first}", means.before, LEAST, 1.0),
        (f"{who}: net worth on {second}", means.after, LEAST, 1.0),
        (f"{who}: to be explained (change in net worth plus expenditure)", means.explain, LEAST, 1.0),
        (f"{who}: unknown sources", means.unknown, *((LEAST, 1.0) if means.unknown >= NEAR else (through, NONE_LEFT))),
    ]


def _statements(case: Case) -> dict[str, Means]:
    """Everybody with statements of two days, by index number."""
    table = case.table("assets") if "assets" in case.tables else pd.DataFrame()
    if table.empty:
        raise GradingError("this case holds no statement of means; generate another case")
    found = {}
    for person, rows in table.groupby("nominal_id", sort=True, observed=True):
        held = rows[rows["side"].isin(["asset", "liability"])]
        days = sorted(held["as_of"].unique())
        if len(days) == 2:
            found[str(person)] = _means(rows, days[0], days[1])
    return found


def _means(rows: pd.DataFrame, first: Any, second: Any) -> Means:
    def total(side: str, day: Any) -> float:
        return float(rows["value_usd"][(rows["side"] == side) & (rows["as_of"] == day)].sum())

    before, after = (total("asset", day) - total("liability", day) for day in (first, second))
    return Means(
        days=(f"{pd.Timestamp(first):%Y-%m-%d}", f"{pd.Timestamp(second):%Y-%m-%d}"),
        before=before,
        after=after,
        spent=total("expenditure", second),
        known=total("income", second),
        records=tuple(rows["asset_id"].astype("str")),
    )


def _worked(who: str, means: Means) -> str:
    ending = (
        f"US$ {means.unknown:,.0f} came from sources that the file does not know. Gifts, savings at home, loans among "
        "relatives and fees would all look like this: unknown is not unlawful."
        if means.unknown >= NEAR
        else "Nothing is left: known sources explain all of it, however rich this person may look."
    )
    return (
        f"{who}, {means.days[0]} to {means.days[1]}: net worth US$ {means.before:,.0f}, then US$ {means.after:,.0f}; "
        f"change {means.after - means.before:+,.0f}, expenditure {means.spent:,.0f}, to be explained "
        f"{means.explain:,.0f}; known sources {means.known:,.0f}. {ending} "
        f"Records: {', '.join(means.records)}."
    )
