"""True figures of the states' quarterly, half-yearly and annual returns, consistent with one another and the months."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.flows.regions import LEVEL
from toolkit.schema.indicators import indicators

# Most countries that a form lists; the rest is in the total alone.
LISTED = 6
UNKNOWN = 0.04
Months = dict[str, tuple[np.ndarray, dict[str, np.ndarray]]]  # state -> totals, citizenship -> values, by month


@dataclass(frozen=True)
class Form:
    """One state's return for one period: (indicator, country, item) -> figure. `part` names a part year's months."""

    state: str
    cycle: str
    period: pd.Timestamp
    end: pd.Timestamp
    figures: Mapping[tuple[str, str, str], int]
    part: str = ""


@cache
def sheet() -> dict[str, Any]:
    """Return `flows/states.toml`: the 13 states, their shares and ratios."""
    return tomllib.loads((resources.files("synthetic_data") / "flows" / "states.toml").read_text("utf-8"))


def draw_forms(
    region: Mapping[str, Any],
    true: pd.DataFrame,
    totals: pd.DataFrame,
    months: pd.PeriodIndex,
    rng: np.random.Generator,
) -> list[Form]:
    """Return every form of the voluntary reporting system, in order of state, cycle and period.

    A flow of people: the 13 states file all cycles, and where a state is a destination of the region its quarters and
    years are the sums of its months. A flow of goods: the states of destination file quarters and years of their
    months. A quarter is filed when all its months are over; the last year is a part year. A region may bring its own
    `sheet` of states, as a fictional geography does.
    """
    seen = _destinations(region, true, totals, months)
    if region["indicators"][0] != "1.1.1":
        return [form for state in sorted(seen) for form in _goods(region, state, seen[state], months, rng)]
    data = region.get("sheet") or sheet()
    states = data["states"]
    entries: Months = {
        state: seen[state] if state in seen else _own_months(states[state], months, rng) for state in sorted(states)
    }
    forms: list[Form] = []
    for state in sorted(states):
        forms += _people(state, entries, data, months, rng)
    return forms


def _destinations(
    region: Mapping[str, Any], true: pd.DataFrame, totals: pd.DataFrame, months: pd.PeriodIndex
) -> Months:
    """Sum each destination's routes: its totals and its breakdown by month."""
    found: Months = {}
    for state in sorted({route["destination"] for route in region["routes"]}):
        names = [route["name"] for route in region["routes"] if route["destination"] == state]
        mine = totals[(totals["state"] == state) & totals["route"].isin(names)]
        lines = true[(true["state"] == state) & true["route"].isin(names)]
        table = lines.pivot_table(index="period", columns="citizenship", values="value", aggfunc="sum").reindex(months)
        found[state] = (
            mine.groupby("period")["value"].sum().reindex(months).to_numpy(),
            {str(code): table[code].fillna(0).to_numpy(dtype=int) for code in table.columns},
        )
    return found


