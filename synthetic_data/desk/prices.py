"""Prices by place and stage of the market, and fees by route, over the years, with what is planted in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.desk.setting import Found, Setting, ledger, planted
from synthetic_data.flows.events import COINCIDENCE
from synthetic_data.seeds import generator

# Share of the quarters in which a price is noted, and how far a note lies from the true price.
COVERAGE, SPREAD = {"foundation": 0.95, "practitioner": 0.85, "expert": 0.7}, 0.05
# Rise of a fee or price after a crackdown; a fee's yearly drift; one line's own level against the scenario's.
RISE, DRIFT, LEVEL = (1.25, 1.6), (-0.01, 0.05), (0.85, 1.18)
OUTLIER = 10.0
SERVICE = "journey, whole fee"
TERMS = ("paid on arrival", "half in advance", "deposit with a third party")


@dataclass(frozen=True)
class Line:
    """One price line with its true typical price in each month (US$ for one `unit`)."""

    product: str
    route: str
    place: str
    country: str
    stage: str
    unit: str
    low: float
    high: float
    quality: tuple[str, ...]
    true: np.ndarray
    risen: int = -1
    factor: float = 1.0

    @property
    def name(self) -> str:
        """What the truth calls the line."""
        return self.route or f"{self.place} ({self.stage})"


def lines(setting: Setting) -> list[Line]:
    """Return the price lines of a flow with their true prices, those that rise after a crackdown among them.

    A fee rises on each route that a shift left (people still wanting it pay more); of goods, the price at one place of
    destination rises from the month of the confirmed shift on.
    """
    rng = generator(setting.seed, "sensors.prices")
    falls = {move.source.route: move.source for move in setting.events.moves if move.status != COINCIDENCE}
    drawn = _fees(setting) if setting.people else _stages(setting)
    ends = [place for place, one in enumerate(drawn) if one["stage"] == "destination"]
    chosen = ends[int(rng.integers(len(ends)))] if ends else -1
    confirmed = next(iter(falls.values()))
    made = []
    for place, one in enumerate(drawn):
        low, typical, high = one.pop("price")
        drift = float(rng.uniform(*(setting.market.get("drift", DRIFT))))
        level = float(rng.uniform(*LEVEL))
        number = np.arange(len(setting.months))
        true = typical * level * (1 + drift) ** (number / 12)
        change = falls.get(one["route"]) or (confirmed if place == chosen else None)
        factor, at = round(float(rng.uniform(*RISE)), 3), -1
        if change is not None:
            at = change.at
            true = np.where(number >= at, true * factor, true)
        made.append(
            Line(**one, low=low / typical, high=high / typical, true=true, risen=at, factor=factor if at >= 0 else 1.0)
        )
    return made


def observe_prices(setting: Setting, roles: Mapping[str, Sequence[str]]) -> tuple[Found, list[dict[str, Any]]]:
    """Return stream `prices` and rows of truth table `market` (price of each line and year).

    Planted: rises after crackdowns; one price ten times too high from a work that names no source; one that repeats
    another's under a later date; and, where goods are sold by the kilogram, prices for one gram.
    """
    rng = generator(setting.seed, "noise.prices")
    known = lines(setting)
    coverage = COVERAGE.get(str(setting.level.get("name")), COVERAGE["practitioner"])
    rows: list[dict[str, Any]] = []
    for line in known:
        for start in range(0, len(setting.months), 3):
            if rng.random() >= coverage:
                continue
            at = min(start + int(rng.integers(0, 3)), len(setting.months) - 1)
            refs = roles["prices"]
            rows.append(_row(line, setting.months[at], at, refs[int(rng.random() < 0.3)], rng))
    _plant(rows, roles, rng)
    table = pd.DataFrame(rows).sort_values(["observed_on", "stage", "place", "route", "source_ref"], kind="stable")
    table.insert(0, "price_id", [f"K{number:04d}" for number in range(1, len(table) + 1)])
    found = Found(table.drop(columns=["_line", "_fault"]))
    for line in known:
        if line.risen >= 0:
            seen = table[(table["_line"] == line.name) & (table["_fault"] == "")]
            near = pd.Timestamp(setting.months[line.risen].start_time)
            seen = seen[(seen["observed_on"] - near).abs() <= pd.Timedelta(days=400)]
            fact = planted(
                "prices", "price rise", line.name, near.strftime("%Y-%m"), line.factor, list(seen["price_id"])
            )
            found.planted.append(fact)
    odd = table.loc[table["_fault"] != "", ["price_id", "_fault", "_line", "source_ref"]]
    for number, fault, line_name, ref in odd.itertuples(index=False, name=None):
        size = OUTLIER if fault == "price outlier" else 1.0
        found.planted.append(planted("prices", fault, line_name, ref, size, [number]))
        found.noise.append(ledger(fault, "prices", number, line_name))
    return found, _truth(setting, known, table)


def _plant(rows: list[dict[str, Any]], roles: Mapping[str, Sequence[str]], rng: np.random.Generator) -> None:
    """Add the odd price, the repeat and the prices by the gram to the rows."""
    last = max(row["observed_on"] for row in rows) - pd.Timedelta(days=400)
    recent = [place for place, row in enumerate(rows) if row["observed_on"] >= last]
    picks = [recent[int(one)] for one in rng.permutation(len(recent))[:6]]
    odd = dict(
        rows[picks[0]], source_ref=roles["weak prices"][0], note="figure from a headline", _fault="price outlier"
    )
    for name in ("low_usd", "typical_usd", "high_usd"):
        odd[name] = _money(odd[name] * OUTLIER)
    odd["observed_on"] += pd.Timedelta(days=9)
    again = dict(odd, source_ref=roles["repeat"][0], note="as reported elsewhere", _fault="price repeated")
    again["observed_on"] += pd.Timedelta(days=int(rng.integers(4, 30)))
    hearsay = dict(rows[picks[1]], source_ref=roles["weak prices"][-1], note="one conversation", quality=None)
    hearsay.update(
        low_usd=None, high_usd=None, typical_usd=_money(hearsay["typical_usd"] * float(rng.uniform(0.6, 1.5)))
    )
    hearsay.update(observed_on=hearsay["observed_on"] + pd.Timedelta(days=3), _fault="hearsay price")
    for place in picks[2:]:
        if rows[place]["unit"] == "kg" and rows[place]["typical_usd"] > 1000:
            for name in ("low_usd", "typical_usd", "high_usd"):
                rows[place][name] = round(rows[place][name] / 1000, 2)
            rows[place].update(unit="g", note="price for one gram")
    rows += [odd, again, hearsay]


def _row(line: Line, month: pd.Period, at: int, ref: str, rng: np.random.Generator) -> dict[str, Any]:
    typical = line.true[at] * float(rng.lognormal(0, SPREAD))
    low, high = (
        typical * line.low * float(rng.uniform(0.95, 1.02)),
        typical * line.high * float(rng.uniform(0.98, 1.06)),
    )
    return {
        "observed_on": month.start_time + pd.Timedelta(days=int(rng.integers(0, 28))),
        "product": line.product,
        "route": line.route,
        "place": line.place,
        "country": line.country,
        "stage": line.stage,
        "unit": line.unit,
        "low_usd": _money(low),
        "typical_usd": _money(typical),
        "high_usd": _money(high),
        "quality": line.quality[int(rng.integers(len(line.quality)))],
        "source_ref": ref,
        "note": "",
        "_line": line.name,
        "_fault": "",
    }


def _truth(setting: Setting, known: Sequence[Line], table: pd.DataFrame) -> list[dict[str, Any]]:
    """True mean price of each line and whole year, with the range that a sound reader of the stream may give."""
    rows = []
    sound = table[table["_fault"] == ""]
    for line in known:
        for year in sorted(set(setting.months.year)):
            here = np.flatnonzero(setting.months.year == year)
            seen = sound[(sound["_line"] == line.name) & (sound["observed_on"].dt.year == year)]
            if len(here) < 12 or not len(seen):
                continue
            best = float(line.true[here].mean())
            rows.append(
                {
                    "measure": "price",
                    "place": line.name,
                    "stage": line.stage,
                    "year": int(year),
                    "low": _money(best * line.low),
                    "best": _money(best),
                    "high": _money(best * line.high),
                    "unit": f"US$ for 1 {line.unit}",
                    "provenance": ";".join(seen["price_id"]),
                }
            )
    return rows


def _fees(setting: Setting) -> list[dict[str, Any]]:
    return [
        {
            "product": str(setting.region.get("service", SERVICE)),
            "route": name,
            "place": "",
            "country": route["destination"],
            "stage": "whole journey",
            "unit": "person",
            "quality": TERMS,
            "price": route["fee"],
        }
        for name, route in setting.routes.items()
    ]


def _stages(setting: Setting) -> list[dict[str, Any]]:
    market = setting.market
    return [
        {
            "product": market["product"],
            "route": "",
            "place": one["place"],
            "country": one["country"],
            "stage": one["stage"],
            "unit": one["unit"],
            "quality": tuple(market["quality"]),
            "price": one["price_usd"],
        }
        for one in market["stages"]
    ]


def _money(value: float) -> float:
    """Round as prices are quoted: two figures that count, or three from 100 on."""
    digits = 2 if value < 100 else 3
    return float(f"{value:.{digits}g}")
