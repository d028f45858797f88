"""What a person interviewed can say about the case: each traces to a fact, or to a falsehood of the ledger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic_data.desk.prices import lines
from synthetic_data.desk.setting import Setting

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One statement: its code of the code book, whether it is true, and the fact it rests on ("" for a commonplace)."""

    code: str
    sentence: str
    is_true: bool = True
    fact: str = ""


def said_of_facts(
    setting: Setting, strategic: pd.DataFrame, planted: pd.DataFrame, rng: np.random.Generator
) -> list[Said]:
    """Return the statements that the case's facts bear out, and those that are against them.

    Parameters
    ----------
    strategic : truth table `strategic`
    planted : truth table `planted` of prices, numbered
    """
    monthly = strategic[strategic["cycle"] == "monthly"]
    return [
        *_shifts(monthly),
        *_seasons(monthly, rng),
        *_counting(monthly),
        *_prices(setting, planted, rng),
    ]


def _when(day: str) -> str:
    return f"{MONTHS[int(day[5:7]) - 1]} {day[:4]}"


def _shifts(facts: pd.DataFrame) -> list[Said]:
    found = []
    for row in facts[facts["kind"] == "displacement"].itertuples():
        found += [
            Said("route", f"Since about {_when(row.period)} hardly anybody takes {_way(row.route)}; "
                 f"the same ones now take {_way(row.other_route)}.", True, row.fact_id),
            Said("route", f"Those who used {_way(row.route)} before are met on {_way(row.other_route)} today.",
                 True, row.fact_id),
        ]  # fmt: skip
    for row in facts[facts["kind"] == "coincidence"].itertuples():
        found += [
            Said("route", f"They all moved from {_way(row.route)} to {_way(row.other_route)}, so I was told.",
                 False, row.fact_id),
            Said("route", f"On {_way(row.other_route)} there are more since {_when(row.period)}, but they are others "
                 f"than those of {_way(row.route)}.", True, row.fact_id),
        ]  # fmt: skip
    for row in facts[facts["kind"] == "outbreak"].itertuples():
        found.append(
            Said("route", f"Something is new on {_way(row.route)}: since {_when(row.period)} there is much more of "
                 f"{row.citizenship}.", True, row.fact_id)
        )  # fmt: skip
    return found


def _seasons(facts: pd.DataFrame, rng: np.random.Generator) -> list[Said]:
    found = []
    for row in facts[facts["kind"] == "seasonality"].itertuples():
        peak = int(str(row.period)[5:7])
        found.append(
            Said("season", f"On {_way(row.route)} it is busiest around {MONTHS[peak - 1]}.", True, row.fact_id)
        )
        away = MONTHS[(peak + 5) % 12]
        if rng.random() < 0.25:
            found.append(Said("season", f"On {_way(row.route)} {away} is the high time.", False, row.fact_id))
    return found


def _counting(facts: pd.DataFrame) -> list[Said]:
    found = []
    for row in facts.itertuples():
        if row.kind == "late":
            text = f"{row.state} has sent nothing since {_when(row.period)}: the office moved, and the lists wait."
        elif row.kind == "missing":
            text = f"For {_when(row.period)} {row.state} sent an empty form; that is no zero."
        elif row.kind == "revised":
            text = (
                f"The first figures of {row.state} from {_when(row.period)} on were too low, and were put right later."
            )
        elif row.kind == "silent":
            text = f"{row.state} stopped counting {_way(row.route)} apart in {_when(row.period)}."
        else:
            continue
        found.append(Said("counting", text, True, row.fact_id))
    return found


def _prices(setting: Setting, planted: pd.DataFrame, rng: np.random.Generator) -> list[Said]:
    found = []
    facts = {row.subject: row for row in planted.itertuples() if row.kind == "price rise"}
    for line in lines(setting):
        now = float(f"{line.true[-1]:.2g}")
        where = _way(line.route) if line.route else f"{line.product} in {line.place}"
        found.append(Said("price", f"These days {where} costs about US$ {now:,.4g} for one {_unit(line.unit)}."))
        if line.name in facts:
            fact = facts[line.name]
            when, times = _when(fact.detail + "-01"), f"{fact.size:.1f}"
            text = f"The price went up around {when}: {where} costs about {times} times as much."
            found.append(Said("price", text, True, fact.fact_id))
        elif rng.random() < 0.3:
            found.append(
                Said("price", f"{where[0].upper()}{where[1:]} costs three times what it did last year.", False)
            )
    return found


def _way(route: str) -> str:
    return f"the way {route}"


def _unit(unit: str) -> str:
    return {"items": "item", "tonnes": "tonne", "m3": "cubic metre"}.get(unit, unit)