def _own_months(
    state: Mapping[str, Any], months: pd.PeriodIndex, rng: np.random.Generator
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Draw months for a state that the region's routes do not lead to: a mild season and drift, by citizenship."""
    number = np.arange(len(months))
    peak, drift = int(rng.integers(1, 13)), float(rng.uniform(-0.04, 0.06))
    shape = np.exp(0.15 * np.cos(2 * np.pi * (months.month.to_numpy() - peak) / 12)) * (1 + drift) ** (number / 12)
    base = state["entries"] / 3 * float(rng.uniform(*LEVEL))
    values: dict[str, np.ndarray] = {
        code: np.asarray(rng.negative_binomial(40, 40 / (40 + base * share * shape)))
        for code, share in state["by"].items()
    }
    rest = rng.poisson(base * (1 - sum(state["by"].values())) * shape)
    return np.asarray(sum(values.values())) + rest, values


def _people(
    state: str, entries: Months, data: Mapping[str, Any], months: pd.PeriodIndex, rng: np.random.Generator
) -> list[Form]:
    attempts, facilitated = (float(rng.uniform(*data[name])) for name in ("attempts", "facilitated"))
    smugglers, documents = (float(rng.uniform(*data[name])) for name in ("smugglers", "documents"))
    total, parts = entries[state]
    forms: list[Form] = []
    arrests: dict[int, int] = {}
    papers: dict[int, int] = {}
    organised: dict[int, int] = {}
    for start, here in _spans(months, 3):
        lines = _listed({code: int(values[here].sum()) for code, values in parts.items()})
        figures = _with_total("1.1.1", "1.1.2", int(total[here].sum()), lines)
        tried = {code: int(rng.poisson(attempts * value)) for code, value in lines.items()}
        figures |= _with_total("1.2.1", "1.2.2", sum(tried.values()) + int(rng.poisson(3)), tried)
        helped = {code: int(rng.binomial(value, facilitated)) for code, value in lines.items()}
        rest = figures["1.1.1", "ZZ", ""] - sum(lines.values())
        by_help = sum(helped.values()) + int(rng.binomial(rest, facilitated))
        figures |= _with_total("1.3.1", "1.3.2", by_help, helped)
        organised[start.year] = organised.get(start.year, 0) + by_help
        forms.append(Form(state, "quarterly", start, start + pd.DateOffset(months=3, days=-1), figures))
    for start, here in _spans(months, 6):
        lines = _listed({code: int(values[here].sum()) for code, values in parts.items()})
        abroad = {
            other: _learned(int(values[state][here].sum()), data["mirror"], rng)
            for other, (_, values) in entries.items()
            if state in values and other != state
        }
        figures = _with_total("1.4.1", "1.4.2", sum(abroad.values()) + int(rng.poisson(3)), abroad)
        held = {state: 0.55, **{code: 0.3 / len(lines) for code in lines if code != state}}
        arrested = {code: int(rng.poisson(smugglers * share * total[here].sum())) for code, share in held.items()}
        arrests[start.year] = arrests.get(start.year, 0) + sum(arrested.values())
        figures |= _with_total("2.1.1", "2.1.2", sum(arrested.values()) + int(rng.poisson(1)), arrested)
        found = {code: int(rng.poisson(documents * value)) for code, value in lines.items()}
        papers[start.year] = papers.get(start.year, 0) + sum(found.values())
        figures |= _with_total("4.1.1", "4.1.2", sum(found.values()) + int(rng.poisson(2)), found)
        forms.append(Form(state, "half-year", start, start + pd.DateOffset(months=6, days=-1), figures))
    for start, here in _years(months):
        whole = len(here) == 12
        lines = _listed({code: int(values[here].sum()) for code, values in parts.items()})
        figures = _with_total("1.1.1", "1.1.2", int(total[here].sum()), lines)
        if whole:
            split = {"1.1.3": figures["1.1.1", "ZZ", ""], "3.1.1": figures["1.1.1", "ZZ", ""]}
            split |= {"2.1.3": arrests[start.year], "3.2.1": organised[start.year], "4.1.3": papers[start.year]}
            for indicator, amount in sorted(split.items()):
                figures |= _items(indicator, amount, data["shares"][indicator], rng)
            figures |= _fees(data["states"][state]["fee"], start.year - months[0].year, rng)
        forms.append(_year(state, start, months[here], figures))
    return forms


def _goods(
    region: Mapping[str, Any],
    state: str,
    seen: tuple[np.ndarray, dict[str, np.ndarray]],
    months: pd.PeriodIndex,
    rng: np.random.Generator,
) -> list[Form]:
    total, parts = seen
    whole, by_origin = region["indicators"]
    forms = []
    for start, here in _spans(months, 3):
        lines = _listed({code: int(values[here].sum()) for code, values in parts.items()})
        figures = _with_total(whole, by_origin, int(total[here].sum()), lines)
        figures |= {("6.2.1", "ZZ", ""): int(rng.poisson(12)) + 1}
        forms.append(Form(state, "quarterly", start, start + pd.DateOffset(months=3, days=-1), figures))
    for start, here in _years(months):
        lines = _listed({code: int(values[here].sum()) for code, values in parts.items()})
        forms.append(_year(state, start, months[here], _with_total(whole, by_origin, int(total[here].sum()), lines)))
    return forms


def _year(state: str, start: pd.Timestamp, here: pd.PeriodIndex, figures: dict[tuple[str, str, str], int]) -> Form:
    end = here[-1].end_time.normalize()
    part = "" if len(here) == 12 else f"part year: to the end of {here[-1].strftime('%Y-%m')}"
    return Form(state, "annual", start, end, figures, part)


def _spans(months: pd.PeriodIndex, length: int) -> list[tuple[pd.Timestamp, np.ndarray]]:
    """Return the whole periods of so many months: first day, and the numbers of their months."""
    whole = len(months) // length
    return [(months[n * length].start_time, np.arange(n * length, (n + 1) * length)) for n in range(whole)]


def _years(months: pd.PeriodIndex) -> list[tuple[pd.Timestamp, np.ndarray]]:
    years = sorted(set(months.year))
    return [(pd.Timestamp(year, 1, 1), np.flatnonzero(months.year == year)) for year in years]


def _listed(values: Mapping[str, int]) -> dict[str, int]:
    """Return the largest parts, most frequent first; parts of nothing are not listed."""
    ordered = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
    return {code: value for code, value in ordered[:LISTED] if value > 0}


def _with_total(total: str, breakdown: str, amount: int, parts: Mapping[str, int]) -> dict[tuple[str, str, str], int]:
    listed = _listed(parts)
    return {(total, "ZZ", ""): amount, **{(breakdown, code, ""): value for code, value in listed.items()}}


def _learned(detected: int, share: list[float], rng: np.random.Generator) -> int:
    """How many of its citizens detected abroad a state learns of: never more than the largest share of them."""
    return min(int(rng.binomial(detected, float(rng.uniform(*share)))), int(share[1] * detected))


def _items(
    indicator: str, amount: int, shares: list[float], rng: np.random.Generator
) -> dict[tuple[str, str, str], int]:
    """Split an amount over the items of an indicator; a few are of unknown sex, way or kind."""
    chances = np.array([*shares, UNKNOWN])
    counts = rng.multinomial(amount, chances / chances.sum())
    items = indicators()[indicator].items
    return {(indicator, "", item): int(count) for item, count in zip(items, counts[:-1], strict=True)}


def _fees(base: list[float], years: int, rng: np.random.Generator) -> dict[tuple[str, str, str], int]:
    items = indicators()["5.1.1"].items
    made = {}
    for item, fee in zip(items, base, strict=True):
        if fee:
            made["5.1.1", "", item] = 10 * round(fee * 1.04**years * float(rng.uniform(0.92, 1.08)) / 10)
    return made
